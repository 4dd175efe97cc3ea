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
    input  wire [tain_regs_pkg::ROW_WORDS*32-1:0] command_row,
    output wire [tain_regs_pkg::ROW_WORDS*32-1:0] answer_row,
    output wire [31:0]        answer_occupied,
    input  wire               headers_valid,
    input  wire               headers_bank,
    input  wire tain_pkg::headers_t headers,
    output logic [RANGE_CHECKERS-1:0] hit
);
    localparam int WIDTH = tain_regs_pkg::ROW_INGRESS_RANGE_WIDTH;
    localparam int DEPTH = RANGE_CHECKERS <= 32 ? 32 : 1 << $clog2(RANGE_CHECKERS);
    localparam int MATCH = WIDTH - 32;

    wire [2*DEPTH-1:0] occupied;
    wire [WIDTH-1:0] answer, unused_row;
    wire unused_occupied;
    tain_rows #(.TABLE(TABLE), .ROWS(RANGE_CHECKERS), .WIDTH(WIDTH)) rows (
        .clk, .rst, .command, .command_row(command_row[WIDTH-1:0]), .answer_row(answer), .answer_occupied, .occupied,
        .read_bank(1'b0), .read_index(16'd0), .read_row(unused_row), .read_occupied(unused_occupied));
    assign answer_row = {{tain_regs_pkg::ROW_WORDS*32-WIDTH{1'b0}}, answer};

    logic [RANGE_CHECKERS*MATCH-1:0] bank0_q, bank1_q;
    wire write = command.write && command.table_id == TABLE;
    always_ff @(posedge clk)
        if (write)
            for (int i = 0; i < RANGE_CHECKERS; i++)
                if (command.index == 16'(i)) begin
                    if (command.bank) bank1_q[i*MATCH +: MATCH] <= command_row[WIDTH-1:32];
                    else bank0_q[i*MATCH +: MATCH] <= command_row[WIDTH-1:32];
                end

    // Whether a port lies in the range of a row, written as described but with zeros for its cookie.
    function automatic logic inside_range(input logic [WIDTH-1:0] row, input logic [15:0] source_port,
                                          input logic [15:0] destination_port);
        logic [15:0] port;
        port = row[tain_regs_pkg::ROW_INGRESS_RANGE_DESTINATION_LSB] ? destination_port : source_port;
        inside_range = port >= row[tain_regs_pkg::ROW_INGRESS_RANGE_FROM_LSB +: 16]
            && port <= row[tain_regs_pkg::ROW_INGRESS_RANGE_TO_LSB +: 16];
    endfunction

    always_ff @(posedge clk)
        if (headers_valid)
            for (int i = 0; i < RANGE_CHECKERS; i++)
                hit[i] <= occupied[{31'd0, headers_bank} * DEPTH + i] && headers.ports_known
                    && inside_range({headers_bank ? bank1_q[i*MATCH +: MATCH] : bank0_q[i*MATCH +: MATCH], 32'd0},
                                    headers.source_port, headers.destination_port);
endmodule
`default_nettype wire
