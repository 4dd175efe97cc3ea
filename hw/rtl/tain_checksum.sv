// SPDX-License-Identifier: Apache-2.0
// What a copy's outer headers say of its bytes (design 2.9): their checksum, over IPv4 the header's, over IPv6 UDP's,
// which covers every kept byte; and the copy's length. Feed-forward: the beats come out LATENCY clocks later,
// unchanged, and with the last one both are valid, as they are sent. A frame each clock.
// Needs kept bytes only, the others zero, in_kept final at the last beat, the header's sum of tain_header_sum, and no
// beat in the clock after a reset.
`default_nettype none
module tain_checksum #(
    parameter int DATA_WIDTH = 512
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   in_valid,
    input  wire  [DATA_WIDTH-1:0] in_data,
    input  wire                   in_write,
    input  wire                   in_last,
    input  wire                   in_bad,
    input  wire  [15:0]           in_kept,
    input  wire  [31:0]           in_length,
    input  wire                   in_v6,          // the same in all beats of a frame
    input  wire  [tain_pkg::HEADER_SUM_WIDTH-1:0] in_header_sum,  // likewise
    output logic                  out_valid,
    output logic [DATA_WIDTH-1:0] out_data,
    output logic                  out_write,
    output logic                  out_last,
    output logic                  out_bad,
    output logic [15:0]           out_kept,
    output logic [31:0]           out_length,
    output logic [15:0]           out_copy_length,  // at the last beat
    output logic [15:0]           out_checksum      // likewise
);
    localparam int LATENCY = 8;
    localparam int QUADS = DATA_WIDTH / 64;

    // Bit k-1: what stands in stage k. `sum_q`: it is a beat of a copy over IPv6, the only ones whose bytes count.
    logic [LATENCY-1:0] valid_q, last_q, sum_q, v6_q;
    wire sum = in_valid && in_write && in_v6;
    always_ff @(posedge clk) begin
        valid_q <= rst ? '0 : {valid_q[LATENCY-2:0], in_valid};
        last_q <= {last_q[LATENCY-2:0], in_last};
        sum_q <= rst ? '0 : {sum_q[LATENCY-2:0], sum};
        v6_q <= {v6_q[LATENCY-2:0], in_v6};
    end

    // 1-3: the beat's 16-bit words, first four at a time. A narrow beat has few.
    logic [8*18-1:0] sums1_q;
    logic [19:0] low2_q, high2_q;
    logic [20:0] sum3_q;

    function automatic [17:0] four(input [63:0] bytes);
        four = (18'({bytes[7:0], bytes[15:8]}) + 18'({bytes[23:16], bytes[31:24]}))
               + (18'({bytes[39:32], bytes[47:40]}) + 18'({bytes[55:48], bytes[63:56]}));
    endfunction

    always_ff @(posedge clk) begin
        if (sum)
            for (int i = 0; i < 8; i++) sums1_q[18*i +: 18] <= (i < QUADS) ? four(in_data[64*(i%QUADS) +: 64]) : 18'd0;
        if (sum_q[0]) begin
            low2_q <= (20'(sums1_q[0 +: 18]) + 20'(sums1_q[18 +: 18]))
                      + (20'(sums1_q[36 +: 18]) + 20'(sums1_q[54 +: 18]));
            high2_q <= (20'(sums1_q[72 +: 18]) + 20'(sums1_q[90 +: 18]))
                       + (20'(sums1_q[108 +: 18]) + 20'(sums1_q[126 +: 18]));
        end
        if (sum_q[1]) sum3_q <= 21'(low2_q) + 21'(high2_q);
    end

    // 1-4: the headers, whose length counts twice in UDP's checksum.
    logic [16:0] lengths1_q;
    logic [20:0] sum1_q, header2_q, header3_q, header4_q;
    always_ff @(posedge clk) begin
        if (in_valid) begin
            lengths1_q <= in_v6 ? {in_kept, 1'b0} : {1'b0, in_kept};
            sum1_q <= 21'(in_header_sum[19:0]) + 21'(in_header_sum[37:20]);
        end
        header2_q <= sum1_q + 21'(lengths1_q);
        header3_q <= header2_q;
        header4_q <= header3_q;
    end

    // 4: over all beats of the frame. At most 32768 words, so 31 bits suffice. 5: the headers. 6, 7: the carries come
    // round; the upper half stays below 0x8100, so the second time leaves none. 8: complemented, and UDP's 0 is sent as
    // all ones.
    logic first4_q;
    logic [31:0] total4_q, total5_q;
    logic [16:0] folded6_q;
    logic [15:0] folded7_q;
    always_ff @(posedge clk) begin
        if (rst) first4_q <= 1'b1;
        else if (valid_q[2]) first4_q <= last_q[2];
        if (valid_q[2] && (sum_q[2] || first4_q))
            total4_q <= (first4_q ? 32'd0 : total4_q) + (sum_q[2] ? 32'(sum3_q) : 32'd0);
        total5_q <= total4_q + 32'(header4_q);
        folded6_q <= 17'(total5_q[15:0]) + 17'(total5_q[31:16]);
        folded7_q <= folded6_q[15:0] + 16'(folded6_q[16]);
        out_checksum <= (v6_q[6] && folded7_q == '1) ? 16'hffff : ~folded7_q;
    end

    // 2: headers and kept bytes. 3: at least 60.
    logic [15:0] kept1_q, length2_q, length3_q, length7;
    always_ff @(posedge clk) begin
        if (in_valid) kept1_q <= in_kept;
        length2_q <= kept1_q + (v6_q[0] ? 16'd70 : 16'd50);
        length3_q <= (length2_q < 16'd60) ? 16'd60 : length2_q;
        out_copy_length <= length7;
    end
    tain_delay #(.WIDTH(16), .STAGES(LATENCY - 4)) length_delay (.clk, .s_data(length3_q), .m_data(length7));

    // The beats wait in a ring of distributed RAM meanwhile.
    localparam int WIDTH = DATA_WIDTH + 50;
    logic [WIDTH-1:0] waiting;
    logic waiting_ready, waiting_valid;
    tain_fifo #(.WIDTH(WIDTH), .DEPTH(LATENCY)) beats (
        .clk, .rst, .s_valid(in_valid), .s_ready(waiting_ready),
        .s_data({in_length, in_kept, in_bad, in_write, in_data}),
        .m_valid(waiting_valid), .m_ready(valid_q[LATENCY-2]), .m_data(waiting)
    );
    assign out_valid = valid_q[LATENCY-1];
    assign out_last = last_q[LATENCY-1];
    always_ff @(posedge clk) {out_length, out_kept, out_bad, out_write, out_data} <= waiting;

    wire unused_stages = &{1'b0, sum_q[LATENCY-1:3], v6_q[LATENCY-1]};
`ifdef SYNTHESIS
    wire unused_readys = &{1'b0, waiting_ready, waiting_valid};
`else
    always_ff @(posedge clk) if (!rst) begin
        assert (!in_valid || waiting_ready);
        assert (!valid_q[LATENCY-2] || waiting_valid);
    end
`endif
endmodule
`default_nettype wire
