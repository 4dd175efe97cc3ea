// SPDX-License-Identifier: Apache-2.0
// tain_merge: production unchanged, in order and first in line; copies whole, between its frames.
`default_nettype none
module merge_proof (
    input wire        clk,
    input wire        rst,
    input wire        watch_production,
    input wire        watch_copy,
    input wire        pause,
    input wire [15:0] s_axis_tdata,
    input wire [1:0]  s_axis_tkeep,
    input wire        s_axis_tvalid,
    input wire        s_axis_tlast,
    input wire        s_axis_tuser,
    input wire        s_axis_tuser_error,
    input wire        copy_valid,
    input wire [15:0] copy_data,
    input wire [1:0]  copy_keep,
    input wire        copy_last,
    input wire [15:0] copy_length,
    input wire        copy_direction,
    input wire        m_axis_tready
);
    localparam logic COPY_TUSER = 1'b1;
    logic copy_under_way, s_axis_tready, copy_ready;
    logic [15:0] m_axis_tdata, m_axis_tuser_length;
    logic [1:0] m_axis_tkeep;
    logic m_axis_tvalid, m_axis_tlast, m_axis_tuser, m_axis_tuser_error, m_axis_tuser_copy, m_axis_tuser_direction;
    tain_merge #(.DATA_WIDTH(16), .TUSER_WIDTH(1), .COPY_TUSER(COPY_TUSER)) dut (
        .clk, .rst, .pause, .copy_under_way, .s_axis_tdata, .s_axis_tkeep, .s_axis_tvalid, .s_axis_tready, .s_axis_tlast,
        .s_axis_tuser, .s_axis_tuser_error, .copy_valid, .copy_ready, .copy_data, .copy_keep, .copy_last, .copy_length,
        .copy_direction, .m_axis_tdata, .m_axis_tkeep, .m_axis_tvalid, .m_axis_tready, .m_axis_tlast, .m_axis_tuser,
        .m_axis_tuser_error, .m_axis_tuser_copy, .m_axis_tuser_direction, .m_axis_tuser_length);

    first_reset resets (.clk, .rst);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(18), .BYTES(2)) production_contract (
        .clk, .rst, .valid(s_axis_tvalid), .ready(s_axis_tready), .data({s_axis_tuser_error, s_axis_tuser, s_axis_tdata}),
        .keep(s_axis_tkeep), .last(s_axis_tlast), .side(1'b0));
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(16), .BYTES(2), .SIDE_WIDTH(17)) copy_contract (
        .clk, .rst, .valid(copy_valid), .ready(copy_ready), .data(copy_data), .keep(copy_keep), .last(copy_last),
        .side({copy_direction, copy_length}));
    wire [17:0] m_side = {m_axis_tuser_copy, m_axis_tuser_direction, m_axis_tuser_length};
    stream_contract #(.DATA_WIDTH(18), .BYTES(2), .SIDE_WIDTH(18)) output_contract (
        .clk, .rst, .valid(m_axis_tvalid), .ready(m_axis_tready), .data({m_axis_tuser_error, m_axis_tuser, m_axis_tdata}),
        .keep(m_axis_tkeep), .last(m_axis_tlast), .side(m_side));

    // Both are queues: production of three words, copies of one.
    wire push = s_axis_tvalid && s_axis_tready;
    wire copy_push = copy_valid && copy_ready;
    wire pop = m_axis_tvalid && m_axis_tready;
    wire production_out = m_axis_tvalid && !m_axis_tuser_copy;
    wire copy_out = m_axis_tvalid && m_axis_tuser_copy;
    wire [2:0] inside, before;
    wire watching;
    wire [20:0] word;
    watched_word #(.WIDTH(21), .CAPACITY(3)) production_queue (
        .clk, .rst, .watch(watch_production), .push,
        .push_data({s_axis_tdata, s_axis_tkeep, s_axis_tuser, s_axis_tuser_error, s_axis_tlast}),
        .pop(pop && !m_axis_tuser_copy),
        .front({m_axis_tdata, m_axis_tkeep, m_axis_tuser, m_axis_tuser_error, m_axis_tlast}), .offered(production_out),
        .inside, .watching, .before, .word);
    wire [1:0] copy_inside, copy_before;
    wire copy_watching;
    wire [35:0] copy_word;
    watched_word #(.WIDTH(36), .CAPACITY(1)) copy_queue (
        .clk, .rst, .watch(watch_copy), .push(copy_push),
        .push_data({copy_data, copy_keep, copy_last, copy_direction, copy_length}), .pop(pop && m_axis_tuser_copy),
        .front({m_axis_tdata, m_axis_tkeep, m_axis_tlast, m_axis_tuser_direction, m_axis_tuser_length}),
        .offered(copy_out), .inside(copy_inside), .watching(copy_watching), .before(copy_before), .word(copy_word));
    always_comb if (!rst && m_axis_tvalid) begin
        if (m_axis_tuser_copy) assert (m_axis_tuser == COPY_TUSER && !m_axis_tuser_error);
        else assert (m_axis_tuser_length == '0 && !m_axis_tuser_direction);
    end

    // Production first: `waiting` beats of it are inside and not yet at the output. While there is one, or one is
    // offered, or a frame of it is not at its end, or pause is there, no copy is begun; otherwise a copy may begin.
    wire [2:0] waiting = inside - 3'(production_out);
    wire advance = m_axis_tready || !m_axis_tvalid;
    logic in_copy_q = 1'b0, in_production_q = 1'b0;
    always_ff @(posedge clk)
        if (rst) {in_copy_q, in_production_q} <= 2'b00;
        else begin
            if (copy_push) in_copy_q <= !copy_last;
            if (pop && !m_axis_tuser_copy) in_production_q <= !m_axis_tlast;
        end
    wire in_production = production_out ? !m_axis_tlast : in_production_q;
    wire free = waiting == '0 && !s_axis_tvalid && !in_production && !pause;
    always_comb if (!rst) begin
        assert (copy_ready == (advance && (in_copy_q || free)));
        assert (copy_under_way == in_copy_q);
    end

    // Production's rate: taken while fewer than two wait, and out in the next clock unless a copy is in its middle.
    logic reset_q = 1'b0, go_q = 1'b0;
    always_ff @(posedge clk) begin
        reset_q <= rst;
        go_q <= !rst && advance && !in_copy_q && waiting != '0;
    end
    always_comb if (!rst) begin
        assert (s_axis_tready == (waiting != 3'd2 && !reset_q));
        if (go_q) assert (production_out);
        cover (in_copy_q && waiting == 3'd2 && copy_push && copy_last);
        cover (copy_out && m_axis_tlast && in_production_q == 1'b0 && go_q == 1'b0 && waiting == 3'd1 && m_axis_tready);
    end

    // What holds inside.
    (* hierconn *) wire \dut.g_lane[0].lane.in_production_q ;
    (* hierconn *) wire \dut.g_lane[0].lane.in_copy_q ;
    (* hierconn *) wire \dut.g_lane[0].lane.production.valid_q ;
    (* hierconn *) wire \dut.g_lane[0].lane.production.skid_valid_q ;
    (* hierconn *) wire [37:0] \dut.g_lane[0].lane.production.data_q ;
    (* hierconn *) wire [37:0] \dut.g_lane[0].lane.production.skid_q ;
    (* hierconn *) wire \copy_contract.in_packet_q ;
    (* hierconn *) wire [16:0] \copy_contract.side_q ;
    (* hierconn *) wire \output_contract.in_packet_q ;
    (* hierconn *) wire [17:0] \output_contract.side_q ;
    // One lane, whose word is that of the output; between the side-band and tkeep, what only copies have.
    wire [20:0] first, second;
    wire [16:0] first_of_copies, second_of_copies;
    assign {first[0], first[1], first[2], first_of_copies, first[4:3], first[20:5]} = \dut.g_lane[0].lane.production.data_q ;
    assign {second[0], second[1], second[2], second_of_copies, second[4:3], second[20:5]} = \dut.g_lane[0].lane.production.skid_q ;
    wire middle = m_axis_tvalid ? !m_axis_tlast : \output_contract.in_packet_q ;  // of a packet, behind the output
    wire [17:0] middle_side = m_axis_tvalid ? m_side : \output_contract.side_q ;
    wire [2:0] place = before - 3'(production_out);
    always_comb if (!rst) begin
        assert (waiting == 3'(\dut.g_lane[0].lane.production.valid_q ) + 3'(\dut.g_lane[0].lane.production.skid_valid_q ));
        assert (\dut.g_lane[0].lane.production.valid_q || !\dut.g_lane[0].lane.production.skid_valid_q );
        if (waiting >= 3'd1) assert (first[3] && (first[0] || first[4]) && first_of_copies == '0);
        if (waiting >= 3'd2) assert (second[3] && (second[0] || second[4]) && second_of_copies == '0);
        if (watching && place == 3'd0 && waiting >= 3'd1) assert (first == word);
        if (watching && place == 3'd1 && waiting >= 3'd2) assert (second == word);
        assert (copy_inside == 2'(copy_out));
        assert (\dut.g_lane[0].lane.in_copy_q == in_copy_q && \copy_contract.in_packet_q == in_copy_q);
        assert (\dut.g_lane[0].lane.in_production_q == in_production);
        assert (in_copy_q == (middle && middle_side[17]));
        assert (in_production == (middle && !middle_side[17]));
        if (in_copy_q) assert (middle_side[16:0] == \copy_contract.side_q );
        else if (middle) assert (middle_side[16:0] == '0);
    end
endmodule
`default_nettype wire
