// SPDX-License-Identifier: Apache-2.0
// tain_merge at 512 bits: its three lanes go in step, so that what is proved of one holds for the word of all.
`default_nettype none
module merge_lanes_proof (
    input wire         clk,
    input wire         rst,
    input wire         pause,
    input wire [511:0] s_axis_tdata,
    input wire [63:0]  s_axis_tkeep,
    input wire         s_axis_tvalid,
    input wire         s_axis_tlast,
    input wire         copy_valid,
    input wire [511:0] copy_data,
    input wire [63:0]  copy_keep,
    input wire         copy_last,
    input wire [15:0]  copy_length,
    input wire         copy_direction,
    input wire         m_axis_tready
);
    localparam int LANES = 3;
    logic copy_under_way, s_axis_tready, copy_ready;
    logic [511:0] m_axis_tdata;
    logic [63:0] m_axis_tkeep;
    logic [15:0] m_axis_tuser_length;
    logic m_axis_tvalid, m_axis_tlast, m_axis_tuser, m_axis_tuser_error, m_axis_tuser_copy, m_axis_tuser_direction;
    tain_merge #(.DATA_WIDTH(512), .TUSER_WIDTH(1)) dut (
        .clk, .rst, .pause, .copy_under_way, .s_axis_tdata, .s_axis_tkeep, .s_axis_tvalid, .s_axis_tready, .s_axis_tlast,
        .s_axis_tuser(1'b0), .s_axis_tuser_error(1'b0), .copy_valid, .copy_ready, .copy_data, .copy_keep, .copy_last,
        .copy_length, .copy_direction, .m_axis_tdata, .m_axis_tkeep, .m_axis_tvalid, .m_axis_tready, .m_axis_tlast,
        .m_axis_tuser, .m_axis_tuser_error, .m_axis_tuser_copy, .m_axis_tuser_direction, .m_axis_tuser_length);
    first_reset resets (.clk, .rst);

    (* hierconn *) wire [LANES-1:0] \dut.production_ready ;
    (* hierconn *) wire [LANES-1:0] \dut.ready ;
    (* hierconn *) wire [LANES-1:0] \dut.under_way ;
    (* hierconn *) wire [LANES-1:0] \dut.valid ;
    (* hierconn *) wire [LANES-1:0] \dut.last ;
    (* hierconn *) wire [LANES-1:0] \dut.is_copy ;
    (* hierconn *) wire \dut.g_lane[0].lane.in_production_q ;
    (* hierconn *) wire \dut.g_lane[1].lane.in_production_q ;
    (* hierconn *) wire \dut.g_lane[2].lane.in_production_q ;
    (* hierconn *) wire \dut.g_lane[0].lane.valid ;
    (* hierconn *) wire \dut.g_lane[1].lane.valid ;
    (* hierconn *) wire \dut.g_lane[2].lane.valid ;
    (* hierconn *) wire \dut.g_lane[0].lane.last ;
    (* hierconn *) wire \dut.g_lane[1].lane.last ;
    (* hierconn *) wire \dut.g_lane[2].lane.last ;
    (* hierconn *) wire \dut.g_lane[0].lane.production.skid_valid_q ;
    (* hierconn *) wire \dut.g_lane[1].lane.production.skid_valid_q ;
    (* hierconn *) wire \dut.g_lane[2].lane.production.skid_valid_q ;
    (* hierconn *) wire [224:0] \dut.g_lane[0].lane.production.skid_q ;
    (* hierconn *) wire [224:0] \dut.g_lane[1].lane.production.skid_q ;
    (* hierconn *) wire [147:0] \dut.g_lane[2].lane.production.skid_q ;
    wire [LANES-1:0] in_production = {\dut.g_lane[2].lane.in_production_q , \dut.g_lane[1].lane.in_production_q ,
                                      \dut.g_lane[0].lane.in_production_q };
    wire [LANES-1:0] first = {\dut.g_lane[2].lane.valid , \dut.g_lane[1].lane.valid , \dut.g_lane[0].lane.valid };
    wire [LANES-1:0] first_last = {\dut.g_lane[2].lane.last , \dut.g_lane[1].lane.last , \dut.g_lane[0].lane.last };
    wire [LANES-1:0] second = {\dut.g_lane[2].lane.production.skid_valid_q , \dut.g_lane[1].lane.production.skid_valid_q ,
                               \dut.g_lane[0].lane.production.skid_valid_q };
    wire [224:0] skid0 = \dut.g_lane[0].lane.production.skid_q , skid1 = \dut.g_lane[1].lane.production.skid_q ;
    wire [147:0] skid2 = \dut.g_lane[2].lane.production.skid_q ;
    wire [LANES-1:0] second_last = {skid2[147], skid1[224], skid0[224]};
    logic begun_q = 1'b0;
    always_ff @(posedge clk) begun_q <= 1'b1;

    function automatic logic in_step(input logic [LANES-1:0] lanes);
        in_step = lanes == {LANES{lanes[0]}};
    endfunction
    always_comb if (begun_q) begin
        assert (in_step(\dut.production_ready ) && in_step(\dut.ready ) && in_step(\dut.under_way ));
        assert (in_step(\dut.valid ));
        if (m_axis_tvalid) assert (in_step(\dut.last ) && in_step(\dut.is_copy ));
        assert (in_step(in_production) && in_step(first) && in_step(second));
        if (first[0]) assert (in_step(first_last));
        if (second[0]) assert (in_step(second_last));
        assert (!second[0] || first[0]);
        cover (!rst && second[0] && copy_ready && copy_under_way);
    end
endmodule
`default_nettype wire
