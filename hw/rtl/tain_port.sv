// SPDX-License-Identifier: Apache-2.0
// One port: production through it in both directions, a mirror beside each, and the copies of both out by the way
// to the wire (or, with COPY_PORT, by a port of their own).
//
// Promises: I1. Ingress production passes in one clock and is never held up by the mirror; egress production in two
//   while no copy is under way, and waits at most for the rest of one copy. Copies of the two directions take turns.
`default_nettype none
module tain_port #(
    parameter int DATA_WIDTH = 512,
    parameter int TUSER_WIDTH = 16,
    parameter logic [TUSER_WIDTH-1:0] COPY_TUSER = '0,
    parameter bit COPY_PORT = 1'b0,
    parameter int INTERFACES = 64,
    parameter int SESSIONS_PER_INTERFACE = 4,
    parameter int FILTERS = 32,
    parameter int RULE_SLOTS = 36,
    parameter int RULES_PER_FILTER = 16,
    parameter int TARGETS = 32,
    parameter int ADDRESSES_PER_TARGET = 16,
    parameter int NEVER_COPIED = 16,
    parameter int RESOLVERS = 8,
    parameter int RANGE_CHECKERS = 32,
    parameter int RULE_STRIDE = 5,
    parameter int BUFFER_BYTES = 65536,
    parameter int BUFFER_COPIES = 1024,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                   clk,
    input  wire                   rst,
    // Registers.
    input  wire                   bus_write,
    input  wire                   bus_read,
    input  wire [15:0]            bus_address,
    input  wire [31:0]            bus_wdata,
    output wire                   bus_done,
    output wire [31:0]            bus_rdata,
    input  wire                   bank,
    input  wire                   reset_wanted,
    output wire                   reset_done,
    // From the wire to the host.
    input  wire [DATA_WIDTH-1:0]  s_axis_rx_tdata,
    input  wire [BYTES-1:0]       s_axis_rx_tkeep,
    input  wire                   s_axis_rx_tvalid,
    output wire                   s_axis_rx_tready,
    input  wire                   s_axis_rx_tlast,
    input  wire [TUSER_WIDTH-1:0] s_axis_rx_tuser,
    input  wire                   s_axis_rx_tuser_error,
    output wire [DATA_WIDTH-1:0]  m_axis_rx_tdata,
    output wire [BYTES-1:0]       m_axis_rx_tkeep,
    output wire                   m_axis_rx_tvalid,
    input  wire                   m_axis_rx_tready,
    output wire                   m_axis_rx_tlast,
    output wire [TUSER_WIDTH-1:0] m_axis_rx_tuser,
    output wire                   m_axis_rx_tuser_error,
    // From the host to the wire.
    input  wire [DATA_WIDTH-1:0]  s_axis_tx_tdata,
    input  wire [BYTES-1:0]       s_axis_tx_tkeep,
    input  wire                   s_axis_tx_tvalid,
    output wire                   s_axis_tx_tready,
    input  wire                   s_axis_tx_tlast,
    input  wire [TUSER_WIDTH-1:0] s_axis_tx_tuser,
    input  wire                   s_axis_tx_tuser_error,
    output wire [DATA_WIDTH-1:0]  m_axis_tx_tdata,
    output wire [BYTES-1:0]       m_axis_tx_tkeep,
    output wire                   m_axis_tx_tvalid,
    input  wire                   m_axis_tx_tready,
    output wire                   m_axis_tx_tlast,
    output wire [TUSER_WIDTH-1:0] m_axis_tx_tuser,
    output wire                   m_axis_tx_tuser_error,
    output wire                   m_axis_tx_tuser_copy,
    output wire                   m_axis_tx_tuser_direction,
    output wire [15:0]            m_axis_tx_tuser_length,
    // Copies, with COPY_PORT.
    output wire [DATA_WIDTH-1:0]  m_axis_copy_tdata,
    output wire [BYTES-1:0]       m_axis_copy_tkeep,
    output wire                   m_axis_copy_tvalid,
    input  wire                   m_axis_copy_tready,
    output wire                   m_axis_copy_tlast,
    output wire [TUSER_WIDTH-1:0] m_axis_copy_tuser,
    output wire                   m_axis_copy_tuser_direction,
    output wire [15:0]            m_axis_copy_tuser_length,
    // One pulse a frame, at its judgement's end: bit 0 ingress, 1 egress.
    output wire [1:0]             judged_valid,
    output wire [1:0]             judged_copied,
    output wire [1:0]             judged_dropped
);
    localparam int COUNTERS = tain_regs_pkg::REG_PORT_COUNTER_LOW_COUNT;
    localparam int PORT_COUNTERS = tain_regs_pkg::COUNTERS_PORT_COUNT;

    // --- Ingress production -------------------------------------------------------------------------------------
    tain_wide_spill #(.WIDTH(DATA_WIDTH + BYTES + TUSER_WIDTH + 2)) ingress (
        .clk, .rst, .s_valid(s_axis_rx_tvalid), .s_ready(s_axis_rx_tready),
        .s_data({s_axis_rx_tuser_error, s_axis_rx_tuser, s_axis_rx_tlast, s_axis_rx_tkeep, s_axis_rx_tdata}),
        .m_valid(m_axis_rx_tvalid), .m_ready(m_axis_rx_tready),
        .m_data({m_axis_rx_tuser_error, m_axis_rx_tuser, m_axis_rx_tlast, m_axis_rx_tkeep, m_axis_rx_tdata}));

    // --- The mirror of each direction -----------------------------------------------------------------------------
    wire mirror_rst, late_rst, pause;
    tain_pkg::row_command_t command;
    wire [31:0] ingress_answer, egress_answer;
    wire rebuild, ingress_row_busy, egress_row_busy, ingress_rebuilding, egress_rebuilding;
    wire [3:0] counter_kind;
    wire counter_direction, counter_read, counter_clear;
    wire [15:0] counter_index;
    wire [64*COUNTERS-1:0] ingress_counter_row, egress_counter_row;
    wire [64*PORT_COUNTERS-1:0] ingress_counters, egress_counters;
    wire ingress_copy_valid, ingress_copy_ready, ingress_copy_last;
    wire egress_copy_valid, egress_copy_ready, egress_copy_last;
    wire [DATA_WIDTH-1:0] ingress_copy_data, egress_copy_data;
    tain_pkg::descriptor_t ingress_copy_descriptor, egress_copy_descriptor;

    tain_direction #(
        .DIRECTION(tain_pkg::INGRESS), .DATA_WIDTH(DATA_WIDTH), .INTERFACES(INTERFACES),
        .SESSIONS_PER_INTERFACE(SESSIONS_PER_INTERFACE), .FILTERS(FILTERS), .RULE_SLOTS(RULE_SLOTS),
        .RULES_PER_FILTER(RULES_PER_FILTER), .TARGETS(TARGETS), .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET),
        .NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS), .RANGE_CHECKERS(RANGE_CHECKERS),
        .RULE_STRIDE(RULE_STRIDE), .BUFFER_BYTES(BUFFER_BYTES), .BUFFER_COPIES(BUFFER_COPIES)) ingress_mirror (
        .clk, .rst, .mirror_rst, .tap_rst(late_rst), .axis_tdata(s_axis_rx_tdata), .axis_tkeep(s_axis_rx_tkeep),
        .axis_tvalid(s_axis_rx_tvalid), .axis_tready(s_axis_rx_tready), .axis_tlast(s_axis_rx_tlast),
        .axis_tuser_error(s_axis_rx_tuser_error), .bank, .command, .answer(ingress_answer), .rebuild,
        .row_busy(ingress_row_busy), .rebuilding(ingress_rebuilding), .counter_kind, .counter_index,
        .counter_read(counter_read && counter_direction == tain_pkg::INGRESS),
        .counter_clear(counter_clear && counter_direction == tain_pkg::INGRESS), .counter_row(ingress_counter_row),
        .port_counters(ingress_counters), .judged_valid(judged_valid[0]), .judged_copied(judged_copied[0]),
        .judged_dropped(judged_dropped[0]), .copy_valid(ingress_copy_valid), .copy_ready(ingress_copy_ready),
        .copy_data(ingress_copy_data), .copy_last(ingress_copy_last), .copy_descriptor(ingress_copy_descriptor));

    tain_direction #(
        .DIRECTION(tain_pkg::EGRESS), .DATA_WIDTH(DATA_WIDTH), .INTERFACES(INTERFACES),
        .SESSIONS_PER_INTERFACE(SESSIONS_PER_INTERFACE), .FILTERS(FILTERS), .RULE_SLOTS(RULE_SLOTS),
        .RULES_PER_FILTER(RULES_PER_FILTER), .TARGETS(TARGETS), .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET),
        .NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS), .RANGE_CHECKERS(RANGE_CHECKERS),
        .RULE_STRIDE(RULE_STRIDE), .BUFFER_BYTES(BUFFER_BYTES), .BUFFER_COPIES(BUFFER_COPIES)) egress_mirror (
        .clk, .rst, .mirror_rst, .tap_rst(late_rst), .axis_tdata(s_axis_tx_tdata), .axis_tkeep(s_axis_tx_tkeep),
        .axis_tvalid(s_axis_tx_tvalid), .axis_tready(s_axis_tx_tready), .axis_tlast(s_axis_tx_tlast),
        .axis_tuser_error(s_axis_tx_tuser_error), .bank, .command, .answer(egress_answer), .rebuild,
        .row_busy(egress_row_busy), .rebuilding(egress_rebuilding), .counter_kind, .counter_index,
        .counter_read(counter_read && counter_direction == tain_pkg::EGRESS),
        .counter_clear(counter_clear && counter_direction == tain_pkg::EGRESS), .counter_row(egress_counter_row),
        .port_counters(egress_counters), .judged_valid(judged_valid[1]), .judged_copied(judged_copied[1]),
        .judged_dropped(judged_dropped[1]), .copy_valid(egress_copy_valid), .copy_ready(egress_copy_ready),
        .copy_data(egress_copy_data), .copy_last(egress_copy_last), .copy_descriptor(egress_copy_descriptor));

    // --- Copies of both directions take turns, and get their outer headers ------------------------------------------
    wire copy_rst;
    tain_replica copy_reset (.clk, .d(mirror_rst), .q(copy_rst));
    wire turn_valid, turn_ready, turn_last, turn_direction;
    wire [DATA_WIDTH-1:0] turn_data;
    tain_pkg::descriptor_t turn_descriptor;
    tain_wide_arbiter #(.WIDTH(DATA_WIDTH + $bits(turn_descriptor))) turns (
        .clk, .rst(copy_rst),
        .s0_valid(ingress_copy_valid), .s0_ready(ingress_copy_ready), .s0_last(ingress_copy_last),
        .s0_data({ingress_copy_descriptor, ingress_copy_data}),
        .s1_valid(egress_copy_valid), .s1_ready(egress_copy_ready), .s1_last(egress_copy_last),
        .s1_data({egress_copy_descriptor, egress_copy_data}),
        .m_valid(turn_valid), .m_ready(turn_ready), .m_last(turn_last), .m_source(turn_direction),
        .m_data({turn_descriptor, turn_data}));

    wire copy_valid, copy_ready, copy_last, copy_direction;
    wire [DATA_WIDTH-1:0] copy_data;
    wire [BYTES-1:0] copy_keep;
    wire [15:0] copy_length;
    tain_encapsulate #(.DATA_WIDTH(DATA_WIDTH)) encapsulate (
        .clk, .rst(copy_rst), .s_valid(turn_valid), .s_ready(turn_ready), .s_data(turn_data), .s_last(turn_last),
        .s_direction(turn_direction), .s_descriptor(turn_descriptor), .m_valid(copy_valid), .m_ready(copy_ready),
        .m_data(copy_data), .m_keep(copy_keep), .m_last(copy_last), .m_length(copy_length),
        .m_direction(copy_direction));

    // --- Egress production and the copies -----------------------------------------------------------------------
    // With COPY_PORT there are two merges, one without copies and one without production.
    wire merge_copy_ready, port_copy_ready, merge_under_way, port_under_way;
    assign copy_ready = COPY_PORT ? port_copy_ready : merge_copy_ready;
    tain_merge #(.DATA_WIDTH(DATA_WIDTH), .TUSER_WIDTH(TUSER_WIDTH), .COPY_TUSER(COPY_TUSER)) merge (
        .clk, .rst, .pause, .copy_under_way(merge_under_way),
        .s_axis_tdata(s_axis_tx_tdata), .s_axis_tkeep(s_axis_tx_tkeep), .s_axis_tvalid(s_axis_tx_tvalid),
        .s_axis_tready(s_axis_tx_tready), .s_axis_tlast(s_axis_tx_tlast), .s_axis_tuser(s_axis_tx_tuser),
        .s_axis_tuser_error(s_axis_tx_tuser_error),
        .copy_valid(copy_valid && !COPY_PORT), .copy_ready(merge_copy_ready), .copy_data, .copy_keep, .copy_last,
        .copy_length, .copy_direction,
        .m_axis_tdata(m_axis_tx_tdata), .m_axis_tkeep(m_axis_tx_tkeep), .m_axis_tvalid(m_axis_tx_tvalid),
        .m_axis_tready(m_axis_tx_tready), .m_axis_tlast(m_axis_tx_tlast), .m_axis_tuser(m_axis_tx_tuser),
        .m_axis_tuser_error(m_axis_tx_tuser_error), .m_axis_tuser_copy(m_axis_tx_tuser_copy),
        .m_axis_tuser_direction(m_axis_tx_tuser_direction), .m_axis_tuser_length(m_axis_tx_tuser_length));

    if (COPY_PORT) begin : g_copy_port
        wire no_production_ready, never_error, always_copy;
        tain_merge #(.DATA_WIDTH(DATA_WIDTH), .TUSER_WIDTH(TUSER_WIDTH), .COPY_TUSER(COPY_TUSER)) merge_copies (
            .clk, .rst, .pause, .copy_under_way(port_under_way),
            .s_axis_tdata({DATA_WIDTH{1'b0}}), .s_axis_tkeep({BYTES{1'b0}}), .s_axis_tvalid(1'b0),
            .s_axis_tready(no_production_ready), .s_axis_tlast(1'b0), .s_axis_tuser({TUSER_WIDTH{1'b0}}),
            .s_axis_tuser_error(1'b0),
            .copy_valid, .copy_ready(port_copy_ready), .copy_data, .copy_keep, .copy_last, .copy_length,
            .copy_direction,
            .m_axis_tdata(m_axis_copy_tdata), .m_axis_tkeep(m_axis_copy_tkeep), .m_axis_tvalid(m_axis_copy_tvalid),
            .m_axis_tready(m_axis_copy_tready), .m_axis_tlast(m_axis_copy_tlast), .m_axis_tuser(m_axis_copy_tuser),
            .m_axis_tuser_error(never_error), .m_axis_tuser_copy(always_copy),
            .m_axis_tuser_direction(m_axis_copy_tuser_direction), .m_axis_tuser_length(m_axis_copy_tuser_length));
        wire unused = &{1'b0, no_production_ready, never_error, always_copy};
    end else begin : g_no_copy_port
        assign port_copy_ready = 1'b0;
        assign port_under_way = 1'b0;
        assign m_axis_copy_tdata = '0;
        assign m_axis_copy_tkeep = '0;
        assign m_axis_copy_tvalid = 1'b0;
        assign m_axis_copy_tlast = 1'b0;
        assign m_axis_copy_tuser = '0;
        assign m_axis_copy_tuser_direction = 1'b0;
        assign m_axis_copy_tuser_length = '0;
        wire unused = &{1'b0, m_axis_copy_tready};
    end

    // --- Registers and reset ----------------------------------------------------------------------------------------
    tain_mirror_reset mirror_reset (
        .clk, .rst, .wanted(reset_wanted), .copy_under_way(merge_under_way || port_under_way), .pause, .mirror_rst,
        .done(reset_done));

    // It reaches all parts within two clocks. What begins new work, the taps and commands on rows, leaves it last.
    logic [2:0] late_q;
    always_ff @(posedge clk) late_q <= rst ? '1 : {late_q[1:0], mirror_rst};
    assign late_rst = mirror_rst || (|late_q);

    tain_port_registers registers (
        .clk, .rst, .mirror_rst(late_rst), .bus_write, .bus_read, .bus_address, .bus_wdata, .bus_done, .bus_rdata,
        .active_bank(bank), .command, .answer(ingress_answer | egress_answer), .rebuild,
        .row_busy(ingress_row_busy || egress_row_busy), .rebuilding(ingress_rebuilding || egress_rebuilding),
        .counter_kind, .counter_direction, .counter_index, .counter_read, .counter_clear,
        .counter_row(counter_direction == tain_pkg::EGRESS ? egress_counter_row : ingress_counter_row),
        .ingress_counters, .egress_counters);
endmodule
`default_nettype wire
