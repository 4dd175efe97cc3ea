// SPDX-License-Identifier: Apache-2.0
// The rules of one direction as one ternary table (design 2.3, 4): which rules match a frame's key.
//
// Architecture: column words. The key is cut into strides of RULE_STRIDE bits; each stride has a memory of 2^RULE_STRIDE
//   words as wide as there are rules, in which bit r of word w says whether rule r allows the stride to be w. A search reads
//   one word per stride and ANDs them. tain_rule_loader makes the words from value/mask rows.
// Promises: `match` three clocks after the key, one search a clock; searches go on undisturbed while rows are
//   written and columns rebuilt, and a rule whose row did not change keeps matching as it did. What was written or
//   erased takes effect with the next rebuild; until the first has ended (`in_force`), `match` means nothing.
//   `counter_*` and `accept_*` answer the row asked for, one clock later.
`default_nettype none
module tain_rule_table #(
    parameter logic [4:0] TABLE = tain_regs_pkg::TABLE_INGRESS_RULE,
    parameter int RULES = 576,
    parameter int RULE_STRIDE = 5,
    parameter int KEY_WIDTH = 330,
    parameter int READS = 4
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]          answer,
    input  wire                 rebuild,     // one clock: bring the rows into force
    output wire                 row_busy,    // a row command is not done yet
    output wire                 rebuilding,
    output wire                 in_force,
    input  wire                 key_valid,
    input  wire [KEY_WIDTH-1:0] key,
    output logic [RULES-1:0]    match,
    input  wire [READS*16-1:0]  read_rule,
    output logic [READS-1:0]    read_accept,
    output logic [READS*16-1:0] read_counter
);
    localparam int STRIDES = (KEY_WIDTH + RULE_STRIDE - 1) / RULE_STRIDE;
    localparam int HEAD_WORDS = tain_regs_pkg::ROW_INGRESS_RULE_VALUE_LSB / 32;  // cookie, accept and counter

    // --- What is said of a rule beside its match, and which are occupied ------------------------------------------
    wire [31:0] head_answer, occupied_answer, unused_occupied;
    wire [READS*HEAD_WORDS*32-1:0] read_head;
    tain_rows #(
        .TABLE(TABLE), .ROWS(RULES), .WORDS(HEAD_WORDS),
        .FIELDS(tain_regs_pkg::ROW_INGRESS_RULE_FIELDS[HEAD_WORDS*32-1:0]), .BANKS(1), .READS(READS),
        .READ_WORDS({READS{HEAD_WORDS'(1 << tain_regs_pkg::ROW_INGRESS_RULE_COUNTER_LSB / 32)}})) heads (
        .clk, .rst, .command, .answer(head_answer), .read_bank({READS{1'b0}}), .read_index(read_rule),
        .read_row(read_head));
    tain_occupied #(.TABLE(TABLE), .ROWS(RULES), .BANKS(1)) occupied (
        .clk, .rst, .command, .answer(occupied_answer), .read_bank(1'b0), .read_index(16'd0),
        .read_occupied(unused_occupied));
    always_comb
        for (int i = 0; i < READS; i++) begin
            read_accept[i] = read_head[i*HEAD_WORDS*32 + tain_regs_pkg::ROW_INGRESS_RULE_ACCEPT_LSB];
            read_counter[i*16 +: 16] = read_head[i*HEAD_WORDS*32 + tain_regs_pkg::ROW_INGRESS_RULE_COUNTER_LSB +: 16];
        end

    // --- Loader ---------------------------------------------------------------------------------------------------
    wire [31:0] ternary_answer;
    wire [STRIDES-1:0] column_write;
    wire [RULE_STRIDE-1:0] column_word;
    wire [RULES-1:0] column_rules;
    tain_rule_loader #(.TABLE(TABLE), .RULES(RULES), .STRIDE(RULE_STRIDE), .KEY_WIDTH(KEY_WIDTH)) loader (
        .clk, .rst, .command, .answer(ternary_answer), .rebuild, .row_busy, .rebuilding, .in_force, .column_write,
        .column_word, .column_rules);
    assign answer = ternary_answer | head_answer | occupied_answer;

    // --- Search: column words and their AND by six or seven, then the AND of those, for parts of the rules --------------
    // One lookup table of six inputs, or two of four, where the distributed RAM is 16 deep.
    localparam int TOGETHER = RULE_STRIDE == 4 ? 7 : 6;
    localparam int ANDS = (STRIDES + TOGETHER - 1) / TOGETHER;
    localparam int PARTS = (RULES + 251) / 252;
    localparam int PART = (RULES + 14 * PARTS - 1) / (14 * PARTS) * 14;
    wire [STRIDES*RULE_STRIDE-1:0] padded_key = {{STRIDES*RULE_STRIDE-KEY_WIDTH{1'b0}}, key};

    for (genvar p = 0; p < PARTS; p++) begin : g_part
        localparam int COUNT = RULES - p * PART < PART ? RULES - p * PART : PART;
        wire [ANDS-1:0] all_valid;
        for (genvar i = 0; i < ANDS; i++) begin : g_and
            localparam int FIRST = TOGETHER * i;
            localparam int HERE = STRIDES - FIRST < TOGETHER ? STRIDES - FIRST : TOGETHER;
            wire [COUNT-1:0] all;
            tain_rule_columns #(.RULES(COUNT), .STRIDE(RULE_STRIDE), .STRIDES(HERE)) columns (
                .clk, .column_write(column_write[FIRST +: HERE]), .column_word, .column_rules(column_rules[p*PART +: COUNT]),
                .key_valid, .key(padded_key[FIRST*RULE_STRIDE +: HERE*RULE_STRIDE]), .all_valid(all_valid[i]), .all);
            wire [COUNT-1:0] so_far;
            if (i == 0) begin : g_first
                assign so_far = all;
            end else begin : g_further
                assign so_far = g_and[i-1].so_far & all;
            end
        end
        always_ff @(posedge clk) if (all_valid[0]) match[p*PART +: COUNT] <= g_and[ANDS-1].so_far;
        wire unused = &{1'b0, all_valid};
    end
endmodule
`default_nettype wire
