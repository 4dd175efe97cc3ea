// SPDX-License-Identifier: Apache-2.0
// Some bits of each of a frame's first beats.
//
// Promises: beat i stands in slice i one clock after it passed, until that beat of the next frame.
// Kept apart in synthesis: it counts beats for itself, so that its write enables are not shared with other slices.
`default_nettype none
(* keep_hierarchy *)
module tain_window_slice #(
    parameter int WIDTH = 256,
    parameter int BEATS = 2
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    beat_valid,
    input  wire                    beat_last,
    input  wire [WIDTH-1:0]        beat_data,
    output logic [BEATS*WIDTH-1:0] slice
);
    logic [BEATS-1:0] next_q;  // the beat of the frame that comes next, one bit each; none: beyond the window
    always_ff @(posedge clk) begin
        if (rst) next_q <= BEATS'(1);
        else if (beat_valid) next_q <= beat_last ? BEATS'(1) : next_q << 1;
        if (beat_valid)
            for (int i = 0; i < BEATS; i++) if (next_q[i]) slice[i*WIDTH +: WIDTH] <= beat_data;
    end
endmodule
`default_nettype wire
