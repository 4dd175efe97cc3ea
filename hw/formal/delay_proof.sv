// SPDX-License-Identifier: Apache-2.0
// tain_delay: what goes in comes out STAGES clocks later; its three forms, a wire, a chain and a ring.
`default_nettype none
module delay_proof (
    input wire       clk,
    input wire [3:0] s_data
);
    logic [3:0] data0, data1, data2, data4, data5;
    tain_delay #(.WIDTH(4), .STAGES(0)) wire_dut (.clk, .s_data, .m_data(data0));
    tain_delay #(.WIDTH(4), .STAGES(1)) one_dut (.clk, .s_data, .m_data(data1));
    tain_delay #(.WIDTH(4), .STAGES(2)) two_dut (.clk, .s_data, .m_data(data2));
    tain_delay #(.WIDTH(4), .STAGES(4)) ring_dut (.clk, .s_data, .m_data(data4));
    tain_delay #(.WIDTH(4), .STAGES(5)) even_ring_dut (.clk, .s_data, .m_data(data5));

    // past_q[4*(n-1) +: 4]: what went in n clocks ago.
    logic [19:0] past_q;
    logic [2:0] age_q = '0;
    always_ff @(posedge clk) begin
        past_q <= {past_q[15:0], s_data};
        if (age_q != 3'd5) age_q <= age_q + 1'b1;
    end
    always_comb begin
        assert (data0 == s_data);
        if (age_q >= 3'd1) assert (data1 == past_q[3:0]);
        if (age_q >= 3'd2) assert (data2 == past_q[7:4]);
        if (age_q >= 3'd4) assert (data4 == past_q[15:12]);
        if (age_q >= 3'd5) assert (data5 == past_q[19:16]);
        cover (age_q == 3'd5 && data5 != data4 && data4 != data2);
        assert (age_q <= 3'd5);
    end

    // Three places in two bits: the fourth is never used.
    (* hierconn, init = 2'd0 *) wire [1:0] \ring_dut.genblk2.gen_ring.place_q ;
    always_comb assert (\ring_dut.genblk2.gen_ring.place_q != 2'd3);
endmodule
`default_nettype wire
