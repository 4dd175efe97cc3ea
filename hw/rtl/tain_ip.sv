// SPDX-License-Identifier: Apache-2.0
// Reads the fixed part of an IPv4 (RFC 791) or IPv6 (RFC 8200) header; finds what comes behind it.
//
// Promises: the result two clocks after the packet, one a clock. LATENCY = 2. Length fields are not looked at
//   (design 2.4): what counts is which bytes the frame has. Every chunk is read as if it were an extension header,
//   so that following them is only a choice between answers that are there.
`default_nettype none
module tain_ip #(
    localparam int CHUNKS = tain_pkg::CHUNKS,
    localparam int LINK_BITS = 16  // of tain_pkg::link_t
) (
    input  wire                      clk,
    input  wire                      rst,
    input  wire                      packet_valid,
    input  wire                      packet_type_v4,
    input  wire                      packet_type_v6,
    input  wire [911:0]              packet,
    input  wire [7:0]                packet_bytes,
    output logic                     upper_valid,
    output tain_pkg::upper_t         upper,
    output logic [CHUNKS*LINK_BITS-1:0] links,
    output logic [CHUNKS*33-1:0]     ports,  // by chunk: its first four bytes are there, and these bytes
    output logic                     ip,
    output logic                     v6,
    output logic [127:0]             source,
    output logic [127:0]             destination
);
    function automatic logic [31:0] quad(input logic [31:0] little);
        quad = {little[7:0], little[15:8], little[23:16], little[31:24]};
    endfunction

    wire [3:0] version = packet[7:4];
    wire [3:0] header_words = packet[3:0];  // IPv4 IHL
    wire is_v4 = packet_type_v4 && packet_bytes >= 8'd20 && version == 4'd4 && header_words >= 4'd5;
    wire is_v6 = packet_type_v6 && packet_bytes >= 8'd40 && version == 4'd6;
    wire [12:0] v4_fragment_offset = {packet[6*8 +: 5], packet[7*8 +: 8]};

    // First clock: which it is. Each address has a select of its own.
    logic valid_q, v4_q, v6_q, later_fragment_q;
    wire v6_source, v6_destination;
    logic [3:0] header_words_q;
    logic [911:0] packet_q;
    logic [7:0] bytes_q;
    tain_replica source_select (.clk, .d(is_v6), .q(v6_source));
    tain_replica destination_select (.clk, .d(is_v6), .q(v6_destination));
    always_ff @(posedge clk) begin
        valid_q <= packet_valid && !rst;
        v4_q <= is_v4;
        v6_q <= is_v6;
        later_fragment_q <= v4_fragment_offset != 13'd0;
        header_words_q <= header_words;
        packet_q <= packet;
        bytes_q <= packet_bytes;
    end

    // Second clock: addresses, and what stands behind the header.
    logic [31:0] v4_ports;
    always_comb begin
        v4_ports = '0;
        for (int i = 5; i < 16; i++) if (header_words_q == 4'(i)) v4_ports = v4_ports | quad(packet_q[i*32 +: 32]);
    end
    wire v4_ports_there = bytes_q >= {2'd0, header_words_q, 2'd0} + 8'd4;
    wire [7:0] next_header = v6_q ? packet_q[6*8 +: 8] : packet_q[9*8 +: 8];
    always_ff @(posedge clk) begin
        upper_valid <= valid_q && !rst;
        ip <= v4_q || v6_q;
        v6 <= v6_q;
        for (int i = 0; i < 4; i++) begin
            source[96-32*i +: 32] <= v6_source ? quad(packet_q[(8+4*i)*8 +: 32])
                : i == 3 ? quad(packet_q[12*8 +: 32]) : 32'd0;
            destination[96-32*i +: 32] <= v6_destination ? quad(packet_q[(24+4*i)*8 +: 32])
                : i == 3 ? quad(packet_q[16*8 +: 32]) : 32'd0;
        end
        upper.next_header <= next_header;
        upper.skippable <= tain_pkg::is_extension(next_header);
        upper.fragment <= next_header == tain_pkg::FRAGMENT_HEADER;
        upper.place <= 4'd0;
        upper.settled <= !v6_q;  // IPv4 has no extension headers
        upper.later_fragment <= !v6_q && later_fragment_q;
    end

    wire [(CHUNKS+4)/5-1:0] chunks_valid;
    tain_replicas #(.COPIES((CHUNKS + 4) / 5)) chunk_valids (.clk, .d(packet_valid && !rst), .q(chunks_valid));
    for (genvar i = 0; i < CHUNKS; i++) begin : g_chunk
        wire [31:0] first = quad(packet_q[(40+8*i)*8 +: 32]);
        // Places to go on by: the length counts eights of bytes behind the first eight.
        wire [4:0] place_after = 5'(i + 1) + {1'b0, first[19:16]};
        wire [3:0] place = first[23:20] != 4'd0 || place_after[4] ? 4'd15 : place_after[3:0];
        always_ff @(posedge clk) if (chunks_valid[i/5]) begin
            links[i*LINK_BITS +: LINK_BITS] <= {first[31:24], tain_pkg::is_extension(first[31:24]),
                first[31:24] == tain_pkg::FRAGMENT_HEADER, place, first[15:3] != 13'd0, bytes_q >= 8'(48 + 8 * i)};
            if (i == 0) ports[32:0] <= v6_q ? {bytes_q >= 8'd44, first} : {v4_ports_there, v4_ports};
            else ports[i*33 +: 33] <= {bytes_q >= 8'(44 + 8 * i), first};
        end
    end
endmodule
`default_nettype wire
