// SPDX-License-Identifier: Apache-2.0
// The AND of many words, in three registered levels of at most six inputs a bit.
//
// Promises: `out` three clocks after `in`, one a clock (LATENCY = 3); `enable` is ANDed in the last level. At most
//   180 words.
`default_nettype none
module tain_and_tree #(
    parameter int WIDTH = 576,
    parameter int WORDS = 66,
    localparam int FIRST = (WORDS + 5) / 6,
    localparam int SECOND = (FIRST + 5) / 6
) (
    input  wire                   clk,
    input  wire                   in_valid,
    input  wire [WORDS*WIDTH-1:0] in,
    input  wire [WIDTH-1:0]       enable,
    output logic [WIDTH-1:0]      out
);
    if (SECOND > 5) begin : check_words
        $fatal(1, "tain_and_tree: at most 180 words");
    end

    logic [1:0] valid_q;
    always_ff @(posedge clk) valid_q <= {valid_q[0], in_valid};

    wire [FIRST*WIDTH-1:0] first;
    for (genvar i = 0; i < FIRST; i++) begin : g_first
        localparam int COUNT = WORDS - 6 * i < 6 ? WORDS - 6 * i : 6;
        logic [WIDTH-1:0] all, all_q;
        always_comb begin
            all = in[6*i*WIDTH +: WIDTH];
            for (int j = 1; j < COUNT; j++) all = all & in[(6*i+j)*WIDTH +: WIDTH];
        end
        always_ff @(posedge clk) if (in_valid) all_q <= all;
        assign first[i*WIDTH +: WIDTH] = all_q;
    end

    wire [SECOND*WIDTH-1:0] second;
    for (genvar i = 0; i < SECOND; i++) begin : g_second
        localparam int COUNT = FIRST - 6 * i < 6 ? FIRST - 6 * i : 6;
        logic [WIDTH-1:0] all, all_q;
        always_comb begin
            all = first[6*i*WIDTH +: WIDTH];
            for (int j = 1; j < COUNT; j++) all = all & first[(6*i+j)*WIDTH +: WIDTH];
        end
        always_ff @(posedge clk) if (valid_q[0]) all_q <= all;
        assign second[i*WIDTH +: WIDTH] = all_q;
    end

    logic [WIDTH-1:0] last;
    always_comb begin
        last = enable;
        for (int j = 0; j < SECOND; j++) last = last & second[j*WIDTH +: WIDTH];
    end
    always_ff @(posedge clk) if (valid_q[1]) out <= last;
endmodule
`default_nettype wire
