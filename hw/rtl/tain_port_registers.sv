// SPDX-License-Identifier: Apache-2.0
// The register block of one port: carries out commands on rows, and shows counters.
//
// Promises: an access is done when what it asked for is done: at once, or, for commands, when the tables have
//   answered (at most about 100 clocks; the end of a rebuild for rule rows while one runs).
`default_nettype none
module tain_port_registers #(
    localparam int ROW_BITS = 32 * tain_regs_pkg::ROW_WORDS,
    localparam int COUNTERS = tain_regs_pkg::REG_PORT_COUNTER_LOW_COUNT,
    localparam int PORT_COUNTERS = tain_regs_pkg::COUNTERS_PORT_COUNT
) (
    input  wire                clk,
    input  wire                rst,
    input  wire                bus_write,
    input  wire                bus_read,
    input  wire [15:0]         bus_address,   // within the block
    input  wire [31:0]         bus_wdata,
    output logic               bus_done,
    output logic [31:0]        bus_rdata,
    // Tables: a command for one clock, its row beside it until the command is done.
    input  wire                active_bank,
    output tain_pkg::row_command_t command,
    output wire [ROW_BITS-1:0] command_row,
    input  wire [ROW_BITS-1:0] answer_row,
    input  wire [31:0]         answer_occupied,
    output logic               rebuild,
    input  wire                row_busy,
    input  wire                rebuilding,
    // Counters: `read` for one clock asks for the chosen row, which must stand here ANSWER clocks later and stay;
    // `clear` for one clock.
    output logic [3:0]         counter_kind,
    output logic               counter_direction,
    output logic [15:0]        counter_index,
    output logic               counter_read,
    output logic               counter_clear,
    input  wire [64*COUNTERS-1:0] counter_row,
    input  wire [64*PORT_COUNTERS-1:0] ingress_counters,
    input  wire [64*PORT_COUNTERS-1:0] egress_counters
);
    // --- What the address means ---------------------------------------------------------------------------------
    function automatic logic is_word(input logic [15:0] address, input logic [15:0] first, input int count);
        is_word = address >= first && 32'(address) < 32'(first) + 32'(count) * 4 && address[1:0] == 2'b00;
    endfunction
    wire is_command = bus_address == tain_regs_pkg::REG_PORT_COMMAND;
    wire is_select = bus_address == tain_regs_pkg::REG_PORT_COUNTER_SELECT;
    wire is_clear = bus_address == tain_regs_pkg::REG_PORT_COUNTER_CLEAR;
    wire is_data = is_word(bus_address, tain_regs_pkg::REG_PORT_DATA, tain_regs_pkg::ROW_WORDS);
    wire is_counter = is_word(bus_address, tain_regs_pkg::REG_PORT_COUNTER_LOW, 2 * COUNTERS);
    wire is_ingress = is_word(bus_address, tain_regs_pkg::REG_PORT_INGRESS_LOW, 2 * PORT_COUNTERS);
    wire is_egress = is_word(bus_address, tain_regs_pkg::REG_PORT_EGRESS_LOW, 2 * PORT_COUNTERS);
    wire [4:0] data_word = 5'((bus_address - tain_regs_pkg::REG_PORT_DATA) >> 2);
    wire [2:0] counter_number = 3'((bus_address - tain_regs_pkg::REG_PORT_COUNTER_LOW) >> 3);
    wire [1:0] port_number = 2'((bus_address
        - (is_ingress ? tain_regs_pkg::REG_PORT_INGRESS_LOW : tain_regs_pkg::REG_PORT_EGRESS_LOW)) >> 3);

    // --- An access goes through WAIT when something must answer it -----------------------------------------------
    // Clocks until a table or the counters have answered a read.
    localparam int ANSWER = 8;
    logic waiting_q;
    logic [3:0] wait_q;
    logic read_row_q, read_occupied_q, read_counter_q;
    wire [3:0] operation = bus_wdata[31:28];
    wire is_low = !bus_address[2];
    wire ask_counter = bus_read && is_counter && is_low;
    wire start = (bus_write && is_command) || ask_counter;
    wire answered = waiting_q && wait_q == 4'd0 && !row_busy;

    always_ff @(posedge clk) begin
        if (rst) waiting_q <= 1'b0;
        else if (start) waiting_q <= 1'b1;
        else if (answered) waiting_q <= 1'b0;
        if (start) wait_q <= 4'(ANSWER);
        else if (wait_q != 4'd0) wait_q <= wait_q - 4'd1;
        if (start) begin
            read_row_q <= bus_write && operation == tain_regs_pkg::OP_READ_ROW;
            read_occupied_q <= bus_write && operation == tain_regs_pkg::OP_READ_OCCUPIED;
            read_counter_q <= ask_counter;
        end
        bus_done <= (answered || ((bus_write || bus_read) && !start)) && !rst;
    end

    // --- Commands -------------------------------------------------------------------------------------------------
    wire reading = operation == tain_regs_pkg::OP_READ_ROW || operation == tain_regs_pkg::OP_READ_OCCUPIED;
    always_ff @(posedge clk) begin
        command.write <= !rst && bus_write && is_command && operation == tain_regs_pkg::OP_WRITE_ROW;
        command.erase <= !rst && bus_write && is_command && operation == tain_regs_pkg::OP_ERASE_ROW;
        command.read <= !rst && bus_write && is_command && operation == tain_regs_pkg::OP_READ_ROW;
        command.read_occupied <= !rst && bus_write && is_command && operation == tain_regs_pkg::OP_READ_OCCUPIED;
        rebuild <= !rst && bus_write && is_command && operation == tain_regs_pkg::OP_REBUILD;
        if (bus_write && is_command) begin
            command.bank <= reading ? bus_wdata[22] : !active_bank;
            command.table_id <= bus_wdata[27:23];
            command.index <= bus_wdata[15:0];
        end
    end

    // --- Data words ---------------------------------------------------------------------------------------------
    logic [ROW_BITS-1:0] data_q;
    assign command_row = data_q;
    always_ff @(posedge clk)
        if (answered && read_row_q) data_q <= answer_row;
        else if (answered && read_occupied_q) data_q[31:0] <= answer_occupied;
        else if (bus_write && is_data)
            for (int i = 0; i < tain_regs_pkg::ROW_WORDS; i++)
                if (data_word == 5'(i)) data_q[32*i +: 32] <= bus_wdata;

    // --- Counters -------------------------------------------------------------------------------------------------
    // Reading a low word latches its high one: a counter that moves between the two reads is not torn.
    logic [31:0] high_q;
    wire [63:0] counter = counter_row[64 * 32'(counter_number) +: 64];
    wire [63:0] port_counter = is_ingress ? ingress_counters[64 * 32'(port_number) +: 64]
        : egress_counters[64 * 32'(port_number) +: 64];
    always_ff @(posedge clk) begin
        counter_read <= !rst && ask_counter;
        counter_clear <= !rst && bus_write && is_clear;
        if (rst) counter_kind <= '0;
        else if (bus_write && (is_select || is_clear)) begin
            counter_kind <= bus_wdata[31:28];
            counter_direction <= bus_wdata[27];
            counter_index <= bus_wdata[15:0];
        end
        if (answered && read_counter_q) high_q <= counter[63:32];
        else if (bus_read && is_low && (is_ingress || is_egress)) high_q <= port_counter[63:32];
    end

    // --- Reading --------------------------------------------------------------------------------------------------
    always_ff @(posedge clk)
        if (answered && read_counter_q) bus_rdata <= counter[31:0];
        else if (bus_read) begin
            if (bus_address == tain_regs_pkg::REG_PORT_STATUS) bus_rdata <= {31'd0, rebuilding};
            else if (is_data) bus_rdata <= data_q[32 * 32'(data_word) +: 32];
            else if (is_counter) bus_rdata <= high_q;
            else if (is_ingress || is_egress) bus_rdata <= is_low ? port_counter[31:0] : high_q;
            else bus_rdata <= tain_regs_pkg::UNDEFINED;
        end
endmodule
`default_nettype wire
