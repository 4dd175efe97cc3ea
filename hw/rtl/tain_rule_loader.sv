// SPDX-License-Identifier: Apache-2.0
// Keeps the value/mask rows of a rule table and makes the column words from them.
//
// A row is stored in STRIDES steps, one stride of value and mask a clock, beside those of the other rules of its
//   lane group; a rebuild then walks over strides, words and groups, reads LANES rules a clock and writes a column
//   word whole when it has all groups of it.
// Promises: a row command is done when row_busy falls, at most STRIDES + 4 clocks after it while no rebuild runs
//   (one that comes during a rebuild waits for its end). A rebuild takes STRIDES x 32 x GROUPS + 4 clocks whatever
//   changed, and rewrites unchanged rules with the same bits. A rebuild asked for during another starts after it.
// Never reset: the rows, and so the columns of rules that were not written since power-up; `occupied` covers them.
`default_nettype none
module tain_rule_loader #(
    parameter logic [4:0] TABLE = tain_regs_pkg::TABLE_INGRESS_RULE,
    parameter int RULES = 576,
    parameter int STRIDE = 5,
    parameter int STRIDES = 66,
    localparam int FIELD = tain_regs_pkg::ROW_INGRESS_RULE_VALUE_WIDTH
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    input  wire [2*FIELD-1:0] command_row,    // {mask, value}; held while row_busy
    output logic [2*FIELD-1:0] answer_row,    // valid when row_busy falls; 0 where the command was not for this table
    input  wire               rebuild,
    output wire               row_busy,
    output wire               rebuilding,
    output logic              column_write,
    output logic [7:0]        column_stride,
    output logic [STRIDE-1:0] column_word,
    output logic [RULES-1:0]  column_rules
);
    // Rules handled in one clock of a walk: about a sixth of them keeps a walk below 15,000 clocks.
    localparam int LANES = RULES <= 96 ? (RULES + 5) / 6 : 96;
    localparam int GROUPS = (RULES + LANES - 1) / LANES;
    localparam int GROUP_BITS = GROUPS == 1 ? 1 : $clog2(GROUPS);
    localparam int ADDRESSES = STRIDES * GROUPS;
    localparam int ADDRESS_BITS = $clog2(ADDRESSES);
    localparam int PADDED = LANES * GROUPS;

    if (STRIDES > 255 || STRIDES * STRIDE > FIELD + STRIDE) begin : check_strides
        $fatal(1, "tain_rule_loader: the key is longer than a row's value");
    end

    typedef enum logic [1:0] {IDLE, STORE, FETCH, WALK} state_t;
    state_t state_q;

    // --- The command that waits or runs -----------------------------------------------------------------------
    wire mine = command.table_id == TABLE && 32'(command.index) < RULES;
    logic store_wanted_q, fetch_wanted_q, walk_wanted_q;
    logic [15:0] lane_q;
    logic [GROUP_BITS-1:0] row_group_q;
    assign row_busy = store_wanted_q || fetch_wanted_q;
    assign rebuilding = walk_wanted_q || state_q == WALK || walk_q || column_write;

    // --- Where the machine is in its strides, words and groups --------------------------------------------------
    logic [7:0] stride_q;
    logic [STRIDE-1:0] word_q;
    logic [GROUP_BITS-1:0] group_q;
    logic [ADDRESS_BITS-1:0] address_q;  // stride x GROUPS + group
    wire last_stride = stride_q == 8'(STRIDES - 1);
    wire last_word = &word_q;
    wire last_group = group_q == GROUP_BITS'(GROUPS - 1);
    wire row_done = last_stride && (state_q == STORE || state_q == FETCH);

    always_ff @(posedge clk) begin
        if (rst) begin
            state_q <= IDLE;
            store_wanted_q <= 1'b0;
            fetch_wanted_q <= 1'b0;
            walk_wanted_q <= 1'b0;
        end else begin
            if (mine && command.write) store_wanted_q <= 1'b1;
            if (mine && command.read) fetch_wanted_q <= 1'b1;
            if (rebuild) walk_wanted_q <= 1'b1;
            case (state_q)
                IDLE:
                    if (store_wanted_q) state_q <= STORE;
                    else if (fetch_wanted_q && !fetch_tail) state_q <= FETCH;
                    else if (walk_wanted_q && !fetch_wanted_q) begin
                        state_q <= WALK;
                        walk_wanted_q <= rebuild;
                    end
                STORE:
                    if (last_stride) begin
                        state_q <= IDLE;
                        store_wanted_q <= 1'b0;
                    end
                FETCH: if (last_stride) state_q <= IDLE;
                WALK: if (last_stride && last_word && last_group) state_q <= IDLE;
                default: state_q <= IDLE;
            endcase
            if (fetch_done_q) fetch_wanted_q <= 1'b0;
        end
    end

    // The row's place: rule = group x LANES + lane. Found by counting down, as LANES is no power of two.
    always_ff @(posedge clk)
        if (mine && (command.write || command.read)) begin
            for (int g = 0; g < GROUPS; g++)
                if (32'(command.index) >= g * LANES && 32'(command.index) < (g + 1) * LANES) begin
                    row_group_q <= GROUP_BITS'(g);
                    lane_q <= command.index - 16'(g * LANES);
                end
        end

    always_ff @(posedge clk)
        if (state_q == IDLE) begin
            stride_q <= '0;
            word_q <= '0;
            group_q <= '0;
            address_q <= store_wanted_q || fetch_wanted_q ? ADDRESS_BITS'(row_group_q) : '0;
        end else if (state_q == WALK) begin
            group_q <= last_group ? '0 : group_q + 1'b1;
            if (last_group) begin
                word_q <= word_q + 1'b1;
                if (last_word) stride_q <= stride_q + 8'd1;
            end
            // The groups of a stride are read once for each of its words.
            address_q <= !last_group || last_word ? address_q + 1'b1 : address_q - ADDRESS_BITS'(GROUPS - 1);
        end else begin
            stride_q <= stride_q + 8'd1;
            address_q <= address_q + ADDRESS_BITS'(GROUPS);
        end

    // --- The rows: {mask, value} of one stride of LANES rules -----------------------------------------------------
    logic [FIELD-1:0] value_q, mask_q;  // shifted by a stride a clock, the next one lowest
    always_ff @(posedge clk)
        if (state_q == STORE) begin
            value_q <= value_q >> STRIDE;
            mask_q <= mask_q >> STRIDE;
        end else if (store_wanted_q) {mask_q, value_q} <= command_row;

    // One word of a memory holds a stride of eight lanes; a store writes one lane of it.
    localparam int EIGHTS = (LANES + 7) / 8;
    wire [EIGHTS*8*2*STRIDE-1:0] read;
    for (genvar e = 0; e < EIGHTS; e++) begin : g_eight
        logic [8*2*STRIDE-1:0] rows [0:ADDRESSES-1];
        logic [8*2*STRIDE-1:0] read_q;
        always_ff @(posedge clk) begin
            if (state_q == STORE && lane_q[15:3] == 13'(e))
                for (int i = 0; i < 8; i++)
                    if (lane_q[2:0] == 3'(i))
                        rows[address_q][i*2*STRIDE +: 2*STRIDE] <= {mask_q[STRIDE-1:0], value_q[STRIDE-1:0]};
            if (state_q == WALK || state_q == FETCH) read_q <= rows[address_q];
        end
        assign read[e*8*2*STRIDE +: 8*2*STRIDE] = read_q;
    end

    // --- Reading a row back: one clock behind the address --------------------------------------------------------
    logic fetch_q, fetch_last_q, fetch_done_q;
    wire fetch_tail = fetch_q || fetch_done_q;
    wire [2*STRIDE-1:0] fetched = read[32'(lane_q) * 2*STRIDE +: 2*STRIDE];
    logic [STRIDES*STRIDE-1:0] fetched_value_q, fetched_mask_q;
    always_ff @(posedge clk) begin
        fetch_q <= state_q == FETCH && !rst;
        fetch_last_q <= row_done && state_q == FETCH;
        fetch_done_q <= fetch_q && fetch_last_q && !rst;
        if (fetch_q) begin
            fetched_value_q <= {fetched[STRIDE-1:0], fetched_value_q[STRIDES*STRIDE-1:STRIDE]};
            fetched_mask_q <= {fetched[2*STRIDE-1:STRIDE], fetched_mask_q[STRIDES*STRIDE-1:STRIDE]};
        end
        if (rst) answer_row <= '0;
        else if (fetch_done_q)
            answer_row <= {FIELD'(fetched_mask_q), FIELD'(fetched_value_q)};
        else if (command.read && !mine) answer_row <= '0;
    end

    // --- The walk: LANES bits a clock, gathered into a column word, one clock behind the address -----------------
    logic walk_q, walk_word_done_q;
    logic [7:0] walk_stride_q;
    logic [STRIDE-1:0] walk_word_q;
    // Which of the rules that were read allow a word: all bits that their mask names are as in their value.
    function automatic logic [LANES-1:0] allowed(input logic [EIGHTS*8*2*STRIDE-1:0] lanes, input logic [STRIDE-1:0] word);
        for (int i = 0; i < LANES; i++)
            allowed[i] = ((word ^ lanes[i*2*STRIDE +: STRIDE]) & lanes[i*2*STRIDE + STRIDE +: STRIDE]) == '0;
    endfunction

    logic [PADDED-1:0] gathered_q;
    always_ff @(posedge clk) begin
        walk_q <= state_q == WALK && !rst;
        walk_word_done_q <= last_group;
        walk_stride_q <= stride_q;
        walk_word_q <= word_q;
        if (walk_q) gathered_q <= (gathered_q >> LANES) | (PADDED'(allowed(read, walk_word_q)) << (PADDED - LANES));
        column_write <= walk_q && walk_word_done_q && !rst;
        column_stride <= walk_stride_q;
        column_word <= walk_word_q;
    end
    assign column_rules = gathered_q[RULES-1:0];
endmodule
`default_nettype wire
