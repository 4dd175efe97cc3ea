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
    input  wire [tain_regs_pkg::ROW_WORDS*32-1:0] command_row,
    output wire [tain_regs_pkg::ROW_WORDS*32-1:0] answer_row,
    output wire [31:0]        answer_occupied,
    input  wire               spread_bank,
    input  wire [15:0]        spread_hash,           // bits 31:16 of the flow hash
    input  wire [15:0]        spread_first_address,
    input  wire [7:0]         spread_address_count,
    output wire               target_v6,
    output wire [47:0]        target_mac,
    output wire [127:0]       target_address
);
    localparam int WIDTH = tain_regs_pkg::ROW_TARGET_WIDTH;
    localparam int ROWS = TARGETS * ADDRESSES_PER_TARGET;
    localparam int DEPTH = ROWS <= 32 ? 32 : 1 << $clog2(ROWS);

    // First clock: number = (hash * count) >> 16. Second: its row.
    logic [1:0] bank_q;
    logic [15:0] first_q, index_q;
    logic [7:0] number_q;
    wire [23:0] product = spread_hash * spread_address_count;
    always_ff @(posedge clk) begin
        bank_q <= {bank_q[0], spread_bank};
        first_q <= spread_first_address;
        number_q <= product[23:16];
        index_q <= first_q + {8'd0, number_q};
    end

    wire [2*DEPTH-1:0] occupied;
    wire [WIDTH-1:0] answer, row;
    wire read_occupied;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_TARGET), .ROWS(ROWS), .WIDTH(WIDTH), .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command, .command_row(command_row[WIDTH-1:0]), .answer_row(answer), .answer_occupied, .occupied,
        .read_bank(bank_q[1]), .read_index(index_q), .read_row(row), .read_occupied);
    assign answer_row = {{tain_regs_pkg::ROW_WORDS*32-WIDTH{1'b0}}, answer};

    assign target_v6 = row[tain_regs_pkg::ROW_TARGET_V6_LSB];
    assign target_mac = row[tain_regs_pkg::ROW_TARGET_MAC_LSB +: 48];
    assign target_address = row[tain_regs_pkg::ROW_TARGET_ADDRESS_LSB +: 128];
endmodule
`default_nettype wire
