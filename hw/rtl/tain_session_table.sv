// SPDX-License-Identifier: Apache-2.0
// The sessions of each interface, in the order in which they are tried (design 2.1): place 0 first.
//
// Promises: two reads, each answered one clock later, one a clock. The first gives the filters of all sessions of
//   an interface, the second everything of one session of it (`chosen_place` is given with the answer).
`default_nettype none
module tain_session_table #(
    parameter int INTERFACES = 64,
    parameter int SESSIONS_PER_INTERFACE = 4,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    input  wire [tain_regs_pkg::ROW_WORDS*32-1:0] command_row,
    output wire [tain_regs_pkg::ROW_WORDS*32-1:0] answer_row,
    output wire [31:0]        answer_occupied,
    input  wire               list_bank,
    input  wire [15:0]        list_interface,
    output logic [SESSIONS_PER_INTERFACE-1:0]    list_occupied,
    output logic [SESSIONS_PER_INTERFACE*16-1:0] list_filter,
    input  wire               chosen_bank,
    input  wire [15:0]        chosen_interface,
    input  wire [2:0]         chosen_place,
    output logic [15:0]       chosen_counter,
    output logic [15:0]       chosen_first_address,
    output logic [7:0]        chosen_address_count,
    output logic [23:0]       chosen_vni,
    output logic [15:0]       chosen_keep
);
    localparam int WIDTH = tain_regs_pkg::ROW_SESSION_WIDTH;
    localparam int ROWS = INTERFACES * SESSIONS_PER_INTERFACE;
    localparam int DEPTH = ROWS <= 32 ? 32 : 1 << $clog2(ROWS);

    wire [2*DEPTH-1:0] occupied;
    wire [WIDTH-1:0] answer;
    wire [2*SESSIONS_PER_INTERFACE*WIDTH-1:0] read_row;
    wire [2*SESSIONS_PER_INTERFACE-1:0] read_occupied;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_SESSION), .ROWS(ROWS), .WIDTH(WIDTH), .READS(2),
                .LANES(SESSIONS_PER_INTERFACE), .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command, .command_row(command_row[WIDTH-1:0]), .answer_row(answer), .answer_occupied, .occupied,
        .read_bank({chosen_bank, list_bank}), .read_index({chosen_interface, list_interface}), .read_row,
        .read_occupied);
    assign answer_row = {{tain_regs_pkg::ROW_WORDS*32-WIDTH{1'b0}}, answer};

    always_comb
        for (int i = 0; i < SESSIONS_PER_INTERFACE; i++) begin
            list_occupied[i] = read_occupied[i];
            list_filter[i*16 +: 16] = read_row[i*WIDTH + tain_regs_pkg::ROW_SESSION_FILTER_LSB +: 16];
        end

    logic [WIDTH-1:0] chosen;
    always_comb begin
        chosen = '0;
        for (int i = 0; i < SESSIONS_PER_INTERFACE; i++)
            if (chosen_place == 3'(i)) chosen = chosen | read_row[(SESSIONS_PER_INTERFACE+i)*WIDTH +: WIDTH];
    end
    assign chosen_counter = chosen[tain_regs_pkg::ROW_SESSION_COUNTER_LSB +: 16];
    assign chosen_first_address = chosen[tain_regs_pkg::ROW_SESSION_FIRST_ADDRESS_LSB +: 16];
    assign chosen_address_count = chosen[tain_regs_pkg::ROW_SESSION_ADDRESS_COUNT_LSB +: 8];
    assign chosen_vni = chosen[tain_regs_pkg::ROW_SESSION_VNI_LSB +: 24];
    assign chosen_keep = chosen[tain_regs_pkg::ROW_SESSION_KEEP_LSB +: 16];
endmodule
`default_nettype wire
