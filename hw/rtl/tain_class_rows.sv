// SPDX-License-Identifier: Apache-2.0
// The rows of one kind of class, each compared with every frame: an address on either side, or a protocol with a
// destination port, or both.
//
// Promises: one bit a row, one clock after the headers, one frame a clock. ALWAYS_ADDRESS: rows match by address
//   alone (resolvers), and have no other fields.
`default_nettype none
module tain_class_rows #(
    parameter logic [4:0] TABLE = tain_regs_pkg::TABLE_NEVER_COPIED,
    parameter int ROWS = 16,
    parameter int WIDTH = tain_regs_pkg::ROW_NEVER_COPIED_WIDTH,
    parameter bit ALWAYS_ADDRESS = 1'b0,
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
    output logic [ROWS-1:0]   hit
);
    localparam int DEPTH = ROWS <= 32 ? 32 : 1 << $clog2(ROWS);
    // Bits of a row that frames are compared with: all but the cookie.
    localparam int MATCH = WIDTH - 32;

    wire [2*DEPTH-1:0] occupied;
    wire [WIDTH-1:0] answer, unused_row;
    wire unused_occupied;
    tain_rows #(.TABLE(TABLE), .ROWS(ROWS), .WIDTH(WIDTH), .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command, .command_row(command_row[WIDTH-1:0]), .answer_row(answer), .answer_occupied, .occupied,
        .read_bank(1'b0), .read_index(16'd0), .read_row(unused_row), .read_occupied(unused_occupied));
    assign answer_row = {{tain_regs_pkg::ROW_WORDS*32-WIDTH{1'b0}}, answer};

    logic [ROWS*MATCH-1:0] bank0_q, bank1_q;
    wire write = command.write && command.table_id == TABLE;
    always_ff @(posedge clk)
        if (write)
            for (int i = 0; i < ROWS; i++)
                if (command.index == 16'(i)) begin
                    if (command.bank) bank1_q[i*MATCH +: MATCH] <= command_row[WIDTH-1:32];
                    else bank0_q[i*MATCH +: MATCH] <= command_row[WIDTH-1:32];
                end

    // Whether a row, written as described but with zeros for its cookie, fits a frame.
    function automatic logic fits(input logic [WIDTH-1:0] row, input logic v6, input logic [127:0] source,
                                  input logic [127:0] destination, input logic [7:0] protocol,
                                  input logic ports_known, input logic [15:0] destination_port);
        logic address_fits, port_fits;
        address_fits = source == row[tain_regs_pkg::ROW_NEVER_COPIED_ADDRESS_LSB +: 128]
            || destination == row[tain_regs_pkg::ROW_NEVER_COPIED_ADDRESS_LSB +: 128];
        port_fits = ports_known && protocol == row[tain_regs_pkg::ROW_NEVER_COPIED_PROTOCOL_LSB +: 8]
            && destination_port == row[tain_regs_pkg::ROW_NEVER_COPIED_PORT_LSB +: 16];
        fits = v6 == row[tain_regs_pkg::ROW_NEVER_COPIED_V6_LSB]
            && (address_fits || !(ALWAYS_ADDRESS || row[tain_regs_pkg::ROW_NEVER_COPIED_MATCH_ADDRESS_LSB]))
            && (port_fits || ALWAYS_ADDRESS || !row[tain_regs_pkg::ROW_NEVER_COPIED_MATCH_PORT_LSB]);
    endfunction

    always_ff @(posedge clk)
        if (headers_valid)
            for (int i = 0; i < ROWS; i++)
                hit[i] <= occupied[{31'd0, headers_bank} * DEPTH + i]
                    && fits({headers_bank ? bank1_q[i*MATCH +: MATCH] : bank0_q[i*MATCH +: MATCH], 32'd0}, headers.v6,
                            headers.source, headers.destination, headers.protocol, headers.ports_known,
                            headers.destination_port);
endmodule
`default_nettype wire
