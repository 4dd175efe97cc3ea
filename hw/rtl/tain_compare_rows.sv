// SPDX-License-Identifier: Apache-2.0
// Rows that every frame is compared with: all of both banks at once, in flip-flops.
//
// Promises: row i of bank 0 is slice i of row0 and counts only where bit i of occupied0 is set; of bank 1 likewise. A
//   change stands there two clocks after its command. Bits that are not among FIELDS are 0 and cost nothing.
`default_nettype none
module tain_compare_rows #(
    parameter logic [4:0] TABLE = 5'd0,
    parameter int ROWS = 64,
    parameter int WORDS = 4,
    parameter logic [WORDS*32-1:0] FIELDS = {WORDS*32{1'b1}}  // the bits that frames are compared with
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire tain_pkg::row_command_t  command,
    output logic [ROWS-1:0]              occupied0,
    output logic [ROWS-1:0]              occupied1,
    output logic [ROWS*WORDS*32-1:0]     row0,
    output logic [ROWS*WORDS*32-1:0]     row1
);
    // A data bit goes to all rows: a register of it for each bank.
    wire [31:0] data0, data1;
    tain_replica #(.WIDTH(32)) data_of_bank0 (.clk, .d(command.data), .q(data0));
    tain_replica #(.WIDTH(32)) data_of_bank1 (.clk, .d(command.data), .q(data1));

    logic write_q, change_q, occupy_q, bank_q;
    logic [WORDS-1:0] word_q;
    logic [ROWS-1:0] row_q;
    always_ff @(posedge clk) begin
        write_q <= command.table_id == TABLE && command.write;
        change_q <= command.table_id == TABLE && (command.occupy || command.erase);
        occupy_q <= command.occupy;
        bank_q <= command.bank;
        if (command.write || command.occupy || command.erase) begin
            for (int w = 0; w < WORDS; w++) word_q[w] <= command.word == 5'(w);
            for (int i = 0; i < ROWS; i++) row_q[i] <= command.index == 16'(i);
        end
        if (write_q)
            for (int i = 0; i < ROWS; i++)
                for (int w = 0; w < WORDS; w++)
                    if (row_q[i] && word_q[w]) begin
                        if (bank_q) row1[(i*WORDS+w)*32 +: 32] <= data1 & FIELDS[w*32 +: 32];
                        else row0[(i*WORDS+w)*32 +: 32] <= data0 & FIELDS[w*32 +: 32];
                    end
        if (rst) begin
            occupied0 <= '0;
            occupied1 <= '0;
        end else if (change_q) begin
            for (int i = 0; i < ROWS; i++)
                if (row_q[i]) begin
                    if (bank_q) occupied1[i] <= occupy_q;
                    else occupied0[i] <= occupy_q;
                end
        end
    end
endmodule
`default_nettype wire
