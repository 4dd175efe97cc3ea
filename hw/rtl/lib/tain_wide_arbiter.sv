// SPDX-License-Identifier: Apache-2.0
// tain_arbiter for wide words: lanes of at most LANE bits that go in step, each with a control of its own, so that no
// control net has much more than twice LANE bits to drive. Promises are tain_arbiter's.
`default_nettype none
module tain_wide_arbiter #(
    parameter int WIDTH = 512,
    parameter int LANE = 112  // the choice drives both registers of a bit
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              s0_valid,
    output logic             s0_ready,
    input  wire              s0_last,
    input  wire  [WIDTH-1:0] s0_data,
    input  wire              s1_valid,
    output logic             s1_ready,
    input  wire              s1_last,
    input  wire  [WIDTH-1:0] s1_data,
    output logic             m_valid,
    input  wire              m_ready,
    output logic             m_last,
    output logic             m_source,
    output logic [WIDTH-1:0] m_data
);
    localparam int LANES = (WIDTH + LANE - 1) / LANE;
    wire [LANES-1:0] ready0, ready1, valid, last, source;
    assign s0_ready = ready0[0];
    assign s1_ready = ready1[0];
    assign m_valid = valid[0];
    assign m_last = last[0];
    assign m_source = source[0];

    // Kept as modules, or synthesis would merge the lanes' controls into one again.
    for (genvar i = 0; i < LANES; i++) begin : g_lane
        localparam int BITS = (i == LANES - 1) ? WIDTH - LANE * i : LANE;
        (* keep_hierarchy *) tain_arbiter #(.WIDTH(BITS)) arbiter (
            .clk, .rst,
            .s0_valid, .s0_ready(ready0[i]), .s0_last, .s0_data(s0_data[LANE*i +: BITS]),
            .s1_valid, .s1_ready(ready1[i]), .s1_last, .s1_data(s1_data[LANE*i +: BITS]),
            .m_valid(valid[i]), .m_ready, .m_last(last[i]), .m_source(source[i]), .m_data(m_data[LANE*i +: BITS])
        );
    end

    wire unused_lanes = &{1'b0, ready0, ready1, valid, last, source};
endmodule
`default_nettype wire
