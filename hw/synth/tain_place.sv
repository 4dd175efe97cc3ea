// SPDX-License-Identifier: Apache-2.0
// tain_nic of one port for place and route: it has more pins than a package. So every input of it is a register of a
// shift register that begins at one pin, and every output is taken into a register and folded into another that ends
// at one. All paths of the NIC are from register to register, and nothing of it can be optimized away. Nothing but a
// measuring frame: no board runs it.
`default_nettype none
module tain_place #(
    parameter int DATA_WIDTH = 64,
    parameter int INTERFACES = tain_regs_pkg::DEFAULT_INTERFACES,
    parameter int SESSIONS_PER_INTERFACE = tain_regs_pkg::DEFAULT_SESSIONS_PER_INTERFACE,
    parameter int FILTERS = tain_regs_pkg::DEFAULT_FILTERS,
    parameter int RULE_SLOTS = tain_regs_pkg::DEFAULT_RULE_SLOTS,
    parameter int RULES_PER_FILTER = tain_regs_pkg::DEFAULT_RULES_PER_FILTER,
    parameter int TARGETS = tain_regs_pkg::DEFAULT_TARGETS,
    parameter int ADDRESSES_PER_TARGET = tain_regs_pkg::DEFAULT_ADDRESSES_PER_TARGET,
    parameter int NEVER_COPIED = tain_regs_pkg::DEFAULT_NEVER_COPIED,
    parameter int RESOLVERS = tain_regs_pkg::DEFAULT_RESOLVERS,
    parameter int RANGE_CHECKERS = tain_regs_pkg::DEFAULT_RANGE_CHECKERS,
    parameter int RULE_STRIDE = 4,
    parameter int BUFFER_BYTES = tain_regs_pkg::DEFAULT_BUFFER_BYTES
) (
    input  wire  clk,
    input  wire  rst,
    input  wire  serial_in,
    output logic serial_out
);
    localparam int BYTES = DATA_WIDTH / 8;
    localparam int TUSER_WIDTH = 16;
    localparam int ADDRESS_BITS = tain_regs_pkg::ADDRESS_BITS;
    localparam int STREAM = DATA_WIDTH + BYTES + TUSER_WIDTH + 3;

    logic rst_q;
    always_ff @(posedge clk) rst_q <= rst;

    // --- Inputs ---------------------------------------------------------------------------------------------------
    localparam int IN = 2 * STREAM + 2 + 2 * ADDRESS_BITS + 32 + 5;
    logic [IN-1:0] in_q;
    always_ff @(posedge clk) in_q <= {in_q[IN-2:0], serial_in};

    wire [DATA_WIDTH-1:0] s_axis_rx_tdata, s_axis_tx_tdata;
    wire [BYTES-1:0] s_axis_rx_tkeep, s_axis_tx_tkeep;
    wire [TUSER_WIDTH-1:0] s_axis_rx_tuser, s_axis_tx_tuser;
    wire s_axis_rx_tvalid, s_axis_rx_tlast, s_axis_rx_tuser_error;
    wire s_axis_tx_tvalid, s_axis_tx_tlast, s_axis_tx_tuser_error;
    wire m_axis_rx_tready, m_axis_tx_tready;
    wire [ADDRESS_BITS-1:0] s_axil_awaddr, s_axil_araddr;
    wire [31:0] s_axil_wdata;
    wire s_axil_awvalid, s_axil_wvalid, s_axil_bready, s_axil_arvalid, s_axil_rready;
    assign {s_axis_rx_tdata, s_axis_rx_tkeep, s_axis_rx_tuser, s_axis_rx_tvalid, s_axis_rx_tlast,
            s_axis_rx_tuser_error, s_axis_tx_tdata, s_axis_tx_tkeep, s_axis_tx_tuser, s_axis_tx_tvalid,
            s_axis_tx_tlast, s_axis_tx_tuser_error, m_axis_rx_tready, m_axis_tx_tready, s_axil_awaddr, s_axil_araddr,
            s_axil_wdata, s_axil_awvalid, s_axil_wvalid, s_axil_bready, s_axil_arvalid, s_axil_rready} = in_q;

    // --- Outputs --------------------------------------------------------------------------------------------------
    localparam int OUT = 2 * STREAM + 18 + 2 + 6 + 32 + 9;
    wire [DATA_WIDTH-1:0] m_axis_rx_tdata, m_axis_tx_tdata;
    wire [BYTES-1:0] m_axis_rx_tkeep, m_axis_tx_tkeep;
    wire [TUSER_WIDTH-1:0] m_axis_rx_tuser, m_axis_tx_tuser;
    wire m_axis_rx_tvalid, m_axis_rx_tlast, m_axis_rx_tuser_error;
    wire m_axis_tx_tvalid, m_axis_tx_tlast, m_axis_tx_tuser_error;
    wire m_axis_tx_tuser_copy, m_axis_tx_tuser_direction;
    wire [15:0] m_axis_tx_tuser_length;
    wire s_axis_rx_tready, s_axis_tx_tready;
    wire [1:0] judged_valid, judged_copied, judged_dropped;
    wire [31:0] s_axil_rdata;
    wire [1:0] s_axil_bresp, s_axil_rresp;
    wire s_axil_awready, s_axil_wready, s_axil_bvalid, s_axil_arready, s_axil_rvalid;
    logic [OUT-1:0] out_q, folded_q;
    always_ff @(posedge clk) begin
        out_q <= {m_axis_rx_tdata, m_axis_rx_tkeep, m_axis_rx_tuser, m_axis_rx_tvalid, m_axis_rx_tlast,
                  m_axis_rx_tuser_error, m_axis_tx_tdata, m_axis_tx_tkeep, m_axis_tx_tuser, m_axis_tx_tvalid,
                  m_axis_tx_tlast, m_axis_tx_tuser_error, m_axis_tx_tuser_copy, m_axis_tx_tuser_direction,
                  m_axis_tx_tuser_length, s_axis_rx_tready, s_axis_tx_tready, judged_valid, judged_copied,
                  judged_dropped, s_axil_rdata, s_axil_bresp, s_axil_rresp, s_axil_awready, s_axil_wready,
                  s_axil_bvalid, s_axil_arready, s_axil_rvalid};
        folded_q <= {folded_q[OUT-2:0], 1'b0} ^ out_q;
        serial_out <= folded_q[OUT-1];
    end

    // --- What is measured -----------------------------------------------------------------------------------------
    wire copy_ready = 1'b0;
    tain_nic #(
        .PORTS(1), .DATA_WIDTH(DATA_WIDTH), .TUSER_WIDTH(TUSER_WIDTH), .INTERFACES(INTERFACES),
        .SESSIONS_PER_INTERFACE(SESSIONS_PER_INTERFACE), .FILTERS(FILTERS), .RULE_SLOTS(RULE_SLOTS),
        .RULES_PER_FILTER(RULES_PER_FILTER), .TARGETS(TARGETS), .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET),
        .NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS), .RANGE_CHECKERS(RANGE_CHECKERS),
        .RULE_STRIDE(RULE_STRIDE), .BUFFER_BYTES(BUFFER_BYTES)) nic (
        .clk, .rst(rst_q), .s_axis_rx_tdata, .s_axis_rx_tkeep, .s_axis_rx_tvalid, .s_axis_rx_tready,
        .s_axis_rx_tlast, .s_axis_rx_tuser, .s_axis_rx_tuser_error, .m_axis_rx_tdata, .m_axis_rx_tkeep,
        .m_axis_rx_tvalid, .m_axis_rx_tready, .m_axis_rx_tlast, .m_axis_rx_tuser, .m_axis_rx_tuser_error,
        .s_axis_tx_tdata, .s_axis_tx_tkeep, .s_axis_tx_tvalid, .s_axis_tx_tready, .s_axis_tx_tlast,
        .s_axis_tx_tuser, .s_axis_tx_tuser_error, .m_axis_tx_tdata, .m_axis_tx_tkeep, .m_axis_tx_tvalid,
        .m_axis_tx_tready, .m_axis_tx_tlast, .m_axis_tx_tuser, .m_axis_tx_tuser_error, .m_axis_tx_tuser_copy,
        .m_axis_tx_tuser_direction, .m_axis_tx_tuser_length, .m_axis_copy_tready(copy_ready), .judged_valid,
        .judged_copied, .judged_dropped, .s_axil_awaddr, .s_axil_awvalid, .s_axil_awready, .s_axil_wdata,
        .s_axil_wvalid, .s_axil_wready, .s_axil_bresp, .s_axil_bvalid, .s_axil_bready, .s_axil_araddr,
        .s_axil_arvalid, .s_axil_arready, .s_axil_rdata, .s_axil_rresp, .s_axil_rvalid, .s_axil_rready);
endmodule
`default_nettype wire
