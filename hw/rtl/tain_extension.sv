// SPDX-License-Identifier: Apache-2.0
// Skips one IPv6 extension header, if there is one to skip (design 2.4; RFC 8200 section 4).
//
// Promises: the result one clock later, one a clock. LATENCY = 1. A header is skipped when its first eight bytes
//   are there; the first next-header value that is not skipped is settled as the protocol.
`default_nettype none
module tain_extension #(
    localparam int LINKS_BITS = 16 * tain_pkg::CHUNKS
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   upper_valid,
    input  wire tain_pkg::upper_t upper,
    input  wire [LINKS_BITS-1:0]  links,
    output logic                  next_valid,
    output tain_pkg::upper_t      next,
    output logic [LINKS_BITS-1:0] next_links
);
    wire [15:0] word;
    tain_pick #(.WIDTH(16)) pick (.words(links), .place(upper.place), .word);
    tain_pkg::link_t link;
    assign link = word;
    wire skip = !upper.settled && upper.skippable && link.present;
    wire later_fragment = upper.fragment && link.later_fragment;

    always_ff @(posedge clk) begin
        next_valid <= upper_valid && !rst;
        next_links <= links;
        next <= upper;
        next.settled <= 1'b1;
        if (skip) begin
            next.next_header <= link.next_header;
            next.skippable <= link.skippable;
            next.fragment <= link.fragment;
            next.place <= upper.fragment ? upper.place + 4'd1 : link.place;  // a fragment header has no length
            next.later_fragment <= later_fragment;
            next.settled <= later_fragment;
        end
    end
endmodule
`default_nettype wire
