// SPDX-License-Identifier: Apache-2.0
// Reads the fixed part of an IPv4 (RFC 791) or IPv6 (RFC 8200) header; finds what comes behind it.
//
// Promises: the result two clocks after the packet, one a clock. LATENCY = 2. Length fields are not looked at
//   (design 2.4): what counts is which bytes the frame has.
`default_nettype none
module tain_ip (
    input  wire                      clk,
    input  wire                      rst,
    input  wire                      packet_valid,
    input  wire                      packet_type_v4,
    input  wire                      packet_type_v6,
    input  wire [911:0]              packet,
    input  wire [7:0]                packet_bytes,
    output logic                     upper_valid,
    output tain_pkg::upper_t         upper
);
    function automatic logic [31:0] quad(input logic [31:0] little);
        quad = {little[7:0], little[15:8], little[23:16], little[31:24]};
    endfunction

    wire [3:0] version = packet[7:4];
    wire [3:0] header_words = packet[3:0];  // IPv4 IHL
    wire v4 = packet_type_v4 && packet_bytes >= 8'd20 && version == 4'd4 && header_words >= 4'd5;
    wire v6 = packet_type_v6 && packet_bytes >= 8'd40 && version == 4'd6;
    wire [12:0] v4_fragment_offset = {packet[6*8 +: 5], packet[7*8 +: 8]};

    // First clock: which it is.
    logic valid_q, v4_q, v6_q, later_fragment_q;
    logic [3:0] header_words_q;
    logic [911:0] packet_q;
    logic [7:0] bytes_q;
    always_ff @(posedge clk) begin
        valid_q <= packet_valid && !rst;
        if (packet_valid) begin
            v4_q <= v4;
            v6_q <= v6;
            later_fragment_q <= v4_fragment_offset != 13'd0;
            header_words_q <= header_words;
            packet_q <= packet;
            bytes_q <= packet_bytes;
        end
    end

    // Second clock: addresses, and the bytes behind the header, of which only the first four of each eight matter.
    wire [7:0] v4_header_bytes = {2'd0, header_words_q, 2'd0};
    logic [31:0] v4_ports;
    always_comb begin
        v4_ports = '0;
        for (int i = 5; i < 16; i++) if (header_words_q == 4'(i)) v4_ports = v4_ports | quad(packet_q[i*32 +: 32]);
    end
    always_ff @(posedge clk) begin
        upper_valid <= valid_q && !rst;
        if (valid_q) begin
            upper.ip <= v4_q || v6_q;
            upper.v6 <= v6_q;
            for (int i = 0; i < 4; i++) begin
                upper.source[96-32*i +: 32] <= v6_q ? quad(packet_q[(8+4*i)*8 +: 32])
                    : i == 3 ? quad(packet_q[12*8 +: 32]) : 32'd0;
                upper.destination[96-32*i +: 32] <= v6_q ? quad(packet_q[(24+4*i)*8 +: 32])
                    : i == 3 ? quad(packet_q[16*8 +: 32]) : 32'd0;
            end
            upper.next_header <= v6_q ? packet_q[6*8 +: 8] : packet_q[9*8 +: 8];
            upper.settled <= !v6_q;  // IPv4 has no extension headers
            upper.later_fragment <= !v6_q && later_fragment_q;
            upper.place <= 4'd0;
            if (v6_q) upper.bytes <= bytes_q - 8'd40;
            else upper.bytes <= bytes_q < v4_header_bytes ? 8'd0 : bytes_q - v4_header_bytes;
            for (int i = 0; i < 9; i++)
                upper.chunks[i*32 +: 32] <= i == 0 && !v6_q ? v4_ports : quad(packet_q[(40+8*i)*8 +: 32]);
        end
    end
endmodule
`default_nettype wire
