// SPDX-License-Identifier: Apache-2.0
// Holds a frame's beats until its judgement is there, then gives them out one a clock, the judgement beside each.
// Beats and judgements come without back-pressure: one judgement per frame, in order, always JUDGING clocks after the
// beat that completes what judging looks at (the frame's 128th byte or its last beat, the earlier).
//
// Why DEPTH >= HEADER + JUDGING + 4 never overflows, HEADER being the beats that 128 bytes take: a beat leaves in the
// clock after the one before it or when its frame is judged, whichever is later. Take the last beat that waited for
// its judgement rather than for its forerunner: at that moment its frame's header was complete JUDGING clocks ago, so
// at most HEADER - 1 beats came from it up to there and JUDGING since. From then on one leaves a clock, and no more
// than one comes. A frame that pauses in its header makes nothing worse: while it pauses, nothing comes. Four more
// for the registers on the way.
//
// Needs no beat in the clock after a reset: the FIFOs have no room before.
`default_nettype none
module tain_hold #(
    parameter int DATA_WIDTH = 512,
    parameter int JUDGEMENT_WIDTH = 8,
    parameter int DEPTH = 64
) (
    input  wire                        clk,
    input  wire                        rst,
    input  wire                        beat_valid,
    input  wire  [DATA_WIDTH-1:0]      beat_data,
    input  wire  [7:0]                 beat_bytes,
    input  wire                        beat_last,
    input  wire                        beat_bad,
    input  wire                        judgement_valid,
    input  wire  [JUDGEMENT_WIDTH-1:0] judgement,
    output logic                       out_valid,
    output logic [DATA_WIDTH-1:0]      out_data,
    output logic [7:0]                 out_bytes,
    output logic                       out_last,
    output logic                       out_bad,
    output logic [JUDGEMENT_WIDTH-1:0] out_judgement
);
    // By the same reckoning, no more judgements wait than frames have a complete header among the beats that were
    // there when the oldest was judged: HEADER, and the registers on the way.
    localparam int HEADER = tain_pkg::WINDOW_BYTES * 8 / DATA_WIDTH;
    localparam int JUDGEMENTS = HEADER + 6;

    if (DEPTH < JUDGEMENTS) begin : gen_bad_depth
        $fatal(1, "tain_hold: DEPTH is less than the header's beats and the judging latency need");
    end

    localparam int BEAT_WIDTH = DATA_WIDTH + 10;
    logic held_valid, held_ready, judged_valid, judged_ready;
    logic [BEAT_WIDTH-1:0] held;
    logic [JUDGEMENT_WIDTH-1:0] judged;
    logic last;
    wire give = held_valid && judged_valid;

    tain_fifo #(.WIDTH(BEAT_WIDTH), .DEPTH(DEPTH)) beats (
        .clk, .rst,
        .s_valid(beat_valid), .s_ready(held_ready), .s_data({beat_bad, beat_last, beat_bytes, beat_data}),
        .m_valid(held_valid), .m_ready(judged_valid), .m_data(held)
    );
    tain_fifo #(.WIDTH(JUDGEMENT_WIDTH), .DEPTH(JUDGEMENTS)) judgements (
        .clk, .rst,
        .s_valid(judgement_valid), .s_ready(judged_ready), .s_data(judgement),
        .m_valid(judged_valid), .m_ready(held_valid && last), .m_data(judged)
    );
    assign last = held[DATA_WIDTH+8];

    always_ff @(posedge clk) begin
        out_valid <= give && !rst;
        {out_bad, out_last, out_bytes, out_data} <= held;
        out_judgement <= judged;
    end

`ifdef SYNTHESIS
    wire unused_readys = &{1'b0, held_ready, judged_ready};
`else
    always_ff @(posedge clk) if (!rst) begin
        assert (!beat_valid || held_ready);
        assert (!judgement_valid || judged_ready);
    end
`endif
endmodule
`default_nettype wire
