// SPDX-License-Identifier: Apache-2.0
// Makes a committed copy into the packet that leaves: builds the outer headers from its descriptor and puts them in
// front. Valid/ready on both sides; rates, lengths and needs are those of tain_prepend.
`default_nettype none
module tain_encapsulate #(
    parameter int DATA_WIDTH = 512
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          s_valid,
    output logic                         s_ready,
    input  wire  [DATA_WIDTH-1:0]        s_data,
    input  wire                          s_last,
    input  wire                          s_direction,
    input  wire  tain_pkg::descriptor_t  s_descriptor,
    output logic                         m_valid,
    input  wire                          m_ready,
    output logic [DATA_WIDTH-1:0]        m_data,
    output logic [DATA_WIDTH/8-1:0]      m_keep,
    output logic                         m_last,
    output logic [15:0]                  m_length,
    output logic                         m_direction
);
    logic [1023:0] common_prefix, ipv4_prefix, ipv6_prefix;
    logic v6;
    logic [7:0] prefix_length;

    tain_prefix headers (.descriptor(s_descriptor), .common_prefix, .ipv4_prefix, .ipv6_prefix, .v6, .length(prefix_length));

    tain_prepend #(.DATA_WIDTH(DATA_WIDTH), .PREFIXES(3)) prepend (
        .clk, .rst,
        .s_valid, .s_ready, .s_data, .s_last,
        .s_prefix({ipv6_prefix, ipv4_prefix, common_prefix}), .s_chosen({v6, !v6, 1'b1}),
        .s_prefix_length(prefix_length), .s_total(s_descriptor.length), .s_side(s_direction),
        .m_valid, .m_ready, .m_data, .m_keep, .m_last, .m_length, .m_side(m_direction)
    );
endmodule
`default_nettype wire
