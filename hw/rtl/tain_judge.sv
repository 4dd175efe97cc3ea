// SPDX-License-Identifier: Apache-2.0
// Judges the frames of one direction (design 2.1-2.11): parser -> interface -> rules -> session -> target.
//
// Promises: one judgement per window, in order, LATENCY clocks after it, one a clock; nothing can hold it up. A
//   frame takes the bank of its tables with its window and keeps it, so 32 clocks after a flip no frame is under way
//   that looks at the other bank (I4).
// Tables: it has its own copy of those that both directions share (a memory with two readers is two memories in any
//   case); ANSWERS says whether this one answers row commands about them. Ranges and rules are this direction's own.
//
// Clocks, counted from the window:
//    0 window, bank          9 headers                  17 sessions: what each says of the frame
//    3 interface            10 ranges, key              18 the session that copies it
//    4 its sessions         14 rules that match         19 its row
//    5 their slots          16 first match per slot     22 target address, source addresses     23 judgement
`default_nettype none
module tain_judge #(
    parameter logic DIRECTION = tain_pkg::INGRESS,
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
    localparam int S = SESSIONS_PER_INTERFACE,
    localparam int ROW_BITS = 32 * tain_regs_pkg::ROW_WORDS
) (
    input  wire               clk,
    input  wire               rst,
    // Tables.
    input  wire               bank,
    input  wire tain_pkg::row_command_t command,
    input  wire [ROW_BITS-1:0] command_row,
    output wire [ROW_BITS-1:0] answer_row,
    output wire [31:0]        answer_occupied,
    input  wire               rebuild,
    output wire               row_busy,
    output wire               rebuilding,
    // Frames.
    input  wire               window_valid,
    input  wire [1023:0]      window,
    input  wire [7:0]         window_bytes,
    output wire               judgement_valid,
    output tain_pkg::judgement_t judgement,
    output wire [S-1:0]       hit,          // by place of the session: a rule of it was hit,
    output wire [S*16-1:0]    hit_counter   // and counts here
);
    localparam int LATENCY = 23;
    localparam bit ANSWERS = DIRECTION == tain_pkg::INGRESS;
    localparam int RULES = RULE_SLOTS * RULES_PER_FILTER;
    localparam int KEY_WIDTH = tain_regs_pkg::KEY_RANGE_LSB + RANGE_CHECKERS;

    // Bit i: what stands at clock i + 1 belongs to a frame / to a frame judged by bank 1.
    logic [LATENCY-1:0] valid_q;
    logic [LATENCY-3:0] bank_q;
    always_ff @(posedge clk) begin
        valid_q <= rst ? '0 : {valid_q[LATENCY-2:0], window_valid};
        bank_q <= {bank_q[LATENCY-4:0], bank};
    end
    assign judgement_valid = valid_q[LATENCY-1];

    wire [ROW_BITS-1:0] interface_answer, session_answer, filter_answer, target_answer, class_answer, range_answer,
        rule_answer;
    wire [31:0] interface_occupied, session_occupied, filter_occupied, target_occupied, class_occupied,
        range_occupied, rule_occupied;
    assign answer_row = interface_answer | session_answer | filter_answer | target_answer | class_answer
        | range_answer | rule_answer;
    assign answer_occupied = interface_occupied | session_occupied | filter_occupied | target_occupied
        | class_occupied | range_occupied | rule_occupied;

    // --- 0-9: headers -------------------------------------------------------------------------------------------
    wire headers_valid;
    tain_pkg::headers_t headers9, headers10;
    tain_parser parser (.clk, .rst, .window_valid, .window, .window_bytes, .headers_valid, .headers(headers9));
    always_ff @(posedge clk) if (headers_valid) headers10 <= headers9;

    // --- 0-3: the interface. Ingress: by destination MAC, bytes 0-5; egress: by source MAC, bytes 6-11 ------------
    localparam int MAC_AT = DIRECTION == tain_pkg::INGRESS ? 0 : 6;
    logic [47:0] mac;
    always_comb for (int i = 0; i < 6; i++) mac[8*(5-i) +: 8] = window[8*(MAC_AT+i) +: 8];

    wire found3, found17, found22;
    wire [15:0] interface3, counter3, interface17, counter17, interface21, counter22;
    wire [47:0] source_mac;
    wire [31:0] source_ipv4;
    wire [127:0] source_ipv6;
    tain_interface_table #(.INTERFACES(INTERFACES), .ANSWERS(ANSWERS)) interfaces (
        .clk, .rst, .command, .command_row, .answer_row(interface_answer), .answer_occupied(interface_occupied),
        .lookup_valid(window_valid), .lookup_bank(bank), .lookup_mac(mac),
        .lookup_mac_known(window_bytes >= 8'(MAC_AT + 6)), .found(found3), .index(interface3), .counter(counter3),
        .source_bank(bank_q[20]), .source_index(interface21), .source_mac, .source_ipv4, .source_ipv6);
    tain_delay #(.WIDTH(33), .STAGES(14)) interface_delay (
        .clk, .s_data({found3, counter3, interface3}), .m_data({found17, counter17, interface17}));
    tain_delay #(.WIDTH(16), .STAGES(4)) interface_index_delay (.clk, .s_data(interface17), .m_data(interface21));
    tain_delay #(.WIDTH(17), .STAGES(5)) interface_counter_delay (
        .clk, .s_data({found17, counter17}), .m_data({found22, counter22}));

    // --- 3-5: its sessions and the slots of their filters ---------------------------------------------------------
    wire [S-1:0] list_occupied4, list_occupied17, amazon_dns5, amazon_dns17;
    wire [S*16-1:0] list_filter4, slot5, slot14;
    wire [15:0] chosen_counter, chosen_first_address, chosen_keep;
    wire [7:0] chosen_address_count;
    wire [23:0] chosen_vni;
    wire [2:0] place18;
    tain_session_table #(.INTERFACES(INTERFACES), .SESSIONS_PER_INTERFACE(S), .ANSWERS(ANSWERS)) sessions (
        .clk, .rst, .command, .command_row, .answer_row(session_answer), .answer_occupied(session_occupied),
        .list_bank(bank_q[2]), .list_interface(interface3), .list_occupied(list_occupied4), .list_filter(list_filter4),
        .chosen_bank(bank_q[16]), .chosen_interface(interface17), .chosen_place(place18), .chosen_counter,
        .chosen_first_address, .chosen_address_count, .chosen_vni, .chosen_keep);
    tain_filter_table #(.FILTERS(FILTERS), .READS(S), .ANSWERS(ANSWERS)) filters (
        .clk, .rst, .command, .command_row, .answer_row(filter_answer), .answer_occupied(filter_occupied),
        .lookup_bank(bank_q[3]), .lookup_filter(list_filter4), .slot(slot5), .amazon_dns(amazon_dns5));
    tain_delay #(.WIDTH(S), .STAGES(13)) occupied_delay (.clk, .s_data(list_occupied4), .m_data(list_occupied17));
    tain_delay #(.WIDTH(S), .STAGES(12)) amazon_dns_delay (.clk, .s_data(amazon_dns5), .m_data(amazon_dns17));
    tain_delay #(.WIDTH(S*16), .STAGES(9)) slot_delay (.clk, .s_data(slot5), .m_data(slot14));

    // --- 9-17: rules ------------------------------------------------------------------------------------------------
    wire [RANGE_CHECKERS-1:0] range10;
    tain_range_table #(
        .TABLE(DIRECTION == tain_pkg::INGRESS ? tain_regs_pkg::TABLE_INGRESS_RANGE : tain_regs_pkg::TABLE_EGRESS_RANGE),
        .RANGE_CHECKERS(RANGE_CHECKERS)) ranges (
        .clk, .rst, .command, .command_row, .answer_row(range_answer), .answer_occupied(range_occupied),
        .headers_valid, .headers_bank(bank_q[8]), .headers(headers9), .hit(range10));

    // In the order of the rule key in the register description, lowest last.
    wire [KEY_WIDTH-1:0] key10 = {range10, headers10.destination_port, headers10.source_port, headers10.ports_known,
                                  headers10.v6, headers10.protocol, headers10.destination, headers10.source};
    wire [RULES-1:0] match14;
    wire [S-1:0] matched16, accept17;
    wire [S*16-1:0] rule16, rule_counter17;
    logic [S-1:0] matched17_q;
    tain_rule_table #(
        .TABLE(DIRECTION == tain_pkg::INGRESS ? tain_regs_pkg::TABLE_INGRESS_RULE : tain_regs_pkg::TABLE_EGRESS_RULE),
        .RULES(RULES), .KEY_WIDTH(KEY_WIDTH), .READS(S)) rules (
        .clk, .rst, .command, .command_row, .answer_row(rule_answer), .answer_occupied(rule_occupied), .rebuild,
        .row_busy, .rebuilding, .key_valid(valid_q[9]), .key(key10), .match(match14), .read_rule(rule16),
        .read_accept(accept17), .read_counter(rule_counter17));
    tain_first_match #(.RULE_SLOTS(RULE_SLOTS), .RULES_PER_FILTER(RULES_PER_FILTER), .READS(S)) first_matches (
        .clk, .match(match14), .slot(slot14), .matched(matched16), .rule(rule16));
    always_ff @(posedge clk) matched17_q <= matched16;

    // --- 9-17: classes ------------------------------------------------------------------------------------------
    wire never_copied11, resolver11, never_copied17, resolver17;
    tain_class_table #(.NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS), .ANSWERS(ANSWERS)) classes (
        .clk, .rst, .command, .command_row, .answer_row(class_answer), .answer_occupied(class_occupied),
        .headers_valid, .headers_bank(bank_q[8]), .headers(headers9), .never_copied(never_copied11),
        .resolver(resolver11));
    tain_delay #(.WIDTH(2), .STAGES(6)) class_delay (
        .clk, .s_data({never_copied11, resolver11}), .m_data({never_copied17, resolver17}));

    // --- 17-19: the session -------------------------------------------------------------------------------------
    wire copy18, copy22;
    wire [7:0] sessions18, sessions22;
    wire [15:0] rule18, rule22;
    wire [S-1:0] hit18;
    wire [S*16-1:0] hit_counter18;
    tain_session_select #(.SESSIONS_PER_INTERFACE(S)) session_select (
        .clk, .eligible(found17 && !never_copied17), .resolver(resolver17), .occupied(list_occupied17),
        .amazon_dns(amazon_dns17), .matched(matched17_q), .accept(accept17), .counter(rule_counter17),
        .copy(copy18), .place(place18), .sessions(sessions18), .rule(rule18), .hit(hit18),
        .hit_counter(hit_counter18));
    tain_delay #(.WIDTH(25), .STAGES(4)) select_delay (
        .clk, .s_data({copy18, sessions18, rule18}), .m_data({copy22, sessions22, rule22}));
    tain_delay #(.WIDTH(S*17), .STAGES(5)) hit_delay (
        .clk, .s_data({hit18, hit_counter18}), .m_data({hit, hit_counter}));

    logic [15:0] first_address19_q, counter19_q, keep19_q;
    logic [7:0] address_count19_q;
    logic [23:0] vni19_q;
    always_ff @(posedge clk) begin
        first_address19_q <= chosen_first_address;
        address_count19_q <= chosen_address_count;
        counter19_q <= chosen_counter;
        keep19_q <= chosen_keep;
        vni19_q <= chosen_vni;
    end
    wire [15:0] session_counter22, keep22;
    wire [23:0] vni22;
    tain_delay #(.WIDTH(56), .STAGES(3)) session_delay (
        .clk, .s_data({counter19_q, keep19_q, vni19_q}), .m_data({session_counter22, keep22, vni22}));

    // --- 9-22: where the copy goes --------------------------------------------------------------------------------
    wire [31:0] hash12, hash19, hash22;
    tain_flow_hash flow_hash (.clk, .headers_valid, .headers(headers9), .hash(hash12));
    tain_delay #(.WIDTH(32), .STAGES(7)) hash_delay (.clk, .s_data(hash12), .m_data(hash19));
    tain_delay #(.WIDTH(32), .STAGES(3)) hash_late_delay (.clk, .s_data(hash19), .m_data(hash22));

    wire target_v6;
    wire [47:0] target_mac;
    wire [127:0] target_address;
    tain_target_table #(.TARGETS(TARGETS), .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET), .ANSWERS(ANSWERS)) targets (
        .clk, .rst, .command, .command_row, .answer_row(target_answer), .answer_occupied(target_occupied),
        .spread_bank(bank_q[18]), .spread_hash(hash19[31:16]), .spread_first_address(first_address19_q),
        .spread_address_count(address_count19_q), .target_v6, .target_mac, .target_address);

    // --- 23: the judgement ----------------------------------------------------------------------------------------
    always_ff @(posedge clk) begin
        judgement.owned <= found22;
        judgement.interface_counter <= counter22;
        judgement.copy <= copy22;
        judgement.session_counter <= session_counter22;
        judgement.keep <= keep22;
        judgement.rule <= rule22;
        judgement.sessions <= sessions22;
        judgement.outer.v6 <= target_v6;
        judgement.outer.source_mac <= source_mac;
        judgement.outer.destination_mac <= target_mac;
        judgement.outer.source <= target_v6 ? source_ipv6 : {96'd0, source_ipv4};
        judgement.outer.destination <= target_address;
        judgement.outer.vni <= vni22;
        judgement.outer.hash <= hash22;
    end

`ifndef SYNTHESIS
    always_ff @(posedge clk) if (!rst) assert (headers_valid == valid_q[8]);
`endif
endmodule
`default_nettype wire
