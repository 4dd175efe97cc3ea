// SPDX-License-Identifier: Apache-2.0
// The range checkers of one direction: whether a frame's port lies in a range (design 2.3, 2.5). Their bits are
// part of the key that rules are searched by.
//
// Promises: one bit a checker in the clock after the headers, out of logic: it wants a register behind it. One frame a
//   clock; the bank comes a clock before the headers. All are 0 where the frame's ports are not known.
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
    input  wire               next_bank,      // of the headers in the next clock
    input  wire tain_pkg::headers_t headers,
    output logic [RANGE_CHECKERS-1:0] hit
);
    localparam int WORDS = tain_regs_pkg::ROW_INGRESS_RANGE_WORDS;
    localparam int BITS = WORDS * 32;
    localparam int FROM = tain_regs_pkg::ROW_INGRESS_RANGE_FROM_LSB;
    localparam int TO = tain_regs_pkg::ROW_INGRESS_RANGE_TO_LSB;
    localparam logic [BITS-1:0] FIELDS = tain_regs_pkg::ROW_INGRESS_RANGE_FIELDS;

    // A register of the command of its own: the port's has all tables for its loads.
    tain_pkg::row_command_t own_command;
    tain_replica #(.WIDTH($bits(command))) command_replica (.clk, .d(command), .q(own_command));

    wire [31:0] row_answer, occupied_answer;
    wire [BITS-1:0] unused_row;
    tain_rows #(.TABLE(TABLE), .ROWS(RANGE_CHECKERS), .WORDS(WORDS), .FIELDS(FIELDS),
                .READ_WORDS({WORDS{1'b0}})) rows (
        .clk, .rst, .command(own_command), .answer(row_answer), .read_bank(1'b0), .read_index(16'd0),
        .read_row(unused_row));
    assign answer = row_answer | occupied_answer;

    wire [RANGE_CHECKERS-1:0] occupied0, occupied1;
    wire [RANGE_CHECKERS*BITS-1:0] row0, row1;
    tain_compare_rows #(.TABLE(TABLE), .ROWS(RANGE_CHECKERS), .WORDS(WORDS),
                        .FIELDS({FIELDS[BITS-1:32], 32'd0})) compared (
        .clk, .rst, .command(own_command), .answer(occupied_answer), .occupied0, .occupied1, .row0, .row1);

    // First clock: the port that each checker looks at.
    logic [RANGE_CHECKERS-1:0] destination_q;
    logic [RANGE_CHECKERS*16-1:0] port_q;
    logic bank_q, known_q;
    always_ff @(posedge clk) begin
        bank_q <= next_bank;
        for (int i = 0; i < RANGE_CHECKERS; i++)
            destination_q[i] <= next_bank ? row1[i*BITS + tain_regs_pkg::ROW_INGRESS_RANGE_DESTINATION_LSB]
                : row0[i*BITS + tain_regs_pkg::ROW_INGRESS_RANGE_DESTINATION_LSB];
        known_q <= headers_valid && headers.ports_known;
        for (int i = 0; i < RANGE_CHECKERS; i++)
            port_q[i*16 +: 16] <= destination_q[i] ? headers.destination_port : headers.source_port;
    end

    // Second clock: whether it lies inside. Both comparisons are the borrow of a difference whose left side is the
    // port, which a carry chain takes whole, and whose right side are the row's bits: there it costs nothing to choose
    // them by bank.
    function automatic logic is_inside(input logic [15:0] from, input logic [15:0] to, input logic [15:0] port);
        logic [16:0] below;    // port - from < 0
        logic [17:0] at_most;  // 2 x port - (2 x to + 1) < 0
        below = {1'b0, port} - {1'b0, from};
        at_most = {1'b0, port, 1'b0} - {1'b0, to, 1'b1};
        is_inside = !below[16] && at_most[17];
    endfunction

    // Four checkers at a time have a bank bit of their own, as a bit that chooses rows has many loads.
    localparam int FOURS = (RANGE_CHECKERS + 3) / 4;
    wire [FOURS-1:0] bank_of_four;
    for (genvar f = 0; f < FOURS; f++) begin : g_four
        tain_replica #(.WIDTH(1)) bank_replica (.clk, .d(bank_q), .q(bank_of_four[f]));
    end
    always_comb begin
        hit = '0;
        if (known_q)
            for (int i = 0; i < RANGE_CHECKERS; i++)
                hit[i] = (bank_of_four[i/4] ? occupied1[i] : occupied0[i])
                    && is_inside(bank_of_four[i/4] ? row1[i*BITS + FROM +: 16] : row0[i*BITS + FROM +: 16],
                                 bank_of_four[i/4] ? row1[i*BITS + TO +: 16] : row0[i*BITS + TO +: 16],
                                 port_q[i*16 +: 16]);
    end
endmodule
`default_nettype wire
