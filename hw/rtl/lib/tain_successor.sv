// SPDX-License-Identifier: Apache-2.0
// Whether `next` is `place` + 1, modulo 2**WIDTH, without an adder, whose carry would have to be waited for: the carry
// into a bit is 1 where the two differ, so it is enough that each bit hands on the carry that the bit above it shows.
// Combinational, as deep as a comparison.
`default_nettype none
module tain_successor #(
    parameter int WIDTH = 8
) (
    input  wire  [WIDTH-1:0] place,
    input  wire  [WIDTH-1:0] next,
    output logic             follows
);
    wire [WIDTH-1:0] carry_in = place ^ next;
    wire [WIDTH-1:0] carry_out = place & ~next;

    always_comb begin
        follows = carry_in[0];
        for (int i = 1; i < WIDTH; i++) follows = follows && carry_in[i] == carry_out[i-1];
    end
    wire unused_top = carry_out[WIDTH-1];
endmodule
`default_nettype wire
