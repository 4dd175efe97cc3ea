// SPDX-License-Identifier: Apache-2.0
// A register COPIES times, for values that have more to drive than one register should. Never reset.
`default_nettype none
module tain_replicas #(
    parameter int WIDTH = 1,
    parameter int COPIES = 4
) (
    input  wire                     clk,
    input  wire  [WIDTH-1:0]        d,
    output logic [COPIES*WIDTH-1:0] q
);
    // Kept as modules, or synthesis would merge the copies into one again.
    for (genvar i = 0; i < COPIES; i++) begin : g_copy
        (* keep_hierarchy *) tain_delay #(.WIDTH(WIDTH), .STAGES(1)) register (.clk, .s_data(d), .m_data(q[i*WIDTH +: WIDTH]));
    end
endmodule
`default_nettype wire
