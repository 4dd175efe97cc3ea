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
    input  wire [tain_regs_pkg::ROW_WORDS*32-1:0] command_row,
    output wire [tain_regs_pkg::ROW_WORDS*32-1:0] answer_row,
    output wire [31:0]        answer_occupied,
    input  wire               lookup_bank,
    input  wire [READS*16-1:0] lookup_filter,
    output logic [READS*16-1:0] slot,
    output logic [READS-1:0]  amazon_dns
);
    localparam int WIDTH = tain_regs_pkg::ROW_FILTER_WIDTH;
    localparam int DEPTH = FILTERS <= 32 ? 32 : 1 << $clog2(FILTERS);

    wire [2*DEPTH-1:0] occupied;
    wire [WIDTH-1:0] answer;
    wire [READS*WIDTH-1:0] read_row;
    wire [READS-1:0] read_occupied;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_FILTER), .ROWS(FILTERS), .WIDTH(WIDTH), .READS(READS),
                .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command, .command_row(command_row[WIDTH-1:0]), .answer_row(answer), .answer_occupied, .occupied,
        .read_bank({READS{lookup_bank}}), .read_index(lookup_filter), .read_row, .read_occupied);
    assign answer_row = {{tain_regs_pkg::ROW_WORDS*32-WIDTH{1'b0}}, answer};

    always_comb
        for (int i = 0; i < READS; i++) begin
            slot[i*16 +: 16] = read_row[i*WIDTH + tain_regs_pkg::ROW_FILTER_SLOT_LSB +: 16];
            amazon_dns[i] = read_row[i*WIDTH + tain_regs_pkg::ROW_FILTER_AMAZON_DNS_LSB];
        end
endmodule
`default_nettype wire
