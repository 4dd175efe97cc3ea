// SPDX-License-Identifier: Apache-2.0
// A register of which there are several on purpose, so that none has too many loads: q is d one clock later. A module
// of its own that keeps its walls, because synthesis merges registers of equal content whatever they are marked.
`default_nettype none
(* keep_hierarchy *)
module tain_replica #(
    parameter int WIDTH = 1
) (
    input  wire              clk,
    input  wire [WIDTH-1:0]  d,
    output logic [WIDTH-1:0] q
);
    always_ff @(posedge clk) q <= d;
endmodule
`default_nettype wire
