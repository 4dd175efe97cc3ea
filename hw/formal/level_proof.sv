// SPDX-License-Identifier: Apache-2.0
// tain_level: as many places are taken as were, less those given back, and the flags say so in the clock after. One place,
// two, five (no power of two) and sixteen, as tain_prepend has.
`default_nettype none
module level_proof (
    input wire       clk,
    input wire       rst,
    input wire [3:0] take,
    input wire [3:0] give
);
    first_reset resets (.clk, .rst);
    logic reset_q = 1'b0;
    always_ff @(posedge clk) reset_q <= rst;

    for (genvar i = 0; i < 4; i++) begin : g_size
        localparam int PLACES = (i == 0) ? 1 : (i == 1) ? 2 : (i == 2) ? 5 : 16;
        localparam int WIDTH = $clog2(PLACES + 1);
        wire any, room;
        tain_level #(.PLACES(PLACES)) dut (.clk, .rst, .take(take[i]), .give(give[i]), .any, .room);
        always_comb if (!rst) begin
            assume (!take[i] || room);
            assume (!give[i] || any);
        end

        logic [4:0] taken_q = '0;
        logic was_full_q = 1'b0;
        always_ff @(posedge clk)
            if (rst) {taken_q, was_full_q} <= '0;
            else begin
                taken_q <= taken_q + 5'(take[i]) - 5'(give[i]);
                if (taken_q == 5'(PLACES)) was_full_q <= 1'b1;
            end
        always_comb if (!rst) begin
            assert (taken_q <= 5'(PLACES));
            assert (any == (taken_q != '0));
            assert (room == (taken_q != 5'(PLACES) && !reset_q));
            cover (was_full_q && taken_q == '0);
            if (PLACES > 1) cover (was_full_q && taken_q == 5'(PLACES - 1) && take[i] && give[i]);
        end
        always_comb if (reset_q) assert (!any && !room);
    end

    // The count is that of the places, so that what it is compared with is.
    (* hierconn *) wire \g_size[0].dut.taken_q ;
    (* hierconn *) wire [1:0] \g_size[1].dut.taken_q ;
    (* hierconn *) wire [2:0] \g_size[2].dut.taken_q ;
    (* hierconn *) wire [4:0] \g_size[3].dut.taken_q ;
    always_comb if (!rst) begin
        assert (5'(\g_size[0].dut.taken_q ) == g_size[0].taken_q);
        assert (5'(\g_size[1].dut.taken_q ) == g_size[1].taken_q);
        assert (5'(\g_size[2].dut.taken_q ) == g_size[2].taken_q);
        assert (\g_size[3].dut.taken_q == g_size[3].taken_q);
    end
endmodule
`default_nettype wire
