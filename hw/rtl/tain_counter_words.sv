// SPDX-License-Identifier: Apache-2.0
// Half of tain_counters: ROWS rows of COUNTERS words of 32 bits. Adds one event a clock, also to the same row again and
// again, and gives the carries. It does not know which rows are cleared: its user says with an event that the row counts
// from 0, with a read that it reads 0.
//
// In the user's clock 0 stand event0 and read0, in clock 2 event2 with what overflowed, and read_data until the next
// read's. A read sees events whose clock 0 was at least two clocks before its own.
`default_nettype none
module tain_counter_words #(
    parameter int ROWS = 64,
    parameter int COUNTERS = 1,
    parameter int INCREMENT_WIDTH = 1,
    parameter int INDEX_WIDTH = (ROWS < 2) ? 1 : $clog2(ROWS)
) (
    input  wire                                 clk,
    input  wire                                 rst,
    input  wire                                 event0,
    input  wire  [INDEX_WIDTH-1:0]              index0,
    input  wire  [COUNTERS*INCREMENT_WIDTH-1:0] increments0,
    input  wire                                 zero0,
    output logic                                event1,
    output logic [INDEX_WIDTH-1:0]              index1,
    output logic                                event2,
    output logic [INDEX_WIDTH-1:0]              index2,
    output logic                                zero2,
    output logic [COUNTERS-1:0]                 carry2,
    input  wire                                 read0,
    input  wire  [INDEX_WIDTH-1:0]              read_index0,
    input  wire                                 read_zero0,
    output logic [COUNTERS*32-1:0]              read_data
);
    localparam int ROW_WIDTH = COUNTERS * 32;

    // Two memories with the same content, one for events and one for reads. What they give for a row that is written
    // in the same clock is never used.
    (* no_rw_check *) logic [ROW_WIDTH-1:0] event_memory [0:ROWS-1];
    (* no_rw_check *) logic [ROW_WIDTH-1:0] read_memory [0:ROWS-1];

    // 1: the row is there. 2: the sum is there, and is being written. 3: it was written in the clock before.
    logic zero1_q, from2_q, from3_q;  // where the row's true content is, other than in row1_q
    logic [ROW_WIDTH-1:0] row1_q, sum2_q, sum3_q;
    logic [COUNTERS*INCREMENT_WIDTH-1:0] increments1_q;

    always_ff @(posedge clk) begin
        if (event2) begin
            event_memory[index2] <= sum2_q;
            read_memory[index2] <= sum2_q;
        end
    end

    always_ff @(posedge clk) begin
        event1 <= event0 && !rst;
        event2 <= event1 && !rst;
        if (event0) begin
            index1 <= index0;
            increments1_q <= increments0;
            row1_q <= event_memory[index0];
            zero1_q <= zero0;
            from2_q <= event1 && index1 == index0;
            from3_q <= event2 && index2 == index0;
        end
        if (event1) begin
            index2 <= index1;
            zero2 <= zero1_q;
            for (int i = 0; i < COUNTERS; i++)
                {carry2[i], sum2_q[32*i +: 32]} <=
                    {1'b0, zero1_q ? 32'd0 : from2_q ? sum2_q[32*i +: 32] : from3_q ? sum3_q[32*i +: 32]
                           : row1_q[32*i +: 32]} + 33'(increments1_q[INCREMENT_WIDTH*i +: INCREMENT_WIDTH]);
        end
        if (event2) sum3_q <= sum2_q;
    end

    logic read1_q, read_zero1_q, read_from3_q;
    logic [ROW_WIDTH-1:0] read_row1_q;
    always_ff @(posedge clk) begin
        read1_q <= read0;
        if (read0) begin
            read_row1_q <= read_memory[read_index0];
            read_zero1_q <= read_zero0;
            read_from3_q <= event2 && index2 == read_index0;
        end
        if (read1_q) read_data <= read_zero1_q ? '0 : read_from3_q ? sum3_q : read_row1_q;
    end
endmodule
`default_nettype wire
