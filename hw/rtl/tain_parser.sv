// SPDX-License-Identifier: Apache-2.0
// Finds the headers of a frame (design 2.4) in its first 128 bytes: Ethernet, then IP, then at most four extension
// headers, then ports.
//
// Promises: the headers nine clocks after the window, one frame a clock. LATENCY = 9.
`default_nettype none
module tain_parser (
    input  wire                clk,
    input  wire                rst,
    input  wire                window_valid,
    input  wire [1023:0]       window,
    input  wire [7:0]          window_bytes,
    output wire                headers_valid,
    output tain_pkg::headers_t headers
);
    localparam int LINKS_BITS = 16 * tain_pkg::CHUNKS;
    localparam int PORTS_BITS = 33 * tain_pkg::CHUNKS;

    wire packet_valid, packet_type_v4, packet_type_v6;
    wire [911:0] packet;
    wire [7:0] packet_bytes;
    tain_ethernet ethernet (.*);

    wire fixed_valid, first_valid, second_valid, third_valid, fourth_valid;
    tain_pkg::upper_t fixed, first, second, third, fourth;
    wire [LINKS_BITS-1:0] fixed_links, first_links, second_links, third_links, fourth_links;
    wire [PORTS_BITS-1:0] fixed_ports, fourth_ports;
    wire ip, v6;
    wire [127:0] source, destination;
    tain_ip fixed_header (.*, .upper_valid(fixed_valid), .upper(fixed), .links(fixed_links), .ports(fixed_ports));
    tain_extension extension1 (.clk, .rst, .upper_valid(fixed_valid), .upper(fixed), .links(fixed_links),
                               .next_valid(first_valid), .next(first), .next_links(first_links));
    tain_extension extension2 (.clk, .rst, .upper_valid(first_valid), .upper(first), .links(first_links),
                               .next_valid(second_valid), .next(second), .next_links(second_links));
    tain_extension extension3 (.clk, .rst, .upper_valid(second_valid), .upper(second), .links(second_links),
                               .next_valid(third_valid), .next(third), .next_links(third_links));
    tain_extension extension4 (.clk, .rst, .upper_valid(third_valid), .upper(third), .links(third_links),
                               .next_valid(fourth_valid), .next(fourth), .next_links(fourth_links));
    wire unused = &{1'b0, fourth_links};

    // What does not concern the extension headers waits for them in memory.
    tain_delay #(.WIDTH(PORTS_BITS), .STAGES(4)) ports_delay (.clk, .s_data(fixed_ports), .m_data(fourth_ports));
    tain_delay #(.WIDTH(258), .STAGES(5)) addresses_delay (
        .clk, .s_data({ip, v6, source, destination}),
        .m_data({headers.ip, headers.v6, headers.source, headers.destination}));
    tain_ports upper_ports (
        .clk, .rst, .upper_valid(fourth_valid), .upper(fourth), .ports(fourth_ports), .ports_valid(headers_valid),
        .protocol(headers.protocol), .known(headers.ports_known), .source_port(headers.source_port),
        .destination_port(headers.destination_port));
endmodule
`default_nettype wire
