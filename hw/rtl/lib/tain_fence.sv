// SPDX-License-Identifier: Apache-2.0
// A wire that synthesis does not look through, for a control that a wide register waits for: else each bit's table
// takes in what the control is made of, and those nets have the whole width to drive. A module of its own that keeps
// its walls, because nothing else is left alone. Costs nothing.
`default_nettype none
(* keep_hierarchy *)
module tain_fence (
    input  wire d,
    output wire q
);
    assign q = d;
endmodule
`default_nettype wire
