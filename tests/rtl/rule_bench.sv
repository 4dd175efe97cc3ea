// SPDX-License-Identifier: Apache-2.0
// The rule table and the first match behind it, as tain_judge wires them; and a first match by itself, of sizes that
// are no powers of two, to be given any matches.
`default_nettype none
module rule_bench #(
    parameter int RULE_SLOTS = 36,
    parameter int RULES_PER_FILTER = 16,
    parameter int RULE_STRIDE = 5,
    parameter int KEY_WIDTH = 330,
    parameter int READS = 4,
    localparam int RULES = RULE_SLOTS * RULES_PER_FILTER
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire                 write,
    input  wire                 occupy,
    input  wire                 erase,
    input  wire                 read,
    input  wire                 read_occupied,
    input  wire [4:0]           table_id,
    input  wire [15:0]          index,
    input  wire [4:0]           word,
    input  wire [31:0]          data,
    output wire [31:0]          answer,
    input  wire                 rebuild,
    output wire                 row_busy,
    output wire                 rebuilding,
    input  wire                 key_valid,
    input  wire [KEY_WIDTH-1:0] key,
    output wire [RULES-1:0]     match,
    output wire                 in_force,
    input  wire [READS*16-1:0]  slot,
    output wire [READS-1:0]     matched,
    output wire [READS*16-1:0]  rule,
    output wire [READS-1:0]     accept,
    output wire [READS*16-1:0]  counter,
    input  wire                 alone_in_force,
    input  wire [76:0]          alone_match,
    input  wire [READS*16-1:0]  alone_slot,
    output wire [READS-1:0]     alone_matched,
    output wire [READS*16-1:0]  alone_rule
);
    tain_rule_table #(.RULES(RULES), .RULE_STRIDE(RULE_STRIDE), .KEY_WIDTH(KEY_WIDTH), .READS(READS)) rules (
        .clk, .rst, .command({write, occupy, erase, read, read_occupied, 1'b0, table_id, index, word, data}), .answer,
        .rebuild, .row_busy, .rebuilding, .in_force, .key_valid, .key, .match, .read_rule(rule), .read_accept(accept),
        .read_counter(counter));
    tain_first_match #(.RULE_SLOTS(RULE_SLOTS), .RULES_PER_FILTER(RULES_PER_FILTER), .READS(READS)) first_matches (
        .clk, .in_force, .match, .slot, .matched, .rule);
    tain_first_match #(.RULE_SLOTS(11), .RULES_PER_FILTER(7), .READS(READS)) alone (
        .clk, .in_force(alone_in_force), .match(alone_match), .slot(alone_slot), .matched(alone_matched),
        .rule(alone_rule));
endmodule
`default_nettype wire
