// SPDX-License-Identifier: Apache-2.0
// tain_fifo: a queue of DEPTH words, one in and one out a clock. Five words: no power of two, so that the wrap counts.
`default_nettype none
module fifo_proof #(
    parameter int WIDTH = 4
) (
    input wire             clk,
    input wire             rst,
    input wire             watch,
    input wire             s_valid,
    input wire [WIDTH-1:0] s_data,
    input wire             m_ready
);
    localparam int DEPTH = 5;
    logic s_ready, m_valid;
    logic [WIDTH-1:0] m_data;
    tain_fifo #(.WIDTH(WIDTH), .DEPTH(DEPTH)) dut (.clk, .rst, .s_valid, .s_ready, .s_data, .m_valid, .m_ready, .m_data);

    first_reset resets (.clk, .rst);
    stream_contract #(.DATA_WIDTH(WIDTH)) output_contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(1'b1), .last(1'b1), .side(1'b0));

    wire push = s_valid && s_ready;
    wire pop = m_valid && m_ready;
    wire [2:0] inside, before;
    wire watching;
    wire [WIDTH-1:0] word;
    watched_word #(.WIDTH(WIDTH), .CAPACITY(DEPTH)) queue (
        .clk, .rst, .watch, .push, .push_data(s_data), .pop, .front(m_data), .offered(m_valid), .inside, .watching,
        .before, .word);

    // What is inside is offered, and room is offered while there is any, but for the clock after a reset.
    logic reset_q = 1'b0;
    always_ff @(posedge clk) reset_q <= rst;
    always_comb if (!rst) begin
        assert (m_valid == (inside != '0));
        assert (s_ready == (inside != 3'(DEPTH) && !reset_q));
    end

    // The places: `inside` words from the read pointer on, the watched one `before` behind it.
    (* hierconn *) wire [2:0] \dut.read_q ;
    (* hierconn *) wire [2:0] \dut.write_q ;
    (* hierconn *) wire [2:0] \dut.level.taken_q ;
    (* hierconn *) wire [WIDTH-1:0] \dut.g_lane[0].memory[0] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.g_lane[0].memory[1] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.g_lane[0].memory[2] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.g_lane[0].memory[3] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.g_lane[0].memory[4] ;
    wire [DEPTH*WIDTH-1:0] memory = {\dut.g_lane[0].memory[4] , \dut.g_lane[0].memory[3] , \dut.g_lane[0].memory[2] ,
                                     \dut.g_lane[0].memory[1] , \dut.g_lane[0].memory[0] };
    wire [3:0] end_place = 4'(\dut.read_q ) + 4'(inside);
    wire [3:0] watched_place = 4'(\dut.read_q ) + 4'(before);
    wire [3:0] watched_index = watched_place >= 4'(DEPTH) ? watched_place - 4'(DEPTH) : watched_place;
    always_comb if (!rst) begin
        assert (\dut.level.taken_q == inside);
        assert (\dut.read_q < 3'(DEPTH));
        assert (4'(\dut.write_q ) == (end_place >= 4'(DEPTH) ? end_place - 4'(DEPTH) : end_place));
        if (watching) assert (memory[watched_index*WIDTH +: WIDTH] == word);
    end
endmodule
`default_nettype wire
