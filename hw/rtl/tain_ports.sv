// SPDX-License-Identifier: Apache-2.0
// Reads the ports of TCP, UDP and SCTP where the frame has them (design 2.4, 2.5), and completes the headers.
//
// Promises: the result one clock later, one a clock. LATENCY = 1.
`default_nettype none
module tain_ports (
    input  wire                clk,
    input  wire                rst,
    input  wire                upper_valid,
    input  wire tain_pkg::upper_t upper,
    output logic               headers_valid,
    output tain_pkg::headers_t headers
);
    wire has_ports = upper.next_header == tain_pkg::TCP || upper.next_header == tain_pkg::UDP
        || upper.next_header == tain_pkg::SCTP;
    wire present = upper.bytes >= {1'b0, upper.place, 3'd0} + 8'd4;
    wire known = has_ports && present && !upper.later_fragment;
    wire [31:0] ports = tain_pkg::chunk(upper.chunks, upper.place);

    always_ff @(posedge clk) begin
        headers_valid <= upper_valid && !rst;
        if (upper_valid) begin
            headers.ip <= upper.ip;
            headers.v6 <= upper.v6;
            headers.source <= upper.source;
            headers.destination <= upper.destination;
            headers.protocol <= upper.next_header;
            headers.ports_known <= known;
            headers.source_port <= known ? ports[31:16] : 16'd0;
            headers.destination_port <= known ? ports[15:0] : 16'd0;
        end
    end
endmodule
`default_nettype wire
