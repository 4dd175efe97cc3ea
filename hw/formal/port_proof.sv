// SPDX-License-Identifier: Apache-2.0
// tain_port, I1: production passes, whatever the mirror does and whenever it is reset. Mirror and registers stand in;
// 16 bits, as nothing here depends on the width.
`default_nettype none
module port_proof #(
    parameter bit COPY_PORT = 1'b0
) (
    input wire        clk,
    input wire        rst,
    input wire        reset_wanted,
    input wire        watch_rx,
    input wire        watch_tx,
    input wire [15:0] s_axis_rx_tdata,
    input wire [1:0]  s_axis_rx_tkeep,
    input wire        s_axis_rx_tvalid,
    input wire        s_axis_rx_tlast,
    input wire        s_axis_rx_tuser,
    input wire        s_axis_rx_tuser_error,
    input wire        m_axis_rx_tready,
    input wire [15:0] s_axis_tx_tdata,
    input wire [1:0]  s_axis_tx_tkeep,
    input wire        s_axis_tx_tvalid,
    input wire        s_axis_tx_tlast,
    input wire        s_axis_tx_tuser,
    input wire        s_axis_tx_tuser_error,
    input wire        m_axis_tx_tready,
    input wire        m_axis_copy_tready
);
    wire s_axis_rx_tready, m_axis_rx_tvalid, m_axis_rx_tlast, m_axis_rx_tuser, m_axis_rx_tuser_error;
    wire s_axis_tx_tready, m_axis_tx_tvalid, m_axis_tx_tlast, m_axis_tx_tuser, m_axis_tx_tuser_error;
    wire m_axis_tx_tuser_copy, m_axis_tx_tuser_direction, m_axis_copy_tvalid, m_axis_copy_tlast, m_axis_copy_tuser;
    wire m_axis_copy_tuser_direction, bus_done, reset_done;
    wire [15:0] m_axis_rx_tdata, m_axis_tx_tdata, m_axis_copy_tdata, m_axis_tx_tuser_length, m_axis_copy_tuser_length;
    wire [1:0] m_axis_rx_tkeep, m_axis_tx_tkeep, m_axis_copy_tkeep, judged_valid, judged_copied, judged_dropped;
    wire [31:0] bus_rdata;
    tain_port #(.DATA_WIDTH(16), .TUSER_WIDTH(1), .COPY_TUSER(1'b1), .COPY_PORT(COPY_PORT)) dut (
        .clk, .rst, .bus_write(1'b0), .bus_read(1'b0), .bus_address(16'd0), .bus_wdata(32'd0), .bus_done, .bus_rdata,
        .bank(1'b0), .reset_wanted, .reset_done,
        .s_axis_rx_tdata, .s_axis_rx_tkeep, .s_axis_rx_tvalid, .s_axis_rx_tready, .s_axis_rx_tlast, .s_axis_rx_tuser,
        .s_axis_rx_tuser_error, .m_axis_rx_tdata, .m_axis_rx_tkeep, .m_axis_rx_tvalid, .m_axis_rx_tready,
        .m_axis_rx_tlast, .m_axis_rx_tuser, .m_axis_rx_tuser_error, .s_axis_tx_tdata, .s_axis_tx_tkeep, .s_axis_tx_tvalid,
        .s_axis_tx_tready, .s_axis_tx_tlast, .s_axis_tx_tuser, .s_axis_tx_tuser_error, .m_axis_tx_tdata, .m_axis_tx_tkeep,
        .m_axis_tx_tvalid, .m_axis_tx_tready, .m_axis_tx_tlast, .m_axis_tx_tuser, .m_axis_tx_tuser_error,
        .m_axis_tx_tuser_copy, .m_axis_tx_tuser_direction, .m_axis_tx_tuser_length, .m_axis_copy_tdata, .m_axis_copy_tkeep,
        .m_axis_copy_tvalid, .m_axis_copy_tready, .m_axis_copy_tlast, .m_axis_copy_tuser, .m_axis_copy_tuser_direction,
        .m_axis_copy_tuser_length, .judged_valid, .judged_copied, .judged_dropped);
    first_reset resets (.clk, .rst);
    (* hierconn *) wire \dut.mirror_rst ;
    (* hierconn *) wire \dut.copy_rst ;
    // What tain_control promises.
    logic reset_q = 1'b0, unfinished_q = 1'b0;
    always_ff @(posedge clk) begin
        reset_q <= rst;
        unfinished_q <= !rst && reset_wanted && !reset_done;
    end
    always_comb if (reset_q) assume (!reset_wanted);
    else if (unfinished_q) assume (reset_wanted);
    // What is not reset yet at the very beginning, nobody looks at: the mirror's reset follows that of the NIC.
    logic begun_q = 1'b0;
    always_ff @(posedge clk) begun_q <= 1'b1;
    always_comb if (!begun_q) assume (\dut.mirror_rst && \dut.copy_rst );

    production #(.CAPACITY(2)) ingress (
        .clk, .rst, .watch(watch_rx), .s_valid(s_axis_rx_tvalid), .s_ready(s_axis_rx_tready),
        .s_data({s_axis_rx_tuser_error, s_axis_rx_tuser, s_axis_rx_tdata}), .s_keep(s_axis_rx_tkeep),
        .s_last(s_axis_rx_tlast), .m_valid(m_axis_rx_tvalid), .m_ready(m_axis_rx_tready),
        .m_data({m_axis_rx_tuser_error, m_axis_rx_tuser, m_axis_rx_tdata}), .m_keep(m_axis_rx_tkeep),
        .m_last(m_axis_rx_tlast), .foreign(1'b0), .side(1'b0));
    production #(.SIDE_WIDTH(17)) egress (
        .clk, .rst, .watch(watch_tx), .s_valid(s_axis_tx_tvalid), .s_ready(s_axis_tx_tready),
        .s_data({s_axis_tx_tuser_error, s_axis_tx_tuser, s_axis_tx_tdata}), .s_keep(s_axis_tx_tkeep),
        .s_last(s_axis_tx_tlast), .m_valid(m_axis_tx_tvalid), .m_ready(m_axis_tx_tready),
        .m_data({m_axis_tx_tuser_error, m_axis_tx_tuser, m_axis_tx_tdata}), .m_keep(m_axis_tx_tkeep),
        .m_last(m_axis_tx_tlast), .foreign(m_axis_tx_tuser_copy),
        .side({m_axis_tx_tuser_direction, m_axis_tx_tuser_length}));
    stream_contract #(.DATA_WIDTH(17), .BYTES(2), .SIDE_WIDTH(17)) copies (
        .clk, .rst, .valid(m_axis_copy_tvalid), .ready(m_axis_copy_tready), .data({m_axis_copy_tuser, m_axis_copy_tdata}),
        .keep(m_axis_copy_tkeep), .last(m_axis_copy_tlast), .side({m_axis_copy_tuser_direction, m_axis_copy_tuser_length}));

    // A copy that is begun comes to its end, also where the mirror is reset in the middle of it; copies go out by one way.
    logic in_copy_q = 1'b0, was_reset_q = 1'b0;
    wire copy_out = COPY_PORT ? m_axis_copy_tvalid && m_axis_copy_tready
        : m_axis_tx_tvalid && m_axis_tx_tready && m_axis_tx_tuser_copy;
    wire copy_end = COPY_PORT ? m_axis_copy_tlast : m_axis_tx_tlast;
    always_ff @(posedge clk)
        if (rst) {in_copy_q, was_reset_q} <= 2'b00;
        else begin
            if (copy_out) in_copy_q <= !copy_end;
            was_reset_q <= was_reset_q || (reset_wanted && in_copy_q);
        end
    always_comb if (!rst) begin
        if (COPY_PORT) assert (!(m_axis_tx_tvalid && m_axis_tx_tuser_copy));
        else assert (!m_axis_copy_tvalid);
        cover (was_reset_q && \dut.mirror_rst && s_axis_tx_tvalid && s_axis_tx_tready);
        cover (copy_out && copy_end && in_copy_q && s_axis_tx_tvalid);
    end
endmodule
`default_nettype wire
