// SPDX-License-Identifier: Apache-2.0
// The rows of one table: written, erased and read back whole by row commands, and read by the pipeline.
//
// Promises: READS reads a clock; `read_row` and `read_occupied` follow their address by one clock. A row that was
//   never written since reset is not occupied; the content of such a row means nothing. With two banks, commands
//   name the bank themselves (writes: always the idle one), and so does every read.
// Lanes: LANES neighbouring rows stand side by side and are read together; a read address then counts groups of
//   rows, and lane i is slice i of what is read.
// Answers: `answer_row` (occupied or not) and `answer_occupied` belong to the last read command, two clocks after
//   it; 0 when that was not about this table, so that the answers of all tables can be ORed.
// Cost: memory for READS + ANSWERS read ports, one flip-flop a row.
`default_nettype none
module tain_rows #(
    parameter logic [4:0] TABLE = 5'd0,
    parameter int ROWS = 64,
    parameter int WIDTH = 32,
    parameter int BANKS = 2,
    parameter int READS = 1,
    parameter int LANES = 1,
    parameter bit ANSWERS = 1'b1,
    // Rows of a bank in the occupied bits: a power of two, at least one word of them.
    localparam int DEPTH = ROWS <= 32 ? 32 : 1 << $clog2(ROWS),
    localparam int OCCUPIED_BITS = BANKS * DEPTH
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire tain_pkg::row_command_t  command,
    input  wire [WIDTH-1:0]              command_row,
    output logic [WIDTH-1:0]             answer_row,
    output logic [31:0]                  answer_occupied,
    // All rows at once, {bank, row}: the second bank starts at a power of two (DEPTH).
    output wire [OCCUPIED_BITS-1:0]      occupied,
    input  wire [READS-1:0]              read_bank,
    input  wire [READS*16-1:0]           read_index,
    output logic [READS*LANES*WIDTH-1:0] read_row,
    output logic [READS*LANES-1:0]       read_occupied
);
    localparam int INDEX_BITS = $clog2(DEPTH);
    localparam int LANE_BITS = $clog2(LANES);
    localparam int GROUP_BITS = INDEX_BITS - LANE_BITS;
    localparam int GROUPS = BANKS << GROUP_BITS;

    if (LANES != 1 << LANE_BITS) begin : check_lanes
        $fatal(1, "tain_rows: LANES must be a power of two");
    end

    wire here = command.table_id == TABLE;
    wire in_range = 32'(command.index) < ROWS;
    wire command_bank = BANKS == 2 && command.bank;
    wire [INDEX_BITS-1:0] index = command.index[INDEX_BITS-1:0];
    wire [GROUP_BITS:0] command_group = {command_bank, index[INDEX_BITS-1:LANE_BITS]};
    wire write = here && in_range && command.write;
    wire change = write || (here && in_range && command.erase);

    logic [OCCUPIED_BITS-1:0] occupied_q;
    assign occupied = occupied_q;
    always_ff @(posedge clk)
        if (rst) occupied_q <= '0;
        else if (change)
            for (int i = 0; i < OCCUPIED_BITS; i++)
                if ({31'd0, command_bank} * DEPTH + 32'(index) == i) occupied_q[i] <= command.write;

    // --- The pipeline's reads ---------------------------------------------------------------------------------
    wire [LANES*WIDTH-1:0] answer_lanes;
    for (genvar lane = 0; lane < LANES; lane++) begin : g_lane
        logic [WIDTH-1:0] memory [0:GROUPS-1];
        wire mine = LANES == 1 || 32'(index) % LANES == lane;
        always_ff @(posedge clk) if (write && mine) memory[command_group[$clog2(GROUPS)-1:0]] <= command_row;

        for (genvar r = 0; r < READS; r++) begin : g_read
            wire bank = BANKS == 2 && read_bank[r];
            wire [GROUP_BITS:0] group = {bank, read_index[r*16 +: GROUP_BITS]};
            always_ff @(posedge clk) begin
                read_row[(r*LANES+lane)*WIDTH +: WIDTH] <= memory[group[$clog2(GROUPS)-1:0]];
                read_occupied[r*LANES+lane] <=
                    occupied_q[{bank, read_index[r*16 +: GROUP_BITS]} * LANES + lane];
            end
        end
        if (ANSWERS) begin : g_answer
            logic [WIDTH-1:0] row_q;
            always_ff @(posedge clk) row_q <= memory[command_group[$clog2(GROUPS)-1:0]];
            assign answer_lanes[lane*WIDTH +: WIDTH] = row_q;
        end else begin : g_no_answer
            assign answer_lanes[lane*WIDTH +: WIDTH] = '0;
        end
    end

    // --- Answers to read commands -----------------------------------------------------------------------------
    if (ANSWERS) begin : g_answers
        logic read_q, read_occupied_q;
        logic [INDEX_BITS-1:0] index_q;
        logic [31:0] occupied_word_q;
        wire [15:0] word_row = {command.index[10:0], 5'd0};
        always_ff @(posedge clk) begin
            read_q <= here && in_range && command.read;
            read_occupied_q <= here && 32'(word_row) < DEPTH && command.read_occupied;
            index_q <= index;
            occupied_word_q <= occupied_q[{31'd0, command_bank} * DEPTH + 32'(word_row[INDEX_BITS-1:0]) +: 32];
            if (rst) begin
                read_q <= 1'b0;
                read_occupied_q <= 1'b0;
                answer_row <= '0;
                answer_occupied <= '0;
            end else begin
                if (read_q) answer_row <= answer_lanes[(32'(index_q) % LANES) * WIDTH +: WIDTH];
                else if (command.read) answer_row <= '0;
                if (read_occupied_q) answer_occupied <= occupied_word_q;
                else if (command.read_occupied) answer_occupied <= '0;
            end
        end
    end else begin : g_no_answers
        assign answer_row = '0;
        assign answer_occupied = '0;
        wire unused = &{1'b0, command.read, command.read_occupied, answer_lanes};
    end

endmodule
`default_nettype wire
