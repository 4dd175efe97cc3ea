// SPDX-License-Identifier: Apache-2.0
// Counts how many of PLACES are taken. Promises: `any` (one is taken) and `room` (one is free) are registers, right in
// the clock after a change and low during reset; what changes them goes through two tables at most, however many places
// there are: what the count is compared with does not wait for it. A place taken and one given back in the same clock
// change nothing. Needs `room` for a place to be taken, and `any` for one to be given back.
// Keeps its walls, or synthesis would fold it into what comes before it, and deepen that.
`default_nettype none
(* keep_hierarchy *)
module tain_level #(
    parameter int PLACES = 16
) (
    input  wire  clk,
    input  wire  rst,
    input  wire  take,
    input  wire  give,
    output logic any,
    output logic room
);
    localparam int WIDTH = $clog2(PLACES + 1);

    logic [WIDTH-1:0] taken_q, flips;
    wire more = take && !give;
    wire fewer = give && !take;

    // One up or down: a bit flips where all below it are 1 or all are 0. Without an adder, whose carry would wait.
    logic flip;
    always_comb begin
        flip = 1'b1;
        for (int i = 0; i < WIDTH; i++) begin
            flips[i] = flip;
            flip = flip && taken_q[i] == more;
        end
    end

    always_ff @(posedge clk) begin
        if (rst) begin
            taken_q <= '0;
            any <= 1'b0;
            room <= 1'b0;
        end else begin
            if (more || fewer) taken_q <= taken_q ^ flips;
            any <= (taken_q == '0) ? more : !(taken_q == WIDTH'(1) && fewer);
            room <= (taken_q == WIDTH'(PLACES)) ? fewer : !(taken_q == WIDTH'(PLACES - 1) && more);
        end
    end

`ifndef SYNTHESIS
    always_ff @(posedge clk) if (!rst) begin
        assert (!take || room);
        assert (!give || any);
    end
`endif
endmodule
`default_nettype wire
