// SPDX-License-Identifier: Apache-2.0
// Collects the first 128 bytes of each frame, so that everything behind it parses by byte position in the frame
// and not by data width.
//
// Promises: one window per frame, one clock after the beat with its 128th byte or its last one, whichever comes
//   first. `window_bytes` says how many bytes the frame has there; bytes beyond are left from earlier frames.
// Needs: nothing of the beats' timing; a frame each clock is fine.
`default_nettype none
module tain_window #(
    parameter int DATA_WIDTH = 512
) (
    input  wire                  clk,
    input  wire                  rst,
    input  wire                  beat_valid,
    input  wire [DATA_WIDTH-1:0] beat_data,
    input  wire [7:0]            beat_bytes,
    input  wire                  beat_last,
    output logic                 window_valid,
    output wire  [1023:0]        window,        // byte i of the frame is window[8*i +: 8]
    output logic [7:0]           window_bytes   // 1-128
);
    localparam int BEATS = tain_pkg::WINDOW_BYTES * 8 / DATA_WIDTH;
    localparam int BEAT_BYTES = DATA_WIDTH / 8;

    // The beat of the frame that comes next; BEATS: the window is full.
    logic [4:0] beat_q;
    wire in_window = beat_q != 5'(BEATS);
    wire complete = beat_valid && in_window && (beat_last || beat_q == 5'(BEATS - 1));
    always_ff @(posedge clk) begin
        window_valid <= complete && !rst;
        if (rst) beat_q <= '0;
        else if (beat_valid) beat_q <= beat_last ? 5'd0 : in_window ? beat_q + 5'd1 : beat_q;
        if (complete) window_bytes <= 8'(beat_q) * 8'(BEAT_BYTES) + beat_bytes;
    end

    // A write enable of its own for at most 256 bits of a beat: which beat is next, one bit each.
    localparam int SLICE = DATA_WIDTH > 256 ? 256 : DATA_WIDTH;
    for (genvar s = 0; s < DATA_WIDTH / SLICE; s++) begin : g_slice
        wire [BEATS*SLICE-1:0] slice;
        tain_window_slice #(.WIDTH(SLICE), .BEATS(BEATS)) part (
            .clk, .rst, .beat_valid, .beat_last, .beat_data(beat_data[s*SLICE +: SLICE]), .slice);
        for (genvar i = 0; i < BEATS; i++) begin : g_beat
            assign window[i*DATA_WIDTH + s*SLICE +: SLICE] = slice[i*SLICE +: SLICE];
        end
    end
endmodule
`default_nettype wire
