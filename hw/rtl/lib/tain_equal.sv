// SPDX-License-Identifier: Apache-2.0
// Whether two words are equal. Keeps its walls: else synthesis, which need not hurry for it, puts it together with what
// comes behind it, and makes that path longer than the comparison is deep.
`default_nettype none
(* keep_hierarchy *)
module tain_equal #(
    parameter int WIDTH = 8
) (
    input  wire [WIDTH-1:0] a,
    input  wire [WIDTH-1:0] b,
    output wire             equal
);
    assign equal = a == b;
endmodule
`default_nettype wire
