// SPDX-License-Identifier: Apache-2.0
// Skips one IPv6 extension header, if there is one to skip (design 2.4; RFC 8200 section 4).
//
// Promises: the result one clock later, one a clock. LATENCY = 1. A header is skipped when its first eight bytes
//   are there; the first next-header value that is not skipped is settled as the protocol.
`default_nettype none
module tain_extension (
    input  wire              clk,
    input  wire              rst,
    input  wire              upper_valid,
    input  wire tain_pkg::upper_t upper,
    output logic             next_valid,
    output tain_pkg::upper_t next
);
    localparam logic [7:0] HOP_BY_HOP = 8'd0;
    localparam logic [7:0] ROUTING = 8'd43;
    localparam logic [7:0] FRAGMENT = 8'd44;
    localparam logic [7:0] DESTINATION_OPTIONS = 8'd60;

    wire [31:0] header = tain_pkg::chunk(upper.chunks, upper.place);
    wire [7:0] after = header[31:24];
    wire is_fragment = upper.next_header == FRAGMENT;
    wire skippable = upper.next_header == HOP_BY_HOP || upper.next_header == ROUTING || is_fragment
        || upper.next_header == DESTINATION_OPTIONS;
    wire present = upper.bytes >= {1'b0, upper.place, 3'd0} + 8'd8;
    wire skip = !upper.settled && skippable && present;
    wire later_fragment = is_fragment && header[15:3] != 13'd0;
    // Eights of bytes to go on by; 15 is beyond the window in any case.
    wire [8:0] place_after = {5'd0, upper.place} + (is_fragment ? 9'd1 : {1'b0, header[23:16]} + 9'd1);

    always_ff @(posedge clk) begin
        next_valid <= upper_valid && !rst;
        if (upper_valid) begin
            next <= upper;
            if (skip) begin
                next.next_header <= after;
                next.place <= place_after > 9'd15 ? 4'd15 : place_after[3:0];
                next.later_fragment <= later_fragment;
                next.settled <= later_fragment;
            end else next.settled <= 1'b1;
        end
    end
endmodule
`default_nettype wire
