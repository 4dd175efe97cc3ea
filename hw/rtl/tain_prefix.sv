// SPDX-License-Identifier: Apache-2.0
// The outer headers of a copy (design 2.9): Ethernet, IPv4 or IPv6, UDP, VXLAN. Combinational. In three parts
// to be ORed, which are 0 where they have no bytes: what both forms begin with, and the rest of each, of which `v6`
// says which one is meant. The byte sent first is the lowest.
`default_nettype none
module tain_prefix (
    input  wire  tain_pkg::descriptor_t descriptor,
    output logic [1023:0]               common_prefix,
    output logic [1023:0]               ipv4_prefix,
    output logic [1023:0]               ipv6_prefix,
    output logic                        v6,
    output logic [7:0]                  length
);
    localparam int IPV4_LENGTH = 50;
    localparam int IPV6_LENGTH = 70;
    localparam logic [15:0] VXLAN_PORT = 16'd4789;

    function automatic [15:0] swap16(input [15:0] value);
        swap16 = {value[7:0], value[15:8]};
    endfunction
    function automatic [31:0] swap32(input [31:0] value);
        swap32 = {value[7:0], value[15:8], value[23:16], value[31:24]};
    endfunction
    function automatic [47:0] swap48(input [47:0] value);
        swap48 = {value[7:0], value[15:8], value[23:16], value[31:24], value[39:32], value[47:40]};
    endfunction
    function automatic [127:0] swap128(input [127:0] value);
        swap128 = {swap32(value[31:0]), swap32(value[63:32]), swap32(value[95:64]), swap32(value[127:96])};
    endfunction

    tain_pkg::outer_t outer;
    logic [95:0] macs;
    logic [159:0] ipv4;
    logic [319:0] ipv6;
    logic [47:0] ports;  // and the length of UDP
    logic [63:0] vxlan;
    logic [15:0] udp_length, total_length;
    logic [19:0] flow_label;

    // The byte sent first is the lowest, so each line reads backwards.
    assign outer = descriptor.outer;
    assign udp_length = descriptor.kept + 16'd16;
    assign total_length = descriptor.kept + 16'd36;
    assign flow_label = (outer.hash[19:0] == '0) ? 20'd1 : outer.hash[19:0];
    assign macs = {swap48(outer.source_mac), swap48(outer.destination_mac)};
    assign ipv4 = {swap32(outer.destination[31:0]), swap32(outer.source[31:0]), swap16(descriptor.checksum), 8'd17,
                   8'd64, swap16(16'h4000), 16'h0000, swap16(total_length), 8'h00, 8'h45};
    assign ipv6 = {swap128(outer.destination), swap128(outer.source), 8'd64, 8'd17, swap16(udp_length),
                   swap16(flow_label[15:0]), 4'd0, flow_label[19:16], 8'h60};
    assign ports = {swap16(udp_length), swap16(VXLAN_PORT), swap16({2'b11, outer.hash[13:0]})};
    assign vxlan = {8'h00, outer.vni[7:0], outer.vni[15:8], outer.vni[23:16], 24'd0, 8'h08};
    assign common_prefix = {928'd0, macs};
    assign ipv4_prefix = {624'd0, vxlan, 16'd0, ports, ipv4, swap16(16'h0800), 96'd0};
    assign ipv6_prefix = {464'd0, vxlan, swap16(descriptor.checksum), ports, ipv6, swap16(16'h86dd), 96'd0};
    assign v6 = outer.v6;
    assign length = outer.v6 ? 8'(IPV6_LENGTH) : 8'(IPV4_LENGTH);

    wire unused_descriptor = &{1'b0, descriptor.capture_time, descriptor.original_length, descriptor.rule,
                               descriptor.sessions, descriptor.length, outer.hash[31:20]};
endmodule
`default_nettype wire
