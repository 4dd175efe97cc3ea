// SPDX-License-Identifier: Apache-2.0
// Which rows of a table are occupied: changed and read back by row commands, and read by the pipeline if it asks.
//
// Architecture: a memory of words of 32 rows, and a flip-flop a word that says that it was not written since the reset,
//   so that a reset empties the table at once, without a walk and without a flip-flop a row.
// Promises: `answer` two clocks after the command. `read_occupied`: the word of 32 rows in which row `read_index` of
//   bank `read_bank` stands, one clock later, one a clock.
`default_nettype none
module tain_occupied #(
    parameter logic [4:0] TABLE = 5'd0,
    parameter int ROWS = 64,
    parameter int BANKS = 2,
    parameter bit ANSWERS = 1'b1
) (
    input  wire                         clk,
    input  wire                         rst,
    input  wire tain_pkg::row_command_t command,
    output logic [31:0]                 answer,
    input  wire                         read_bank,
    input  wire [15:0]                  read_index,
    output logic [31:0]                 read_occupied
);
    localparam int WORDS = (ROWS + 31) / 32;  // of a bank
    localparam int WORD_BITS = WORDS == 1 ? 1 : $clog2(WORDS);
    localparam int DEPTH = BANKS << WORD_BITS;
    localparam int ADDRESS_BITS = $clog2(DEPTH);

    // (Yosys 0.23 maps a deeper distributed memory of UltraScale+ to a cell that it then refuses.)
    (* no_rw_check, ram_style = DEPTH > 32 ? "block" : "distributed" *) logic [31:0] memory [0:DEPTH-1];
    logic [DEPTH-1:0] stale_q;

    // --- Commands: first clock: the word is read; second: it is answered, or written with the row's bit changed ------
    wire here = command.table_id == TABLE;
    wire change = here && (command.occupy || command.erase) && tain_pkg::has_row(command.index, ROWS);
    wire [WORD_BITS-1:0] command_word = command.read_occupied ? command.index[0 +: WORD_BITS]
        : command.index[5 +: WORD_BITS];
    wire [WORD_BITS:0] command_place = {BANKS == 2 && command.bank, command_word};
    wire [ADDRESS_BITS-1:0] command_address = command_place[ADDRESS_BITS-1:0];
    logic change_q, occupy_q, read_q, other_q;
    logic [31:0] word_q, changed;
    always_comb begin
        changed = word_q;
        for (int i = 0; i < 32; i++) if (command.index[4:0] == 5'(i)) changed[i] = occupy_q;
    end
    always_ff @(posedge clk) begin
        change_q <= change && !rst;
        occupy_q <= command.occupy;
        read_q <= (command.read || command.read_occupied) && !rst;
        other_q <= !(here && command.read_occupied && tain_pkg::has_row(command.index, WORDS));
        word_q <= memory[command_address];
        if (stale_q[command_address]) word_q <= '0;
        if (change_q) memory[command_address] <= changed;
        if (rst) stale_q <= '1;
        else if (change_q)
            for (int i = 0; i < DEPTH; i++) if (command_address == ADDRESS_BITS'(i)) stale_q[i] <= 1'b0;
        if (rst || !ANSWERS || (read_q && other_q)) answer <= '0;
        else if (read_q) answer <= word_q;
    end

    // --- The pipeline's read --------------------------------------------------------------------------------------
    wire [WORD_BITS:0] read_place = {BANKS == 2 && read_bank, read_index[5 +: WORD_BITS]};
    wire [ADDRESS_BITS-1:0] read_address = read_place[ADDRESS_BITS-1:0];
    always_ff @(posedge clk) begin
        read_occupied <= memory[read_address];
        if (stale_q[read_address]) read_occupied <= '0;
    end
endmodule
`default_nettype wire
