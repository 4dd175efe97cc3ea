// SPDX-License-Identifier: Apache-2.0
// The rows of one kind of class, each compared with every frame: an address on either side, or a protocol with a
// destination port, or both.
//
// Promises: one bit a row, two clocks after the headers, one frame a clock. ALWAYS_ADDRESS: rows match by address
//   alone (resolvers), and have no other fields.
`default_nettype none
module tain_class_rows #(
    parameter logic [4:0] TABLE = tain_regs_pkg::TABLE_NEVER_COPIED,
    parameter int ROWS = 16,
    parameter logic [tain_regs_pkg::ROW_NEVER_COPIED_WORDS*32-1:0] FIELDS = tain_regs_pkg::ROW_NEVER_COPIED_FIELDS,
    parameter bit ALWAYS_ADDRESS = 1'b0,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]        answer,
    input  wire               headers_valid,
    input  wire               headers_bank,
    input  wire tain_pkg::headers_t headers,
    output logic [ROWS-1:0]   hit
);
    localparam int WORDS = tain_regs_pkg::ROW_NEVER_COPIED_WORDS;
    localparam int BITS = WORDS * 32;

    // A register of the command of its own: the port's has all tables for its loads.
    tain_pkg::row_command_t own_command;
    tain_replica #(.WIDTH($bits(command))) command_replica (.clk, .d(command), .q(own_command));

    wire [31:0] row_answer, occupied_answer;
    wire [BITS-1:0] unused_row;
    tain_rows #(.TABLE(TABLE), .ROWS(ROWS), .WORDS(WORDS), .FIELDS(FIELDS), .READ_WORDS({WORDS{1'b0}}),
                .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command(own_command), .answer(row_answer), .read_bank(1'b0), .read_index(16'd0),
        .read_row(unused_row));
    assign answer = row_answer | occupied_answer;

    wire [ROWS-1:0] occupied0, occupied1;
    wire [ROWS*BITS-1:0] row0, row1;
    tain_compare_rows #(.TABLE(TABLE), .ROWS(ROWS), .WORDS(WORDS),
                        .FIELDS({FIELDS[BITS-1:32], 32'd0}), .ANSWERS(ANSWERS)) compared (
        .clk, .rst, .command(own_command), .answer(occupied_answer), .occupied0, .occupied1, .row0, .row1);

    // First clock: both banks, which costs less than to choose a row's bits by bank. Second: the hit.
    function automatic logic address_fits(input logic [BITS-1:0] row, input logic [127:0] source,
                                          input logic [127:0] destination);
        address_fits = source == row[tain_regs_pkg::ROW_NEVER_COPIED_ADDRESS_LSB +: 128]
            || destination == row[tain_regs_pkg::ROW_NEVER_COPIED_ADDRESS_LSB +: 128]
            || !(ALWAYS_ADDRESS || row[tain_regs_pkg::ROW_NEVER_COPIED_MATCH_ADDRESS_LSB]);
    endfunction
    function automatic logic rest_fits(input logic [BITS-1:0] row, input logic v6, input logic [7:0] protocol,
                                       input logic ports_known, input logic [15:0] destination_port);
        rest_fits = v6 == row[tain_regs_pkg::ROW_NEVER_COPIED_V6_LSB]
            && (ALWAYS_ADDRESS || !row[tain_regs_pkg::ROW_NEVER_COPIED_MATCH_PORT_LSB]
                || (ports_known && protocol == row[tain_regs_pkg::ROW_NEVER_COPIED_PROTOCOL_LSB +: 8]
                    && destination_port == row[tain_regs_pkg::ROW_NEVER_COPIED_PORT_LSB +: 16]));
    endfunction

    logic [ROWS-1:0] address_q, rest_q;
    always_ff @(posedge clk) begin
        if (headers_valid)
            for (int i = 0; i < ROWS; i++) begin
                address_q[i] <= headers_bank
                    ? address_fits(row1[i*BITS +: BITS], headers.source, headers.destination)
                    : address_fits(row0[i*BITS +: BITS], headers.source, headers.destination);
                rest_q[i] <= headers_bank
                    ? occupied1[i] && rest_fits(row1[i*BITS +: BITS], headers.v6, headers.protocol,
                                                headers.ports_known, headers.destination_port)
                    : occupied0[i] && rest_fits(row0[i*BITS +: BITS], headers.v6, headers.protocol,
                                                headers.ports_known, headers.destination_port);
            end
        hit <= address_q & rest_q;
    end
endmodule
`default_nettype wire
