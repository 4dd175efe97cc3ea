// SPDX-License-Identifier: Apache-2.0
// ROWS rows of COUNTERS counters of 64 bits, wrapping. Counts one event a clock, exactly, also to the same row again
// and again: nothing ever delays an event. All rows read 0 after reset, without a walk: a row not written since is
// `fresh`, and fresh rows count as 0 whatever the memory holds.
//
// A row is read whole, so it is never torn: read_valid in one clock, read_data in the one READ_LATENCY later and until
// the next read's, holding all events given two or more clocks before the read. A clear holds for everything given in
// its own clock and later: an event in the same clock counts from 0, a read in the same clock gives 0; earlier events
// to that row, counted or still on their way, are gone. Row numbers are below ROWS.
//
// Low and high words are counted two clocks apart, so that no carry goes through 64 bits in one clock. The high words
// see only events that overflowed a low word, or that are the first of their row.
`default_nettype none
module tain_counters #(
    parameter int ROWS = 64,
    parameter int COUNTERS = 1,
    parameter int INCREMENT_WIDTH = 1,
    parameter int INDEX_WIDTH = (ROWS < 2) ? 1 : $clog2(ROWS),
    parameter int READ_LATENCY = 5  // a fact, for those who wait for it
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
    if (ROWS < 1 || COUNTERS < 1 || INCREMENT_WIDTH < 1 || INCREMENT_WIDTH > 32 || READ_LATENCY != 5) begin : gen_bad_size
        $fatal(1, "tain_counters: ROWS and COUNTERS must be at least 1, INCREMENT_WIDTH 1 to 32, READ_LATENCY 5");
    end

    // The inputs, registered. Here the order of things is decided: clear, then event and read.
    logic event0_q, clear0_q, read0_q;
    logic [INDEX_WIDTH-1:0] event_index0_q, clear_index0_q, read_index0_q;
    logic [COUNTERS*INCREMENT_WIDTH-1:0] increments0_q;
    always_ff @(posedge clk) begin
        event0_q <= event_valid && !rst;
        clear0_q <= clear_valid && !rst;
        read0_q <= read_valid;
        if (event_valid) begin
            event_index0_q <= event_index;
            increments0_q <= event_increments;
        end
        if (clear_valid) clear_index0_q <= clear_index;
        if (read_valid) read_index0_q <= read_index;
    end

    logic [ROWS-1:0] fresh_q;
    wire event1, event2, zero2;
    wire [INDEX_WIDTH-1:0] index1, index2;
    wire [COUNTERS-1:0] carry2;
    wire [COUNTERS*32-1:0] low;

    // A fresh row that an event on its way will have written is not fresh for those behind it.
    wire zero0 = (clear0_q && clear_index0_q == event_index0_q)
        || (fresh_q[event_index0_q] && !(event1 && index1 == event_index0_q) && !(event2 && index2 == event_index0_q));
    wire read_zero0 = (clear0_q && clear_index0_q == read_index0_q)
        || (fresh_q[read_index0_q] && !(event2 && index2 == read_index0_q));

    // Only the first event after a clear has something to mark, and a clear in that very clock outlasts it.
    wire mark = event2 && zero2;
    always_ff @(posedge clk) begin
        if (rst) fresh_q <= '1;
        else if (mark || clear0_q) begin
            for (int i = 0; i < ROWS; i++) begin
                if (clear0_q && clear_index0_q == INDEX_WIDTH'(i)) fresh_q[i] <= 1'b1;
                else if (mark && index2 == INDEX_WIDTH'(i)) fresh_q[i] <= 1'b0;
            end
        end
    end

    tain_counter_words #(.ROWS(ROWS), .COUNTERS(COUNTERS), .INCREMENT_WIDTH(INCREMENT_WIDTH)) low_words (
        .clk, .rst, .event0(event0_q), .index0(event_index0_q), .increments0(increments0_q), .zero0,
        .cancel1(clear0_q && clear_index0_q == index1), .event1, .index1, .event2, .index2, .zero2, .carry2,
        .read0(read0_q), .read_index0(read_index0_q), .read_zero0, .read_data(low)
    );

    // The high words. Their reads come two clocks after those of the low words, which wait for them.
    logic read1_q, read2_q, read3_q, read_zero1_q, read_zero2_q;
    logic [INDEX_WIDTH-1:0] read_index1_q, read_index2_q;
    logic [COUNTERS*32-1:0] low3_q, low4_q;
    wire [COUNTERS*32-1:0] high;
    always_ff @(posedge clk) begin
        read1_q <= read0_q;
        read2_q <= read1_q;
        read3_q <= read2_q;
        if (read0_q) begin
            read_index1_q <= read_index0_q;
            read_zero1_q <= read_zero0;
        end
        if (read1_q) begin
            read_index2_q <= read_index1_q;
            read_zero2_q <= read_zero1_q;
        end
        if (read2_q) low3_q <= low;
        if (read3_q) low4_q <= low3_q;
    end

    wire high_event1, high_event2, high_zero2;
    wire [INDEX_WIDTH-1:0] high_index1, high_index2;
    wire [COUNTERS-1:0] high_carry2;
    tain_counter_words #(.ROWS(ROWS), .COUNTERS(COUNTERS), .INCREMENT_WIDTH(1)) high_words (
        .clk, .rst, .event0(event2 && (zero2 || carry2 != '0)), .index0(index2), .increments0(carry2), .zero0(zero2),
        .cancel1(1'b0), .event1(high_event1), .index1(high_index1), .event2(high_event2), .index2(high_index2),
        .zero2(high_zero2), .carry2(high_carry2), .read0(read2_q), .read_index0(read_index2_q),
        .read_zero0(read_zero2_q), .read_data(high)
    );
    wire unused_high = &{1'b0, high_event1, high_event2, high_zero2, high_index1, high_index2, high_carry2};

    for (genvar i = 0; i < COUNTERS; i++) begin : g_counter
        assign read_data[64*i +: 64] = {high[32*i +: 32], low4_q[32*i +: 32]};
    end
endmodule
`default_nettype wire
