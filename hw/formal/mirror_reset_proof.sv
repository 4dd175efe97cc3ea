// SPDX-License-Identifier: Apache-2.0
// tain_mirror_reset: a reset of the mirror never cuts a copy, and comes to its end.
`default_nettype none
module mirror_reset_proof (
    input wire clk,
    input wire rst,
    input wire wanted,
    input wire copy_under_way
);
    logic pause, mirror_rst, done;
    tain_mirror_reset dut (.clk, .rst, .wanted, .copy_under_way, .pause, .mirror_rst, .done);
    first_reset resets (.clk, .rst);

    // What tain_merge promises: while there is pause, no copy begins.
    logic reset_q = 1'b0, settling_q = 1'b0, under_way_q, pause_q, wanted_q, done_q;
    always_ff @(posedge clk) begin
        reset_q <= rst;
        settling_q <= reset_q;
        under_way_q <= copy_under_way;
        pause_q <= pause;
        wanted_q <= wanted;
        done_q <= done;
    end
    // And tain_control's: after a reset of the NIC none of the mirror is wanted.
    always_comb if (reset_q) assume (!copy_under_way && !wanted);
    else if (pause_q && !under_way_q) assume (!copy_under_way);

    // `reset_long`: clocks of this reset so far. `late`: clocks in which it was wanted and nothing stood in its way.
    logic [5:0] long_q = '0, late_q = '0;
    always_ff @(posedge clk) begin
        long_q <= (!rst && wanted && (mirror_rst && !reset_q)) ? long_q + 6'd1 : 6'd0;
        if (rst || !wanted || copy_under_way) late_q <= '0;
        else if (!done) late_q <= late_q + 6'd1;
    end

    always_comb if (!rst) begin
        if (reset_q) assert (mirror_rst && pause && !done);
        else begin
            if (mirror_rst) assert (pause && !copy_under_way);
            if (!wanted_q) assert (pause == settling_q && !mirror_rst && !done);
            else assert (pause);
            if (done) assert (!mirror_rst);
            if (done_q && wanted_q) assert (done);
            if (done && !done_q) assert (long_q == 6'd32);
        end
        assert (late_q <= 6'd35);
        cover (done && !done_q);
    end
    always_comb if (!rst && wanted && late_q == 6'd35) assert (done);
    logic waited_q = 1'b0;
    always_ff @(posedge clk) waited_q <= !rst && wanted && (waited_q || copy_under_way);
    always_comb if (!rst) cover (waited_q && mirror_rst);

    (* hierconn *) wire [5:0] \dut.count_q ;
    (* hierconn *) wire \dut.settling_q ;
    always_comb if (!rst) begin
        assert (\dut.count_q <= 6'd34 && \dut.settling_q == reset_q);
        if (!reset_q) begin
            if (!wanted_q) assert (\dut.count_q == '0);
            if (wanted_q) assert (\dut.count_q != '0);
            assert (mirror_rst == (\dut.count_q > 6'd2 && !done));
            if (mirror_rst && !done) assert (long_q + 6'd3 == \dut.count_q );
            if (!mirror_rst && !done) assert (long_q == '0);
            if (done) assert (\dut.count_q == 6'd34);
            if (late_q != '0 && !done) assert (\dut.count_q >= late_q && late_q <= 6'd34);
            assert (!done || wanted_q);
        end
    end
endmodule
`default_nettype wire
