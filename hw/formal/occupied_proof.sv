// SPDX-License-Identifier: Apache-2.0
// tain_occupied: any row of any bank is occupied from the command that says so until it is erased, or a reset.
`default_nettype none
module occupied_proof (
    input wire                          clk,
    input wire                          rst,
    input wire tain_pkg::row_command_t  command,
    input wire                          read_bank,
    input wire [15:0]                   read_index
);
    localparam logic [4:0] TABLE = 5'd3;
    localparam int ROWS = 40;
    logic [31:0] answer, read_occupied;
    tain_occupied #(.TABLE(TABLE), .ROWS(ROWS), .BANKS(2)) dut (
        .clk, .rst, .command, .answer, .read_bank, .read_index, .read_occupied);
    first_reset resets (.clk, .rst);
    row_commands commands (.clk, .command);
    always_comb assume (read_index < 16'(ROWS));

    // The watched row. What a command says holds two clocks later; before, a read may see either.
    (* anyconst *) logic bank;
    (* anyconst *) logic [5:0] row;
    always_comb assume (row < 6'(ROWS));
    wire mine = command.table_id == TABLE && command.bank == bank;
    wire changes = mine && (command.occupy || command.erase) && command.index == 16'(row);
    logic occupied_q = 1'b0, changing_q = 1'b0, looked_q = 1'b0, looked_value_q, asked1_q = 1'b0, asked2_q = 1'b0;
    logic asked_value1_q, asked_value2_q, reset_q = 1'b0;
    always_ff @(posedge clk) begin
        reset_q <= rst;
        if (rst) occupied_q <= 1'b0;
        else if (changes) occupied_q <= command.occupy;
        changing_q <= changes && !rst;
        looked_q <= !rst && !changing_q && read_bank == bank && read_index[15:5] == 11'(row[5]);
        looked_value_q <= occupied_q;
        asked1_q <= !rst && mine && command.read_occupied && command.index == 16'(row[5]);
        asked2_q <= asked1_q && !rst;
        asked_value1_q <= occupied_q;
        asked_value2_q <= asked_value1_q;
    end
    always_comb if (!rst) begin
        if (looked_q) assert (read_occupied[row[4:0]] == looked_value_q);
        if (asked2_q) assert (answer[row[4:0]] == asked_value2_q);
        cover (looked_q && looked_value_q && row == 6'd37 && bank);
        cover (asked2_q && !asked_value2_q && answer != '0);
    end

    (* hierconn *) wire [31:0] \dut.memory[0] ;
    (* hierconn *) wire [31:0] \dut.memory[1] ;
    (* hierconn *) wire [31:0] \dut.memory[2] ;
    (* hierconn *) wire [31:0] \dut.memory[3] ;
    (* hierconn *) wire [3:0] \dut.stale_q ;
    (* hierconn *) wire \dut.change_q ;
    wire [127:0] memory = {\dut.memory[3] , \dut.memory[2] , \dut.memory[1] , \dut.memory[0] };
    wire [3:0] stale = \dut.stale_q ;
    wire [1:0] place = {bank, row[5]};
    always_comb if (!rst && !changing_q) assert ((!stale[place] && memory[{place, row[4:0]}]) == occupied_q);
endmodule
`default_nettype wire
