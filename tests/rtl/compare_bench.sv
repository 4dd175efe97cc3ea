// SPDX-License-Identifier: Apache-2.0
// The tables that compare their rows with every frame: interfaces, classes, ranges. A frame's bank and what is known of
// it come in by pins, one a clock; so do commands, whose answers are ORed as in a port.
`default_nettype none
module compare_bench (
    input  wire         clk,
    input  wire         rst,
    input  wire         command_write,
    input  wire         command_occupy,
    input  wire         command_erase,
    input  wire         command_read,
    input  wire         command_read_occupied,
    input  wire         command_bank,
    input  wire  [4:0]  command_table,
    input  wire  [15:0] command_index,
    input  wire  [4:0]  command_word,
    input  wire  [31:0] command_data,
    output wire  [31:0] answer,
    input  wire         frame_valid,
    input  wire         frame_bank,
    input  wire  [47:0] frame_mac,
    input  wire         frame_mac_known,
    input  wire         frame_ip,
    input  wire         frame_v6,
    input  wire [127:0] frame_source,
    input  wire [127:0] frame_destination,
    input  wire  [7:0]  frame_protocol,
    input  wire         frame_ports_known,
    input  wire  [15:0] frame_source_port,
    input  wire  [15:0] frame_destination_port,
    output wire         found,           // three clocks after the pins
    output wire  [15:0] index,
    output wire         never_copied,    // four
    output wire         resolver,
    output wire  [32:0] range_hit        // two
);
    tain_pkg::row_command_t command;
    assign command = {command_write, command_occupy, command_erase, command_read, command_read_occupied, command_bank,
                      command_table, command_index, command_word, command_data};

    // The pins' frame is the next one; its headers stand in the clock after.
    tain_pkg::headers_t headers;
    logic valid_q, bank_q, mac_known_q;
    logic [47:0] mac_q;
    always_ff @(posedge clk) begin
        valid_q <= frame_valid && !rst;
        bank_q <= frame_bank;
        mac_q <= frame_mac;
        mac_known_q <= frame_mac_known;
        headers.ip <= frame_ip;
        headers.v6 <= frame_v6;
        headers.source <= frame_source;
        headers.destination <= frame_destination;
        headers.protocol <= frame_protocol;
        headers.ports_known <= frame_ports_known;
        headers.source_port <= frame_source_port;
        headers.destination_port <= frame_destination_port;
    end

    wire [31:0] interface_answer, class_answer, range_answer;
    wire [15:0] unused_counter;
    wire [47:0] unused_source_mac;
    wire [31:0] unused_ipv4;
    wire [127:0] unused_ipv6;
    tain_interface_table #(.INTERFACES(9)) interfaces (
        .clk, .rst, .command, .answer(interface_answer), .lookup_valid(valid_q), .lookup_bank(bank_q),
        .lookup_mac(mac_q), .lookup_mac_known(mac_known_q), .found, .index, .read_bank(1'b0), .read_index(16'd0),
        .read_counter(unused_counter), .source_mac(unused_source_mac), .source_ipv4(unused_ipv4),
        .source_ipv6(unused_ipv6));
    tain_class_table #(.NEVER_COPIED(16), .RESOLVERS(4)) classes (
        .clk, .rst, .command, .answer(class_answer), .headers_valid(valid_q), .headers_bank(bank_q), .headers,
        .never_copied, .resolver);
    tain_range_table #(.RANGE_CHECKERS(33)) ranges (
        .clk, .rst, .command, .answer(range_answer), .headers_valid(valid_q), .next_bank(frame_bank), .headers,
        .hit(range_hit));
    assign answer = interface_answer | class_answer | range_answer;
endmodule
`default_nettype wire
