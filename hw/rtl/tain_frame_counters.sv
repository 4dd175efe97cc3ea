// SPDX-License-Identifier: Apache-2.0
// All counters of one direction of a port (design 4): a frame is counted at its last beat, one a clock.
//
// Rules: up to one hit for each session of an interface falls in one clock, so there is a set of rule counters for
// each place, and the sum of them is what is read.
// Promises: `read_row` is the row asked for, 10 clocks after `read` and until the next; counters that a kind does
//   not have read 0. `clear` zeroes the row chosen by kind and index, which stand from a clock before `read` on.
`default_nettype none
module tain_frame_counters #(
    parameter int INTERFACES = 64,
    parameter int SESSIONS_PER_INTERFACE = 4,
    parameter int RULES = 576,
    localparam int S = SESSIONS_PER_INTERFACE,
    localparam int COUNTERS = tain_regs_pkg::REG_PORT_COUNTER_LOW_COUNT,
    localparam int PORT_COUNTERS = tain_regs_pkg::COUNTERS_PORT_COUNT
) (
    input  wire                clk,
    input  wire                rst,
    input  wire tain_pkg::frame_event_t frame_event,
    input  wire [S-1:0]        hit,
    input  wire [S*16-1:0]     hit_counter,
    input  wire [3:0]          kind,
    input  wire [15:0]         index,
    input  wire                read,
    input  wire                clear,
    output logic [64*COUNTERS-1:0] read_row,
    output wire [64*PORT_COUNTERS-1:0] port_counters
);
    localparam int SESSIONS = INTERFACES * S;
    localparam int INTERFACE_BITS = INTERFACES < 2 ? 1 : $clog2(INTERFACES);
    localparam int SESSION_BITS = SESSIONS < 2 ? 1 : $clog2(SESSIONS);
    localparam int RULE_BITS = RULES < 2 ? 1 : $clog2(RULES);

    wire is_interface = kind == tain_regs_pkg::COUNTERS_INTERFACE && 32'(index) < INTERFACES;
    wire is_session = kind == tain_regs_pkg::COUNTERS_SESSION && 32'(index) < SESSIONS;
    wire is_rule = kind == tain_regs_pkg::COUNTERS_RULE && 32'(index) < RULES;

    // What is asked of each kind goes to each of its memories by a register of its own.
    localparam int ASKED = 2 + 16;
    wire [ASKED-1:0] interface_asked, session_asked;
    wire [S*ASKED-1:0] rule_asked;
    tain_replica #(.WIDTH(ASKED)) ask_interfaces (
        .clk, .d({clear && is_interface, read && is_interface, index}), .q(interface_asked));
    tain_replica #(.WIDTH(ASKED)) ask_sessions (
        .clk, .d({clear && is_session, read && is_session, index}), .q(session_asked));
    tain_replicas #(.WIDTH(ASKED), .COPIES(S)) ask_rules (
        .clk, .d({clear && is_rule, read && is_rule, index}), .q(rule_asked));

    // --- Interfaces -----------------------------------------------------------------------------------------------
    localparam int INTERFACE_COUNTERS = tain_regs_pkg::COUNTERS_INTERFACE_COUNT;
    logic [16*INTERFACE_COUNTERS-1:0] interface_increments;
    always_comb begin
        interface_increments = '0;
        interface_increments[16*tain_regs_pkg::COUNT_INTERFACE_JUDGED] = 1'b1;
        interface_increments[16*tain_regs_pkg::COUNT_INTERFACE_NOT_COPIED] = !frame_event.copied && !frame_event.dropped;
        interface_increments[16*tain_regs_pkg::COUNT_INTERFACE_COPIED] = frame_event.copied;
        interface_increments[16*tain_regs_pkg::COUNT_INTERFACE_DROPPED] = frame_event.dropped;
        interface_increments[16*tain_regs_pkg::COUNT_INTERFACE_TRUNCATED] = frame_event.truncated;
        interface_increments[16*tain_regs_pkg::COUNT_INTERFACE_KEPT_BYTES +: 16] =
            frame_event.copied ? frame_event.kept : 16'd0;
    end
    // In two halves, each kept as a module, so that no control has the whole row to drive.
    localparam int PART = INTERFACE_COUNTERS / 2;
    wire [64*INTERFACE_COUNTERS-1:0] interface_row;
    for (genvar i = 0; i < 2; i++) begin : g_part
        (* keep_hierarchy *) tain_counters #(.ROWS(INTERFACES), .COUNTERS(PART), .INCREMENT_WIDTH(16)) interfaces (
            .clk, .rst, .event_valid(frame_event.valid && frame_event.owned),
            .event_index(frame_event.interface_counter[INTERFACE_BITS-1:0]),
            .event_increments(interface_increments[16*PART*i +: 16*PART]),
            .clear_valid(interface_asked[17]), .clear_index(interface_asked[INTERFACE_BITS-1:0]),
            .read_valid(interface_asked[16]), .read_index(interface_asked[INTERFACE_BITS-1:0]),
            .read_data(interface_row[64*PART*i +: 64*PART]));
    end

    // --- Sessions -------------------------------------------------------------------------------------------------
    localparam int SESSION_COUNTERS = tain_regs_pkg::COUNTERS_SESSION_COUNT;
    logic [16*SESSION_COUNTERS-1:0] session_increments;
    always_comb begin
        session_increments = '0;
        session_increments[16*tain_regs_pkg::COUNT_SESSION_COPIED] = frame_event.copied;
        session_increments[16*tain_regs_pkg::COUNT_SESSION_KEPT_BYTES +: 16] =
            frame_event.copied ? frame_event.kept : 16'd0;
        session_increments[16*tain_regs_pkg::COUNT_SESSION_TRUNCATED] = frame_event.truncated;
        session_increments[16*tain_regs_pkg::COUNT_SESSION_DROPPED] = frame_event.dropped;
    end
    wire [64*SESSION_COUNTERS-1:0] session_row;
    tain_counters #(.ROWS(SESSIONS), .COUNTERS(SESSION_COUNTERS), .INCREMENT_WIDTH(16)) sessions (
        .clk, .rst, .event_valid(frame_event.valid && frame_event.accepted),
        .event_index(frame_event.session_counter[SESSION_BITS-1:0]), .event_increments(session_increments),
        .clear_valid(session_asked[17]), .clear_index(session_asked[SESSION_BITS-1:0]),
        .read_valid(session_asked[16]), .read_index(session_asked[SESSION_BITS-1:0]), .read_data(session_row));

    // --- Rules ------------------------------------------------------------------------------------------------------
    wire [64*S-1:0] rule_rows;
    for (genvar i = 0; i < S; i++) begin : g_place
        tain_counters #(.ROWS(RULES), .COUNTERS(1), .INCREMENT_WIDTH(1)) rules (
            .clk, .rst, .event_valid(frame_event.valid && hit[i]),
            .event_index(hit_counter[16*i +: RULE_BITS]), .event_increments(1'b1),
            .clear_valid(rule_asked[ASKED*i+17]), .clear_index(rule_asked[ASKED*i +: RULE_BITS]),
            .read_valid(rule_asked[ASKED*i+16]), .read_index(rule_asked[ASKED*i +: RULE_BITS]),
            .read_data(rule_rows[64*i +: 64]));
    end
    // Summed in two clocks, half of them each.
    localparam int HALF = (S + 1) / 2;
    logic [63:0] first_half, second_half, first_half_q, second_half_q, rule_sum_q;
    always_comb begin
        first_half = '0;
        second_half = '0;
        for (int i = 0; i < HALF; i++) first_half = first_half + rule_rows[64*i +: 64];
        for (int i = HALF; i < S; i++) second_half = second_half + rule_rows[64*i +: 64];
    end
    always_ff @(posedge clk) begin
        first_half_q <= first_half;
        second_half_q <= second_half;
        rule_sum_q <= first_half_q + second_half_q;
    end

    // --- The row that is read -------------------------------------------------------------------------------------
    wire [64*COUNTERS-1:0] whole_session_row = {{64*(COUNTERS-SESSION_COUNTERS){1'b0}}, session_row};
    wire [64*COUNTERS-1:0] whole_rule_row = {{64*(COUNTERS-1){1'b0}}, rule_sum_q};
    wire [3*COUNTERS-1:0] kinds;
    tain_replicas #(.WIDTH(3), .COPIES(COUNTERS)) kind_parts (
        .clk, .d({is_rule, is_session, is_interface}), .q(kinds));
    always_ff @(posedge clk)
        for (int i = 0; i < COUNTERS; i++)
            read_row[64*i +: 64] <= (interface_row[64*i +: 64] & {64{kinds[3*i]}})
                | (whole_session_row[64*i +: 64] & {64{kinds[3*i+1]}})
                | (whole_rule_row[64*i +: 64] & {64{kinds[3*i+2]}});

    // --- The port ---------------------------------------------------------------------------------------------------
    // A clock later, by registers that have nothing else to drive.
    logic port_rst_q, counted_q, was_owned_q, was_bad_q;
    logic [31:0] length_q;
    logic [63:0] frames_q, bytes_q, unowned_q, bad_q;
    always_ff @(posedge clk) begin
        port_rst_q <= rst;
        counted_q <= frame_event.valid && !rst;
        length_q <= frame_event.length;
        was_owned_q <= frame_event.owned;
        was_bad_q <= frame_event.bad;
        if (port_rst_q) begin
            frames_q <= '0;
            bytes_q <= '0;
            unowned_q <= '0;
            bad_q <= '0;
        end else if (counted_q) begin
            frames_q <= frames_q + 64'd1;
            bytes_q <= bytes_q + 64'(length_q);
            unowned_q <= unowned_q + 64'(!was_owned_q);
            bad_q <= bad_q + 64'(was_bad_q);
        end
    end
    // In the order of the register description.
    assign port_counters = {bad_q, unowned_q, bytes_q, frames_q};

    wire unused = &{1'b0, frame_event, hit_counter, interface_asked, session_asked, rule_asked};
endmodule
`default_nettype wire
