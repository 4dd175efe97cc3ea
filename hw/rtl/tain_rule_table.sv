// SPDX-License-Identifier: Apache-2.0
// The rules of one direction as one ternary table (design 2.3, 4): which rules match a frame's key.
//
// Architecture: column words. The key is cut into strides of five bits; each stride has a memory of 32 words as
//   wide as there are rules, in which bit r of word w says whether rule r allows the stride to be w. A search reads
//   one word per stride and ANDs them. tain_rule_loader makes the words from value/mask rows.
// Promises: `match` four clocks after the key, one search a clock; searches go on undisturbed while rows
//   are written and columns rebuilt, and a rule whose row did not change keeps matching as it did. A rule that is
//   not occupied matches nothing, from the clock of its erasure. `counter_*` and `accept_*` answer the row asked
//   for, one clock later.
`default_nettype none
module tain_rule_table #(
    parameter logic [4:0] TABLE = tain_regs_pkg::TABLE_INGRESS_RULE,
    parameter int RULES = 576,
    parameter int KEY_WIDTH = 330,
    parameter int READS = 4
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire tain_pkg::row_command_t command,
    input  wire [tain_regs_pkg::ROW_WORDS*32-1:0] command_row,
    output wire [tain_regs_pkg::ROW_WORDS*32-1:0] answer_row,
    output wire [31:0]          answer_occupied,
    input  wire                 rebuild,     // one clock: bring the rows into force
    output wire                 row_busy,    // a row command is not done yet
    output wire                 rebuilding,
    input  wire                 key_valid,
    input  wire [KEY_WIDTH-1:0] key,
    output wire [RULES-1:0]     match,
    input  wire [READS*16-1:0]  read_rule,
    output logic [READS-1:0]    read_accept,
    output logic [READS*16-1:0] read_counter
);
    localparam int STRIDE = 5;
    localparam int STRIDES = (KEY_WIDTH + STRIDE - 1) / STRIDE;
    localparam int DEPTH = RULES <= 32 ? 32 : 1 << $clog2(RULES);
    localparam int HEAD_WIDTH = tain_regs_pkg::ROW_INGRESS_RULE_VALUE_LSB;  // cookie, accept, counter

    // --- Occupied bits, and what is said of a rule beside its match ---------------------------------------------
    wire [DEPTH-1:0] occupied;
    wire [HEAD_WIDTH-1:0] head_answer;
    wire [READS*HEAD_WIDTH-1:0] read_head;
    wire [READS-1:0] read_occupied;
    tain_rows #(.TABLE(TABLE), .ROWS(RULES), .WIDTH(HEAD_WIDTH), .BANKS(1), .READS(READS)) heads (
        .clk, .rst, .command, .command_row(command_row[HEAD_WIDTH-1:0]), .answer_row(head_answer), .answer_occupied,
        .occupied, .read_bank({READS{1'b0}}), .read_index(read_rule), .read_row(read_head), .read_occupied);
    always_comb
        for (int i = 0; i < READS; i++) begin
            read_accept[i] = read_head[i*HEAD_WIDTH + tain_regs_pkg::ROW_INGRESS_RULE_ACCEPT_LSB];
            read_counter[i*16 +: 16] = read_head[i*HEAD_WIDTH + tain_regs_pkg::ROW_INGRESS_RULE_COUNTER_LSB +: 16];
        end

    // --- Loader ---------------------------------------------------------------------------------------------------
    wire [tain_regs_pkg::ROW_WORDS*32-HEAD_WIDTH-1:0] ternary_answer;
    wire column_write;
    wire [7:0] column_stride;
    wire [STRIDE-1:0] column_word;
    wire [RULES-1:0] column_rules;
    tain_rule_loader #(.TABLE(TABLE), .RULES(RULES), .STRIDE(STRIDE), .STRIDES(STRIDES)) loader (
        .clk, .rst, .command, .command_row(command_row[tain_regs_pkg::ROW_WORDS*32-1:HEAD_WIDTH]),
        .answer_row(ternary_answer), .rebuild, .row_busy, .rebuilding, .column_write, .column_stride, .column_word,
        .column_rules);
    assign answer_row = {ternary_answer, head_answer};

    // --- Search: column words and their AND by sixes, then the AND of those by sixes, then of all that are occupied --
    localparam int SIXES = (STRIDES + 5) / 6;
    localparam int SECONDS = (SIXES + 5) / 6;
    wire [STRIDES*STRIDE-1:0] padded_key = {{STRIDES*STRIDE-KEY_WIDTH{1'b0}}, key};
    logic [2:0] valid_q;
    always_ff @(posedge clk) valid_q <= {valid_q[1:0], key_valid};

    for (genvar i = 0; i < SIXES; i++) begin : g_six
        localparam int COUNT = STRIDES - 6 * i < 6 ? STRIDES - 6 * i : 6;
        wire [COUNT-1:0] write;
        for (genvar s = 0; s < COUNT; s++) begin : g_write
            assign write[s] = column_write && column_stride == 8'(6 * i + s);
        end
        wire [RULES-1:0] all;
        tain_rule_columns #(.RULES(RULES), .STRIDE(STRIDE), .STRIDES(COUNT)) columns (
            .clk, .column_write(write), .column_word, .column_rules, .key_valid,
            .key(padded_key[6*i*STRIDE +: COUNT*STRIDE]), .all);
        // The AND up to this six within its second; a second begins at every sixth.
        wire [RULES-1:0] so_far;
        if (i % 6 == 0) begin : g_first
            assign so_far = all;
        end else begin : g_further
            assign so_far = g_six[i-1].so_far & all;
        end
    end

    for (genvar i = 0; i < SECONDS; i++) begin : g_second
        localparam int LAST = 6 * i + 5 < SIXES ? 6 * i + 5 : SIXES - 1;
        logic [RULES-1:0] all_q;
        always_ff @(posedge clk) if (valid_q[1]) all_q <= g_six[LAST].so_far;
        wire [RULES-1:0] so_far;
        if (i == 0) begin : g_first
            assign so_far = all_q;
        end else begin : g_further
            assign so_far = g_second[i-1].so_far & all_q;
        end
    end

    logic [RULES-1:0] match_q;
    always_ff @(posedge clk) if (valid_q[2]) match_q <= g_second[SECONDS-1].so_far & occupied[RULES-1:0];
    assign match = match_q;
endmodule
`default_nettype wire
