// SPDX-License-Identifier: Apache-2.0
// Keeps the value/mask rows of a rule table and makes the column words from them.
//
// A rebuild walks over all rows once for each word: it reads one stride of LANES rules a clock, tells which of them
//   allow the word, and writes a column word whole when it has all groups of it.
// Promises: a rebuild takes STRIDES x 2^STRIDE x GROUPS + 4 clocks, less than 15,000, whatever changed, and rewrites
//   unchanged rules with the same bits. A rebuild asked for during another starts after it. Row commands wait for the
//   end of both. After a reset every row is as if it had been erased, and `in_force` is 0 until a rebuild has ended.
// Rows: words of `value` and `mask`, each from its first on, in order. A value of all ones under a mask of zeros in the
//   first stride matches nothing: so an erased row is stored, and searches need no bit that says whether it is occupied.
// Never reset: the rows' other strides, and the columns.
`default_nettype none
module tain_rule_loader #(
    parameter logic [4:0] TABLE = tain_regs_pkg::TABLE_INGRESS_RULE,
    parameter int RULES = 576,
    parameter int STRIDE = 5,
    parameter int KEY_WIDTH = 330,
    localparam int STRIDES = (KEY_WIDTH + STRIDE - 1) / STRIDE
) (
    input  wire                clk,
    input  wire                rst,
    input  wire tain_pkg::row_command_t command,
    output logic [31:0]        answer,         // 0 where the last read was not for a word of value or mask
    input  wire                rebuild,
    output wire                row_busy,
    output wire                rebuilding,
    output logic               in_force,       // there was a rebuild since the reset
    output logic [STRIDES-1:0] column_write,   // by stride; one clock before `column_rules`, as is the word
    output logic [STRIDE-1:0]  column_word,
    output wire [RULES-1:0]    column_rules
);
    // Rules handled in one clock of a walk: as few as its clocks allow, in memories of four.
    localparam int GROUPS_MOST = 14_950 / (STRIDES << STRIDE);
    localparam int LANES = RULES > 8 * GROUPS_MOST ? (RULES + 4 * GROUPS_MOST - 1) / (4 * GROUPS_MOST) * 4 : 8;
    localparam int GROUPS = (RULES + LANES - 1) / LANES;
    localparam int FOURS = LANES / 4;
    localparam int FOUR_BITS = $clog2(FOURS);
    localparam int PLACE_BITS = $clog2(GROUPS * FOURS);
    localparam int ADDRESSES = STRIDES * GROUPS;
    localparam int ADDRESS_BITS = $clog2(ADDRESSES);

    localparam int VALUE_WORD = tain_regs_pkg::ROW_INGRESS_RULE_VALUE_LSB / 32;
    localparam int MASK_WORD = tain_regs_pkg::ROW_INGRESS_RULE_MASK_LSB / 32;
    localparam int END_WORD = tain_regs_pkg::ROW_INGRESS_RULE_WIDTH / 32;
    localparam int FIELD = tain_regs_pkg::ROW_INGRESS_RULE_VALUE_WIDTH;

    if (KEY_WIDTH > FIELD || STRIDE > 5) begin : check_key
        $fatal(1, "tain_rule_loader: the key is longer than a row's value, or STRIDE above 5");
    end

    // --- What is wanted -----------------------------------------------------------------------------------------
    wire mine = command.table_id == TABLE && tain_pkg::has_row(command.index, RULES);
    // Looked up by the word's number: a comparison would be a carry chain.
    localparam logic [31:0] ROW = 32'((64'd1 << END_WORD) - (64'd1 << VALUE_WORD));
    localparam logic [31:0] MASK = 32'((64'd1 << END_WORD) - (64'd1 << MASK_WORD));
    wire my_word = mine && ROW[command.word];
    wire of_mask = MASK[command.word];
    wire first_word = 32'(command.word) == VALUE_WORD || 32'(command.word) == MASK_WORD;
    logic store_wanted_q, erase_wanted_q, fetch_wanted_q, walk_wanted_q;
    logic [1:0] walk_q, fetch_q;  // walking, fetching one and two clocks ago
    assign row_busy = store_wanted_q || erase_wanted_q || fetch_wanted_q || fetch_q != 2'b00;

    // The row's place: rule = group x LANES + lane. Where that is no matter of bits alone, a table of fours of rules, which
    // is smaller than to divide.
    wire [ADDRESS_BITS-1:0] row_group;
    wire [FOUR_BITS-1:0] row_four;
    wire [1:0] row_lane = command.index[1:0];  // of the four
    if (1 << FOUR_BITS == FOURS) begin : g_place_bits
        assign {row_group, row_four} = (ADDRESS_BITS+FOUR_BITS)'(command.index[PLACE_BITS+1:2]);
    end else begin : g_place_table
        logic [ADDRESS_BITS-1:0] group_q;
        logic [FOUR_BITS-1:0] four_q;
        always_ff @(posedge clk)
            if (command.write || command.erase || command.read)
                for (int i = 0; i < GROUPS * FOURS; i++)
                    if (32'(command.index[PLACE_BITS+1:2]) == i) begin
                        group_q <= ADDRESS_BITS'(i / FOURS);
                        four_q <= FOUR_BITS'(i % FOURS);
                    end
        assign row_group = group_q;
        assign row_four = four_q;
    end

    // --- What is done: one thing at a time --------------------------------------------------------------------------
    typedef enum logic [2:0] {CLEAR, IDLE, STORE, ERASE, FETCH, WALK} state_t;
    state_t state_q;
    // Where it is. Stride: a bit each, the last one for all beyond the key; a row's words go on where the last ended.
    logic [STRIDES:0] stride_q;
    logic [GROUPS-1:0] group_q;        // likewise a bit each
    logic [STRIDE-1:0] word_q;
    logic [4:0] bit_q;                 // of the row's word: where the next stride to store begins, or to fetch
    logic [STRIDE-1:0] stride_bit_q;   // of the stride that is fetched, a bit each
    logic [ADDRESS_BITS-1:0] address_q;  // stride x GROUPS + group
    wire in_key = !stride_q[STRIDES];
    wire last_stride = stride_q[STRIDES-1];
    wire last_stride_bit = stride_bit_q[STRIDE-1];
    wire last_group = group_q[GROUPS-1];
    wire last_word = &word_q;
    wire round_done = state_q == WALK && last_stride && last_group;  // of the walk: all rows were read for a word
    wire [5:0] next_bit = {1'b0, bit_q} + (state_q == STORE ? 6'(STRIDE) : 6'd1);
    // The last stride of a long key ends beyond the row's last word.
    wire beyond = STRIDES * STRIDE > FIELD && state_q == STORE
        && (32'(command.word) == MASK_WORD - 1 || 32'(command.word) == END_WORD - 1);
    wire row_word_done = beyond ? last_stride : next_bit[5];
    wire row_done = state_q == ERASE || ((state_q == STORE || state_q == FETCH) && row_word_done);

    always_ff @(posedge clk) begin
        case (state_q)
            CLEAR: if (last_group) state_q <= IDLE;
            IDLE:
                if (walk_wanted_q) state_q <= WALK;
                else if (erase_wanted_q) state_q <= ERASE;
                else if (store_wanted_q) state_q <= STORE;
                else if (fetch_wanted_q) state_q <= FETCH;
            STORE, FETCH: if (row_word_done) state_q <= IDLE;
            WALK: if (last_word && round_done) state_q <= IDLE;
            default: state_q <= IDLE;
        endcase
        // One row command at a time.
        if (mine && command.erase) erase_wanted_q <= 1'b1;
        if (my_word && command.write) store_wanted_q <= 1'b1;
        if (my_word && command.read) fetch_wanted_q <= 1'b1;
        if (row_done) {erase_wanted_q, store_wanted_q, fetch_wanted_q} <= '0;
        if (rebuild) walk_wanted_q <= 1'b1;
        else if (state_q == IDLE) walk_wanted_q <= 1'b0;
        if (walk_q == 2'b10) in_force <= 1'b1;
        walk_q <= {walk_q[0], state_q == WALK};
        fetch_q <= {fetch_q[0], state_q == FETCH};
        if (rst) begin
            state_q <= CLEAR;
            {erase_wanted_q, store_wanted_q, fetch_wanted_q, walk_wanted_q} <= '0;
            in_force <= 1'b0;
            walk_q <= '0;
            fetch_q <= '0;
        end
    end
    assign rebuilding = walk_wanted_q || state_q == WALK || walk_q != 2'b00;

    wire start_row = erase_wanted_q || ((store_wanted_q || fetch_wanted_q) && first_word);
    wire next_stride = state_q == WALK ? last_group : state_q == STORE || (state_q == FETCH && last_stride_bit);
    wire starts = rst || round_done || (state_q == IDLE && (walk_wanted_q || start_row));
    wire [ADDRESS_BITS-1:0] address_step = ADDRESS_BITS'(state_q == STORE || state_q == FETCH ? GROUPS : 1);
    always_ff @(posedge clk) begin
        if (state_q == WALK || state_q == CLEAR || next_stride) address_q <= address_q + address_step;
        if (state_q == STORE || state_q == FETCH) bit_q <= next_bit[4:0];
        // A row's words go on where the last one ended; the rest begins anew.
        if (starts) begin
            address_q <= state_q == WALK || rst || walk_wanted_q ? '0 : row_group;
            bit_q <= store_wanted_q ? 5'(STRIDE - 1) : '0;
        end
        if (round_done) word_q <= word_q + 1'b1;  // 0 again after the last
        if (rst) word_q <= '0;
    end
    always_ff @(posedge clk)
        if (starts) begin
            stride_q <= (STRIDES+1)'(1);
            stride_bit_q <= STRIDE'(1);
            group_q <= GROUPS'(1);
        end else begin
            if (next_stride) stride_q <= {stride_q[STRIDES] | stride_q[STRIDES-1], stride_q[STRIDES-2:0], 1'b0};
            if (state_q == FETCH) stride_bit_q <= STRIDE'({stride_bit_q, last_stride_bit});
            if (state_q == WALK || state_q == CLEAR) group_q <= GROUPS'({group_q, last_group});
        end

    // --- Storing: a stride of a word, or "never", one clock later ----------------------------------------------------
    logic [STRIDE-2:0] last_bits_q;  // of the row's word before
    wire [STRIDE+30:0] bits = {command.data, last_bits_q};
    // Where strides end with words, only every STRIDE-th bit is ever asked for.
    wire [4:0] field_bit = 32 % STRIDE == 0 ? bit_q | 5'(STRIDE - 1) : bit_q;
    wire [STRIDE-1:0] field = bits[{1'b0, field_bit} +: STRIDE] & key_bits;
    logic [STRIDE-1:0] store_value_q, store_mask_q;
    logic [ADDRESS_BITS-1:0] store_address_q;
    wire store_all = state_q == CLEAR;
    wire store_never = state_q == ERASE || store_all;
    logic [STRIDE-1:0] key_bits;     // bits of the stride that the key has
    always_comb for (int i = 0; i < STRIDE; i++) key_bits[i] = !last_stride || (STRIDES - 1) * STRIDE + i < KEY_WIDTH;
    always_ff @(posedge clk) begin
        if (state_q == STORE && next_bit[5]) last_bits_q <= command.data[31 -: STRIDE-1];
        store_value_q <= field;
        store_mask_q <= field;
        if (store_never) begin
            store_value_q <= '1;
            store_mask_q <= '0;
        end
        store_address_q <= address_q;
    end

    logic [7:0] store_here;          // in two memories: {mask, value} of four rules
    always_comb
        for (int i = 0; i < 8; i++)
            store_here[i] = store_all || (row_lane == 2'(i)
                && (state_q == ERASE || (state_q == STORE && in_key && of_mask == (i >= 4))));

    // --- The rows: value and mask of one stride of LANES rules, in memories of four rules ---------------------------------
    // A rule has a byte of block RAM of its own, so that it can be written alone.
    wire [4*FOURS*STRIDE-1:0] values, masks;
    for (genvar f = 0; f < FOURS; f++) begin : g_four
        wire elsewhere = row_four != FOUR_BITS'(f);
        for (genvar h = 0; h < 2; h++) begin : g_half
            logic [3:0] store_q;
            always_ff @(posedge clk) begin
                store_q <= store_here[4*h +: 4];
                if (elsewhere && !store_all) store_q <= '0;
            end

            // What was stored in a clock is there before the next is read. Read before it is written, in one block and
            // nowhere else: a simulation then has nothing to put off, of so many memories, to the end of the clock.
            (* no_rw_check *) logic [4*STRIDE-1:0] rows [0:ADDRESSES-1];
            logic [4*STRIDE-1:0] read_q;
            always_ff @(posedge clk) begin
                if (state_q == FETCH && (elsewhere || of_mask != (h == 1))) read_q <= '0;
                else if (state_q == WALK || state_q == FETCH) read_q <= rows[address_q];
                for (int i = 0; i < 4; i++)
                    if (store_q[i]) rows[store_address_q][i*STRIDE +: STRIDE] = h == 0 ? store_value_q : store_mask_q;
            end
        end
        assign values[4*f*STRIDE +: 4*STRIDE] = g_half[0].read_q;
        assign masks[4*f*STRIDE +: 4*STRIDE] = g_half[1].read_q;
    end

    // --- Fetching: a bit a clock, three clocks behind ----------------------------------------------------------------
    logic [STRIDE-1:0] fetched_q;
    logic [1:0] fetch_in_key_q;
    logic [STRIDE-1:0] fetch_bit_q, fetched_bit_q;  // a bit each
    // Memories read 0 but for that of the word, so that an OR finds its four rules.
    logic [4*STRIDE-1:0] fetched_four;
    always_comb begin
        fetched_four = '0;
        for (int f = 0; f < FOURS; f++)
            fetched_four = fetched_four | values[4*f*STRIDE +: 4*STRIDE] | masks[4*f*STRIDE +: 4*STRIDE];
    end
    always_ff @(posedge clk) begin
        if (fetch_q[0]) fetched_q <= fetched_four[32'(row_lane)*STRIDE +: STRIDE];
        fetch_in_key_q <= {fetch_in_key_q[0], in_key};
        fetch_bit_q <= stride_bit_q;
        fetched_bit_q <= fetch_bit_q;
        if (rst || command.read || command.read_occupied) answer <= '0;
        else if (fetch_q[1]) answer <= {(fetched_q & fetched_bit_q) != '0 && fetch_in_key_q[1], answer[31:1]};
    end

    // --- The walk: LANES bits a clock, gathered into a column word; each step one clock behind the one before --------
    // Which of the rules that were read allow a word: their mask's bits are as in their value, and others are 0 there.
    function automatic logic [LANES-1:0] allowed(input logic [4*FOURS*STRIDE-1:0] v, input logic [4*FOURS*STRIDE-1:0] m,
                                                 input logic [STRIDE-1:0] column);
        for (int i = 0; i < LANES; i++)
            allowed[i] = v[i*STRIDE +: STRIDE] == (m[i*STRIDE +: STRIDE] & column);
    endfunction

    // Found out only while it walks, or a simulation would spend a third of its time on it.
    logic [GROUPS-1:0] walk_group_q;
    logic [GROUPS*LANES-1:0] gathered_q;
    always_ff @(posedge clk)
        if (walk_group_q != '0)
            for (int g = 0; g < GROUPS; g++)
                if (walk_group_q[g]) gathered_q[g*LANES +: LANES] <= allowed(values, masks, column_word);
    assign column_rules = gathered_q[RULES-1:0];
    wire unused_lanes = &{1'b0, gathered_q};

    wire walks_not = state_q != WALK;
    wire column_incomplete = walks_not || !last_group;
    always_ff @(posedge clk) begin
        walk_group_q <= group_q;
        if (walks_not) walk_group_q <= '0;
        column_write <= stride_q[STRIDES-1:0];
        if (column_incomplete) column_write <= '0;
        column_word <= word_q;
    end
endmodule
`default_nettype wire
