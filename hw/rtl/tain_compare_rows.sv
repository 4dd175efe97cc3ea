// SPDX-License-Identifier: Apache-2.0
// Rows that every frame is compared with: all of both banks at once, in flip-flops.
//
// Promises: row i of bank 0 is slice i of row0 and counts only where bit i of occupied0 is set; of bank 1 likewise. A
//   change stands there two clocks after its command. Bits that are not among FIELDS are 0 and cost nothing. `answer`,
//   one clock after the command, gives the occupied bits; the rows' content is tain_rows' to answer.
`default_nettype none
module tain_compare_rows #(
    parameter logic [4:0] TABLE = 5'd0,
    parameter int ROWS = 64,
    parameter int WORDS = 4,
    parameter logic [WORDS*32-1:0] FIELDS = {WORDS*32{1'b1}},  // the bits that frames are compared with
    parameter bit ANSWERS = 1'b1
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire tain_pkg::row_command_t  command,
    output logic [31:0]                  answer,
    output logic [ROWS-1:0]              occupied0,
    output logic [ROWS-1:0]              occupied1,
    output logic [ROWS*WORDS*32-1:0]     row0,
    output logic [ROWS*WORDS*32-1:0]     row1
);
    // A data bit goes to all rows: a register of it for each bank.
    wire [31:0] data0, data1;
    tain_replica #(.WIDTH(32)) data_of_bank0 (.clk, .d(command.data), .q(data0));
    tain_replica #(.WIDTH(32)) data_of_bank1 (.clk, .d(command.data), .q(data1));

    // By word and bank, and by row: so that no enable has more loads than there are rows.
    wire here = command.table_id == TABLE;
    logic [WORDS-1:0] write0_q, write1_q;
    logic [ROWS-1:0] row_q;
    logic change0_q, change1_q, occupy_q;
    always_ff @(posedge clk) begin
        for (int w = 0; w < WORDS; w++) begin
            write0_q[w] <= here && command.write && command.word == 5'(w) && !command.bank;
            write1_q[w] <= here && command.write && command.word == 5'(w) && command.bank;
        end
        change0_q <= here && (command.occupy || command.erase) && !command.bank;
        change1_q <= here && (command.occupy || command.erase) && command.bank;
        occupy_q <= command.occupy;
        if (command.write || command.occupy || command.erase)
            for (int i = 0; i < ROWS; i++) row_q[i] <= command.index == 16'(i);

        for (int w = 0; w < WORDS; w++) begin
            if (write0_q[w])
                for (int i = 0; i < ROWS; i++)
                    if (row_q[i]) row0[(i*WORDS+w)*32 +: 32] <= data0 & FIELDS[w*32 +: 32];
            if (write1_q[w])
                for (int i = 0; i < ROWS; i++)
                    if (row_q[i]) row1[(i*WORDS+w)*32 +: 32] <= data1 & FIELDS[w*32 +: 32];
        end
        if (change0_q)
            for (int i = 0; i < ROWS; i++) if (row_q[i]) occupied0[i] <= occupy_q;
        if (change1_q)
            for (int i = 0; i < ROWS; i++) if (row_q[i]) occupied1[i] <= occupy_q;
        if (rst) begin
            occupied0 <= '0;
            occupied1 <= '0;
        end
    end

    logic [31:0] occupied_word;
    always_comb begin
        occupied_word = '0;
        for (int i = 0; i < ROWS; i++)
            if (command.index == 16'(i / 32)) occupied_word[i%32] = command.bank ? occupied1[i] : occupied0[i];
    end
    always_ff @(posedge clk)
        if (rst || !ANSWERS) answer <= '0;
        else if (command.read_occupied) answer <= here ? occupied_word : '0;
        else if (command.read) answer <= '0;
endmodule
`default_nettype wire
