// SPDX-License-Identifier: Apache-2.0
// Lets copies out between the frames of production. Promises: production in order and unchanged, side-band included,
// one beat a clock, at most two clocks later while no copy is under way; while a production beat waits no copy is
// newly offered, so production waits at most for the rest of one copy; packets are never mixed. m_axis is registered,
// tuser_copy tells a copy, and only copies have a length (the exact one, from the first beat on) and a direction.
//
// Lives in the whole NIC's reset: production survives a reset of the mirror. Whoever resets the mirror sets `pause`
// and waits for copy_under_way to be 0: then no copy is half sent, and none is begun while pause stays.
`default_nettype none
module tain_merge #(
    parameter int DATA_WIDTH = 512,
    parameter int TUSER_WIDTH = 1,
    parameter logic [TUSER_WIDTH-1:0] COPY_TUSER = '0,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    pause,
    output logic                   copy_under_way,

    input  wire  [DATA_WIDTH-1:0]  s_axis_tdata,
    input  wire  [BYTES-1:0]       s_axis_tkeep,
    input  wire                    s_axis_tvalid,
    output logic                   s_axis_tready,
    input  wire                    s_axis_tlast,
    input  wire  [TUSER_WIDTH-1:0] s_axis_tuser,
    input  wire                    s_axis_tuser_error,

    input  wire                    copy_valid,
    output logic                   copy_ready,
    input  wire  [DATA_WIDTH-1:0]  copy_data,
    input  wire  [BYTES-1:0]       copy_keep,
    input  wire                    copy_last,
    input  wire  [15:0]            copy_length,
    input  wire                    copy_direction,

    output logic [DATA_WIDTH-1:0]  m_axis_tdata,
    output logic [BYTES-1:0]       m_axis_tkeep,
    output logic                   m_axis_tvalid,
    input  wire                    m_axis_tready,
    output logic                   m_axis_tlast,
    output logic [TUSER_WIDTH-1:0] m_axis_tuser,
    output logic                   m_axis_tuser_error,
    output logic                   m_axis_tuser_copy,
    output logic                   m_axis_tuser_direction,
    output logic [15:0]            m_axis_tuser_length
);
    // One word a beat: what production has, and what only copies have (0 in production).
    localparam int WIDTH = DATA_WIDTH + BYTES + 17 + TUSER_WIDTH + 1;
    localparam int LANE = 224;
    localparam int LANES = (WIDTH + LANE - 1) / LANE;
    wire [WIDTH-1:0] production_word = {s_axis_tuser_error, s_axis_tuser, 17'd0, s_axis_tkeep, s_axis_tdata};
    wire [WIDTH-1:0] copy_word = {1'b0, COPY_TUSER, copy_length, copy_direction, copy_keep, copy_data};
    wire [WIDTH-1:0] word;
    wire [LANES-1:0] production_ready, ready, under_way, valid, last, is_copy;

    // In step, each with a control of its own, so that none has more than LANE bits to drive. Kept as modules, or
    // synthesis would merge the controls into one again.
    for (genvar i = 0; i < LANES; i++) begin : g_lane
        localparam int BITS = (i == LANES - 1) ? WIDTH - LANE * i : LANE;
        (* keep_hierarchy *) tain_merge_lane #(.WIDTH(BITS)) lane (
            .clk, .rst, .pause, .copy_under_way(under_way[i]),
            .s_valid(s_axis_tvalid), .s_ready(production_ready[i]), .s_last(s_axis_tlast),
            .s_word(production_word[LANE*i +: BITS]),
            .copy_valid, .copy_ready(ready[i]), .copy_last, .copy_word(copy_word[LANE*i +: BITS]),
            .m_valid(valid[i]), .m_ready(m_axis_tready), .m_last(last[i]), .m_is_copy(is_copy[i]),
            .m_word(word[LANE*i +: BITS])
        );
    end

    assign copy_under_way = under_way[0];
    assign s_axis_tready = production_ready[0];
    assign copy_ready = ready[0];
    assign m_axis_tvalid = valid[0];
    assign m_axis_tlast = last[0];
    assign m_axis_tuser_copy = is_copy[0];
    assign {m_axis_tuser_error, m_axis_tuser, m_axis_tuser_length, m_axis_tuser_direction, m_axis_tkeep, m_axis_tdata} =
        word;

    wire unused_lanes = &{1'b0, under_way, production_ready, ready, valid, last, is_copy};
endmodule
`default_nettype wire
