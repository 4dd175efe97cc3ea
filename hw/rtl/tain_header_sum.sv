// SPDX-License-Identifier: Apache-2.0
// What a judgement says of the outer headers, summed for their checksum: over IPv4 the header's own, over IPv6 UDP's,
// which covers a pseudo header, the UDP header and VXLAN's. What depends on the copy's length and bytes is left to
// tain_checksum. Two sums of 16-bit words, to be added: LATENCY clocks after the judgement, one a clock.
`default_nettype none
module tain_header_sum (
    input  wire                        clk,
    input  wire  tain_pkg::outer_t     outer,
    output logic [tain_pkg::HEADER_SUM_WIDTH-1:0] sum
);
    localparam int LATENCY = 2;

    // IPv4: version, IHL and DSCP, DF, TTL and protocol; the total length is the kept bytes and 36. UDP: the protocol,
    // the destination port, the VXLAN flags; its length, the kept bytes and 16, is in there twice.
    localparam logic [17:0] IPV4_CONSTANTS = 18'h4500 + 18'h4000 + 18'h4011 + 18'd36;
    localparam logic [17:0] UDP_CONSTANTS = 18'd17 + 18'd4789 + 18'h0800 + 18'd32;

    // 1: four words at a time; the lowest two of each address are all of an IPv4 one.
    logic v6_1_q;
    logic [17:0] low1_q, source1_q, destination1_q, middle1_q, rest1_q;
    // 2: the addresses, and the rest.
    logic [19:0] addresses2_q;
    logic [17:0] rest2_q;
    assign sum = {rest2_q, addresses2_q};

    function automatic [17:0] four(input [63:0] words);
        four = (18'(words[15:0]) + 18'(words[31:16])) + (18'(words[47:32]) + 18'(words[63:48]));
    endfunction

    always_ff @(posedge clk) begin
        v6_1_q <= outer.v6;
        low1_q <= four({outer.source[31:0], outer.destination[31:0]});
        middle1_q <= four({outer.source[63:32], outer.destination[63:32]});
        source1_q <= four(outer.source[127:64]);
        destination1_q <= four(outer.destination[127:64]);
        rest1_q <= 18'({2'b11, outer.hash[13:0]}) + 18'(outer.vni[23:8]) + 18'({outer.vni[7:0], 8'd0});

        addresses2_q <= (20'(low1_q) + {2'd0, v6_1_q ? middle1_q : 18'd0})
                        + ({2'd0, v6_1_q ? source1_q : 18'd0} + {2'd0, v6_1_q ? destination1_q : 18'd0});
        rest2_q <= v6_1_q ? rest1_q + UDP_CONSTANTS : IPV4_CONSTANTS;
    end

    wire unused_outer = &{1'b0, outer.source_mac, outer.destination_mac, outer.hash[31:14], 1'(LATENCY)};
endmodule
`default_nettype wire
