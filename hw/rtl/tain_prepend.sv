// SPDX-License-Identifier: Apache-2.0
// Puts a prefix, whose length is data, before the payload of a packet. Promises: the packet out is prefix and payload
// without a gap, padded with zeros to 60 bytes, in exactly ceil(max(60, prefix + payload) / BYTES) beats; m_length, its
// length, stands beside every beat; no idle clock inside or between packets while input waits and m_ready is high.
// Needs s_prefix, s_prefix_length (even, 2 .. 128), s_length (of the payload, 1 or more) and s_side constant through
// the packet, the payload in ceil(s_length / BYTES) beats, zero beyond its end, and a sum of lengths below 65536.
//
// A sequencer decides, one output beat a clock, what goes into it. Behind it the bytes are shifted in stages that never
// wait (selects are registered, one 4:1 or 8:1 multiplexer a stage), into a FIFO whose room the sequencer was granted
// beforehand: back-pressure reaches one counter, not the width of the bus.
`default_nettype none
module tain_prepend #(
    parameter int DATA_WIDTH = 512,
    parameter int SIDE_WIDTH = 1,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   s_valid,
    output logic                  s_ready,
    input  wire  [DATA_WIDTH-1:0] s_data,
    input  wire                   s_last,
    input  wire  [15:0]           s_length,
    input  wire  [1023:0]         s_prefix,
    input  wire  [7:0]            s_prefix_length,
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
    localparam int ROOM_WIDTH = $clog2(ROOM + 1);

    // The input register, with the packet's length out.
    logic in_valid_q, in_last_q, take;
    logic [DATA_WIDTH-1:0] in_data_q;
    logic [1023:0] in_prefix_q;
    logic [7:0] in_prefix_length_q;
    logic [15:0] in_total_q;
    logic [SIDE_WIDTH-1:0] in_side_q;
    wire [16:0] s_sum = 17'(s_length) + 17'(s_prefix_length);
    wire s_short = s_sum[16:6] == '0 && s_sum[5:2] != 4'hf;  // less than 60, without another carry chain

    assign s_ready = !in_valid_q || take;
    always_ff @(posedge clk) begin
        if (rst) in_valid_q <= 1'b0;
        else if (s_ready) in_valid_q <= s_valid;
        if (s_ready && s_valid) begin
            in_data_q <= s_data;
            in_last_q <= s_last;
            in_prefix_q <= s_prefix;
            in_prefix_length_q <= s_prefix_length;
            in_total_q <= s_short ? 16'd60 : s_sum[15:0];
            in_side_q <= s_side;
        end
    end

    // The sequencer. `place` counts output beats up to the first without a byte of the prefix: below `whole` they are
    // prefix alone, at `whole` the prefix's rest and the payload's start are mixed, after it payload follows payload.
    // `drained_q`: the payload is used up; what is left of the packet is its last bytes or padding.
    logic busy_q, drained_q;
    logic [15:0] left_q, total_q;
    logic [PLACE_WIDTH-1:0] place_q, place, whole;
    logic [SHIFT-1:0] rest_q;
    logic [SIDE_WIDTH-1:0] side_q;
    logic [ROOM_WIDTH-1:0] room_q;
    wire drain = busy_q && drained_q;
    wire issue = room_q != '0 && (drain || in_valid_q);
    wire [15:0] left = busy_q ? left_q : in_total_q;
    wire final_beat = left <= 16'(BYTES);
    assign whole = PLACE_WIDTH'(in_prefix_length_q >> SHIFT);
    assign place = busy_q ? place_q : '0;
    wire prefix_only = !drain && place < whole;
    wire mixed = !drain && place == whole;
    assign take = issue && !drain && !prefix_only;
    wire pop = m_valid && m_ready;

    always_ff @(posedge clk) begin
        if (rst) begin
            busy_q <= 1'b0;
            room_q <= ROOM_WIDTH'(ROOM);
        end else begin
            if (issue) busy_q <= !final_beat;
            room_q <= room_q + ROOM_WIDTH'(pop) - ROOM_WIDTH'(issue);
        end
        if (issue) begin
            left_q <= left - 16'(BYTES);
            drained_q <= drain || (take && in_last_q);
            if (place <= whole) place_q <= place + 1'b1;
            if (!busy_q) begin
                rest_q <= in_prefix_length_q[SHIFT-1:0];
                total_q <= in_total_q;
                side_q <= in_side_q;
            end
        end
    end

    logic [DATA_WIDTH-1:0] slice;
    always_comb begin
        slice = '0;
        for (int i = 0; i < WHOLE; i++)
            if (place == PLACE_WIDTH'(i)) slice = in_prefix_q[DATA_WIDTH*i +: DATA_WIDTH];
    end

    // 1: what the sequencer decided. 2: the payload turned by 0, 2, 4 or 6 bytes. 3: by multiples of 8.
    logic valid1_q, valid2_q, valid3_q, last1_q, last2_q, last3_q, head1_q, head2_q, head3_q, only1_q, only2_q;
    logic [DATA_WIDTH-1:0] data1_q, turned2_q, turned3_q, slice1_q, slice2_q, slice3_q;
    logic [SHIFT-1:0] rest1_q, rest2_q;
    logic [7:0] count1_q;
    logic [BYTES-1:0] keep2_q, keep3_q, front3_q;
    logic [15:0] total1_q, total2_q, total3_q;
    logic [SIDE_WIDTH-1:0] side1_q, side2_q, side3_q;
    logic [DATA_WIDTH-1:0] coarse;

    always_comb begin
        coarse = turned2_q;
        for (int i = 1; i < BYTES / 8; i++)
            if (rest2_q >> 3 == SHIFT'(i)) coarse = (turned2_q << 64 * i) | (turned2_q >> (DATA_WIDTH - 64 * i));
    end

    always_ff @(posedge clk) begin
        valid1_q <= issue && !rst;
        valid2_q <= valid1_q && !rst;
        valid3_q <= valid2_q && !rst;
        if (issue) begin
            data1_q <= take ? in_data_q : '0;
            slice1_q <= slice;
            head1_q <= prefix_only || mixed;
            only1_q <= prefix_only;
            rest1_q <= busy_q ? rest_q : in_prefix_length_q[SHIFT-1:0];
            last1_q <= final_beat;
            count1_q <= final_beat ? left[7:0] : 8'(BYTES);
            total1_q <= busy_q ? total_q : in_total_q;
            side1_q <= busy_q ? side_q : in_side_q;
        end
        if (valid1_q) begin
            case (rest1_q[2:1])
                2'd0: turned2_q <= data1_q;
                2'd1: turned2_q <= {data1_q[DATA_WIDTH-17:0], data1_q[DATA_WIDTH-1 -: 16]};
                2'd2: turned2_q <= {data1_q[DATA_WIDTH-33:0], data1_q[DATA_WIDTH-1 -: 32]};
                default: turned2_q <= {data1_q[DATA_WIDTH-49:0], data1_q[DATA_WIDTH-1 -: 48]};
            endcase
            slice2_q <= slice1_q;
            head2_q <= head1_q;
            only2_q <= only1_q;
            rest2_q <= rest1_q;
            last2_q <= last1_q;
            keep2_q <= ~({BYTES{1'b1}} << count1_q);
            total2_q <= total1_q;
            side2_q <= side1_q;
        end
        if (valid2_q) begin
            turned3_q <= coarse;
            slice3_q <= slice2_q;
            head3_q <= head2_q;
            front3_q <= only2_q ? '1 : ~({BYTES{1'b1}} << rest2_q);
            last3_q <= last2_q;
            keep3_q <= keep2_q;
            total3_q <= total2_q;
            side3_q <= side2_q;
        end
    end

    // 4: in front the prefix, or what the payload before left over; behind it this payload.
    logic valid4_q, last4_q, fifo_ready;
    logic [DATA_WIDTH-1:0] before_q, data4_q, front;
    logic [BYTES-1:0] keep4_q;
    logic [15:0] total4_q;
    logic [SIDE_WIDTH-1:0] side4_q;
    assign front = head3_q ? slice3_q : before_q;

    always_ff @(posedge clk) begin
        valid4_q <= valid3_q && !rst;
        if (valid3_q) begin
            before_q <= turned3_q;
            for (int i = 0; i < BYTES; i++)
                data4_q[8*i +: 8] <= front3_q[i] ? front[8*i +: 8] : turned3_q[8*i +: 8];
            keep4_q <= keep3_q;
            last4_q <= last3_q;
            total4_q <= total3_q;
            side4_q <= side3_q;
        end
    end

    tain_fifo #(.WIDTH(DATA_WIDTH + BYTES + 17 + SIDE_WIDTH), .DEPTH(ROOM)) output_fifo (
        .clk, .rst,
        .s_valid(valid4_q), .s_ready(fifo_ready), .s_data({data4_q, keep4_q, last4_q, total4_q, side4_q}),
        .m_valid, .m_ready, .m_data({m_data, m_keep, m_last, m_length, m_side})
    );

`ifdef SYNTHESIS
    wire unused_ready = fifo_ready;
`else
    always_ff @(posedge clk) if (!rst) begin
        assert (!valid4_q || fifo_ready);
        assert (!(s_valid && s_ready) || (s_prefix_length >= 8'd2 && s_prefix_length <= 8'd128 && !s_prefix_length[0]));
        assert (!(s_valid && s_ready) || (s_length != '0 && !s_sum[16]));
        assert (!(issue && final_beat) || drain || (take && in_last_q));
    end
`endif
endmodule
`default_nettype wire
