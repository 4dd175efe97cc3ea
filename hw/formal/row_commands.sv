// SPDX-License-Identifier: Apache-2.0
// What tables may rely on of row commands (tain_pkg): one pulse at a time, ROW_STEP clocks apart at least, all else
// unchanged until the next.
`default_nettype none
module row_commands (
    input wire                          clk,
    input wire tain_pkg::row_command_t  command
);
    logic [2:0] since_q = '0;
    logic begun_q = 1'b0;
    wire [4:0] pulses = {command.write, command.occupy, command.erase, command.read, command.read_occupied};
    wire [58:0] rest = {command.bank, command.table_id, command.index, command.word, command.data};
    logic [58:0] rest_q;
    always_ff @(posedge clk) begin
        begun_q <= 1'b1;
        rest_q <= rest;
        if (pulses != '0) since_q <= 3'(tain_pkg::ROW_STEP - 1);
        else if (since_q != '0) since_q <= since_q - 1'b1;
    end
    always_comb begin
        assume ((pulses & (pulses - 1'b1)) == '0);
        if (since_q != '0) assume (pulses == '0);
        if (begun_q && pulses == '0) assume (rest == rest_q);
    end
endmodule
`default_nettype wire
