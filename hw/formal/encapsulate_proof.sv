// SPDX-License-Identifier: Apache-2.0
// tain_encapsulate: gives tain_prepend what it needs, and the outer headers of design 2.9, byte for byte as they are
// sent. What tain_prepend makes of them is its own proof.
`default_nettype none
module encapsulate_proof (
    input wire         clk,
    input wire         rst,
    input wire         s_valid,
    input wire [63:0]  s_data,
    input wire         s_last,
    input wire         s_direction,
    input wire         v6,
    input wire [47:0]  source_mac,
    input wire [47:0]  destination_mac,
    input wire [127:0] source,
    input wire [127:0] destination,
    input wire [23:0]  vni,
    input wire [31:0]  hash,
    input wire [15:0]  kept,
    input wire [15:0]  checksum,
    input wire         m_ready
);
    tain_pkg::descriptor_t descriptor;
    always_comb begin
        descriptor = '0;
        descriptor.outer = {v6, source_mac, destination_mac, source, destination, vni, hash};
        descriptor.kept = kept;
        descriptor.checksum = checksum;
        descriptor.length = v6 || kept >= 16'd10 ? kept + headers : 16'd60;  // tain_checksum's promise
    end
    wire [15:0] headers = v6 ? 16'd70 : 16'd50;
    logic s_ready, m_valid, m_last, m_direction;
    logic [63:0] m_data;
    logic [7:0] m_keep;
    logic [15:0] m_length;
    tain_encapsulate #(.DATA_WIDTH(64)) dut (
        .clk, .rst, .s_valid, .s_ready, .s_data, .s_last, .s_direction, .s_descriptor(descriptor), .m_valid, .m_ready,
        .m_data, .m_keep, .m_last, .m_length, .m_direction);
    first_reset resets (.clk, .rst);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(64), .SIDE_WIDTH($bits(descriptor) + 1)) input_contract (
        .clk, .rst, .valid(s_valid), .ready(s_ready), .data(s_data), .keep(1'b1), .last(s_last),
        .side({descriptor, s_direction}));
    always_comb if (s_valid) assume (kept != '0 && kept < 16'hff00);

    (* hierconn *) wire [3071:0] \dut.prepend.s_prefix ;
    (* hierconn *) wire [2:0] \dut.prepend.s_chosen ;
    (* hierconn *) wire [7:0] \dut.prefix_length ;
    (* hierconn *) wire [15:0] \dut.prepend.s_total ;
    (* hierconn *) wire \dut.prepend.s_valid ;
    (* hierconn *) wire \dut.prepend.s_ready ;
    (* hierconn *) wire \dut.prepend.s_last ;
    (* hierconn *) wire \dut.prepend.s_side ;
    (* hierconn *) wire [63:0] \dut.prepend.s_data ;
    (* hierconn *) wire \dut.prepend.m_valid ;
    (* hierconn *) wire \dut.prepend.m_ready ;
    (* hierconn *) wire [89:0] \dut.prepend.given ;
    wire [3071:0] prefixes = \dut.prepend.s_prefix ;
    logic [1023:0] prefix;  // what tain_prepend makes of them
    always_comb begin
        prefix = '0;
        for (int i = 0; i < 3; i++) if (\dut.prepend.s_chosen [i]) prefix = prefix | prefixes[1024*i +: 1024];
    end
    logic [1023:0] sent;  // the byte sent first is the highest, so that headers read as they are drawn
    always_comb for (int i = 0; i < 128; i++) sent[8*(127-i) +: 8] = prefix[8*i +: 8];
    wire [15:0] udp_length = kept + 16'd16, total_length = kept + 16'd36;
    wire [19:0] label = hash[19:0] == '0 ? 20'd1 : hash[19:0];
    always_comb if (s_valid) begin
        assert (\dut.prefix_length == headers[7:0] && (prefix >> (v6 ? 560 : 400)) == '0);
        assert (\dut.prepend.s_total == descriptor.length && descriptor.length >= kept + headers);
        assert (\dut.prepend.s_valid && \dut.prepend.s_ready == s_ready && \dut.prepend.s_data == s_data);
        assert (\dut.prepend.s_last == s_last && \dut.prepend.s_side == s_direction);
        if (!v6)
            assert (sent[1023 -: 400] == {
                destination_mac, source_mac, 16'h0800,
                16'h4500, total_length, 32'h00004000, 16'h4011, checksum, source[31:0], destination[31:0],
                2'b11, hash[13:0], 16'd4789, udp_length, 16'd0,
                32'h08000000, vni, 8'd0});
        else
            assert (sent[1023 -: 560] == {
                destination_mac, source_mac, 16'h86dd,
                12'h600, label, udp_length, 16'h1140, source, destination,
                2'b11, hash[13:0], 16'd4789, udp_length, checksum,
                32'h08000000, vni, 8'd0});
    end
    always_comb begin
        assert (m_valid == \dut.prepend.m_valid && m_ready == \dut.prepend.m_ready );
        assert ({m_last, m_direction, m_data, m_keep, m_length} == \dut.prepend.given );
        cover (!rst && v6 && s_valid && kept == 16'd1 && s_ready);
        cover (!rst && !v6 && s_valid && m_valid && m_last && kept == 16'd1500);
    end
endmodule
`default_nettype wire
