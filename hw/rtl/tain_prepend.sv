// SPDX-License-Identifier: Apache-2.0
// Puts a prefix, whose length is data, before the payload of a packet. Promises: the packet out is prefix and payload
// without a gap, padded with zeros to s_total bytes, in exactly ceil(s_total / BYTES) beats; m_length, which is
// s_total, stands beside every beat; no idle clock inside or between packets while input waits and m_ready is high.
// Needs s_prefix, s_prefix_length (even, 2 .. 128), s_total (prefix and payload, or more: padding) and s_side
// constant through the packet, the payload in as few beats as it takes, zero beyond its end. The prefix is the OR of
// those of PREFIXES whose bit of s_chosen is set. s_valid and what is constant decide s_ready combinationally: give it
// registered inputs.
//
// A sequencer decides, one output beat a clock, what goes into it. Behind it the bytes are shifted in stages that never
// wait (selects are registered, one 4:1 or 8:1 multiplexer a stage), into a FIFO whose room the sequencer was granted
// beforehand: back-pressure reaches one counter, not the width of the bus.
`default_nettype none
module tain_prepend #(
    parameter int DATA_WIDTH = 512,
    parameter int SIDE_WIDTH = 1,
    parameter int PREFIXES = 1,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   s_valid,
    output logic                  s_ready,
    input  wire  [DATA_WIDTH-1:0] s_data,
    input  wire                   s_last,
    input  wire  [1024*PREFIXES-1:0] s_prefix,
    input  wire  [PREFIXES-1:0]   s_chosen,
    input  wire  [7:0]            s_prefix_length,
    input  wire  [15:0]           s_total,
    input  wire  [SIDE_WIDTH-1:0] s_side,
    output logic                  m_valid,
    input  wire                   m_ready,
    output logic [DATA_WIDTH-1:0] m_data,
    output logic [BYTES-1:0]      m_keep,
    output logic                  m_last,
    output logic [15:0]           m_length,
    output logic [SIDE_WIDTH-1:0] m_side
);
    localparam int SHIFT = $clog2(BYTES);
    localparam int WHOLE = 128 / BYTES;  // beats that the longest prefix fills; a mixed one may follow
    localparam int PLACE_WIDTH = $clog2(WHOLE + 2);
    localparam int ROOM = 16;            // the way from grant to return of a FIFO place is six clocks
    localparam int WORDS = BYTES / 8;
    // Registers that have the whole width to drive are as many as it has parts.
    localparam int PART = (DATA_WIDTH < 128) ? DATA_WIDTH : 128;
    localparam int PARTS = DATA_WIDTH / PART;

    // The sequencer. `place` counts a packet's output beats up to the first without a byte of the prefix: below `whole`
    // they are prefix alone, at `whole` the prefix's rest and the payload's start are mixed, after it payload follows
    // payload. `drain`: the payload is used up; what is left of the packet is its last bytes or padding.
    logic busy_q, drain_q, drain_d;
    logic [15:0] left_q;
    logic [PLACE_WIDTH-1:0] place_q, place_d, whole;
    logic [SHIFT-1:0] rest_q, rest;
    wire room, granted;
    wire issue = room && (drain_q || s_valid);
    wire [15:0] left = busy_q ? left_q : s_total;
    // At most BYTES.
    wire final_beat = left[15:SHIFT+1] == '0 && (!left[SHIFT] || left[SHIFT-1:0] == '0);
    assign whole = PLACE_WIDTH'(s_prefix_length >> SHIFT);
    wire prefix_only = !drain_q && place_q < whole;
    wire mixed = !drain_q && place_q == whole;
    wire take = issue && !drain_q && !prefix_only;
    assign rest = busy_q ? rest_q : s_prefix_length[SHIFT-1:0];
    always_comb begin
        place_d = place_q;
        if (rst || (issue && final_beat)) place_d = '0;
        else if (issue && (prefix_only || mixed)) place_d = place_q + 1'b1;
    end
    assign drain_d = !rst && (issue ? !final_beat && (drain_q || (take && s_last)) : drain_q);
    assign s_ready = take;
    tain_level #(.PLACES(ROOM)) places (
        .clk, .rst, .take(issue), .give(m_valid && m_ready), .any(granted), .room);

    always_ff @(posedge clk) begin
        drain_q <= drain_d;
        place_q <= place_d;
        if (rst) busy_q <= 1'b0;
        else if (issue) busy_q <= !final_beat;
        if (issue) left_q <= left - 16'(BYTES);
        if (!busy_q) rest_q <= s_prefix_length[SHIFT-1:0];
    end

    // 1: what the sequencer decided. 2: the payload turned by 0, 2, 4 or 6 bytes. 3: by multiples of 8. What is wide
    // has enables and selects of its own in each part.
    logic valid1_q, valid3_q, last1_q, last2_q, last3_q, head1_q, only1_q, only2_q;
    logic [DATA_WIDTH-1:0] data1_q, turned2_q, turned3_q, fill3_q, front3_q;
    logic [2*DATA_WIDTH-1:0] halves2_q;
    logic [DATA_WIDTH*WHOLE*PREFIXES-1:0] slices1_q;
    logic [SHIFT-1:0] rest1_q, rest2_q;
    logic [SHIFT:0] count1_q;
    logic [BYTES-1:0] keep2_q, keep3_q;
    logic [15:0] total1_q, total2_q, total3_q;
    logic [SIDE_WIDTH-1:0] side1_q, side2_q, side3_q;
    wire [PARTS-1:0] drained, head2, valid2;
    wire [2*PARTS-1:0] turn1;
    wire [PLACE_WIDTH*PARTS-1:0] place;
    tain_replicas #(.COPIES(PARTS)) drained_parts (.clk, .d(drain_d), .q(drained));
    tain_replicas #(.WIDTH(2), .COPIES(PARTS)) turn1_parts (.clk, .d(rest[2:1]), .q(turn1));
    tain_replicas #(.WIDTH(PLACE_WIDTH), .COPIES(PARTS)) place_parts (.clk, .d(place_d), .q(place));
    tain_replicas #(.COPIES(PARTS)) head2_parts (.clk, .d(head1_q), .q(head2));
    tain_replicas #(.COPIES(PARTS)) valid2_parts (.clk, .d(valid1_q && !rst), .q(valid2));

    always_ff @(posedge clk) begin
        valid1_q <= issue && !rst;
        valid3_q <= valid2[0] && !rst;
        rest1_q <= rest;
        rest2_q <= rest1_q;
        head1_q <= prefix_only || mixed;
        only1_q <= prefix_only;
        only2_q <= only1_q;
        last1_q <= final_beat;
        last2_q <= last1_q;
        last3_q <= last2_q;
        count1_q <= final_beat ? left[SHIFT:0] : (SHIFT + 1)'(BYTES);
        keep2_q <= ~({BYTES{1'b1}} << count1_q);
        keep3_q <= keep2_q;
        if (!busy_q) total1_q <= s_total;
        total2_q <= total1_q;
        total3_q <= total2_q;
        if (!busy_q) side1_q <= s_side;
        side2_q <= side1_q;
        side3_q <= side2_q;
        if (valid2[0]) front3_q <= only2_q ? '1 : ~({DATA_WIDTH{1'b1}} << {rest2_q, 3'd0});
    end

    // Beside it the prefix's part in the beat: 1: of all slices of all prefixes only this one is not zero; 2: their OR,
    // that of the last prefix and that of the others.
    localparam int LAST = (PREFIXES < 2) ? WHOLE : WHOLE * (PREFIXES - 1);
    // A word of eight bytes is turned in two steps; where there are more of them, the second is their own.
    wire [DATA_WIDTH+63:0] wrapped = {data1_q, data1_q[DATA_WIDTH-1 -: 64]};
    for (genvar i = 0; i < PARTS; i++) begin : g_part
        wire [1:0] turn = (WORDS == 1) ? {1'b0, turn1[2*i]} : turn1[2*i +: 2];
        for (genvar k = 0; k < WHOLE * PREFIXES; k++) begin : g_slice
            always_ff @(posedge clk)
                slices1_q[DATA_WIDTH*k+PART*i +: PART] <=
                    (place[PLACE_WIDTH*i +: PLACE_WIDTH] != PLACE_WIDTH'(k % WHOLE) || !s_chosen[k/WHOLE])
                    ? '0 : s_prefix[DATA_WIDTH*k+PART*i +: PART];
        end
        logic [2*PART-1:0] halves;
        always_comb begin
            halves = '0;
            for (int k = 0; k < WHOLE * PREFIXES; k++)
                halves[PART*(k/LAST) +: PART] = halves[PART*(k/LAST) +: PART] | slices1_q[DATA_WIDTH*k+PART*i +: PART];
        end
        always_ff @(posedge clk) begin
            halves2_q[2*PART*i +: 2*PART] <= halves;
            data1_q[PART*i +: PART] <= drained[i] ? '0 : s_data[PART*i +: PART];
            case (turn)
                2'd0: turned2_q[PART*i +: PART] <= wrapped[64+PART*i +: PART];
                2'd1: turned2_q[PART*i +: PART] <= wrapped[48+PART*i +: PART];
                2'd2: turned2_q[PART*i +: PART] <= wrapped[32+PART*i +: PART];
                default: turned2_q[PART*i +: PART] <= wrapped[16+PART*i +: PART];
            endcase
        end
    end

    wire unused_wrapped = &{1'b0, wrapped[15:0]};

    logic [DATA_WIDTH-1:0] turned2;
    if (WORDS == 1) begin : g_one_word
        assign turned2 = rest2_q[2] ? {turned2_q[31:0], turned2_q[63:32]} : turned2_q;
    end else begin : g_words
        // Each word of eight bytes has an index of its own, of the word that comes in its place.
        localparam int INDEX = $clog2(WORDS);
        wire [WORDS*INDEX-1:0] index2;
        for (genvar i = 0; i < WORDS; i++) begin : g_index
            tain_replica #(.WIDTH(INDEX)) register (
                .clk, .d(INDEX'(i) - rest1_q[SHIFT-1:3]), .q(index2[INDEX*i +: INDEX]));
        end
        always_comb
            for (int i = 0; i < WORDS; i++)
                turned2[64*i +: 64] = turned2_q[64*32'(index2[INDEX*i +: INDEX]) +: 64];
    end

    // 3: what comes in front: the prefix, or what the payload before left over, which stays until the next beat.
    // 4: behind it this payload.
    logic valid4_q, last4_q, fifo_ready;
    logic [DATA_WIDTH-1:0] data4_q;
    logic [BYTES-1:0] keep4_q;
    logic [15:0] total4_q;
    logic [SIDE_WIDTH-1:0] side4_q;
    for (genvar i = 0; i < PARTS; i++) begin : g_join
        always_ff @(posedge clk) begin
            if (valid2[i]) turned3_q[PART*i +: PART] <= turned2[PART*i +: PART];
            fill3_q[PART*i +: PART] <= !head2[i] ? turned3_q[PART*i +: PART]
                : halves2_q[PART*(2*i) +: PART] | halves2_q[PART*(2*i+1) +: PART];
            data4_q[PART*i +: PART] <= (turned3_q[PART*i +: PART] & ~front3_q[PART*i +: PART])
                | (fill3_q[PART*i +: PART] & front3_q[PART*i +: PART]);
        end
    end
    always_ff @(posedge clk) begin
        valid4_q <= valid3_q && !rst;
        keep4_q <= keep3_q;
        last4_q <= last3_q;
        total4_q <= total3_q;
        side4_q <= side3_q;
    end

    tain_fifo #(.WIDTH(DATA_WIDTH + BYTES + 17 + SIDE_WIDTH), .DEPTH(ROOM)) output_fifo (
        .clk, .rst,
        .s_valid(valid4_q), .s_ready(fifo_ready), .s_data({side4_q, total4_q, last4_q, keep4_q, data4_q}),
        .m_valid, .m_ready, .m_data({m_side, m_length, m_last, m_keep, m_data})
    );

`ifdef SYNTHESIS
    wire unused_places = &{1'b0, fifo_ready, granted};
`else
    wire unused_granted = granted;
    always_ff @(posedge clk) if (!rst) begin
        assert (!valid4_q || fifo_ready);
        assert (!(s_valid && s_ready) || (s_prefix_length >= 8'd2 && s_prefix_length <= 8'd128 && !s_prefix_length[0]));
        assert (!(s_valid && s_ready) || s_total > 16'(s_prefix_length));
        assert (!(issue && final_beat) || drain_q || (take && s_last));
    end
`endif
endmodule
`default_nettype wire
