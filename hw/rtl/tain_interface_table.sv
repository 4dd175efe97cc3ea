// SPDX-License-Identifier: Apache-2.0
// Which interface a frame belongs to (design 2.6), and what its copies carry as their source.
//
// Promises: `found` and `index` two clocks after the lookup, one a clock (LATENCY = 2). A frame whose MAC address is
//   not all there (mac_known 0) belongs at most to an interface that claims the whole port. `read_counter` and
//   `source_*` answer the row asked for by read_bank and read_index, one clock later.
`default_nettype none
module tain_interface_table #(
    parameter int INTERFACES = 64,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]        answer,
    input  wire               lookup_valid,
    input  wire               lookup_bank,
    input  wire [47:0]        lookup_mac,
    input  wire               lookup_mac_known,
    output logic              found,
    output logic [15:0]       index,
    input  wire               read_bank,
    input  wire [15:0]        read_index,
    output wire [15:0]        read_counter,
    output wire [47:0]        source_mac,
    output wire [31:0]        source_ipv4,
    output wire [127:0]       source_ipv6
);
    localparam int WORDS = tain_regs_pkg::ROW_INTERFACE_WORDS;
    localparam logic [WORDS*32-1:0] FIELDS = tain_regs_pkg::ROW_INTERFACE_FIELDS;
    localparam int INDEX_BITS = INTERFACES == 1 ? 1 : $clog2(INTERFACES);
    // Words that hold what is compared, and those that are read later: all but the cookie and the address.
    localparam int COMPARED = 4;
    localparam logic [WORDS-1:0] READ_WORDS = {WORDS{1'b1}} << tain_regs_pkg::ROW_INTERFACE_SOURCE_MAC_LSB / 32
        | WORDS'(1) << tain_regs_pkg::ROW_INTERFACE_COUNTER_LSB / 32;

    // Three registers of the command, as the rows' memories are many: one for each half of their words, and one for what
    // is compared. The upper half counts its words from 0.
    localparam int HALF = WORDS / 2;
    tain_pkg::row_command_t upper, low_command, high_command, compare_command;
    always_comb begin
        upper = command;
        upper.word = command.word - 5'(HALF);
    end
    tain_replica #(.WIDTH($bits(command))) low_replica (.clk, .d(command), .q(low_command));
    tain_replica #(.WIDTH($bits(command))) high_replica (.clk, .d(upper), .q(high_command));
    tain_replica #(.WIDTH($bits(command))) compare_replica (.clk, .d(command), .q(compare_command));

    wire [31:0] low_answer, high_answer, occupied_answer;
    wire [WORDS*32-1:0] read_row;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_INTERFACE), .ROWS(INTERFACES), .WORDS(HALF), .FIELDS(FIELDS[HALF*32-1:0]),
                .READ_WORDS(READ_WORDS[HALF-1:0]), .ANSWERS(ANSWERS)) low_rows (
        .clk, .rst, .command(low_command), .answer(low_answer), .read_bank, .read_index,
        .read_row(read_row[HALF*32-1:0]));
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_INTERFACE), .ROWS(INTERFACES), .WORDS(WORDS - HALF),
                .FIELDS(FIELDS[WORDS*32-1:HALF*32]), .READ_WORDS(READ_WORDS[WORDS-1:HALF]), .ANSWERS(ANSWERS))
    high_rows (
        .clk, .rst, .command(high_command), .answer(high_answer), .read_bank, .read_index,
        .read_row(read_row[WORDS*32-1:HALF*32]));
    assign answer = low_answer | high_answer | occupied_answer;

    // First clock: compare with every row of both banks, which costs less than to choose a row's bits by bank.
    localparam logic [COMPARED*32-1:0] ANY = 128'h1;
    localparam logic [COMPARED*32-1:0] MAC = 128'hffff_ffff_ffff;
    localparam logic [COMPARED*32-1:0] COMPARED_FIELDS =
        MAC << tain_regs_pkg::ROW_INTERFACE_MAC_LSB | ANY << tain_regs_pkg::ROW_INTERFACE_ANY_LSB;
    wire [INTERFACES-1:0] occupied0, occupied1;
    wire [INTERFACES*COMPARED*32-1:0] row0, row1;
    tain_compare_rows #(.TABLE(tain_regs_pkg::TABLE_INTERFACE), .ROWS(INTERFACES), .WORDS(COMPARED),
                        .FIELDS(COMPARED_FIELDS), .ANSWERS(ANSWERS)) compared (
        .clk, .rst, .command(compare_command), .answer(occupied_answer), .occupied0, .occupied1, .row0, .row1);

    function automatic logic fits(input logic [COMPARED*32-1:0] row, input logic [47:0] mac, input logic known);
        fits = row[tain_regs_pkg::ROW_INTERFACE_ANY_LSB]
            || (known && mac == row[tain_regs_pkg::ROW_INTERFACE_MAC_LSB +: 48]);
    endfunction

    logic hit_valid_q;
    logic [INTERFACES-1:0] hit_q;
    always_ff @(posedge clk) begin
        hit_valid_q <= lookup_valid && !rst;
        if (lookup_valid)
            for (int i = 0; i < INTERFACES; i++)
                hit_q[i] <= lookup_bank
                    ? occupied1[i] && fits(row1[i*COMPARED*32 +: COMPARED*32], lookup_mac, lookup_mac_known)
                    : occupied0[i] && fits(row0[i*COMPARED*32 +: COMPARED*32], lookup_mac, lookup_mac_known);
    end

    // Second clock: the number of the row that hit. At most one does: MAC addresses differ, and an interface that
    // claims its whole port is alone on it.
    function automatic logic [INDEX_BITS-1:0] number(input logic [INTERFACES-1:0] hit);
        number = '0;
        for (int i = 0; i < INTERFACES; i++) if (hit[i]) number = number | INDEX_BITS'(i);
    endfunction
    always_ff @(posedge clk)
        if (hit_valid_q) begin
            found <= |hit_q;
            index <= 16'(number(hit_q));
        end

    assign read_counter = read_row[tain_regs_pkg::ROW_INTERFACE_COUNTER_LSB +: 16];
    assign source_mac = read_row[tain_regs_pkg::ROW_INTERFACE_SOURCE_MAC_LSB +: 48];
    assign source_ipv4 = read_row[tain_regs_pkg::ROW_INTERFACE_IPV4_LSB +: 32];
    assign source_ipv6 = read_row[tain_regs_pkg::ROW_INTERFACE_IPV6_LSB +: 128];
endmodule
`default_nettype wire
