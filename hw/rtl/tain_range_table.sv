// SPDX-License-Identifier: Apache-2.0
// The range checkers of one direction: whether a frame's port lies in a range (design 2.3, 2.5). Their bits are
// part of the key that rules are searched by.
//
// Promises: one bit a checker, one clock after the headers, one frame a clock (LATENCY = 1). All are 0 where the
//   frame's ports are not known.
`default_nettype none
module tain_range_table #(
    parameter logic [4:0] TABLE = tain_regs_pkg::TABLE_INGRESS_RANGE,
    parameter int RANGE_CHECKERS = 32
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]        answer,
    input  wire               headers_valid,
    input  wire               headers_bank,
    input  wire tain_pkg::headers_t headers,
    output logic [RANGE_CHECKERS-1:0] hit
);
    localparam int WORDS = tain_regs_pkg::ROW_INGRESS_RANGE_WORDS;
    localparam int BITS = WORDS * 32;
    localparam logic [BITS-1:0] FIELDS = tain_regs_pkg::ROW_INGRESS_RANGE_FIELDS;

    wire [31:0] row_answer, occupied_answer, unused_occupied;
    wire [BITS-1:0] unused_row;
    tain_rows #(.TABLE(TABLE), .ROWS(RANGE_CHECKERS), .WORDS(WORDS), .FIELDS(FIELDS), .READ_WORDS({WORDS{1'b0}})) rows (
        .clk, .rst, .command, .answer(row_answer), .read_bank(1'b0), .read_index(16'd0), .read_row(unused_row));
    tain_occupied #(.TABLE(TABLE), .ROWS(RANGE_CHECKERS)) occupied (
        .clk, .rst, .command, .answer(occupied_answer), .read_bank(1'b0), .read_index(16'd0),
        .read_occupied(unused_occupied));
    assign answer = row_answer | occupied_answer;

    wire [RANGE_CHECKERS-1:0] occupied0, occupied1;
    wire [RANGE_CHECKERS*BITS-1:0] row0, row1;
    tain_compare_rows #(.TABLE(TABLE), .ROWS(RANGE_CHECKERS), .WORDS(WORDS), .FIELDS({FIELDS[BITS-1:32], 32'd0})) compared (
        .clk, .rst, .command, .occupied0, .occupied1, .row0, .row1);

    // Whether a port lies in the range of a row. Both comparisons have the port on their left side, where a carry chain
    // needs it whole, and the row's bits on their right, where choosing them by bank costs nothing: port > to is the
    // carry of port + ~to.
    function automatic logic inside_range(input logic [BITS-1:0] row, input logic [15:0] source_port,
                                          input logic [15:0] destination_port);
        logic [15:0] port;
        logic [16:0] above;
        port = row[tain_regs_pkg::ROW_INGRESS_RANGE_DESTINATION_LSB] ? destination_port : source_port;
        above = {1'b0, port} + {1'b0, ~row[tain_regs_pkg::ROW_INGRESS_RANGE_TO_LSB +: 16]};
        inside_range = port >= row[tain_regs_pkg::ROW_INGRESS_RANGE_FROM_LSB +: 16] && !above[16];
    endfunction

    always_ff @(posedge clk)
        if (headers_valid)
            for (int i = 0; i < RANGE_CHECKERS; i++)
                hit[i] <= (headers_bank ? occupied1[i] : occupied0[i]) && headers.ports_known
                    && inside_range(headers_bank ? row1[i*BITS +: BITS] : row0[i*BITS +: BITS],
                                    headers.source_port, headers.destination_port);
endmodule
`default_nettype wire
