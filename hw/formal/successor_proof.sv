// SPDX-License-Identifier: Apache-2.0
// tain_successor: whether one number follows another, wrapped. One bit, two, five and eleven, as a copy buffer's places.
`default_nettype none
module successor_proof (
    input wire [10:0] place,
    input wire [10:0] next
);
    for (genvar i = 0; i < 4; i++) begin : g_width
        localparam int WIDTH = (i == 0) ? 1 : (i == 1) ? 2 : (i == 2) ? 5 : 11;
        wire follows;
        tain_successor #(.WIDTH(WIDTH)) dut (.place(place[WIDTH-1:0]), .next(next[WIDTH-1:0]), .follows);
        always_comb begin
            assert (follows == (next[WIDTH-1:0] == WIDTH'(place[WIDTH-1:0] + 1'b1)));
            cover (follows && next[WIDTH-1:0] == '0);
            cover (!follows);
        end
    end
endmodule
`default_nettype wire
