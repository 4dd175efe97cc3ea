// SPDX-License-Identifier: Apache-2.0
// ROWS rows of COUNTERS counters of 64 bits, wrapping. Counts one event a clock, exactly, also to the same row again
// and again: nothing ever delays an event. All rows read 0 after reset, without a walk: a row not written since is
// `fresh`, and fresh rows count as 0 whatever the memory holds.
//
// A row is read whole, so it is never torn: read_valid in one clock, read_data in the one READ_LATENCY later and until
// the next read's, holding all events given two or more clocks before the read. A clear holds for everything given in
// its own clock and later: an event in the same clock counts from 0, a read in the same clock gives 0; earlier events
// to that row, counted or still on their way, are gone. Row numbers are below ROWS.
`default_nettype none
module tain_counters #(
    parameter int ROWS = 64,
    parameter int COUNTERS = 1,
    parameter int INCREMENT_WIDTH = 1,
    parameter int INDEX_WIDTH = (ROWS < 2) ? 1 : $clog2(ROWS),
    parameter int READ_LATENCY = 3  // a fact, for those who wait for it
) (
    input  wire                                 clk,
    input  wire                                 rst,
    input  wire                                 event_valid,
    input  wire  [INDEX_WIDTH-1:0]              event_index,
    input  wire  [COUNTERS*INCREMENT_WIDTH-1:0] event_increments,  // counter 0 lowest
    input  wire                                 clear_valid,
    input  wire  [INDEX_WIDTH-1:0]              clear_index,
    input  wire                                 read_valid,
    input  wire  [INDEX_WIDTH-1:0]              read_index,
    output logic [COUNTERS*64-1:0]              read_data
);
    if (ROWS < 1 || COUNTERS < 1 || INCREMENT_WIDTH < 1 || INCREMENT_WIDTH > 64 || READ_LATENCY != 3) begin : gen_bad_size
        $fatal(1, "tain_counters: ROWS and COUNTERS must be at least 1, INCREMENT_WIDTH 1 to 64, READ_LATENCY 3");
    end

    localparam int ROW_WIDTH = COUNTERS * 64;

    // Two memories with the same content, one for events and one for reads. What they give for a row that is written
    // in the same clock is never used.
    (* no_rw_check *) logic [ROW_WIDTH-1:0] event_memory [0:ROWS-1];
    (* no_rw_check *) logic [ROW_WIDTH-1:0] read_memory [0:ROWS-1];
    logic [ROWS-1:0] fresh_q;

    // 0: the inputs, registered. Here the order of things is decided: clear, then event and read.
    logic event0_q, clear0_q, read0_q;
    logic [INDEX_WIDTH-1:0] event_index0_q, clear_index0_q, read_index0_q;
    logic [COUNTERS*INCREMENT_WIDTH-1:0] increments0_q;
    // 1: the row is there. 2: the sum is there, and is being written. 3: it was written in the clock before.
    logic event1_q, event2_q;
    logic [INDEX_WIDTH-1:0] index1_q, index2_q;
    logic [COUNTERS*INCREMENT_WIDTH-1:0] increments1_q;
    logic [ROW_WIDTH-1:0] row1_q, sum2_q, sum3_q, base, sum;
    logic from2_q, from3_q, zero1_q;  // where the row's true content is, other than in row1_q
    logic zero2_q;

    wire clear1 = clear0_q && clear_index0_q == index1_q;
    wire clear_event = clear0_q && clear_index0_q == event_index0_q;
    wire clear_read = clear0_q && clear_index0_q == read_index0_q;

    always_comb begin
        if (from2_q) base = sum2_q;
        else if (from3_q) base = sum3_q;
        else if (zero1_q) base = '0;
        else base = row1_q;
        for (int i = 0; i < COUNTERS; i++)
            sum[64*i +: 64] = base[64*i +: 64] + 64'(increments1_q[INCREMENT_WIDTH*i +: INCREMENT_WIDTH]);
    end

    always_ff @(posedge clk) begin
        if (event2_q) begin
            event_memory[index2_q] <= sum2_q;
            read_memory[index2_q] <= sum2_q;
        end
    end

    always_ff @(posedge clk) begin
        if (rst) begin
            event0_q <= 1'b0;
            event1_q <= 1'b0;
            event2_q <= 1'b0;
            clear0_q <= 1'b0;
        end else begin
            event0_q <= event_valid;
            event1_q <= event0_q;
            event2_q <= event1_q && !clear1;
            clear0_q <= clear_valid;
        end
        if (event_valid) begin
            event_index0_q <= event_index;
            increments0_q <= event_increments;
        end
        if (clear_valid) clear_index0_q <= clear_index;
        if (event0_q) begin
            index1_q <= event_index0_q;
            increments1_q <= increments0_q;
            row1_q <= event_memory[event_index0_q];
            zero1_q <= fresh_q[event_index0_q] || clear_event;
            from2_q <= event1_q && index1_q == event_index0_q && !clear_event;
            from3_q <= event2_q && index2_q == event_index0_q && !clear_event;
        end
        if (event1_q) begin
            index2_q <= index1_q;
            sum2_q <= sum;
            zero2_q <= zero1_q;
        end
        if (event2_q) sum3_q <= sum2_q;
    end

    // Only the first event after a clear has something to mark, and a clear in that very clock outlasts it.
    wire mark = event2_q && zero2_q;
    wire [ROWS-1:0] written = ROWS'(mark) << index2_q;
    wire [ROWS-1:0] cleared = ROWS'(clear0_q) << clear_index0_q;
    always_ff @(posedge clk) begin
        if (rst) fresh_q <= '1;
        else if (mark || clear0_q) fresh_q <= (fresh_q & ~written) | cleared;
    end

    // Reads: as events do, but they look only at what is written or being written.
    logic read1_q, read_zero1_q, read_from3_q;
    logic [ROW_WIDTH-1:0] read_row1_q;
    always_ff @(posedge clk) begin
        read0_q <= read_valid;
        read1_q <= read0_q;
        if (read_valid) read_index0_q <= read_index;
        if (read0_q) begin
            read_row1_q <= read_memory[read_index0_q];
            read_zero1_q <= clear_read || fresh_q[read_index0_q];
            read_from3_q <= event2_q && index2_q == read_index0_q && !clear_read;
        end
        if (read1_q) begin
            if (read_from3_q) read_data <= sum3_q;
            else read_data <= read_zero1_q ? '0 : read_row1_q;
        end
    end
endmodule
`default_nettype wire
