// SPDX-License-Identifier: Apache-2.0
// Whether a queue is one: what goes in comes out, once, unchanged and in order. One word at a time is watched, any one,
// at the solver's choice: how many words were inside when it came is counted down as they leave, and when none is left
// before it the next word out must be it. As every word can be the watched one, none is lost, doubled, changed or
// passed. `inside`, `watching`, `before` and `word` are for a proof's own invariants: where in the queue the word is.
`default_nettype none
module watched_word #(
    parameter int WIDTH = 8,
    parameter int CAPACITY = 2,  // words that the queue can hold
    localparam int COUNT_WIDTH = $clog2(CAPACITY + 2)
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   watch,   // free: the word that goes in now is watched, if none is
    input  wire                   push,
    input  wire [WIDTH-1:0]       push_data,
    input  wire                   pop,
    input  wire [WIDTH-1:0]       front,   // the word that stands at the output, where `offered`
    input  wire                   offered,
    output wire [COUNT_WIDTH-1:0] inside,
    output wire                   watching,
    output wire [COUNT_WIDTH-1:0] before,
    output wire [WIDTH-1:0]       word
);
    logic [COUNT_WIDTH-1:0] inside_q = '0, before_q;
    logic watching_q = 1'b0;
    logic [WIDTH-1:0] word_q;
    assign inside = inside_q;
    assign watching = watching_q;
    assign before = before_q;
    assign word = word_q;

    always_ff @(posedge clk)
        if (rst) begin
            inside_q <= '0;
            watching_q <= 1'b0;
        end else begin
            inside_q <= inside_q + COUNT_WIDTH'(push) - COUNT_WIDTH'(pop);
            if (watching_q) begin
                if (pop) before_q <= before_q - 1'b1;
                if (pop && before_q == '0) watching_q <= 1'b0;
            end else if (watch && push) begin
                watching_q <= 1'b1;
                word_q <= push_data;
                before_q <= inside_q - COUNT_WIDTH'(pop);
            end
        end

    always_comb if (!rst) begin
        assert (inside_q <= COUNT_WIDTH'(CAPACITY));
        assert (!watching_q || before_q < inside_q);
        assert (!offered || inside_q != '0);
        if (offered && watching_q && before_q == '0) assert (front == word_q);
        cover (offered && watching_q && before_q == '0 && word_q != '0 && inside_q == COUNT_WIDTH'(CAPACITY));
    end
endmodule
`default_nettype wire
