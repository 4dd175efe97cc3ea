// SPDX-License-Identifier: Apache-2.0
// The word that stands at a place; 0 where no word does. Two levels of LUT6.
`default_nettype none
module tain_pick #(
    parameter int WIDTH = 16,
    localparam int CHUNKS = tain_pkg::CHUNKS
) (
    input  wire [CHUNKS*WIDTH-1:0] words,
    input  wire [3:0]              place,
    output wire [WIDTH-1:0]        word
);
    function automatic logic [WIDTH-1:0] of_four(input logic [4*WIDTH-1:0] four, input logic [1:0] number);
        of_four = number[1] ? (number[0] ? four[3*WIDTH +: WIDTH] : four[2*WIDTH +: WIDTH])
            : (number[0] ? four[WIDTH +: WIDTH] : four[0 +: WIDTH]);
    endfunction

    wire [WIDTH-1:0] last = place[2:0] == 3'd0 ? words[8*WIDTH +: WIDTH] : '0;
    assign word = place[3] ? last
        : of_four(place[2] ? words[4*WIDTH +: 4*WIDTH] : words[0 +: 4*WIDTH], place[1:0]);
endmodule
`default_nettype wire
