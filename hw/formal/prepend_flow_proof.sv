// SPDX-License-Identifier: Apache-2.0
// tain_prepend, what it does with whole packets: the stream's contract, each packet's number of beats and of bytes in
// them, and that its FIFO never overflows. Of any length. Which bytes they are is another proof.
`default_nettype none
module prepend_flow_proof #(
    parameter int DATA_WIDTH = 64,
    localparam int BYTES = DATA_WIDTH / 8,
    localparam int PARTS = (DATA_WIDTH < 128) ? 1 : DATA_WIDTH / 128,
    localparam int ROOM = 16
) (
    input wire                  clk,
    input wire                  rst,
    input wire                  s_valid,
    input wire [DATA_WIDTH-1:0] s_data,
    input wire                  s_last,
    input wire [7:0]            prefix_length,
    input wire [15:0]           total,
    input wire [15:0]           payload,  // bytes of it
    input wire                  s_side,
    input wire                  m_ready
);
    logic s_ready, m_valid, m_last, m_side;
    logic [DATA_WIDTH-1:0] m_data;
    logic [BYTES-1:0] m_keep;
    logic [15:0] m_length;
    tain_prepend #(.DATA_WIDTH(DATA_WIDTH), .SIDE_WIDTH(1)) dut (
        .clk, .rst, .s_valid, .s_ready, .s_data, .s_last, .s_prefix(1024'd0), .s_chosen(1'b1), .s_prefix_length(prefix_length),
        .s_total(total), .s_side, .m_valid, .m_ready, .m_data, .m_keep, .m_last, .m_length, .m_side);

    first_reset resets (.clk, .rst);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(1), .SIDE_WIDTH(41)) input_contract (
        .clk, .rst, .valid(s_valid), .ready(s_ready), .data(1'b0), .keep(1'b1), .last(s_last),
        .side({prefix_length, total, payload, s_side}));
    wire [15:0] done;
    packet_parts #(.GIVEN(1'b1), .BYTES(BYTES)) parts (
        .clk, .rst, .valid(s_valid), .ready(s_ready), .data({DATA_WIDTH{1'b0}}), .last(s_last), .prefix_length, .total,
        .payload, .done);

    // What goes into the FIFO, which changes nothing (its own proof) and must have room for it.
    (* hierconn *) wire \dut.valid4_q ;
    (* hierconn *) wire \dut.last4_q ;
    (* hierconn *) wire [BYTES-1:0] \dut.keep4_q ;
    (* hierconn *) wire [15:0] \dut.total4_q ;
    (* hierconn *) wire \dut.side4_q ;
    stream_contract #(.DATA_WIDTH(1), .BYTES(BYTES), .SIDE_WIDTH(17)) output_contract (
        .clk, .rst, .valid(\dut.valid4_q ), .ready(1'b1), .data(1'b0), .keep(\dut.keep4_q ), .last(\dut.last4_q ),
        .side({\dut.total4_q , \dut.side4_q }));

    // The way there: of each place, whether a beat is in it, and what it says; the first place is the sequencer.
    (* hierconn *) wire \dut.valid1_q ;
    (* hierconn *) wire [PARTS-1:0] \dut.valid2 ;
    (* hierconn *) wire \dut.valid3_q ;
    (* hierconn *) wire \dut.last1_q ;
    (* hierconn *) wire \dut.last2_q ;
    (* hierconn *) wire \dut.last3_q ;
    (* hierconn *) wire [$clog2(BYTES):0] \dut.count1_q ;
    (* hierconn *) wire [BYTES-1:0] \dut.keep2_q ;
    (* hierconn *) wire [BYTES-1:0] \dut.keep3_q ;
    (* hierconn *) wire [15:0] \dut.total1_q ;
    (* hierconn *) wire [15:0] \dut.total2_q ;
    (* hierconn *) wire [15:0] \dut.total3_q ;
    (* hierconn *) wire \dut.side1_q ;
    (* hierconn *) wire \dut.side2_q ;
    (* hierconn *) wire \dut.side3_q ;
    wire [3:0] valid = {\dut.valid4_q , \dut.valid3_q , \dut.valid2 [0], \dut.valid1_q };
    wire [3:0] last = {\dut.last4_q , \dut.last3_q , \dut.last2_q , \dut.last1_q };
    wire [3:0] sides = {\dut.side4_q , \dut.side3_q , \dut.side2_q , \dut.side1_q };
    wire [63:0] totals = {\dut.total4_q , \dut.total3_q , \dut.total2_q , \dut.total1_q };
    wire [4*BYTES-1:0] keeps = {\dut.keep4_q , \dut.keep3_q , \dut.keep2_q , mask(16'(\dut.count1_q ))};
    function automatic logic [BYTES-1:0] mask(input logic [15:0] count);
        for (int i = 0; i < BYTES; i++) mask[i] = 16'(i) < count;
    endfunction

    // Of the packet that a place stands in: bytes of it before, by what is before that place; what is said of it.
    logic [15:0] sent_q = '0, total_q;
    logic side_q;
    logic [15:0] sent [0:4];
    logic [16:0] about [0:4];
    always_comb begin
        sent[4] = sent_q;
        about[4] = {total_q, side_q};
        for (int i = 3; i >= 0; i--) begin
            sent[i] = !valid[i] ? sent[i+1] : last[i] ? 16'd0 : sent[i+1] + 16'(BYTES);
            about[i] = valid[i] ? {totals[16*i +: 16], sides[i]} : about[i+1];
        end
    end
    always_ff @(posedge clk)
        if (rst) sent_q <= '0;
        else begin
            sent_q <= sent[3];
            {total_q, side_q} <= about[3];
        end
    for (genvar i = 0; i < 4; i++) begin : g_place
        wire [15:0] left = totals[16*i +: 16] - sent[i+1];
        always_comb if (!rst && valid[i]) begin
            assert (totals[16*i +: 16] > sent[i+1]);
            assert (last[i] == (left <= 16'(BYTES)));
            assert (keeps[BYTES*i +: BYTES] == mask(left < 16'(BYTES) ? left : 16'(BYTES)));
            if (sent[i+1] != '0) assert (about[i] == about[i+1]);
        end
    end

    // The sequencer: what is left of its packet, and that all of its payload was taken when none is.
    (* hierconn *) wire \dut.busy_q ;
    (* hierconn *) wire \dut.drain_q ;
    (* hierconn *) wire [4:0] \dut.places.taken_q ;
    (* hierconn *) wire \dut.places.any ;
    (* hierconn *) wire \dut.places.room ;
    (* hierconn *) wire [15:0] \dut.left_q ;
    (* hierconn *) wire [$clog2(128 / BYTES + 2)-1:0] \dut.place_q ;
    (* hierconn *) wire \input_contract.waiting_q ;
    (* hierconn *) wire \input_contract.in_packet_q ;
    (* hierconn *) wire [40:0] \input_contract.side_q ;
    (* hierconn *) wire \output_contract.in_packet_q ;
    (* hierconn *) wire [16:0] \output_contract.side_q ;
    (* hierconn *) wire [4:0] \dut.output_fifo.count_q ;
    (* hierconn *) wire \dut.output_fifo.reset_q ;
    wire [7:0] in_prefix_length;
    wire [15:0] in_total, in_payload;
    wire in_side;
    assign {in_prefix_length, in_total, in_payload, in_side} = \input_contract.side_q ;
    wire under_way = \dut.busy_q && !\dut.drain_q ;
    wire [15:0] issued = \dut.total1_q - \dut.left_q ;
    wire [15:0] whole = 16'(in_prefix_length / 8'(BYTES)) * 16'(BYTES);  // bytes of beats that are prefix alone
    wire [4:0] on_the_way = 5'(valid[0]) + 5'(valid[1]) + 5'(valid[2]) + 5'(valid[3]);
    logic reset_q = 1'b1;
    always_ff @(posedge clk) reset_q <= rst;
    always_comb if (!rst) begin
        assert (\dut.places.taken_q == on_the_way + \dut.output_fifo.count_q && \dut.places.taken_q <= 5'(ROOM));
        assert (\dut.output_fifo.count_q <= 5'(ROOM));
        assert (\dut.places.any == (\dut.places.taken_q != '0));
        assert (\dut.places.room == (\dut.places.taken_q != 5'(ROOM) && !reset_q));
        if (\dut.output_fifo.reset_q ) assert (on_the_way == '0);

        assert (\dut.busy_q == (sent[0] != '0));
        assert (\output_contract.in_packet_q == (sent_q != '0));
        if (sent_q != '0) assert (\output_contract.side_q == {total_q, side_q});
        if (\dut.drain_q ) assert (\dut.busy_q );
        if (\dut.busy_q ) begin
            assert (about[0] == {\dut.total1_q , \dut.side1_q });
            assert (issued == sent[0] && \dut.left_q != '0 && \dut.left_q < \dut.total1_q );
        end
        if (under_way) begin
            assert (\input_contract.waiting_q || \input_contract.in_packet_q );
            assert ({\dut.total1_q , \dut.side1_q } == {in_total, in_side});
            assert (done == (issued <= whole ? 16'd0 : issued - whole) && done < in_payload);
            assert (\input_contract.in_packet_q == (done != '0));
            assert (16'(\dut.place_q ) * 16'(BYTES) == (issued <= whole ? issued : whole + 16'(BYTES)));
        end else assert (done == '0 && !\input_contract.in_packet_q );
        if (!\dut.busy_q ) assert (\dut.place_q == '0);
        if (\input_contract.waiting_q || \input_contract.in_packet_q ) begin
            assert (in_prefix_length >= 8'd2 && in_prefix_length <= 8'd128 && !in_prefix_length[0] && in_payload != '0);
            assert (17'(in_total) >= 17'(in_prefix_length) + 17'(in_payload));
        end
        cover (valid[3] && last[3] && \dut.total4_q == 16'd21 && valid[2] && !last[2] && \dut.drain_q );
        cover (\dut.output_fifo.count_q == 5'(ROOM));
    end
endmodule
`default_nettype wire
