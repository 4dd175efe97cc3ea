// SPDX-License-Identifier: Apache-2.0
// What goes in comes out STAGES clocks later (0: at once). Never reset: what travels in it needs a valid of its own.
// A long delay is a ring of distributed RAM and an output register: half the cells of a chain, and in a simulation
// one word written a clock instead of all of them.
`default_nettype none
module tain_delay #(
    parameter int WIDTH = 8,
    parameter int STAGES = 1
) (
    input  wire              clk,
    input  wire  [WIDTH-1:0] s_data,
    output logic [WIDTH-1:0] m_data
);
    if (WIDTH < 1 || STAGES < 0) begin : gen_bad_size
        $fatal(1, "tain_delay: WIDTH must be at least 1, STAGES at least 0");
    end

    if (STAGES == 0) begin : gen_wire
        wire unused_clk = clk;
        assign m_data = s_data;
    end else if (STAGES < 3) begin : gen_chain
        logic [WIDTH*STAGES-1:0] chain_q;
        assign m_data = chain_q[WIDTH*(STAGES-1) +: WIDTH];
        if (STAGES == 1) begin : gen_one
            always_ff @(posedge clk) chain_q <= s_data;
        end else begin : gen_two
            always_ff @(posedge clk) chain_q <= {chain_q[WIDTH-1:0], s_data};
        end
    end else begin : gen_ring
        // The word is written in the clock in which the oldest one, DEPTH clocks old, is taken out.
        localparam int DEPTH = STAGES - 1;
        localparam int POINTER_WIDTH = $clog2(DEPTH);
        (* ram_style = "distributed" *) logic [WIDTH-1:0] memory [0:DEPTH-1];
        logic [POINTER_WIDTH-1:0] place_q = '0;  // any start would do, but a simulator must know one
        logic [WIDTH-1:0] data_q;
        assign m_data = data_q;
        always_ff @(posedge clk) begin
            data_q <= memory[place_q];
            memory[place_q] <= s_data;
            place_q <= (place_q == POINTER_WIDTH'(DEPTH - 1)) ? '0 : place_q + 1'b1;
        end
    end
endmodule
`default_nettype wire
