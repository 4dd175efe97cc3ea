// SPDX-License-Identifier: Apache-2.0
// COPIES of tain_replica, for a value that has a wide register to drive.
`default_nettype none
module tain_replicas #(
    parameter int WIDTH = 1,
    parameter int COPIES = 4
) (
    input  wire                     clk,
    input  wire  [WIDTH-1:0]        d,
    output logic [COPIES*WIDTH-1:0] q
);
    for (genvar i = 0; i < COPIES; i++) begin : g_copy
        tain_replica #(.WIDTH(WIDTH)) register (.clk, .d, .q(q[i*WIDTH +: WIDTH]));
    end
endmodule
`default_nettype wire
