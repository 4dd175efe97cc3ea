// SPDX-License-Identifier: Apache-2.0
// tain_spill: a queue of two words that keeps the stream's contract, one word a clock.
`default_nettype none
module spill_proof #(
    parameter int WIDTH = 8
) (
    input wire             clk,
    input wire             rst,
    input wire             watch,
    input wire             s_valid,
    input wire [WIDTH-1:0] s_data,
    input wire             m_ready
);
    logic s_ready, m_valid;
    logic [WIDTH-1:0] m_data;
    tain_spill #(.WIDTH(WIDTH)) dut (.clk, .rst, .s_valid, .s_ready, .s_data, .m_valid, .m_ready, .m_data);

    first_reset resets (.clk, .rst);
    stream_contract #(.DATA_WIDTH(WIDTH)) output_contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(1'b1), .last(1'b1), .side(1'b0));

    wire push = s_valid && s_ready && !rst;
    wire pop = m_valid && m_ready && !rst;
    wire [1:0] inside, before;
    wire watching;
    wire [WIDTH-1:0] word;
    watched_word #(.WIDTH(WIDTH), .CAPACITY(2)) queue (
        .clk, .rst, .watch, .push, .push_data(s_data), .pop, .front(m_data), .offered(m_valid), .inside,
        .watching, .before, .word);

    // No bubble: what is inside is offered, and room is offered unless two wait or a reset was there.
    logic reset_q = 1'b0;
    always_ff @(posedge clk) reset_q <= rst;
    always_comb if (!rst) begin
        assert (m_valid == (inside != '0));
        assert (s_ready == (inside != 2'd2 && !reset_q));
    end

    // Where the watched word is.
    (* hierconn *) wire [WIDTH-1:0] \dut.skid_q ;
    (* hierconn *) wire \dut.skid_valid_q ;
    always_comb if (!rst) begin
        assert (\dut.skid_valid_q == (inside == 2'd2));
        if (watching && before == 2'd1) assert (\dut.skid_q == word);
    end
endmodule
`default_nettype wire
