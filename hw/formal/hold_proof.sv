// SPDX-License-Identifier: Apache-2.0
// tain_hold: no beat is lost where judgements come as the module's top says, however frames pause; each beat comes out
// with its frame's judgement, in order. At 512 bits, where a header takes two beats; judged within three clocks.
`default_nettype none
module hold_proof (
    input wire       clk,
    input wire       rst,
    input wire       watch,
    input wire       beat_valid,
    input wire [3:0] beat_data,
    input wire       beat_last,
    input wire [2:0] frame_judgement  // of the frame whose beat comes now
);
    localparam int JUDGING = 3;
    localparam int HEADER = 2;
    localparam int DEPTH = HEADER + JUDGING + 4;
    logic judgement_valid;
    logic [2:0] judgement;
    wire out_valid, out_last, out_bad;
    wire [511:0] out_data;
    wire [7:0] out_bytes;
    wire [2:0] out_judgement;
    tain_hold #(.DATA_WIDTH(512), .JUDGEMENT_WIDTH(3), .DEPTH(DEPTH)) dut (
        .clk, .rst, .beat_valid, .beat_data({508'd0, beat_data}), .beat_bytes(8'd64), .beat_last, .beat_bad(1'b0),
        .judgement_valid, .judgement, .out_valid, .out_data, .out_bytes, .out_last, .out_bad, .out_judgement);
    first_reset resets (.clk, .rst);
    // tain_tap gives nothing in the clock after a reset.
    logic reset_q = 1'b0;
    always_ff @(posedge clk) reset_q <= rst;
    always_comb if (reset_q) assume (!beat_valid);

    // A frame is judged JUDGING clocks after its header is complete: with its second beat, or its last.
    logic second_q = 1'b0, later_q = 1'b0;  // the beat that comes is not the first, not of the header
    logic [2:0] frame_q;
    wire [2:0] frame = second_q ? frame_q : frame_judgement;
    wire complete = beat_valid && !later_q && (beat_last || second_q);
    logic [JUDGING-1:0] complete_q = '0;
    logic [3*JUDGING-1:0] judged_q;
    assign judgement_valid = complete_q[JUDGING-1];
    assign judgement = judged_q[3*JUDGING-1 -: 3];
    always_ff @(posedge clk) begin
        if (rst) {second_q, later_q} <= 2'b00;
        else if (beat_valid) {second_q, later_q} <= beat_last ? 2'b00 : {1'b1, second_q};
        if (beat_valid) frame_q <= frame;
        complete_q <= rst ? '0 : {complete_q[JUDGING-2:0], complete};
        judged_q <= {judged_q[3*JUDGING-4:0], frame};
    end

    // In the worst case, frames of two beats without a pause, six beats are inside.
    localparam int MOST = 6;
    wire [2:0] inside, before;
    wire watching;
    wire [7:0] word;
    watched_word #(.WIDTH(8), .CAPACITY(MOST)) beats (
        .clk, .rst, .watch, .push(beat_valid && !rst), .push_data({frame, beat_last, beat_data}), .pop(out_valid && !rst),
        .front({out_judgement, out_last, out_data[3:0]}), .offered(out_valid), .inside, .watching, .before, .word);
    always_comb if (!rst && out_valid) assert (out_bytes == 8'd64 && !out_bad);
endmodule
`default_nettype wire
