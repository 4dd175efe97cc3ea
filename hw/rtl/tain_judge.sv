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
//    0 window, bank         11 its number again         17 the session that copies it
//    2 interface            12 its sessions             18 its row
//    9 headers              13 their slots, rules       19 the same, registered
//   10 ranges, key             that match               22 target address, source addresses
//                          15 first match per slot      23 judgement
//                          16 what each session says of the frame
// What is known early and needed late waits as a number: tables are read when their rows are needed.
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
    parameter int RULE_STRIDE = 5,
    localparam int S = SESSIONS_PER_INTERFACE
) (
    input  wire               clk,
    input  wire               rst,
    // Tables.
    input  wire               bank,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]        answer,
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
    logic [LATENCY-4:0] bank_q;
    always_ff @(posedge clk) begin
        valid_q <= rst ? '0 : {valid_q[LATENCY-2:0], window_valid};
        bank_q <= {bank_q[LATENCY-5:0], bank};
    end
    assign judgement_valid = valid_q[LATENCY-1];

    // The reset goes to all tables, each of which has some hundred loads for it: a register for each. No window comes
    // in the clock after a reset.
    wire interface_rst, session_rst, filter_rst, range_rst, rule_rst, class_rst, target_rst;
    tain_replica #(.WIDTH(1)) interface_reset (.clk, .d(rst), .q(interface_rst));
    tain_replica #(.WIDTH(1)) session_reset (.clk, .d(rst), .q(session_rst));
    tain_replica #(.WIDTH(1)) filter_reset (.clk, .d(rst), .q(filter_rst));
    tain_replica #(.WIDTH(1)) range_reset (.clk, .d(rst), .q(range_rst));
    tain_replica #(.WIDTH(1)) rule_reset (.clk, .d(rst), .q(rule_rst));
    tain_replica #(.WIDTH(1)) class_reset (.clk, .d(rst), .q(class_rst));
    tain_replica #(.WIDTH(1)) target_reset (.clk, .d(rst), .q(target_rst));

    wire [31:0] interface_answer, session_answer, filter_answer, target_answer, class_answer, range_answer, rule_answer;
    assign answer = interface_answer | session_answer | filter_answer | target_answer | class_answer | range_answer
        | rule_answer;

    // --- 0-9: headers -------------------------------------------------------------------------------------------
    wire headers_valid;
    tain_pkg::headers_t headers9, headers10;
    tain_parser parser (.clk, .rst, .window_valid, .window, .window_bytes, .headers_valid, .headers(headers9));
    always_ff @(posedge clk) headers10 <= headers9;

    // --- 0-2: the interface. Ingress: by destination MAC, bytes 0-5; egress: by source MAC, bytes 6-11 ------------
    localparam int INTERFACE_BITS = INTERFACES == 1 ? 1 : $clog2(INTERFACES);
    localparam int MAC_AT = DIRECTION == tain_pkg::INGRESS ? 0 : 6;
    logic [47:0] mac;
    always_comb for (int i = 0; i < 6; i++) mac[8*(5-i) +: 8] = window[8*(MAC_AT+i) +: 8];

    wire found2, found11, found16, found22;
    wire [15:0] interface2, interface_counter;
    wire [INTERFACE_BITS-1:0] interface11, interface17, interface21;
    wire [47:0] source_mac;
    wire [31:0] source_ipv4;
    wire [127:0] source_ipv6;
    wire bank21;  // a register of its own: the rows' memories have some hundred loads for it
    tain_replica bank21_replica (.clk, .d(bank_q[19]), .q(bank21));
    tain_interface_table #(.INTERFACES(INTERFACES), .ANSWERS(ANSWERS)) interfaces (
        .clk, .rst(interface_rst), .command, .answer(interface_answer), .lookup_valid(window_valid), .lookup_bank(bank),
        .lookup_mac(mac), .lookup_mac_known(window_bytes >= 8'(MAC_AT + 6)), .found(found2), .index(interface2),
        .read_bank(bank21), .read_index(16'(interface21)), .read_counter(interface_counter), .source_mac,
        .source_ipv4, .source_ipv6);
    tain_delay #(.WIDTH(1 + INTERFACE_BITS), .STAGES(9)) interface_delay (
        .clk, .s_data({found2, interface2[INTERFACE_BITS-1:0]}), .m_data({found11, interface11}));
    tain_delay #(.WIDTH(INTERFACE_BITS), .STAGES(6)) interface_late_delay (
        .clk, .s_data(interface11), .m_data(interface17));
    tain_delay #(.WIDTH(INTERFACE_BITS), .STAGES(4)) interface_last_delay (
        .clk, .s_data(interface17), .m_data(interface21));
    tain_delay #(.WIDTH(1), .STAGES(5)) found_delay (.clk, .s_data(found11), .m_data(found16));
    tain_delay #(.WIDTH(1), .STAGES(6)) found_late_delay (.clk, .s_data(found16), .m_data(found22));

    // --- 11-13: its sessions and the slots of their filters; 17-19: the session that copies the frame ----------------
    wire [S-1:0] list_occupied12, list_occupied16, amazon_dns13, amazon_dns16;
    wire [S*16-1:0] list_filter12, slot13;
    wire [15:0] session_counter18, first_address18, keep18;
    wire [7:0] address_count18;
    wire [23:0] vni18;
    wire [2:0] place17;
    tain_session_table #(.INTERFACES(INTERFACES), .SESSIONS_PER_INTERFACE(S), .FILTERS(FILTERS), .ANSWERS(ANSWERS))
    sessions (
        .clk, .rst(session_rst), .command, .answer(session_answer), .list_bank(bank_q[10]),
        .list_interface(16'(interface11)), .list_occupied(list_occupied12), .list_filter(list_filter12),
        .chosen_bank(bank_q[16]), .chosen_interface(16'(interface17)), .chosen_place(place17),
        .chosen_counter(session_counter18),
        .chosen_first_address(first_address18), .chosen_address_count(address_count18), .chosen_vni(vni18),
        .chosen_keep(keep18));
    tain_filter_table #(.FILTERS(FILTERS), .READS(S), .ANSWERS(ANSWERS)) filters (
        .clk, .rst(filter_rst), .command, .answer(filter_answer), .lookup_bank(bank_q[11]),
        .lookup_filter(list_filter12), .slot(slot13), .amazon_dns(amazon_dns13));
    tain_delay #(.WIDTH(S), .STAGES(4)) occupied_delay (.clk, .s_data(list_occupied12), .m_data(list_occupied16));
    tain_delay #(.WIDTH(S), .STAGES(3)) amazon_dns_delay (.clk, .s_data(amazon_dns13), .m_data(amazon_dns16));

    // --- 9-16: rules ------------------------------------------------------------------------------------------------
    wire [RANGE_CHECKERS-1:0] range10;
    tain_range_table #(
        .TABLE(DIRECTION == tain_pkg::INGRESS ? tain_regs_pkg::TABLE_INGRESS_RANGE : tain_regs_pkg::TABLE_EGRESS_RANGE),
        .RANGE_CHECKERS(RANGE_CHECKERS)) ranges (
        .clk, .rst(range_rst), .command, .answer(range_answer), .headers_valid, .next_bank(bank_q[7]),
        .headers(headers9), .hit(range10));

    // In the order of the rule key in the register description, lowest last.
    wire [KEY_WIDTH-1:0] key10 = {range10, headers10.destination_port, headers10.source_port, headers10.ports_known,
                                  headers10.v6, headers10.protocol, headers10.destination, headers10.source};
    wire in_force;
    wire [RULES-1:0] match13;
    wire [S-1:0] matched15, accept16;
    wire [S*16-1:0] rule15, rule_counter16;
    logic [S-1:0] matched16_q;
    tain_rule_table #(
        .TABLE(DIRECTION == tain_pkg::INGRESS ? tain_regs_pkg::TABLE_INGRESS_RULE : tain_regs_pkg::TABLE_EGRESS_RULE),
        .RULES(RULES), .RULE_STRIDE(RULE_STRIDE), .KEY_WIDTH(KEY_WIDTH), .READS(S)) rules (
        .clk, .rst(rule_rst), .command, .answer(rule_answer), .rebuild, .row_busy, .rebuilding, .in_force,
        .key_valid(valid_q[9]), .key(key10), .match(match13), .read_rule(rule15), .read_accept(accept16),
        .read_counter(rule_counter16));
    tain_first_match #(.RULE_SLOTS(RULE_SLOTS), .RULES_PER_FILTER(RULES_PER_FILTER), .READS(S)) first_matches (
        .clk, .in_force, .match(match13), .slot(slot13), .matched(matched15), .rule(rule15));
    always_ff @(posedge clk) matched16_q <= matched15;

    // --- 9-16: classes ------------------------------------------------------------------------------------------
    wire never_copied12, resolver12, never_copied16, resolver16;
    tain_class_table #(.NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS), .ANSWERS(ANSWERS)) classes (
        .clk, .rst(class_rst), .command, .answer(class_answer), .headers_valid, .headers_bank(bank_q[8]),
        .headers(headers9), .never_copied(never_copied12), .resolver(resolver12));
    tain_delay #(.WIDTH(2), .STAGES(4)) class_delay (
        .clk, .s_data({never_copied12, resolver12}), .m_data({never_copied16, resolver16}));

    // --- 16-19: the session -------------------------------------------------------------------------------------
    wire copy17, copy22;
    wire [7:0] sessions17, sessions22;
    wire [15:0] rule17, rule22;
    wire [S-1:0] hit17;
    wire [S*16-1:0] hit_counter17;
    tain_session_select #(.SESSIONS_PER_INTERFACE(S)) session_select (
        .clk, .eligible(found16 && !never_copied16), .resolver(resolver16), .occupied(list_occupied16),
        .amazon_dns(amazon_dns16), .matched(matched16_q), .accept(accept16), .counter(rule_counter16),
        .copy(copy17), .place(place17), .sessions(sessions17), .rule(rule17), .hit(hit17),
        .hit_counter(hit_counter17));
    tain_delay #(.WIDTH(25), .STAGES(5)) select_delay (
        .clk, .s_data({copy17, sessions17, rule17}), .m_data({copy22, sessions22, rule22}));
    tain_delay #(.WIDTH(S*17), .STAGES(6)) hit_delay (
        .clk, .s_data({hit17, hit_counter17}), .m_data({hit, hit_counter}));

    // Registered once more, as a block RAM is slow to answer and the target table begins with a product.
    logic [15:0] first_address19_q;
    logic [7:0] address_count19_q;
    always_ff @(posedge clk) begin
        first_address19_q <= first_address18;
        address_count19_q <= address_count18;
    end
    wire [15:0] session_counter22, keep22;
    wire [23:0] vni22;
    tain_delay #(.WIDTH(56), .STAGES(4)) session_delay (
        .clk, .s_data({session_counter18, keep18, vni18}), .m_data({session_counter22, keep22, vni22}));

    // --- 9-22: where the copy goes --------------------------------------------------------------------------------
    wire [31:0] hash12, hash19, hash22;
    tain_flow_hash flow_hash (.clk, .headers_valid, .headers(headers9), .hash(hash12));
    tain_delay #(.WIDTH(32), .STAGES(7)) hash_delay (.clk, .s_data(hash12), .m_data(hash19));
    tain_delay #(.WIDTH(32), .STAGES(3)) hash_late_delay (.clk, .s_data(hash19), .m_data(hash22));

    wire target_v6;
    wire [47:0] target_mac;
    wire [127:0] target_address;
    tain_target_table #(.TARGETS(TARGETS), .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET), .ANSWERS(ANSWERS)) targets (
        .clk, .rst(target_rst), .command, .answer(target_answer), .spread_bank(bank_q[18]), .spread_hash(hash19[31:16]),
        .spread_first_address(first_address19_q), .spread_address_count(address_count19_q), .target_v6, .target_mac,
        .target_address);

    // --- 23: the judgement ----------------------------------------------------------------------------------------
    always_ff @(posedge clk) begin
        judgement.owned <= found22;
        judgement.interface_counter <= interface_counter;
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
