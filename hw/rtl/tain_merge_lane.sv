// SPDX-License-Identifier: Apache-2.0
// Some bits of tain_merge's word, with the whole control of it: tain_merge's promises, for words of any meaning.
`default_nettype none
module tain_merge_lane #(
    parameter int WIDTH = 8
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              pause,
    output logic             copy_under_way,
    input  wire              s_valid,
    output logic             s_ready,
    input  wire              s_last,
    input  wire  [WIDTH-1:0] s_word,
    input  wire              copy_valid,
    output logic             copy_ready,
    input  wire              copy_last,
    input  wire  [WIDTH-1:0] copy_word,
    output logic             m_valid,
    input  wire              m_ready,
    output logic             m_last,
    output logic             m_is_copy,
    output logic [WIDTH-1:0] m_word
);
    logic valid, last;
    logic [WIDTH-1:0] word;
    logic in_production_q, in_copy_q;  // in the middle of a frame of production, of a copy
    wire advance = m_ready || !m_valid;
    wire word_advance;
    tain_fence advance_fence (.d(advance), .q(word_advance));
    wire copy_may_start = !in_production_q && !valid && !s_valid && !pause;
    wire production_turn = !in_copy_q && valid;
    wire take_production = advance && production_turn;
    wire take_copy = copy_valid && copy_ready;

    assign copy_ready = advance && (in_copy_q || copy_may_start);
    assign copy_under_way = in_copy_q;

    tain_spill #(.WIDTH(WIDTH + 1)) production (
        .clk, .rst, .s_valid, .s_ready, .s_data({s_last, s_word}),
        .m_valid(valid), .m_ready(advance && !in_copy_q), .m_data({last, word})
    );

    always_ff @(posedge clk) begin
        if (rst) begin
            m_valid <= 1'b0;
            in_production_q <= 1'b0;
            in_copy_q <= 1'b0;
        end else begin
            if (advance) m_valid <= take_production || take_copy;
            if (take_production) in_production_q <= !last;
            if (take_copy) in_copy_q <= !copy_last;
        end
        // Where nothing is taken it does not matter what stands here, so that the choice needs no more than this.
        if (word_advance) begin
            m_word <= production_turn ? word : copy_word;
            m_last <= production_turn ? last : copy_last;
            m_is_copy <= !production_turn;
        end
    end

`ifndef SYNTHESIS
    always_ff @(posedge clk) if (!rst) begin
        assert (!(take_production && take_copy));
        assert (!(in_production_q && in_copy_q));
    end
`endif
endmodule
`default_nettype wire
