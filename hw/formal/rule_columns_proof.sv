// SPDX-License-Identifier: Apache-2.0
// tain_rule_columns: a search finds, of any rule and for any key, the AND of the bits that were written last for the
// key's strides; while others are written, too.
`default_nettype none
module rule_columns_proof #(
    parameter int RULES = 3,
    parameter int STRIDE = 2,
    localparam int STRIDES = 2
) (
    input wire                      clk,
    input wire [STRIDES-1:0]        column_write,
    input wire [STRIDE-1:0]         column_word,
    input wire [RULES-1:0]          column_rules,
    input wire                      key_valid,
    input wire [STRIDES*STRIDE-1:0] key
);
    wire all_valid;
    wire [RULES-1:0] all;
    tain_rule_columns #(.RULES(RULES), .STRIDE(STRIDE), .STRIDES(STRIDES)) dut (
        .clk, .column_write, .column_word, .column_rules, .key_valid, .key, .all_valid, .all);

    (* anyconst *) logic [1:0] rule;
    (* anyconst *) logic [STRIDES*STRIDE-1:0] watched;
    always_comb assume (rule < 2'(RULES));

    // By stride: whether its word of the watched key is written now, and what the last one said of the rule.
    logic [STRIDES-1:0] writes_q = '0, known_q = '0, bit_q;
    logic valid1_q = 1'b0, valid2_q = 1'b0, looked_q = 1'b0, expected_q, other_q = 1'b0;
    logic [STRIDES*STRIDE-1:0] key1_q;
    always_ff @(posedge clk) begin
        for (int s = 0; s < STRIDES; s++) begin
            writes_q[s] <= column_write[s] && column_word == watched[STRIDE*s +: STRIDE];
            if (writes_q[s]) {known_q[s], bit_q[s]} <= {1'b1, column_rules[rule]};
        end
        valid1_q <= key_valid;
        key1_q <= key;
        valid2_q <= valid1_q;
        if (valid1_q) begin
            looked_q <= key1_q == watched && (&known_q);
            expected_q <= &bit_q;
        end
        other_q <= writes_q != '0;
    end
    always_comb begin
        if (looked_q) assert (all[rule] == expected_q);
        cover (looked_q && valid2_q && expected_q && other_q && !all[0] && watched == 4'b1001);
        cover (looked_q && !expected_q && bit_q != '0);
    end
    logic begun_q = 1'b0, twice_q = 1'b0;
    always_ff @(posedge clk) {begun_q, twice_q} <= {1'b1, begun_q};
    always_comb if (twice_q) assert (all_valid == valid2_q);

    (* hierconn *) wire \dut.key_valid_q ;
    (* hierconn *) wire [STRIDES*STRIDE-1:0] \dut.key_q ;
    (* hierconn *) wire [STRIDES-1:0] \dut.write_q ;
    (* hierconn *) wire [STRIDE-1:0] \dut.word_q ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[0].column[0] ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[0].column[1] ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[0].column[2] ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[0].column[3] ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[1].column[0] ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[1].column[1] ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[1].column[2] ;
    (* hierconn *) wire [RULES-1:0] \dut.g_stride[1].column[3] ;
    wire [8*RULES-1:0] columns = {
        \dut.g_stride[1].column[3] , \dut.g_stride[1].column[2] , \dut.g_stride[1].column[1] , \dut.g_stride[1].column[0] ,
        \dut.g_stride[0].column[3] , \dut.g_stride[0].column[2] , \dut.g_stride[0].column[1] , \dut.g_stride[0].column[0] };
    always_comb begin
        for (int s = 0; s < STRIDES; s++) begin
            if (begun_q) assert (writes_q[s] == (\dut.write_q [s] && \dut.word_q == watched[STRIDE*s +: STRIDE]));
            if (known_q[s]) assert (columns[RULES*(4*s + 32'(watched[STRIDE*s +: STRIDE])) + 32'(rule)] == bit_q[s]);
        end
        if (begun_q) assert (\dut.key_valid_q == valid1_q && \dut.key_q == key1_q);
        assert (begun_q || !twice_q);
    end
endmodule
`default_nettype wire
