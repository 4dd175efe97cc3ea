// SPDX-License-Identifier: Apache-2.0
// A proof begins with a reset, and may have more whenever the solver likes.
`default_nettype none
module first_reset (
    input wire clk,
    input wire rst
);
    logic started_q = 1'b0;
    always_ff @(posedge clk) started_q <= 1'b1;
    always_comb if (!started_q) assume (rst);
endmodule
`default_nettype wire
