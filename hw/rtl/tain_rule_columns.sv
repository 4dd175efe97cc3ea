// SPDX-License-Identifier: Apache-2.0
// The column words of some strides of some rules, and their AND: as many as one lookup table level behind the memories
// takes, or two where lookup tables have four inputs.
//
// Promises: `all` two clocks after the key, one search a clock: bit r says whether rule r allows all these strides to
//   be what they are in the key. A column word is written whole, while searches go on: `column_write` and
//   `column_word` one clock before its bits.
// Kept apart in synthesis: key and write address are registers of this module's own, so that with at most 252 rules no
//   net has more than 256 loads; 14 rules fill a RAM32M16, so other multiples waste memory.
`default_nettype none
(* keep_hierarchy *)
module tain_rule_columns #(
    parameter int RULES = 196,
    parameter int STRIDE = 5,
    parameter int STRIDES = 6
) (
    input  wire                      clk,
    input  wire [STRIDES-1:0]        column_write,  // by stride
    input  wire [STRIDE-1:0]         column_word,
    input  wire [RULES-1:0]          column_rules,
    input  wire                      key_valid,
    input  wire [STRIDES*STRIDE-1:0] key,
    output logic                     all_valid,
    output logic [RULES-1:0]         all
);
    logic [STRIDES-1:0] write_q;
    logic [STRIDE-1:0] word_q;
    logic key_valid_q;
    logic [STRIDES*STRIDE-1:0] key_q;
    always_ff @(posedge clk) begin
        write_q <= column_write;
        word_q <= column_word;
        key_valid_q <= key_valid;
        key_q <= key;
    end

    for (genvar s = 0; s < STRIDES; s++) begin : g_stride
        logic [RULES-1:0] column [0:(1<<STRIDE)-1];
        // Asked in two steps, so that a simulation asks all strides at once whether there is anything to write.
        always_ff @(posedge clk) if (write_q != '0) if (write_q[s]) column[word_q] <= column_rules;
        // The AND up to this stride. (A vector of all words would cost a simulation more than the search itself.)
        wire [RULES-1:0] so_far;
        if (s == 0) begin : g_first
            assign so_far = column[key_q[s*STRIDE +: STRIDE]];
        end else begin : g_further
            assign so_far = g_stride[s-1].so_far & column[key_q[s*STRIDE +: STRIDE]];
        end
    end

    always_ff @(posedge clk) begin
        all_valid <= key_valid_q;
        if (key_valid_q) all <= g_stride[STRIDES-1].so_far;
    end
endmodule
`default_nettype wire
