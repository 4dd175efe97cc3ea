// SPDX-License-Identifier: Apache-2.0
// tain_rule_loader: when a rebuild has ended, the columns of a rule that did not change since it was asked for are those
// of its row, and stay so through all that happens to others. A key of two strides, the second not filled; twelve rules
// in two groups, the second not filled.
`default_nettype none
module rule_loader_proof (
    input wire                         clk,
    input wire                         rst,
    input wire tain_pkg::row_command_t command,
    input wire                         rebuild
);
    localparam logic [4:0] TABLE = tain_regs_pkg::TABLE_INGRESS_RULE;
    localparam int RULES = 12;
    localparam int STRIDE = 2;
    localparam int KEY_WIDTH = 3;
    localparam int STRIDES = 2;
    localparam int GROUPS = 2;
    localparam int WALK = (STRIDES << STRIDE) * GROUPS + 4;  // clocks of a rebuild
    localparam int CLEAR = GROUPS;                           // that it may wait for after a reset
    localparam int VALUE_WORD = tain_regs_pkg::ROW_INGRESS_RULE_VALUE_LSB / 32;
    localparam int MASK_WORD = tain_regs_pkg::ROW_INGRESS_RULE_MASK_LSB / 32;
    wire [31:0] answer;
    wire row_busy, rebuilding, in_force;
    wire [STRIDES-1:0] column_write;
    wire [STRIDE-1:0] column_word;
    wire [RULES-1:0] column_rules;
    tain_rule_loader #(.TABLE(TABLE), .RULES(RULES), .STRIDE(STRIDE), .KEY_WIDTH(KEY_WIDTH)) dut (
        .clk, .rst, .command, .answer, .rebuild, .row_busy, .rebuilding, .in_force, .column_write, .column_word,
        .column_rules);
    first_reset resets (.clk, .rst);
    row_commands commands (.clk, .command);
    // Commands wait for the one before; none during a reset. Of a row's words only the first ones hold bits of this key.
    wire pulse = command.write || command.occupy || command.erase || command.read || command.read_occupied;
    always_comb begin
        if (rst || row_busy) assume (!pulse);
        if (rst) assume (!rebuild);
        assume (command.table_id == TABLE && command.index < 16'(RULES));
        assume (command.word == 5'(VALUE_WORD) || command.word == 5'(MASK_WORD));
    end

    // Any rule, any stride, any word of it. What its row says: nothing yet (it was erased), or value and mask.
    (* anyconst *) logic [3:0] rule;
    (* anyconst *) logic stride;
    (* anyconst *) logic [STRIDE-1:0] word;
    always_comb assume (rule < 4'(RULES));
    wire about = command.index == 16'(rule);
    wire changes = about && (command.write || command.erase);
    logic erased_q, value_known_q, mask_known_q;
    logic [KEY_WIDTH-1:0] value_q, mask_q;
    wire [STRIDES*STRIDE-1:0] value = {1'b0, value_q}, mask = {1'b0, mask_q};
    wire allowed = !erased_q && value[STRIDE*stride +: STRIDE] == (mask[STRIDE*stride +: STRIDE] & word);
    wire known = (erased_q && !stride) || (value_known_q && mask_known_q);
    always_ff @(posedge clk)
        if (rst || (about && command.erase)) {erased_q, value_known_q, mask_known_q} <= 3'b100;
        else if (about && command.write) begin
            erased_q <= 1'b0;
            if (command.word == 5'(VALUE_WORD)) {value_known_q, value_q} <= {1'b1, command.data[KEY_WIDTH-1:0]};
            else {mask_known_q, mask_q} <= {1'b1, command.data[KEY_WIDTH-1:0]};
        end

    // What its column says, and whether it is a rebuild's that was asked for after the last change.
    logic writes_q, column_q, asked_q, settled_q, rebuilding_q;
    logic counts_q;
    logic [5:0] long_q;
    wire settles = rebuilding_q && !rebuilding && asked_q && known;
    always_ff @(posedge clk) begin
        writes_q <= column_write[stride] && column_word == word && !rst;
        if (writes_q) column_q <= column_rules[rule];
        rebuilding_q <= rebuilding && !rst;
        if (rst || changes) {asked_q, settled_q} <= 2'b00;
        else begin
            if (!rebuilding && !rebuilding_q && rebuild && !(row_busy && about)) asked_q <= 1'b1;
            if (settles) settled_q <= 1'b1;
        end
        // Of a rebuild that was asked for once, while nothing else was done.
        counts_q <= !rst && rebuild ? !rebuilding && !row_busy && !pulse : counts_q && rebuilding;
        long_q <= rst || rebuild || !rebuilding ? 6'd0 : long_q + 6'd1;
    end
    always_comb if (!rst) begin
        if (settled_q) assert (column_q == allowed && in_force);
        if (counts_q) assert (long_q <= 6'(WALK + CLEAR));
        cover (settled_q && !erased_q && allowed && mask == 4'b0110 && rule == 4'd9 && stride && word == 2'b01);
    end
endmodule
`default_nettype wire
