// SPDX-License-Identifier: Apache-2.0
// ROWS rows of COUNTERS counters of 64 bits, wrapping. Counts one event a clock, exactly, also to the same row again
// and again: nothing ever delays an event. All rows read 0 after reset, without a walk: a row not counted to since is
// fresh (tain_fresh_rows), and fresh rows count as 0 whatever the memory holds.
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
    parameter int READ_LATENCY = 6  // a fact, for those who wait for it
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
    if (ROWS < 1 || COUNTERS < 1 || INCREMENT_WIDTH < 1 || INCREMENT_WIDTH > 32 || READ_LATENCY != 6) begin : gen_bad_size
        $fatal(1, "tain_counters: ROWS and COUNTERS must be at least 1, INCREMENT_WIDTH 1 to 32, READ_LATENCY 6");
    end

    // The inputs wait two clocks for word of their rows: fresh, or not.
    logic event_q, read_q, event0_q, read0_q;
    logic [INDEX_WIDTH-1:0] event_index_q, read_index_q, event_index0_q, read_index0_q;
    logic [COUNTERS*INCREMENT_WIDTH-1:0] increments_q, increments0_q;
    always_ff @(posedge clk) begin
        event_q <= event_valid && !rst;
        event0_q <= event_q && !rst;
        event_index_q <= event_index;
        event_index0_q <= event_index_q;
        increments_q <= event_increments;
        increments0_q <= increments_q;
        read_q <= read_valid;
        read0_q <= read_q;
        read_index_q <= read_index;
        read_index0_q <= read_index_q;
    end

    localparam int GROUP = 64;
    localparam int GROUPS = (ROWS + GROUP - 1) / GROUP;
    wire [GROUPS-1:0] event_fresh, read_fresh;
    for (genvar i = 0; i < GROUPS; i++) begin : g_fresh
        localparam int GROUP_ROWS = (i == GROUPS - 1) ? ROWS - GROUP * i : GROUP;
        tain_fresh_rows #(.INDEX_WIDTH(INDEX_WIDTH), .GROUP(i), .ROWS(GROUP_ROWS)) rows (
            .clk, .rst, .event_valid, .event_index, .clear_valid, .clear_index, .read_index,
            .event_fresh(event_fresh[i]), .read_fresh(read_fresh[i])
        );
    end

    wire event1, event2, zero2;
    wire [INDEX_WIDTH-1:0] index1, index2;
    wire [COUNTERS-1:0] carry2;
    wire [COUNTERS*32-1:0] low;
    logic zero1_q;
    wire zero0 = |event_fresh;
    // The event of the clock before, which the read does not see, may have been the row's first.
    wire read_zero0 = (|read_fresh) || (event1 && zero1_q && index1 == read_index0_q);
    always_ff @(posedge clk) zero1_q <= zero0;

    tain_counter_words #(.ROWS(ROWS), .COUNTERS(COUNTERS), .INCREMENT_WIDTH(INCREMENT_WIDTH)) low_words (
        .clk, .rst, .event0(event0_q), .index0(event_index0_q), .increments0(increments0_q), .zero0,
        .event1, .index1, .event2, .index2, .zero2, .carry2,
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
        .event1(high_event1), .index1(high_index1), .event2(high_event2), .index2(high_index2),
        .zero2(high_zero2), .carry2(high_carry2), .read0(read2_q), .read_index0(read_index2_q),
        .read_zero0(read_zero2_q), .read_data(high)
    );
    wire unused_high = &{1'b0, high_event1, high_event2, high_zero2, high_index1, high_index2, high_carry2};

    for (genvar i = 0; i < COUNTERS; i++) begin : g_counter
        assign read_data[64*i +: 64] = {high[32*i +: 32], low4_q[32*i +: 32]};
    end
endmodule
`default_nettype wire
