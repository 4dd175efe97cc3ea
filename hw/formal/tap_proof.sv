// SPDX-License-Identifier: Apache-2.0
// tain_tap: tells each transfer two clocks later, as it was, and no frame whose beginning the mirror did not see. That it
// drives nothing of production is in its ports: it has no output towards it.
`default_nettype none
module tap_proof (
    input wire        clk,
    input wire        rst,
    input wire        mirror_rst,
    input wire [63:0] tdata,
    input wire [7:0]  tkeep,
    input wire        tvalid,
    input wire        tready,
    input wire        tlast,
    input wire        tuser_error
);
    logic beat_valid, beat_last, beat_bad;
    logic [63:0] beat_data;
    logic [7:0] beat_bytes;
    tain_tap #(.DATA_WIDTH(64)) dut (
        .clk, .rst, .mirror_rst, .tdata, .tkeep, .tvalid, .tready, .tlast, .tuser_error, .beat_valid, .beat_data,
        .beat_bytes, .beat_last, .beat_bad);

    first_reset resets (.clk, .rst);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(65), .BYTES(8)) input_contract (
        .clk, .rst, .valid(tvalid), .ready(tready), .data({tuser_error, tdata}), .keep(tkeep), .last(tlast), .side(1'b0));
    // Whoever resets the NIC resets its mirror.
    always_comb if (rst) assume (mirror_rst);

    // Of the frame under way: its first beat came, and no reset of the mirror since.
    wire transfer = tvalid && tready && !rst;
    logic in_frame_q = 1'b0, whole_q = 1'b0;
    wire whole = !mirror_rst && (in_frame_q ? whole_q : 1'b1);
    always_ff @(posedge clk)
        if (rst) begin
            in_frame_q <= 1'b0;
            whole_q <= 1'b0;
        end else begin
            if (transfer) in_frame_q <= !tlast;
            if (mirror_rst) whole_q <= 1'b0;
            else if (transfer) whole_q <= whole;
        end

    logic [3:0] bytes;
    always_comb begin
        bytes = '0;
        for (int i = 0; i < 8; i++) bytes = bytes + 4'(tkeep[i]);
    end

    // What passed one and two clocks ago.
    logic told1_q = 1'b0, told2_q = 1'b0, last1_q, last2_q, bad1_q, bad2_q;
    logic [63:0] data1_q, data2_q;
    logic [3:0] bytes1_q, bytes2_q;
    always_ff @(posedge clk) begin
        told1_q <= transfer && whole;
        told2_q <= told1_q && !rst && !mirror_rst;
        {last1_q, bad1_q, data1_q, bytes1_q} <= {tlast, tlast && tuser_error, tdata, bytes};
        {last2_q, bad2_q, data2_q, bytes2_q} <= {last1_q, bad1_q, data1_q, bytes1_q};
    end

    logic begun_q = 1'b0;
    logic [1:0] age_q = '0;  // clocks since the first
    always_ff @(posedge clk) begin
        begun_q <= 1'b1;
        if (age_q != '1) age_q <= age_q + 1'b1;
    end
    wire defined = age_q >= 2'd2;
    always_comb if (defined) begin
        assert (beat_valid == told2_q);
        if (beat_valid) begin
            assert (beat_data == data2_q);
            assert (beat_bytes == 8'(bytes2_q));
            assert (beat_last == last2_q);
            assert (beat_bad == bad2_q);
        end
    end

    // What the mirror sees after a reset begins with a frame's first beat.
    logic mirror_in_frame_q = 1'b0, first1_q = 1'b0, first2_q = 1'b0;
    always_ff @(posedge clk) begin
        first1_q <= !in_frame_q;
        first2_q <= first1_q;
        if (rst || mirror_rst) mirror_in_frame_q <= 1'b0;
        else if (beat_valid) mirror_in_frame_q <= !beat_last;
    end
    always_comb if (defined && !mirror_rst && beat_valid) begin
        assert (mirror_in_frame_q == !first2_q);
        cover (first2_q && beat_last && beat_bytes == 8'd3);
        cover (!first2_q && beat_bad);
    end
    always_comb if (in_frame_q && !whole_q && !mirror_rst) cover (transfer && tlast);

    // The same of the beats on their way, so that it holds for ever.
    wire after2 = told2_q ? !last2_q : mirror_in_frame_q;
    wire after1 = told1_q ? !last1_q : after2;
    always_comb if (begun_q) begin
        if (told2_q) assert (mirror_in_frame_q == !first2_q);
        if (told1_q) assert (after2 == !first1_q);
        assert (after1 == (in_frame_q && whole_q));
    end

    (* hierconn *) wire \dut.in_frame_q ;
    (* hierconn *) wire \dut.follow_q ;
    always_comb if (begun_q) begin
        assert (\dut.in_frame_q == in_frame_q);
        if (in_frame_q) assert (\dut.follow_q == whole_q);
    end
endmodule
`default_nettype wire
