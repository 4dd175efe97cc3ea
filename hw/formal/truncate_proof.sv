// SPDX-License-Identifier: Apache-2.0
// tain_truncate: of each frame the first `keep` bytes, to the byte; what is counted of it, beat by beat. Frames of any
// length below 2 GiB.
`default_nettype none
module truncate_proof #(
    parameter int DATA_WIDTH = 64,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input wire                  clk,
    input wire                  rst,
    input wire                  in_valid,
    input wire [DATA_WIDTH-1:0] in_data,
    input wire [7:0]            in_bytes,
    input wire                  in_last,
    input wire                  in_bad,
    input wire                  in_copy,
    input wire [15:0]           in_keep,
    input wire [3:0]            in_side
);
    localparam int LATENCY = 4;
    wire out_valid, out_write, out_last, out_bad;
    wire [DATA_WIDTH-1:0] out_data;
    wire [15:0] out_kept;
    wire [31:0] out_length;
    wire [3:0] out_side;
    tain_truncate #(.DATA_WIDTH(DATA_WIDTH), .SIDE_WIDTH(4)) dut (
        .clk, .rst, .in_valid, .in_data, .in_bytes, .in_last, .in_bad, .in_copy, .in_keep, .in_side, .out_valid, .out_data,
        .out_write, .out_last, .out_bad, .out_kept, .out_length, .out_side);
    first_reset resets (.clk, .rst);

    // The frame under way: bytes of it before this beat, all but its last beat full; what is said of it stays.
    logic [31:0] before_q = '0;
    logic copy_q;
    logic [15:0] keep_q;
    wire [31:0] length = before_q + 32'(in_bytes);
    always_ff @(posedge clk)
        if (rst) before_q <= '0;
        else if (in_valid) begin
            before_q <= in_last ? 32'd0 : length;
            {copy_q, keep_q} <= {in_copy, in_keep};
        end
    always_comb if (!rst && in_valid) begin
        assume (in_bytes != '0 && in_bytes <= 8'(BYTES) && (in_last || in_bytes == 8'(BYTES)));
        if (before_q != '0) assume (in_copy == copy_q && in_keep == keep_q);
        assume (before_q < 32'h7fff_0000);
    end

    // What is kept up to this beat, and of it: the definition.
    function automatic logic [15:0] kept_of(input logic [31:0] bytes, input logic copy, input logic [15:0] keep);
        kept_of = !copy ? 16'd0 : bytes < 32'(keep) ? bytes[15:0] : keep;
    endfunction
    wire [15:0] kept = kept_of(length, in_copy, in_keep);
    wire [15:0] kept_before = kept_of(before_q, in_copy, in_keep);
    logic [DATA_WIDTH-1:0] data;
    always_comb
        for (int i = 0; i < BYTES; i++)
            data[8*i +: 8] = before_q + 32'(i) < 32'(kept) && 8'(i) < in_bytes ? in_data[8*i +: 8] : 8'd0;

    localparam int WIDTH = DATA_WIDTH + 16 + 32 + 4 + 3;
    logic [LATENCY-1:0] valid_q = '0;
    logic [WIDTH-1:0] expected1_q, expected2_q, expected3_q, expected4_q;
    always_ff @(posedge clk) begin
        valid_q <= rst ? '0 : {valid_q[LATENCY-2:0], in_valid};
        expected1_q <= {data, kept, length, in_side, kept != kept_before, in_last, in_bad};
        expected2_q <= expected1_q;
        expected3_q <= expected2_q;
        expected4_q <= expected3_q;
    end
    logic [2:0] age_q = '0;
    always_ff @(posedge clk) if (age_q != 3'd5) age_q <= age_q + 1'b1;
    always_comb if (age_q != '0) begin
        assert (out_valid == valid_q[3]);
        if (out_valid) assert ({out_data, out_kept, out_length, out_side, out_write, out_last, out_bad} == expected4_q);
        cover (out_valid && out_last && out_kept == 16'd19 && out_length == 32'd27 && out_data == '0);
        cover (out_valid && !out_last && out_kept == 16'd11 && out_data == 64'h332211);
    end

    // What holds inside: what is left to keep, and each stage.
    (* hierconn *) wire \dut.first_q ;
    (* hierconn *) wire [15:0] \dut.left_q ;
    (* hierconn *) wire \dut.valid1_q ;
    (* hierconn *) wire \dut.valid2_q ;
    (* hierconn *) wire \dut.valid3_q ;
    (* hierconn *) wire \dut.first1_q ;
    (* hierconn *) wire \dut.first2_q ;
    (* hierconn *) wire [31:0] \dut.length2_q ;
    (* hierconn *) wire [15:0] \dut.total3_q ;
    // Of the latest beat that each stage has seen.
    logic [31:0] length1_q, length2_q;
    logic [15:0] kept1_q, kept2_q, kept3_q;
    logic last1_q = 1'b1, last2_q = 1'b1, last3_q = 1'b1;
    always_ff @(posedge clk) begin
        if (in_valid) {length1_q, kept1_q, last1_q} <= {length, kept, in_last};
        if (valid_q[0]) {length2_q, kept2_q, last2_q} <= {length1_q, kept1_q, last1_q};
        if (valid_q[1]) {kept3_q, last3_q} <= {kept2_q, last2_q};
        if (rst) {last1_q, last2_q, last3_q} <= 3'b111;
    end
    always_comb if (age_q != '0) begin
        assert (valid_q[2:0] == {\dut.valid3_q , \dut.valid2_q , \dut.valid1_q });
        if (!rst) begin
            assert (\dut.first_q == (before_q == '0) && last1_q == \dut.first_q );
            if (before_q != '0) begin
                assert (before_q < 32'h7fff_0100 && length1_q == before_q && kept1_q == kept_of(before_q, copy_q, keep_q));
                assert (\dut.left_q == (before_q < 32'(keep_q) ? keep_q - before_q[15:0] : 16'd0));
            end
            if (valid_q[0]) assert (\dut.first1_q == last2_q);
            else assert (last1_q == last2_q && (last1_q || {length1_q, kept1_q} == {length2_q, kept2_q}));
            if (valid_q[1]) assert (\dut.first2_q == last3_q);
            else assert (last2_q == last3_q && (last2_q || kept2_q == kept3_q));
            if (!last2_q) assert (\dut.length2_q == length2_q);
            if (!last3_q) assert (\dut.total3_q == kept3_q);
        end
    end
endmodule
`default_nettype wire
