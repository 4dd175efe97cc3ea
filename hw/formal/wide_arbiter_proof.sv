// SPDX-License-Identifier: Apache-2.0
// tain_wide_arbiter: lanes in step, so that it is tain_arbiter, whose proof is another. Three lanes, the last one
// narrower.
`default_nettype none
module wide_arbiter_proof (
    input wire       clk,
    input wire       rst,
    input wire       s0_valid,
    input wire       s0_last,
    input wire [7:0] s0_data,
    input wire       s1_valid,
    input wire       s1_last,
    input wire [7:0] s1_data,
    input wire       m_ready
);
    logic s0_ready, s1_ready, m_valid, m_last, m_source, one_s0_ready, one_s1_ready, one_m_valid, one_m_last, one_m_source;
    logic [7:0] m_data, one_m_data;
    tain_wide_arbiter #(.WIDTH(8), .LANE(3)) dut (
        .clk, .rst, .s0_valid, .s0_ready, .s0_last, .s0_data, .s1_valid, .s1_ready, .s1_last, .s1_data, .m_valid, .m_ready,
        .m_last, .m_source, .m_data);
    tain_arbiter #(.WIDTH(8)) one (
        .clk, .rst, .s0_valid, .s0_ready(one_s0_ready), .s0_last, .s0_data, .s1_valid, .s1_ready(one_s1_ready), .s1_last,
        .s1_data, .m_valid(one_m_valid), .m_ready, .m_last(one_m_last), .m_source(one_m_source), .m_data(one_m_data));
    first_reset resets (.clk, .rst);

    (* hierconn *) wire [2:0] \dut.ready0 ;
    (* hierconn *) wire [2:0] \dut.ready1 ;
    (* hierconn *) wire [2:0] \dut.valid ;
    (* hierconn *) wire [2:0] \dut.last ;
    (* hierconn *) wire [2:0] \dut.source ;
    (* hierconn *) wire \dut.g_lane[0].arbiter.locked_q ;
    (* hierconn *) wire \dut.g_lane[1].arbiter.locked_q ;
    (* hierconn *) wire \dut.g_lane[2].arbiter.locked_q ;
    (* hierconn *) wire \dut.g_lane[0].arbiter.owner_q ;
    (* hierconn *) wire \dut.g_lane[1].arbiter.owner_q ;
    (* hierconn *) wire \dut.g_lane[2].arbiter.owner_q ;
    (* hierconn *) wire \dut.g_lane[0].arbiter.output_spill.ready_q ;
    (* hierconn *) wire \dut.g_lane[1].arbiter.output_spill.ready_q ;
    (* hierconn *) wire \dut.g_lane[2].arbiter.output_spill.ready_q ;
    (* hierconn *) wire \dut.g_lane[0].arbiter.output_spill.skid_valid_q ;
    (* hierconn *) wire \dut.g_lane[1].arbiter.output_spill.skid_valid_q ;
    (* hierconn *) wire \dut.g_lane[2].arbiter.output_spill.skid_valid_q ;
    (* hierconn *) wire [4:0] \dut.g_lane[0].arbiter.output_spill.skid_q ;
    (* hierconn *) wire [4:0] \dut.g_lane[1].arbiter.output_spill.skid_q ;
    (* hierconn *) wire [3:0] \dut.g_lane[2].arbiter.output_spill.skid_q ;
    (* hierconn *) wire \one.locked_q ;
    (* hierconn *) wire \one.owner_q ;
    (* hierconn *) wire \one.output_spill.ready_q ;
    (* hierconn *) wire \one.output_spill.skid_valid_q ;
    (* hierconn *) wire [9:0] \one.output_spill.skid_q ;
    // A lane's: locked, owner, ready, a second word; the whole's likewise.
    wire [11:0] controls = {
        \dut.g_lane[2].arbiter.locked_q , \dut.g_lane[2].arbiter.owner_q ,
        \dut.g_lane[2].arbiter.output_spill.ready_q , \dut.g_lane[2].arbiter.output_spill.skid_valid_q ,
        \dut.g_lane[1].arbiter.locked_q , \dut.g_lane[1].arbiter.owner_q ,
        \dut.g_lane[1].arbiter.output_spill.ready_q , \dut.g_lane[1].arbiter.output_spill.skid_valid_q ,
        \dut.g_lane[0].arbiter.locked_q , \dut.g_lane[0].arbiter.owner_q ,
        \dut.g_lane[0].arbiter.output_spill.ready_q , \dut.g_lane[0].arbiter.output_spill.skid_valid_q };
    wire [3:0] control = {\one.locked_q , \one.owner_q , \one.output_spill.ready_q , \one.output_spill.skid_valid_q };
    wire [4:0] low = \dut.g_lane[0].arbiter.output_spill.skid_q , middle = \dut.g_lane[1].arbiter.output_spill.skid_q ;
    wire [3:0] high = \dut.g_lane[2].arbiter.output_spill.skid_q ;
    wire [9:0] waiting = \one.output_spill.skid_q ;
    logic begun_q = 1'b0;
    always_ff @(posedge clk) begun_q <= 1'b1;
    always_comb if (begun_q) begin
        assert (controls == {3{control}});
        assert (\dut.ready0 == {3{one_s0_ready}} && s0_ready == one_s0_ready);
        assert (\dut.ready1 == {3{one_s1_ready}} && s1_ready == one_s1_ready);
        assert (\dut.valid == {3{one_m_valid}} && m_valid == one_m_valid);
        if (m_valid) begin
            assert (m_data == one_m_data && m_last == one_m_last && m_source == one_m_source);
            assert (\dut.last == {3{one_m_last}} && \dut.source == {3{one_m_source}});
        end
        if (control[0]) begin
            assert (m_valid && low[4:3] == waiting[9:8] && middle[4:3] == waiting[9:8] && high[3:2] == waiting[9:8]);
            assert ({high[1:0], middle[2:0], low[2:0]} == waiting[7:0]);
        end
        cover (!rst && control[0] && m_ready && m_data == 8'ha5 && waiting[8:0] == 9'h15a && !m_source);
    end
endmodule
`default_nettype wire
