// SPDX-License-Identifier: Apache-2.0
// The column words of up to six strides of a rule table, and their AND: one lookup table level behind the memories.
//
// Promises: `all` two clocks after the key, one search a clock: bit r says whether rule r allows all these strides to
//   be what they are in the key.
`default_nettype none
module tain_rule_columns #(
    parameter int RULES = 576,
    parameter int STRIDE = 5,
    parameter int STRIDES = 6
) (
    input  wire                      clk,
    input  wire [STRIDES-1:0]        column_write,  // by stride
    input  wire [STRIDE-1:0]         column_word,
    input  wire [RULES-1:0]          column_rules,
    input  wire                      key_valid,
    input  wire [STRIDES*STRIDE-1:0] key,
    output logic [RULES-1:0]         all
);
    for (genvar s = 0; s < STRIDES; s++) begin : g_stride
        logic [RULES-1:0] column [0:(1<<STRIDE)-1];
        logic [RULES-1:0] word_q;
        always_ff @(posedge clk) begin
            if (column_write[s]) column[column_word] <= column_rules;
            if (key_valid) word_q <= column[key[s*STRIDE +: STRIDE]];
        end
        // The AND up to this stride. (A vector of all words would cost a simulation more than the search itself.)
        wire [RULES-1:0] so_far;
        if (s == 0) begin : g_first
            assign so_far = word_q;
        end else begin : g_further
            assign so_far = g_stride[s-1].so_far & word_q;
        end
    end

    logic words_valid_q;
    always_ff @(posedge clk) begin
        words_valid_q <= key_valid;
        if (words_valid_q) all <= g_stride[STRIDES-1].so_far;
    end
endmodule
`default_nettype wire
