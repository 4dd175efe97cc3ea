// SPDX-License-Identifier: Apache-2.0
// The register block of one port: carries out commands on rows, and shows counters.
// Clocks of an access: 1 what its address means, 2 what stands there, 3 the answer.
//
// Promises: an access is done when what it asked for is done: after three clocks, or, for commands, when the tables
//   have answered. A row goes to its table and comes back word by word, ROW_STEP clocks a word: about 100 clocks,
//   longer for rule rows. A reset of the mirror ends a command under way at once, and while it lasts commands do nothing.
`default_nettype none
module tain_port_registers #(
    localparam int COUNTERS = tain_regs_pkg::REG_PORT_COUNTER_LOW_COUNT,
    localparam int PORT_COUNTERS = tain_regs_pkg::COUNTERS_PORT_COUNT
) (
    input  wire                clk,
    input  wire                rst,
    input  wire                mirror_rst,
    input  wire                bus_write,
    input  wire                bus_read,
    input  wire [15:0]         bus_address,   // within the block
    input  wire [31:0]         bus_wdata,
    output logic               bus_done,
    output logic [31:0]        bus_rdata,
    // Tables.
    input  wire                active_bank,
    output tain_pkg::row_command_t command,
    input  wire [31:0]         answer,
    output logic               rebuild,
    input  wire                row_busy,
    input  wire                rebuilding,
    // Counters: `read` for one clock asks for the chosen row, which must stand here COUNTER_ANSWER clocks later and
    // stay; `clear` for one clock.
    output logic [3:0]         counter_kind,
    output logic               counter_direction,
    output logic [15:0]        counter_index,
    output logic               counter_read,
    output logic               counter_clear,
    input  wire [64*COUNTERS-1:0] counter_row,
    input  wire [64*PORT_COUNTERS-1:0] ingress_counters,
    input  wire [64*PORT_COUNTERS-1:0] egress_counters
);
    // --- 1: what the address means. Address and data stay until the access is done ---------------------------------
    function automatic logic is_word(input logic [15:0] address, input logic [15:0] first, input int count);
        is_word = address >= first && 32'(address) < 32'(first) + 32'(count) * 4 && address[1:0] == 2'b00;
    endfunction
    logic write_q, read_q, is_command_q, is_select_q, is_clear_q, is_status_q, is_data_q, is_counter_q, is_ingress_q,
          is_egress_q;
    logic [4:0] data_word_q;
    logic [2:0] counter_number_q;
    wire [1:0] port_number_q;
    wire is_ingress = is_word(bus_address, tain_regs_pkg::REG_PORT_INGRESS_LOW, 2 * PORT_COUNTERS);
    always_ff @(posedge clk) begin
        write_q <= bus_write && !rst;
        read_q <= bus_read && !rst;
        is_command_q <= bus_address == tain_regs_pkg::REG_PORT_COMMAND;
        is_select_q <= bus_address == tain_regs_pkg::REG_PORT_COUNTER_SELECT;
        is_clear_q <= bus_address == tain_regs_pkg::REG_PORT_COUNTER_CLEAR;
        is_status_q <= bus_address == tain_regs_pkg::REG_PORT_STATUS;
        is_data_q <= is_word(bus_address, tain_regs_pkg::REG_PORT_DATA, tain_regs_pkg::ROW_WORDS);
        is_counter_q <= is_word(bus_address, tain_regs_pkg::REG_PORT_COUNTER_LOW, 2 * COUNTERS);
        is_ingress_q <= is_ingress;
        is_egress_q <= is_word(bus_address, tain_regs_pkg::REG_PORT_EGRESS_LOW, 2 * PORT_COUNTERS);
        data_word_q <= 5'((bus_address - tain_regs_pkg::REG_PORT_DATA) >> 2);
        counter_number_q <= 3'((bus_address - tain_regs_pkg::REG_PORT_COUNTER_LOW) >> 3);
    end
    // A register of its own: synthesis finds the bits of the others in it, too, and all of them have rows to choose from.
    tain_replica #(.WIDTH(2)) port_number (
        .clk, .q(port_number_q), .d(2'((bus_address
            - (is_ingress ? tain_regs_pkg::REG_PORT_INGRESS_LOW : tain_regs_pkg::REG_PORT_EGRESS_LOW)) >> 3)));

    // --- Commands on rows: a burst of pulses, one a turn -----------------------------------------------------------
    // A write is all words and then `occupy`, a read is all words, the others are one pulse.
    localparam logic [4:0] LAST_WORD = 5'(tain_regs_pkg::ROW_WORDS - 1);
    wire [3:0] operation = bus_wdata[31:28];
    wire write_command = write_q && is_command_q;
    wire reading = operation == tain_regs_pkg::OP_READ_ROW || operation == tain_regs_pkg::OP_READ_OCCUPIED;
    wire is_row_operation = reading || operation == tain_regs_pkg::OP_WRITE_ROW
        || operation == tain_regs_pkg::OP_ERASE_ROW;
    logic write_row_q, erase_row_q, read_row_q, read_occupied_q;
    logic burst_q, first_q, last_q, occupy_next_q;
    logic [4:0] next_word_q;
    logic [1:0] pause_q;
    wire turn = burst_q && pause_q == 2'd0 && !row_busy;
    wire burst_done = (turn && last_q) || (burst_q && mirror_rst);
    wire pulse = turn && !last_q && !mirror_rst;
    wire [31:0] data_read;

    always_ff @(posedge clk) begin
        if (rst || burst_done) burst_q <= 1'b0;
        else if (write_command && is_row_operation) burst_q <= 1'b1;
        if (write_command) begin
            write_row_q <= operation == tain_regs_pkg::OP_WRITE_ROW;
            erase_row_q <= operation == tain_regs_pkg::OP_ERASE_ROW;
            read_row_q <= operation == tain_regs_pkg::OP_READ_ROW;
            read_occupied_q <= operation == tain_regs_pkg::OP_READ_OCCUPIED;
            command.bank <= reading ? bus_wdata[22] : !active_bank;
            command.table_id <= bus_wdata[27:23];
            command.index <= bus_wdata[15:0];
            next_word_q <= '0;
            first_q <= 1'b1;
            last_q <= 1'b0;
            occupy_next_q <= 1'b0;
            pause_q <= '0;
        end else if (pulse) begin
            next_word_q <= next_word_q + 5'd1;
            first_q <= 1'b0;
            last_q <= erase_row_q || read_occupied_q || occupy_next_q || (read_row_q && next_word_q == LAST_WORD);
            occupy_next_q <= write_row_q && next_word_q == LAST_WORD;
            pause_q <= 2'(tain_pkg::ROW_STEP - 1);
        end else if (pause_q != 2'd0) pause_q <= pause_q - 2'd1;

        command.write <= pulse && write_row_q && !occupy_next_q && !rst;
        command.occupy <= pulse && occupy_next_q && !rst;
        command.erase <= pulse && erase_row_q && !rst;
        command.read <= pulse && read_row_q && !rst;
        command.read_occupied <= pulse && read_occupied_q && !rst;
        if (pulse) begin
            command.word <= next_word_q;
            command.data <= data_read;
        end
        rebuild <= write_command && operation == tain_regs_pkg::OP_REBUILD && !rst;
    end

    // --- Data words: written by the bus and by answers, a clock later; read by the bus and for writes ---------------
    logic [31:0] data [0:31];
    logic store_q;
    logic [4:0] store_word_q;
    logic [31:0] store_data_q;
    wire store_answer = turn && !first_q && (read_row_q || read_occupied_q);
    assign data_read = data[burst_q ? next_word_q : data_word_q];
    always_ff @(posedge clk) begin
        store_q <= store_answer || (write_q && is_data_q);
        store_word_q <= !store_answer ? data_word_q : read_occupied_q ? 5'd0 : command.word;
        store_data_q <= store_answer ? answer : bus_wdata;
        if (store_q) data[store_word_q] <= store_data_q;
    end

    // --- When an access is done: soon, at the end of a burst, or when a counter has been read -----------------------
    localparam int COUNTER_ANSWER = 10;
    logic counting_q, soon_q;
    logic [3:0] counter_wait_q;
    wire is_low = !bus_address[2];
    wire ask_counter = read_q && is_counter_q && is_low;
    wire counter_answered = counting_q && counter_wait_q == 4'd0;
    always_ff @(posedge clk) begin
        if (rst || counter_answered) counting_q <= 1'b0;
        else if (ask_counter) counting_q <= 1'b1;
        if (ask_counter) counter_wait_q <= 4'(COUNTER_ANSWER + 1);
        else if (counter_wait_q != 4'd0) counter_wait_q <= counter_wait_q - 4'd1;
        soon_q <= !rst && ((write_q && !(is_command_q && is_row_operation)) || (read_q && !ask_counter));
        bus_done <= !rst && (burst_done || counter_answered || soon_q);
    end

    // --- 2: what stands there ---------------------------------------------------------------------------------------
    logic read2_q;
    logic [31:0] data2_q;
    logic [63:0] counter_q, port_counter_q;
    always_ff @(posedge clk) begin
        read2_q <= read_q && !ask_counter && !rst;
        data2_q <= data_read;
        counter_q <= counter_row[64 * 32'(counter_number_q) +: 64];
        port_counter_q <= is_ingress_q ? ingress_counters[64 * 32'(port_number_q) +: 64]
            : egress_counters[64 * 32'(port_number_q) +: 64];

        counter_read <= !rst && ask_counter;
        counter_clear <= !rst && write_q && is_clear_q;
        if (rst) counter_kind <= '0;
        else if (write_q && (is_select_q || is_clear_q)) begin
            counter_kind <= bus_wdata[31:28];
            counter_direction <= bus_wdata[27];
            counter_index <= bus_wdata[15:0];
        end
    end

    // --- 3: the answer ----------------------------------------------------------------------------------------------
    // Reading a low word latches its high one: a counter that moves between the two reads is not torn.
    logic [31:0] high_q;
    always_ff @(posedge clk) begin
        if (counter_answered) begin
            bus_rdata <= counter_q[31:0];
            high_q <= counter_q[63:32];
        end else if (read2_q) begin
            if (is_status_q) bus_rdata <= {31'd0, rebuilding};
            else if (is_data_q) bus_rdata <= data2_q;
            else if (is_counter_q) bus_rdata <= high_q;
            else if (is_ingress_q || is_egress_q) bus_rdata <= is_low ? port_counter_q[31:0] : high_q;
            else bus_rdata <= tain_regs_pkg::UNDEFINED;
            if (is_low && (is_ingress_q || is_egress_q)) high_q <= port_counter_q[63:32];
        end
    end
endmodule
`default_nettype wire
