// SPDX-License-Identifier: Apache-2.0
// The outer headers of a copy (design 2.9): Ethernet, IPv4 or IPv6, UDP, VXLAN. Combinational. The byte sent first is
// prefix[7:0]; bytes from `length` on are 0.
`default_nettype none
module tain_prefix (
    input  wire  tain_pkg::descriptor_t descriptor,
    output logic [1023:0]               prefix,
    output logic [7:0]                  length
);
    localparam int IPV4_LENGTH = 50;
    localparam int IPV6_LENGTH = 70;
    localparam logic [15:0] VXLAN_PORT = 16'd4789;

    tain_pkg::outer_t outer;
    logic [111:0] ethernet;
    logic [159:0] ipv4;
    logic [319:0] ipv6;
    logic [63:0] udp, vxlan;
    logic [15:0] udp_length;
    logic [19:0] flow_label;
    logic [8*IPV4_LENGTH-1:0] over_ipv4;
    logic [8*IPV6_LENGTH-1:0] over_ipv6;

    // Built in the order of sending, most significant byte first.
    assign outer = descriptor.outer;
    assign udp_length = descriptor.kept + 16'd16;
    assign flow_label = (outer.hash[19:0] == '0) ? 20'd1 : outer.hash[19:0];
    assign ethernet = {outer.destination_mac, outer.source_mac, outer.v6 ? 16'h86dd : 16'h0800};
    assign ipv4 = {8'h45, 8'h00, descriptor.kept + 16'd36, 16'h0000, 16'h4000, 8'd64, 8'd17, descriptor.ip_checksum,
                   outer.source[31:0], outer.destination[31:0]};
    assign ipv6 = {4'd6, 8'h00, flow_label, udp_length, 8'd17, 8'd64, outer.source, outer.destination};
    assign udp = {2'b11, outer.hash[13:0], VXLAN_PORT, udp_length, descriptor.udp_checksum};
    assign vxlan = {8'h08, 24'd0, outer.vni, 8'h00};
    assign over_ipv4 = {ethernet, ipv4, udp, vxlan};
    assign over_ipv6 = {ethernet, ipv6, udp, vxlan};

    always_comb begin
        prefix = '0;
        if (outer.v6) begin
            for (int i = 0; i < IPV6_LENGTH; i++) prefix[8*i +: 8] = over_ipv6[8*(IPV6_LENGTH - 1 - i) +: 8];
        end else begin
            for (int i = 0; i < IPV4_LENGTH; i++) prefix[8*i +: 8] = over_ipv4[8*(IPV4_LENGTH - 1 - i) +: 8];
        end
        length = outer.v6 ? 8'(IPV6_LENGTH) : 8'(IPV4_LENGTH);
    end

    wire unused_descriptor = &{1'b0, descriptor.capture_time, descriptor.original_length, descriptor.rule,
                               descriptor.sessions, outer.hash[31:20]};
endmodule
`default_nettype wire
