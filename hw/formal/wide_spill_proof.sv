// SPDX-License-Identifier: Apache-2.0
// tain_wide_spill: lanes in step, so that it is tain_spill, whose proof is another. Three lanes, the last one narrower.
`default_nettype none
module wide_spill_proof (
    input wire       clk,
    input wire       rst,
    input wire       s_valid,
    input wire [7:0] s_data,
    input wire       m_ready
);
    logic s_ready, m_valid, one_s_ready, one_m_valid;
    logic [7:0] m_data, one_m_data;
    tain_wide_spill #(.WIDTH(8), .LANE(3)) dut (.clk, .rst, .s_valid, .s_ready, .s_data, .m_valid, .m_ready, .m_data);
    tain_spill #(.WIDTH(8)) one (
        .clk, .rst, .s_valid, .s_ready(one_s_ready), .s_data, .m_valid(one_m_valid), .m_ready, .m_data(one_m_data));
    first_reset resets (.clk, .rst);
    stream_contract #(.DATA_WIDTH(8)) output_contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(1'b1), .last(1'b1), .side(1'b0));

    (* hierconn *) wire [2:0] \dut.ready ;
    (* hierconn *) wire [2:0] \dut.valid ;
    (* hierconn *) wire \dut.g_lane[0].spill.skid_valid_q ;
    (* hierconn *) wire \dut.g_lane[1].spill.skid_valid_q ;
    (* hierconn *) wire \dut.g_lane[2].spill.skid_valid_q ;
    (* hierconn *) wire [2:0] \dut.g_lane[0].spill.skid_q ;
    (* hierconn *) wire [2:0] \dut.g_lane[1].spill.skid_q ;
    (* hierconn *) wire [1:0] \dut.g_lane[2].spill.skid_q ;
    (* hierconn *) wire \one.skid_valid_q ;
    (* hierconn *) wire [7:0] \one.skid_q ;
    wire [2:0] waits = {\dut.g_lane[2].spill.skid_valid_q , \dut.g_lane[1].spill.skid_valid_q , \dut.g_lane[0].spill.skid_valid_q };
    wire [7:0] waiting = {\dut.g_lane[2].spill.skid_q , \dut.g_lane[1].spill.skid_q , \dut.g_lane[0].spill.skid_q };
    logic begun_q = 1'b0;
    always_ff @(posedge clk) begun_q <= 1'b1;
    always_comb if (begun_q) begin
        assert (\dut.ready == {3{one_s_ready}} && s_ready == one_s_ready);
        assert (\dut.valid == {3{one_m_valid}} && m_valid == one_m_valid);
        if (m_valid) assert (m_data == one_m_data);
        assert (waits == {3{\one.skid_valid_q }});
        if (\one.skid_valid_q ) assert (waiting == \one.skid_q && m_valid);
        cover (!rst && \one.skid_valid_q && m_ready && m_data == 8'ha5 && waiting == 8'h5a);
    end
endmodule
`default_nettype wire
