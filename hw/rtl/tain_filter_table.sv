// SPDX-License-Identifier: Apache-2.0
// Where the rules of a filter stand, so that a filter can be replaced by pointing to another slot (design 4).
//
// Promises: READS lookups a clock, each answered one clock later.
`default_nettype none
module tain_filter_table #(
    parameter int FILTERS = 32,
    parameter int READS = 4,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]        answer,
    input  wire               lookup_bank,
    input  wire [READS*16-1:0] lookup_filter,
    output logic [READS*16-1:0] slot,
    output logic [READS-1:0]  amazon_dns
);
    localparam int WORDS = tain_regs_pkg::ROW_FILTER_WORDS;
    localparam logic [WORDS-1:0] LOOKUP_WORDS = WORDS'(1) << tain_regs_pkg::ROW_FILTER_SLOT_LSB / 32;

    // A register of the command of its own: the port's has all tables for its loads.
    tain_pkg::row_command_t own_command;
    tain_replica #(.WIDTH($bits(command))) command_replica (.clk, .d(command), .q(own_command));

    wire [31:0] row_answer, occupied_answer, unused_occupied;
    wire [READS*WORDS*32-1:0] read_row;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_FILTER), .ROWS(FILTERS), .WORDS(WORDS),
                .FIELDS(tain_regs_pkg::ROW_FILTER_FIELDS), .READS(READS), .READ_WORDS({READS{LOOKUP_WORDS}}),
                .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command(own_command), .answer(row_answer), .read_bank({READS{lookup_bank}}),
        .read_index(lookup_filter), .read_row);
    tain_occupied #(.TABLE(tain_regs_pkg::TABLE_FILTER), .ROWS(FILTERS), .ANSWERS(ANSWERS)) occupied (
        .clk, .rst, .command(own_command), .answer(occupied_answer), .read_bank(1'b0), .read_index(16'd0),
        .read_occupied(unused_occupied));
    assign answer = row_answer | occupied_answer;

    always_comb
        for (int i = 0; i < READS; i++) begin
            slot[i*16 +: 16] = read_row[i*WORDS*32 + tain_regs_pkg::ROW_FILTER_SLOT_LSB +: 16];
            amazon_dns[i] = read_row[i*WORDS*32 + tain_regs_pkg::ROW_FILTER_AMAZON_DNS_LSB];
        end
endmodule
`default_nettype wire
