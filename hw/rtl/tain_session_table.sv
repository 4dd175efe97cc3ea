// SPDX-License-Identifier: Apache-2.0
// The sessions of each interface, in the order in which they are tried (design 2.1): place 0 first.
//
// Promises: two reads, each answered one clock later, one a clock. The first gives the filters of all sessions of
//   an interface, the second everything of one session of it.
`default_nettype none
module tain_session_table #(
    parameter int INTERFACES = 64,
    parameter int SESSIONS_PER_INTERFACE = 4,
    parameter int FILTERS = 32,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]        answer,
    input  wire               list_bank,
    input  wire [15:0]        list_interface,
    output logic [SESSIONS_PER_INTERFACE-1:0]    list_occupied,
    output logic [SESSIONS_PER_INTERFACE*16-1:0] list_filter,
    input  wire               chosen_bank,
    input  wire [15:0]        chosen_interface,
    input  wire [2:0]         chosen_place,
    output wire [15:0]        chosen_counter,
    output wire [15:0]        chosen_first_address,
    output wire [7:0]         chosen_address_count,
    output wire [23:0]        chosen_vni,
    output wire [15:0]        chosen_keep
);
    localparam int S = SESSIONS_PER_INTERFACE;
    localparam int PLACE_BITS = $clog2(S);
    localparam int WORDS = tain_regs_pkg::ROW_SESSION_WORDS;
    localparam int ROWS = INTERFACES * S;

    if (S != 1 << PLACE_BITS || S > 8) begin : check_sessions
        $fatal(1, "tain_session_table: SESSIONS_PER_INTERFACE must be 1, 2, 4 or 8");
    end

    // A register of the command of its own: the port's has all tables for its loads.
    tain_pkg::row_command_t own_command;
    tain_replica #(.WIDTH($bits(command))) command_replica (.clk, .d(command), .q(own_command));

    // --- The rows, for the session that is chosen -----------------------------------------------------------------
    wire [31:0] row_answer, occupied_answer;
    wire [15:0] chosen_row = chosen_interface << PLACE_BITS | {13'd0, chosen_place};
    wire [WORDS*32-1:0] chosen;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_SESSION), .ROWS(ROWS), .WORDS(WORDS),
                .FIELDS(tain_regs_pkg::ROW_SESSION_FIELDS), .READ_WORDS({{WORDS-1{1'b1}}, 1'b0}),
                .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command(own_command), .answer(row_answer), .read_bank(chosen_bank),
        .read_index(chosen_row), .read_row(chosen));
    assign answer = row_answer | occupied_answer;
    assign chosen_counter = chosen[tain_regs_pkg::ROW_SESSION_COUNTER_LSB +: 16];
    assign chosen_first_address = chosen[tain_regs_pkg::ROW_SESSION_FIRST_ADDRESS_LSB +: 16];
    assign chosen_address_count = chosen[tain_regs_pkg::ROW_SESSION_ADDRESS_COUNT_LSB +: 8];
    assign chosen_vni = chosen[tain_regs_pkg::ROW_SESSION_VNI_LSB +: 24];
    assign chosen_keep = chosen[tain_regs_pkg::ROW_SESSION_KEEP_LSB +: 16];

    // --- The list of an interface: the numbers of all filters, side by side, and which places are occupied -----------
    localparam int INTERFACE_BITS = INTERFACES == 1 ? 1 : $clog2(INTERFACES);
    localparam int FILTER_BITS = FILTERS == 1 ? 1 : $clog2(FILTERS);
    localparam int FILTER_WORD = tain_regs_pkg::ROW_SESSION_FILTER_LSB / 32;
    wire write = own_command.table_id == tain_regs_pkg::TABLE_SESSION && own_command.write
        && 32'(own_command.index) < ROWS && own_command.word == 5'(FILTER_WORD);
    wire [15:0] written_interface = own_command.index >> PLACE_BITS;
    for (genvar i = 0; i < S; i++) begin : g_place
        (* no_rw_check *) logic [FILTER_BITS-1:0] filter [0:(2<<INTERFACE_BITS)-1];
        logic [FILTER_BITS-1:0] filter_q;
        wire mine = S == 1 || 32'(own_command.index) % S == i;
        always_ff @(posedge clk) begin
            if (write && mine)
                filter[{own_command.bank, written_interface[INTERFACE_BITS-1:0]}] <=
                    own_command.data[tain_regs_pkg::ROW_SESSION_FILTER_LSB % 32 +: FILTER_BITS];
            filter_q <= filter[{list_bank, list_interface[INTERFACE_BITS-1:0]}];
        end
        assign list_filter[i*16 +: 16] = 16'(filter_q);
    end

    // The occupied bits come in words of 32 rows: those of this interface are picked from it.
    wire [15:0] list_row = list_interface << PLACE_BITS;
    wire [31:0] occupied_word;
    logic [4:0] list_row_q;
    always_ff @(posedge clk) list_row_q <= list_row[4:0];
    tain_occupied #(.TABLE(tain_regs_pkg::TABLE_SESSION), .ROWS(ROWS), .ANSWERS(ANSWERS)) occupied (
        .clk, .rst, .command(own_command), .answer(occupied_answer), .read_bank(list_bank), .read_index(list_row),
        .read_occupied(occupied_word));
    assign list_occupied = occupied_word[list_row_q +: S];
endmodule
`default_nettype wire
