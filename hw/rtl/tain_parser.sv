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
    wire packet_valid, packet_type_v4, packet_type_v6;
    wire [911:0] packet;
    wire [7:0] packet_bytes;
    tain_ethernet ethernet (.*);

    wire fixed_valid, first_valid, second_valid, third_valid, fourth_valid;
    tain_pkg::upper_t fixed, first, second, third, fourth;
    tain_ip ip (.*, .upper_valid(fixed_valid), .upper(fixed));
    tain_extension extension1 (.*, .upper_valid(fixed_valid), .upper(fixed), .next_valid(first_valid), .next(first));
    tain_extension extension2 (.*, .upper_valid(first_valid), .upper(first), .next_valid(second_valid), .next(second));
    tain_extension extension3 (.*, .upper_valid(second_valid), .upper(second), .next_valid(third_valid), .next(third));
    tain_extension extension4 (.*, .upper_valid(third_valid), .upper(third), .next_valid(fourth_valid), .next(fourth));
    tain_ports upper_ports (.*, .upper_valid(fourth_valid), .upper(fourth));
endmodule
`default_nettype wire
