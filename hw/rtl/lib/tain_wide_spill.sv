// SPDX-License-Identifier: Apache-2.0
// tain_spill for wide words: lanes of at most LANE bits that go in step, each with a control of its own, so that no
// control net has more than LANE bits to drive. Promises and costs are tain_spill's.
`default_nettype none
module tain_wide_spill #(
    parameter int WIDTH = 512,
    parameter int LANE = 224  // whole 32-bit words
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              s_valid,
    output logic             s_ready,
    input  wire  [WIDTH-1:0] s_data,
    output logic             m_valid,
    input  wire              m_ready,
    output logic [WIDTH-1:0] m_data
);
    localparam int LANES = (WIDTH + LANE - 1) / LANE;
    wire [LANES-1:0] ready, valid;
    assign s_ready = ready[0];
    assign m_valid = valid[0];

    // Kept as modules, or synthesis would merge the lanes' controls into one again.
    for (genvar i = 0; i < LANES; i++) begin : g_lane
        localparam int BITS = (i == LANES - 1) ? WIDTH - LANE * i : LANE;
        (* keep_hierarchy *) tain_spill #(.WIDTH(BITS)) spill (
            .clk, .rst, .s_valid, .s_ready(ready[i]), .s_data(s_data[LANE*i +: BITS]),
            .m_valid(valid[i]), .m_ready, .m_data(m_data[LANE*i +: BITS])
        );
    end

    wire unused_lanes = &{1'b0, ready, valid};
endmodule
`default_nettype wire
