// SPDX-License-Identifier: Apache-2.0
// The content of the rows of one table: written and read back word by word by row commands, and read by the pipeline.
//
// Promises: READS reads a clock; `read_row` follows its address by one clock. With two banks, commands name the bank
//   themselves (writes: always the idle one), and so does every read. A row that is not occupied has no defined
//   content. `answer` two clocks after the command.
// Cost: a memory for each word of a row, with one port for commands and one for each read that looks at this word
//   (READ_WORDS: of each read, the words that the pipeline looks at; the others read 0).
`default_nettype none
module tain_rows #(
    parameter logic [4:0] TABLE = 5'd0,
    parameter int ROWS = 64,
    parameter int WORDS = 4,
    parameter logic [WORDS*32-1:0] FIELDS = {WORDS*32{1'b1}},  // the bits that rows have; the others are not kept
    parameter int BANKS = 2,
    parameter int READS = 1,
    parameter logic [READS*WORDS-1:0] READ_WORDS = {READS*WORDS{1'b1}},
    parameter bit ANSWERS = 1'b1
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire tain_pkg::row_command_t  command,
    output logic [31:0]                  answer,
    input  wire [READS-1:0]              read_bank,
    input  wire [READS*16-1:0]           read_index,
    output wire [READS*WORDS*32-1:0]     read_row
);
    localparam int INDEX_BITS = ROWS == 1 ? 1 : $clog2(ROWS);
    localparam int DEPTH = BANKS << INDEX_BITS;
    localparam int ADDRESS_BITS = $clog2(DEPTH);

    wire here = command.table_id == TABLE;
    wire write = here && command.write && tain_pkg::has_row(command.index, ROWS);
    wire [INDEX_BITS:0] command_place = {BANKS == 2 && command.bank, command.index[INDEX_BITS-1:0]};
    wire [ADDRESS_BITS-1:0] command_address = command_place[ADDRESS_BITS-1:0];

    wire [WORDS*32-1:0] command_words;
    for (genvar w = 0; w < WORDS; w++) begin : g_word
        // A frame never looks at the row that is being written.
        (* no_rw_check *) logic [31:0] memory [0:DEPTH-1];
        always_ff @(posedge clk)
            if (write) if (command.word == 5'(w)) memory[command_address] <= command.data & FIELDS[w*32 +: 32];

        for (genvar r = 0; r < READS; r++) begin : g_read
            if (READ_WORDS[r*WORDS+w]) begin : g_looks
                wire [INDEX_BITS:0] place = {BANKS == 2 && read_bank[r], read_index[r*16 +: INDEX_BITS]};
                logic [31:0] word_q;
                always_ff @(posedge clk) word_q <= memory[place[ADDRESS_BITS-1:0]];
                assign read_row[(r*WORDS+w)*32 +: 32] = word_q;
            end else begin : g_looks_not
                assign read_row[(r*WORDS+w)*32 +: 32] = '0;
            end
        end

        if (ANSWERS) begin : g_answer
            logic [31:0] word_q;
            always_ff @(posedge clk) if (command.read) word_q <= memory[command_address];
            assign command_words[w*32 +: 32] = word_q;
        end else begin : g_no_answer
            assign command_words[w*32 +: 32] = '0;
        end
    end

    // --- Answers to read commands ---------------------------------------------------------------------------------
    if (ANSWERS) begin : g_answers
        logic read_q, other_q;
        logic [31:0] word;
        always_comb begin
            word = '0;
            for (int w = 0; w < WORDS; w++) if (command.word == 5'(w)) word = command_words[w*32 +: 32];
        end
        always_ff @(posedge clk) begin
            read_q <= here && command.read && tain_pkg::has_row(command.index, ROWS) && !rst;
            other_q <= (command.read || command.read_occupied) && !rst;
            if (rst) answer <= '0;
            else if (read_q) answer <= word;
            else if (other_q) answer <= '0;
        end
    end else begin : g_no_answers
        assign answer = '0;
        wire unused = &{1'b0, rst, command.read, command.read_occupied, command_words};
    end
endmodule
`default_nettype wire
