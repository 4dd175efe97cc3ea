// SPDX-License-Identifier: Apache-2.0
// The addresses that copies go to; of several, the flow hash picks one (design 2.11).
//
// Promises: the address three clocks after the question, one a clock (LATENCY = 3).
`default_nettype none
module tain_target_table #(
    parameter int TARGETS = 32,
    parameter int ADDRESSES_PER_TARGET = 16,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]        answer,
    input  wire               spread_bank,
    input  wire [15:0]        spread_hash,           // bits 31:16 of the flow hash
    input  wire [15:0]        spread_first_address,
    input  wire [7:0]         spread_address_count,
    output wire               target_v6,
    output wire [47:0]        target_mac,
    output wire [127:0]       target_address
);
    localparam int WORDS = tain_regs_pkg::ROW_TARGET_WORDS;
    localparam int ROWS = TARGETS * ADDRESSES_PER_TARGET;

    // A register of the command of its own: the port's has all tables for its loads.
    tain_pkg::row_command_t own_command;
    tain_replica #(.WIDTH($bits(command))) command_replica (.clk, .d(command), .q(own_command));

    // First clock: number = (hash * count) >> 16. Second: its row.
    logic bank_q;
    wire row_bank;  // a register of its own: others that are the same have much to drive
    tain_replica bank_replica (.clk, .d(bank_q), .q(row_bank));
    logic [15:0] first_q, index_q;
    logic [7:0] number_q;
    wire [23:0] product = spread_hash * spread_address_count;
    always_ff @(posedge clk) begin
        bank_q <= spread_bank;
        first_q <= spread_first_address;
        number_q <= product[23:16];
        index_q <= first_q + {8'd0, number_q};
    end

    // All words but the cookie.
    wire [31:0] row_answer, occupied_answer, unused_occupied;
    wire [WORDS*32-1:0] row;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_TARGET), .ROWS(ROWS), .WORDS(WORDS),
                .FIELDS(tain_regs_pkg::ROW_TARGET_FIELDS), .READ_WORDS({{WORDS-1{1'b1}}, 1'b0}),
                .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command(own_command), .answer(row_answer), .read_bank(row_bank), .read_index(index_q),
        .read_row(row));
    tain_occupied #(.TABLE(tain_regs_pkg::TABLE_TARGET), .ROWS(ROWS), .ANSWERS(ANSWERS)) occupied (
        .clk, .rst, .command(own_command), .answer(occupied_answer), .read_bank(1'b0), .read_index(16'd0),
        .read_occupied(unused_occupied));
    assign answer = row_answer | occupied_answer;

    assign target_v6 = row[tain_regs_pkg::ROW_TARGET_V6_LSB];
    assign target_mac = row[tain_regs_pkg::ROW_TARGET_MAC_LSB +: 48];
    assign target_address = row[tain_regs_pkg::ROW_TARGET_ADDRESS_LSB +: 128];
endmodule
`default_nettype wire
