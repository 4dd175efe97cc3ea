// SPDX-License-Identifier: Apache-2.0
// tain_nic of two ports, I1: the production of each passes through its own port, whatever is written to the registers
// and whatever the mirrors do; and what a port needs of the NIC's reset.
`default_nettype none
module nic_proof #(
    localparam int PORTS = 2,
    localparam int BYTES = 8
) (
    input wire                  clk,
    input wire                  rst,
    input wire [PORTS-1:0]      watch_rx,
    input wire [PORTS-1:0]      watch_tx,
    input wire [PORTS*64-1:0]   s_axis_rx_tdata,
    input wire [PORTS*BYTES-1:0] s_axis_rx_tkeep,
    input wire [PORTS-1:0]      s_axis_rx_tvalid,
    input wire [PORTS-1:0]      s_axis_rx_tlast,
    input wire [PORTS-1:0]      s_axis_rx_tuser,
    input wire [PORTS-1:0]      s_axis_rx_tuser_error,
    input wire [PORTS-1:0]      m_axis_rx_tready,
    input wire [PORTS*64-1:0]   s_axis_tx_tdata,
    input wire [PORTS*BYTES-1:0] s_axis_tx_tkeep,
    input wire [PORTS-1:0]      s_axis_tx_tvalid,
    input wire [PORTS-1:0]      s_axis_tx_tlast,
    input wire [PORTS-1:0]      s_axis_tx_tuser,
    input wire [PORTS-1:0]      s_axis_tx_tuser_error,
    input wire [PORTS-1:0]      m_axis_tx_tready,
    input wire [tain_regs_pkg::ADDRESS_BITS-1:0] s_axil_awaddr,
    input wire                  s_axil_awvalid,
    input wire [31:0]           s_axil_wdata,
    input wire                  s_axil_wvalid,
    input wire                  s_axil_bready,
    input wire [tain_regs_pkg::ADDRESS_BITS-1:0] s_axil_araddr,
    input wire                  s_axil_arvalid,
    input wire                  s_axil_rready
);
    wire [PORTS-1:0] s_axis_rx_tready, m_axis_rx_tvalid, m_axis_rx_tlast, m_axis_rx_tuser, m_axis_rx_tuser_error;
    wire [PORTS-1:0] s_axis_tx_tready, m_axis_tx_tvalid, m_axis_tx_tlast, m_axis_tx_tuser, m_axis_tx_tuser_error;
    wire [PORTS-1:0] m_axis_tx_tuser_copy, m_axis_tx_tuser_direction, m_axis_copy_tvalid, m_axis_copy_tlast;
    wire [PORTS-1:0] m_axis_copy_tuser, m_axis_copy_tuser_direction;
    wire [PORTS*64-1:0] m_axis_rx_tdata, m_axis_tx_tdata, m_axis_copy_tdata;
    wire [PORTS*BYTES-1:0] m_axis_rx_tkeep, m_axis_tx_tkeep, m_axis_copy_tkeep;
    wire [PORTS*16-1:0] m_axis_tx_tuser_length, m_axis_copy_tuser_length;
    wire [2*PORTS-1:0] judged_valid, judged_copied, judged_dropped;
    wire s_axil_awready, s_axil_wready, s_axil_bvalid, s_axil_arready, s_axil_rvalid;
    wire [1:0] s_axil_bresp, s_axil_rresp;
    wire [31:0] s_axil_rdata;
    tain_nic #(.PORTS(PORTS), .DATA_WIDTH(64), .TUSER_WIDTH(1), .COPY_TUSER(2'b10)) dut (
        .clk, .rst,
        .s_axis_rx_tdata, .s_axis_rx_tkeep, .s_axis_rx_tvalid, .s_axis_rx_tready, .s_axis_rx_tlast, .s_axis_rx_tuser,
        .s_axis_rx_tuser_error, .m_axis_rx_tdata, .m_axis_rx_tkeep, .m_axis_rx_tvalid, .m_axis_rx_tready,
        .m_axis_rx_tlast, .m_axis_rx_tuser, .m_axis_rx_tuser_error, .s_axis_tx_tdata, .s_axis_tx_tkeep, .s_axis_tx_tvalid,
        .s_axis_tx_tready, .s_axis_tx_tlast, .s_axis_tx_tuser, .s_axis_tx_tuser_error, .m_axis_tx_tdata, .m_axis_tx_tkeep,
        .m_axis_tx_tvalid, .m_axis_tx_tready, .m_axis_tx_tlast, .m_axis_tx_tuser, .m_axis_tx_tuser_error,
        .m_axis_tx_tuser_copy, .m_axis_tx_tuser_direction, .m_axis_tx_tuser_length, .m_axis_copy_tdata, .m_axis_copy_tkeep,
        .m_axis_copy_tvalid, .m_axis_copy_tready(2'b00), .m_axis_copy_tlast, .m_axis_copy_tuser,
        .m_axis_copy_tuser_direction, .m_axis_copy_tuser_length, .judged_valid, .judged_copied, .judged_dropped,
        .s_axil_awaddr, .s_axil_awvalid, .s_axil_awready, .s_axil_wdata, .s_axil_wvalid, .s_axil_wready, .s_axil_bresp,
        .s_axil_bvalid, .s_axil_bready, .s_axil_araddr, .s_axil_arvalid, .s_axil_arready, .s_axil_rdata, .s_axil_rresp,
        .s_axil_rvalid, .s_axil_rready);
    first_reset resets (.clk, .rst);
    logic begun_q = 1'b0, reset_q = 1'b0;
    always_ff @(posedge clk) {begun_q, reset_q} <= {1'b1, rst};
    (* hierconn *) wire \dut.reset_wanted ;
    (* hierconn *) wire \dut.g_port[0].port.mirror_rst ;
    (* hierconn *) wire \dut.g_port[1].port.mirror_rst ;
    (* hierconn *) wire \dut.g_port[0].port.copy_rst ;
    (* hierconn *) wire \dut.g_port[1].port.copy_rst ;
    wire [PORTS-1:0] mirror_rst = {\dut.g_port[1].port.mirror_rst , \dut.g_port[0].port.mirror_rst };
    always_comb begin
        if (!begun_q) assume ((&mirror_rst) && \dut.g_port[0].port.copy_rst && \dut.g_port[1].port.copy_rst );
        if (reset_q) assert (!\dut.reset_wanted );
    end

    for (genvar p = 0; p < PORTS; p++) begin : g_port
        production #(.WIDTH(66), .BYTES(BYTES), .CAPACITY(2)) ingress (
            .clk, .rst, .watch(watch_rx[p]), .s_valid(s_axis_rx_tvalid[p]), .s_ready(s_axis_rx_tready[p]),
            .s_data({s_axis_rx_tuser_error[p], s_axis_rx_tuser[p], s_axis_rx_tdata[64*p +: 64]}),
            .s_keep(s_axis_rx_tkeep[BYTES*p +: BYTES]), .s_last(s_axis_rx_tlast[p]), .m_valid(m_axis_rx_tvalid[p]),
            .m_ready(m_axis_rx_tready[p]),
            .m_data({m_axis_rx_tuser_error[p], m_axis_rx_tuser[p], m_axis_rx_tdata[64*p +: 64]}),
            .m_keep(m_axis_rx_tkeep[BYTES*p +: BYTES]), .m_last(m_axis_rx_tlast[p]), .foreign(1'b0), .side(1'b0));
        production #(.WIDTH(66), .BYTES(BYTES), .SIDE_WIDTH(17)) egress (
            .clk, .rst, .watch(watch_tx[p]), .s_valid(s_axis_tx_tvalid[p]), .s_ready(s_axis_tx_tready[p]),
            .s_data({s_axis_tx_tuser_error[p], s_axis_tx_tuser[p], s_axis_tx_tdata[64*p +: 64]}),
            .s_keep(s_axis_tx_tkeep[BYTES*p +: BYTES]), .s_last(s_axis_tx_tlast[p]), .m_valid(m_axis_tx_tvalid[p]),
            .m_ready(m_axis_tx_tready[p]),
            .m_data({m_axis_tx_tuser_error[p], m_axis_tx_tuser[p], m_axis_tx_tdata[64*p +: 64]}),
            .m_keep(m_axis_tx_tkeep[BYTES*p +: BYTES]), .m_last(m_axis_tx_tlast[p]), .foreign(m_axis_tx_tuser_copy[p]),
            .side({m_axis_tx_tuser_direction[p], m_axis_tx_tuser_length[16*p +: 16]}));
        always_comb if (!rst && m_axis_tx_tvalid[p] && m_axis_tx_tuser_copy[p]) assert (m_axis_tx_tuser[p] == (p == 1));
        always_comb if (!rst) cover (\dut.reset_wanted && mirror_rst[p] && m_axis_tx_tvalid[p] && m_axis_tx_tready[p]);
    end
endmodule
`default_nettype wire
