// SPDX-License-Identifier: Apache-2.0
// Makes the descriptor of a copy, with the two checksums of its outer headers that depend on its length and bytes
// (design 2.9): the IPv4 header's, and UDP's over IPv6, which covers every kept byte. Feed-forward: the beats come out
// LATENCY clocks later, unchanged, and with the last one the descriptor is valid. A frame each clock.
// Needs kept bytes only, the others zero, and in_kept final at the last beat.
`default_nettype none
module tain_checksum #(
    parameter int DATA_WIDTH = 512,
    parameter int SIDE_WIDTH = 1
) (
    input  wire                         clk,
    input  wire                         rst,
    input  wire                         in_valid,
    input  wire  [DATA_WIDTH-1:0]       in_data,
    input  wire                         in_write,
    input  wire                         in_last,
    input  wire                         in_bad,
    input  wire  [15:0]                 in_kept,
    input  wire  [31:0]                 in_length,
    input  wire  tain_pkg::judgement_t  in_judgement,
    input  wire  [SIDE_WIDTH-1:0]       in_side,
    output logic                        out_valid,
    output logic [DATA_WIDTH-1:0]       out_data,
    output logic                        out_write,
    output logic                        out_last,
    output logic                        out_bad,
    output logic [15:0]                 out_kept,
    output logic [31:0]                 out_length,
    output tain_pkg::judgement_t        out_judgement,
    output logic [SIDE_WIDTH-1:0]       out_side,
    output tain_pkg::descriptor_t       out_descriptor  // at the last beat
);
    localparam int LATENCY = 8;
    localparam int WORDS = 32;  // 16-bit words that are summed at once; those a narrow beat does not have are 0

    // Bit k-1: what stands in stage k. `sum_q`: it is a beat of a copy over IPv6, the only ones whose bytes count.
    logic [LATENCY-1:0] valid_q, last_q, sum_q;
    wire sum = in_valid && in_judgement.copy && in_judgement.outer.v6;
    always_ff @(posedge clk) begin
        valid_q <= rst ? '0 : {valid_q[LATENCY-2:0], in_valid};
        last_q <= {last_q[LATENCY-2:0], in_last};
        sum_q <= rst ? '0 : {sum_q[LATENCY-2:0], sum};
    end

    // UDP over IPv6, 1-3: the words of the beat, four at a time; beside them those of the pseudo header, the UDP header
    // and the VXLAN header. The UDP length is in there twice.
    localparam logic [17:0] UDP_CONSTANTS = 18'd17 + 18'd4789 + 18'h0800;
    logic [16*WORDS-1:0] words;
    logic [WORDS/4*18-1:0] sums1_q;
    logic [19:0] low2_q, high2_q;
    logic [20:0] sum3_q;
    logic [16*20-1:0] header_words;
    logic [5*18-1:0] header1_q;
    logic [19:0] headers2_q, header_rest2_q;
    logic [20:0] header3_q, header4_q;
    logic [15:0] udp_length1_q;

    always_comb begin
        words = '0;
        for (int i = 0; i < DATA_WIDTH / 16; i++) words[16*i +: 16] = {in_data[16*i +: 8], in_data[16*i + 8 +: 8]};
    end
    assign header_words = {in_judgement.outer.source, in_judgement.outer.destination,
                           2'b11, in_judgement.outer.hash[13:0], in_judgement.outer.vni, 8'd0, 16'd0};

    always_ff @(posedge clk) begin
        if (sum) begin
            for (int i = 0; i < WORDS / 4; i++)
                sums1_q[18*i +: 18] <= (18'(words[64*i +: 16]) + 18'(words[64*i + 16 +: 16]))
                                       + (18'(words[64*i + 32 +: 16]) + 18'(words[64*i + 48 +: 16]));
            for (int i = 0; i < 5; i++)
                header1_q[18*i +: 18] <= (18'(header_words[64*i +: 16]) + 18'(header_words[64*i + 16 +: 16]))
                                         + (18'(header_words[64*i + 32 +: 16]) + 18'(header_words[64*i + 48 +: 16]));
            udp_length1_q <= in_kept + 16'd16;
        end
        if (sum_q[0]) begin
            low2_q <= (20'(sums1_q[0 +: 18]) + 20'(sums1_q[18 +: 18]))
                      + (20'(sums1_q[36 +: 18]) + 20'(sums1_q[54 +: 18]));
            high2_q <= (20'(sums1_q[72 +: 18]) + 20'(sums1_q[90 +: 18]))
                       + (20'(sums1_q[108 +: 18]) + 20'(sums1_q[126 +: 18]));
            headers2_q <= (20'(header1_q[18 +: 18]) + 20'(header1_q[36 +: 18]))
                          + (20'(header1_q[54 +: 18]) + 20'(header1_q[72 +: 18]));
            header_rest2_q <= 20'(header1_q[0 +: 18]) + 20'({udp_length1_q, 1'b0}) + 20'(UDP_CONSTANTS);
        end
        if (sum_q[1]) begin
            sum3_q <= 21'(low2_q) + 21'(high2_q);
            header3_q <= 21'(headers2_q) + 21'(header_rest2_q);
        end
    end

    // 4: over all beats of the frame. At most 32768 words, so 31 bits suffice. 5: the headers. 6, 7: the carries come
    // round; the upper half stays below 0x8100, so the second time leaves none. 8: complemented, and 0 is sent as all ones.
    logic first4_q;
    logic [31:0] total4_q, total5_q;
    logic [16:0] folded6_q;
    logic [15:0] folded7_q;
    always_ff @(posedge clk) begin
        if (rst) first4_q <= 1'b1;
        else if (valid_q[2]) first4_q <= last_q[2];
        if (sum_q[2]) begin
            total4_q <= (first4_q ? 32'd0 : total4_q) + 32'(sum3_q);
            header4_q <= header3_q;
        end
        if (sum_q[3]) total5_q <= total4_q + 32'(header4_q);
        if (sum_q[4]) folded6_q <= 17'(total5_q[15:0]) + 17'(total5_q[31:16]);
        if (sum_q[5]) folded7_q <= folded6_q[15:0] + 16'(folded6_q[16]);
    end

    // The IPv4 header: version, IHL and DSCP, DF, TTL and protocol are constants.
    localparam logic [18:0] IPV4_CONSTANTS = 19'h4500 + 19'h4000 + 19'h4011;
    logic [18:0] addresses1_q;
    logic [15:0] total_length1_q;
    logic [19:0] ip2_q;
    logic [16:0] ip3_q;
    logic [15:0] ip4_q, ip7;
    always_ff @(posedge clk) begin
        addresses1_q <= (19'(in_judgement.outer.source[31:16]) + 19'(in_judgement.outer.source[15:0]))
                        + (19'(in_judgement.outer.destination[31:16]) + 19'(in_judgement.outer.destination[15:0]));
        total_length1_q <= in_kept + 16'd36;
        ip2_q <= 20'(addresses1_q) + 20'(total_length1_q) + 20'(IPV4_CONSTANTS);
        ip3_q <= 17'(ip2_q[15:0]) + 17'(ip2_q[19:16]);
        ip4_q <= ip3_q[15:0] + 16'(ip3_q[16]);
    end
    tain_delay #(.WIDTH(16), .STAGES(LATENCY - 5)) ip_delay (.clk, .s_data(ip4_q), .m_data(ip7));

    // The rest travels along, and is put together in the last clock.
    logic [DATA_WIDTH-1:0] data7;
    logic write7, bad7;
    logic [15:0] kept7;
    logic [31:0] length7;
    tain_pkg::judgement_t judgement7;
    logic [SIDE_WIDTH-1:0] side7;
    tain_delay #(.WIDTH(DATA_WIDTH + 50 + $bits(in_judgement) + SIDE_WIDTH), .STAGES(LATENCY - 1)) companions (
        .clk,
        .s_data({in_data, in_write, in_bad, in_kept, in_length, in_judgement, in_side}),
        .m_data({data7, write7, bad7, kept7, length7, judgement7, side7})
    );

    assign out_valid = valid_q[LATENCY-1];
    assign out_last = last_q[LATENCY-1];
    always_ff @(posedge clk) begin
        if (valid_q[LATENCY-2]) begin
            out_data <= data7;
            out_write <= write7;
            out_bad <= bad7;
            out_kept <= kept7;
            out_length <= length7;
            out_judgement <= judgement7;
            out_side <= side7;
            out_descriptor.capture_time <= '0;
            out_descriptor.original_length <= (length7[31:16] != '0) ? 16'hffff : length7[15:0];
            out_descriptor.rule <= judgement7.rule;
            out_descriptor.sessions <= judgement7.sessions;
            out_descriptor.kept <= kept7;
            out_descriptor.ip_checksum <= ~ip7;
            if (!judgement7.outer.v6) out_descriptor.udp_checksum <= '0;
            else out_descriptor.udp_checksum <= (folded7_q == '1) ? 16'hffff : ~folded7_q;
            out_descriptor.outer <= judgement7.outer;
        end
    end

    wire unused_sums = &{1'b0, sum_q[LATENCY-1:6]};
endmodule
`default_nettype wire
