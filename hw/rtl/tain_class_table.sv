// SPDX-License-Identifier: Apache-2.0
// The classes of traffic that rules have no say in (design 2.7): what is never copied, and what goes to or comes
// from a resolver.
//
// Promises: the classes two clocks after the headers, one frame a clock (LATENCY = 2). Both may hold; never_copied
//   then goes before. What is not IP is never copied.
`default_nettype none
module tain_class_table #(
    parameter int NEVER_COPIED = 16,
    parameter int RESOLVERS = 8,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    input  wire [tain_regs_pkg::ROW_WORDS*32-1:0] command_row,
    output wire [tain_regs_pkg::ROW_WORDS*32-1:0] answer_row,
    output wire [31:0]        answer_occupied,
    input  wire               headers_valid,
    input  wire               headers_bank,
    input  wire tain_pkg::headers_t headers,
    output logic              never_copied,
    output logic              resolver
);
    wire [tain_regs_pkg::ROW_WORDS*32-1:0] never_answer, resolver_answer;
    wire [31:0] never_occupied, resolver_occupied;
    assign answer_row = never_answer | resolver_answer;
    assign answer_occupied = never_occupied | resolver_occupied;

    wire [NEVER_COPIED-1:0] never_hit;
    tain_class_rows #(.TABLE(tain_regs_pkg::TABLE_NEVER_COPIED), .ROWS(NEVER_COPIED),
                      .WIDTH(tain_regs_pkg::ROW_NEVER_COPIED_WIDTH), .ALWAYS_ADDRESS(1'b0), .ANSWERS(ANSWERS)) never (
        .clk, .rst, .command, .command_row, .answer_row(never_answer), .answer_occupied(never_occupied),
        .headers_valid, .headers_bank, .headers, .hit(never_hit));

    wire [RESOLVERS-1:0] resolver_hit;
    tain_class_rows #(.TABLE(tain_regs_pkg::TABLE_RESOLVER), .ROWS(RESOLVERS),
                      .WIDTH(tain_regs_pkg::ROW_RESOLVER_WIDTH), .ALWAYS_ADDRESS(1'b1), .ANSWERS(ANSWERS)) resolvers (
        .clk, .rst, .command, .command_row, .answer_row(resolver_answer), .answer_occupied(resolver_occupied),
        .headers_valid, .headers_bank, .headers, .hit(resolver_hit));

    logic ip_q;
    always_ff @(posedge clk) begin
        ip_q <= headers.ip;
        never_copied <= !ip_q || |never_hit;
        resolver <= ip_q && |resolver_hit;
    end
endmodule
`default_nettype wire
