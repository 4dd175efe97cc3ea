// SPDX-License-Identifier: Apache-2.0
// tain_checksum at 64 bits: takes a beat every clock and gives each unchanged eight clocks later, its FIFO neither empty
// nor full; beside the last one the copy's length, and over IPv4 the header's checksum.
`default_nettype none
module checksum_proof (
    input wire        clk,
    input wire        rst,
    input wire        in_valid,
    input wire [63:0] in_data,
    input wire        in_write,
    input wire        in_last,
    input wire        in_bad,
    input wire [15:0] in_kept,
    input wire [31:0] in_length,
    input wire        in_v6,
    input wire [tain_pkg::HEADER_SUM_WIDTH-1:0] in_header_sum
);
    localparam int LATENCY = 8;
    wire out_valid, out_write, out_last, out_bad;
    wire [63:0] out_data;
    wire [15:0] out_kept, out_copy_length, out_checksum;
    wire [31:0] out_length;
    tain_checksum #(.DATA_WIDTH(64)) dut (
        .clk, .rst, .in_valid, .in_data, .in_write, .in_last, .in_bad, .in_kept, .in_length, .in_v6, .in_header_sum,
        .out_valid, .out_data, .out_write, .out_last, .out_bad, .out_kept, .out_length, .out_copy_length, .out_checksum);
    first_reset resets (.clk, .rst);
    // tain_truncate gives nothing in the clock after a reset.
    logic reset_q = 1'b0;
    always_ff @(posedge clk) reset_q <= rst;
    always_comb if (reset_q) assume (!in_valid);

    // The one's complement of the one's complement sum of the header's words.
    wire [15:0] headers = in_v6 ? 16'd70 : 16'd50;
    wire [16:0] length = 17'(in_kept) + 17'(headers);
    wire [21:0] sum = 22'(in_header_sum[19:0]) + 22'(in_header_sum[37:20]) + 22'(in_kept);
    wire [16:0] once = 17'(sum[15:0]) + 17'(sum[21:16]);
    wire [15:0] twice = once[15:0] + 16'(once[16]);
    logic in_frame_q = 1'b0, v6_q;
    always_ff @(posedge clk)
        if (rst) in_frame_q <= 1'b0;
        else if (in_valid) {in_frame_q, v6_q} <= {!in_last, in_v6};
    always_comb if (in_valid) assume (!length[16] && (!in_frame_q || in_v6 == v6_q));

    localparam int WIDTH = 64 + 16 + 32 + 3 + 1 + 16 + 16;
    logic [LATENCY-1:0] valid_q = '0;
    logic [LATENCY*WIDTH-1:0] words_q;
    wire [WIDTH-1:0] word = words_q[LATENCY*WIDTH-1 -: WIDTH];
    wire [63:0] data;
    wire [15:0] kept, copy_length, checksum;
    wire [31:0] frame_length;
    wire write, last, bad, v6;
    assign {data, kept, frame_length, write, last, bad, v6, copy_length, checksum} = word;
    always_ff @(posedge clk) begin
        valid_q <= rst ? '0 : {valid_q[LATENCY-2:0], in_valid};
        words_q <= {words_q[(LATENCY-1)*WIDTH-1:0], in_data, in_kept, in_length, in_write, in_last, in_bad, in_v6,
                    length[15:0] < 16'd60 ? 16'd60 : length[15:0], ~twice};
    end
    logic begun_q = 1'b0;
    always_ff @(posedge clk) begun_q <= 1'b1;
    always_comb if (begun_q) begin
        assert (out_valid == valid_q[LATENCY-1]);
        if (out_valid && !rst) begin
            assert ({out_data, out_kept, out_length} == {data, kept, frame_length});
            assert ({out_write, out_last, out_bad} == {write, last, bad});
            if (out_last) assert (out_copy_length == copy_length);
            if (out_last && !v6) assert (out_checksum == checksum);
        end
        cover (out_valid && out_last && out_copy_length == 16'd60 && out_kept == 16'd7 && !v6);
        cover (&valid_q);
    end

    // What holds inside: as many words wait as beats are on their way to the last stage but one.
    (* hierconn *) wire [LATENCY-1:0] \dut.valid_q ;
    (* hierconn *) wire [3:0] \dut.beats.level.taken_q ;
    (* hierconn *) wire [2:0] \dut.beats.read_q ;
    (* hierconn *) wire [2:0] \dut.beats.write_q ;
    (* hierconn *) wire \dut.beats.level.room ;
    (* hierconn *) wire \dut.beats.level.any ;
    (* hierconn *) wire \dut.first4_q ;
    (* hierconn *) wire [31:0] \dut.total4_q ;
    // Of the first three stages, and behind them: whether a frame is in its middle there, and whose.
    logic [3:0] middle, middle_v6;
    logic middle_q = 1'b0, middle_v6_q;
    always_comb begin
        {middle[3], middle_v6[3]} = {middle_q, middle_v6_q};
        for (int i = 2; i >= 0; i--) begin
            middle[i] = valid_q[i] ? !words_q[WIDTH*i+34] : middle[i+1];
            middle_v6[i] = valid_q[i] ? words_q[WIDTH*i+32] : middle_v6[i+1];
        end
    end
    always_ff @(posedge clk)
        if (rst) middle_q <= 1'b0;
        else {middle_q, middle_v6_q} <= {middle[2], middle_v6[2]};
    for (genvar i = 0; i < 3; i++) begin : g_stage
        always_comb if (!rst && valid_q[i] && middle[i+1]) assert (middle_v6[i] == middle_v6[i+1]);
    end
    always_comb if (!rst) begin
        assert (middle[0] == in_frame_q && (!in_frame_q || middle_v6[0] == v6_q));
        assert (\dut.first4_q == !middle_q);
        if (middle_q && !middle_v6_q) assert (\dut.total4_q == '0);
    end
    logic [3:0] waiting;
    always_comb begin
        waiting = '0;
        for (int i = 0; i < LATENCY - 1; i++) waiting = waiting + 4'(valid_q[i]);
    end
    always_comb if (begun_q) begin
        assert (\dut.valid_q == valid_q);
        if (!rst) begin
            assert (\dut.beats.level.taken_q == waiting);
            assert (3'(\dut.beats.write_q - \dut.beats.read_q ) == waiting[2:0]);
            assert (\dut.beats.level.any == (waiting != '0));
            assert (\dut.beats.level.room == !reset_q);
        end
    end
endmodule
`default_nettype wire
