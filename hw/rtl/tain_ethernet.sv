// SPDX-License-Identifier: Apache-2.0
// Reads the Ethernet header: the type behind up to two VLAN tags (design 2.4), and the bytes from there on.
//
// Promises: the result two clocks after the window, one a clock. LATENCY = 2.
`default_nettype none
module tain_ethernet (
    input  wire          clk,
    input  wire          rst,
    input  wire          window_valid,
    input  wire [1023:0] window,
    input  wire [7:0]    window_bytes,
    output logic         packet_valid,
    output logic         packet_type_v4,  // the type says IPv4
    output logic         packet_type_v6,
    output logic [911:0] packet,          // the bytes behind the type, at most 114
    output logic [7:0]   packet_bytes     // how many of them the frame has
);
    // EtherTypes (IEEE 802; 0x9100 is the old double tag).
    function automatic logic is_tag(input logic [15:0] ethertype);
        is_tag = ethertype == 16'h8100 || ethertype == 16'h88a8 || ethertype == 16'h9100;
    endfunction

    wire [15:0] type0 = {window[12*8 +: 8], window[13*8 +: 8]};
    wire [15:0] type1 = {window[16*8 +: 8], window[17*8 +: 8]};
    wire [15:0] type2 = {window[20*8 +: 8], window[21*8 +: 8]};
    wire tag0 = window_bytes >= 8'd14 && is_tag(type0);
    wire tag1 = window_bytes >= 8'd18 && is_tag(type1);

    // First clock: which of the three types are there, and what they say. Bytes are taken every clock, valid or not:
    // an enable for so many would be a wide net.
    logic valid_q;
    logic tag0_q, tag1_q;
    logic [2:0] v4_q, v6_q;
    logic [911:0] rest_q;  // from byte 14 on
    logic [7:0] bytes_q;
    always_ff @(posedge clk) begin
        valid_q <= window_valid && !rst;
        tag0_q <= tag0;
        tag1_q <= tag1;
        v4_q <= {window_bytes >= 8'd22 && type2 == 16'h0800, window_bytes >= 8'd18 && type1 == 16'h0800,
                 window_bytes >= 8'd14 && type0 == 16'h0800};
        v6_q <= {window_bytes >= 8'd22 && type2 == 16'h86dd, window_bytes >= 8'd18 && type1 == 16'h86dd,
                 window_bytes >= 8'd14 && type0 == 16'h86dd};
        rest_q <= window[1023:112];
        bytes_q <= window_bytes;
    end

    // Second clock: skip the tags. Each slice of the bytes has selects of its own.
    localparam int SLICES = 4;
    localparam int SLICE = 912 / SLICES;
    wire [911:0] rest1 = {32'd0, rest_q[911:32]};
    wire [911:0] rest2 = {64'd0, rest_q[911:64]};
    for (genvar s = 0; s < SLICES; s++) begin : g_slice
        wire slice_valid, slice_tag0, slice_tag1;
        tain_replica #(.WIDTH(3)) tags (.clk, .d({window_valid && !rst, tag1, tag0}), .q({slice_valid, slice_tag1, slice_tag0}));
        always_ff @(posedge clk)
            if (slice_valid) packet[s*SLICE +: SLICE] <= !slice_tag0 ? rest_q[s*SLICE +: SLICE]
                : !slice_tag1 ? rest1[s*SLICE +: SLICE] : rest2[s*SLICE +: SLICE];
    end

    wire [7:0] header_bytes = !tag0_q ? 8'd14 : !tag1_q ? 8'd18 : 8'd22;
    always_ff @(posedge clk) begin
        packet_valid <= valid_q && !rst;
        packet_type_v4 <= !tag0_q ? v4_q[0] : !tag1_q ? v4_q[1] : v4_q[2];
        packet_type_v6 <= !tag0_q ? v6_q[0] : !tag1_q ? v6_q[1] : v6_q[2];
        packet_bytes <= bytes_q < header_bytes ? 8'd0 : bytes_q - header_bytes;
    end
endmodule
`default_nettype wire
