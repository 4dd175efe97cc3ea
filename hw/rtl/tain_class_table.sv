// SPDX-License-Identifier: Apache-2.0
// The classes of traffic that rules have no say in (design 2.7): what is never copied, and what goes to or comes
// from a resolver.
//
// Promises: the classes three clocks after the headers, one frame a clock (LATENCY = 3). Both may hold; never_copied
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
    output wire [31:0]        answer,
    input  wire               headers_valid,
    input  wire               headers_bank,
    input  wire tain_pkg::headers_t headers,
    output logic              never_copied,
    output logic              resolver
);
    wire [31:0] never_answer, resolver_answer;
    assign answer = never_answer | resolver_answer;

    wire [NEVER_COPIED-1:0] never_hit;
    tain_class_rows #(.TABLE(tain_regs_pkg::TABLE_NEVER_COPIED), .ROWS(NEVER_COPIED),
                      .FIELDS(tain_regs_pkg::ROW_NEVER_COPIED_FIELDS), .ALWAYS_ADDRESS(1'b0), .ANSWERS(ANSWERS)) never (
        .clk, .rst, .command, .answer(never_answer), .headers_valid, .headers_bank, .headers,
        .hit(never_hit));

    wire [RESOLVERS-1:0] resolver_hit;
    tain_class_rows #(.TABLE(tain_regs_pkg::TABLE_RESOLVER), .ROWS(RESOLVERS),
                      .FIELDS(tain_regs_pkg::ROW_RESOLVER_FIELDS), .ALWAYS_ADDRESS(1'b1), .ANSWERS(ANSWERS)) resolvers (
        .clk, .rst, .command, .answer(resolver_answer), .headers_valid, .headers_bank, .headers,
        .hit(resolver_hit));

    logic [1:0] ip_q;
    always_ff @(posedge clk) begin
        ip_q <= {ip_q[0], headers.ip};
        never_copied <= !ip_q[1] || |never_hit;
        resolver <= ip_q[1] && |resolver_hit;
    end
endmodule
`default_nettype wire
