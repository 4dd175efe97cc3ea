// SPDX-License-Identifier: Apache-2.0
// tain_rows: what was written into a row, any word of any row of any bank, is what the pipeline and the answers read.
`default_nettype none
module rows_proof (
    input wire                          clk,
    input wire                          rst,
    input wire tain_pkg::row_command_t  command,
    input wire                          read_bank,
    input wire [15:0]                   read_index
);
    localparam logic [4:0] TABLE = 5'd3;
    localparam logic [63:0] FIELDS = 64'h0000ffff_fffffff0;
    logic [31:0] answer;
    wire [63:0] read_row;
    tain_rows #(.TABLE(TABLE), .ROWS(2), .WORDS(2), .FIELDS(FIELDS), .BANKS(2), .READS(1)) dut (
        .clk, .rst, .command, .answer, .read_bank, .read_index, .read_row);
    first_reset resets (.clk, .rst);
    row_commands commands (.clk, .command);
    always_comb assume (read_index < 16'd2);

    // The watched word, and what was written there last.
    (* anyconst *) logic bank;
    (* anyconst *) logic index;
    (* anyconst *) logic word;
    wire about = command.table_id == TABLE && command.bank == bank && command.index == 16'(index)
        && command.word == 5'(word);
    wire writes = command.write && about;
    logic known_q = 1'b0, looked_q = 1'b0;
    logic [31:0] value_q, looked_value_q;
    always_ff @(posedge clk) begin
        if (writes) begin
            known_q <= 1'b1;
            value_q <= command.data & FIELDS[32*word +: 32];
        end
        looked_q <= known_q && !writes && read_bank == bank && read_index == 16'(index);
        looked_value_q <= value_q;
    end

    // Answers: `due_q`: the clocks since a read; the answer of whoever was not asked is 0.
    logic [2:0] since_q = '0;
    logic mine_q, other_q;
    wire reads = command.read || command.read_occupied;
    always_ff @(posedge clk)
        if (rst) since_q <= '0;
        else if (reads) begin
            since_q <= 3'd1;
            mine_q <= command.read && about && known_q;
            other_q <= !(command.read && command.table_id == TABLE && command.index < 16'd2);
        end else if (writes) since_q <= '0;
        else if (since_q != '0 && since_q != 3'd4) since_q <= since_q + 1'b1;

    always_comb if (!rst) begin
        if (looked_q) assert (read_row[32*word +: 32] == looked_value_q);
        if (since_q >= 3'd2 && mine_q) assert (answer == value_q);
        if (since_q >= 3'd2 && other_q) assert (answer == '0);
        cover (looked_q && looked_value_q != '0 && bank && index && word);
        cover (since_q == 3'd2 && mine_q && value_q == 32'h50);
    end

    (* hierconn *) wire [31:0] \dut.g_word[0].memory[0] ;
    (* hierconn *) wire [31:0] \dut.g_word[0].memory[1] ;
    (* hierconn *) wire [31:0] \dut.g_word[0].memory[2] ;
    (* hierconn *) wire [31:0] \dut.g_word[0].memory[3] ;
    (* hierconn *) wire [31:0] \dut.g_word[1].memory[0] ;
    (* hierconn *) wire [31:0] \dut.g_word[1].memory[1] ;
    (* hierconn *) wire [31:0] \dut.g_word[1].memory[2] ;
    (* hierconn *) wire [31:0] \dut.g_word[1].memory[3] ;
    wire [127:0] memory0 = {\dut.g_word[0].memory[3] , \dut.g_word[0].memory[2] , \dut.g_word[0].memory[1] , \dut.g_word[0].memory[0] };
    wire [127:0] memory1 = {\dut.g_word[1].memory[3] , \dut.g_word[1].memory[2] , \dut.g_word[1].memory[1] , \dut.g_word[1].memory[0] };
    wire [1:0] place = {bank, index};
    wire [31:0] kept = word ? memory1[32*place +: 32] : memory0[32*place +: 32];
    always_comb begin
        if (known_q) assert (kept == value_q);
        assert (since_q <= 3'd4);
    end
endmodule
`default_nettype wire
