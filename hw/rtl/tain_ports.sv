// SPDX-License-Identifier: Apache-2.0
// Reads the ports of TCP, UDP and SCTP where the frame has them (design 2.4, 2.5).
//
// Promises: the result one clock later, one a clock. LATENCY = 1.
`default_nettype none
module tain_ports (
    input  wire                clk,
    input  wire                rst,
    input  wire                upper_valid,
    input  wire tain_pkg::upper_t upper,
    input  wire [tain_pkg::CHUNKS*33-1:0] ports,  // by chunk: its first four bytes are there, and these bytes
    output logic               ports_valid,
    output logic [7:0]         protocol,
    output logic               known,
    output logic [15:0]        source_port,       // 0 where not known
    output logic [15:0]        destination_port
);
    wire there;
    wire [31:0] picked;
    tain_pick #(.WIDTH(33)) pick (.words(ports), .place(upper.place), .word({there, picked}));
    wire has_ports = upper.next_header == tain_pkg::TCP || upper.next_header == tain_pkg::UDP
        || upper.next_header == tain_pkg::SCTP;
    wire have = has_ports && there && !upper.later_fragment;

    always_ff @(posedge clk) begin
        ports_valid <= upper_valid && !rst;
        protocol <= upper.next_header;
        known <= have;
        source_port <= have ? picked[31:16] : 16'd0;
        destination_port <= have ? picked[15:0] : 16'd0;
    end
endmodule
`default_nettype wire
