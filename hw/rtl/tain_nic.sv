// SPDX-License-Identifier: Apache-2.0
// tain: the mirror of a NIC. For each port: production in and out of it in both directions, with copies added on the
// way to the wire; for all of them one AXI4-Lite register space (docs/registers.md).
//
// Streams are AXI4-Stream, those of port p in slice p of each vector; byte 0 of a frame is tdata[7:0]; tkeep is
// contiguous, and partial only with tlast. tuser is opaque: production's passes unchanged, a copy's is COPY_TUSER.
// tuser_error marks a frame bad at its last beat. On m_axis_tx, tuser_copy tells copies, tuser_direction the direction
// of their frame (0 ingress, 1 egress) and tuser_length their exact length, all valid from the first beat on.
// One clock; a synchronous reset, which must last four clocks or more, since it goes through registers on its way: after a
// shorter one some of the mirror may still hold what was before (simulated with four, and seen to fail with one). Frames
// are judged from a few clocks after it on (tain_mirror_reset), production passes from its end. Nothing of it has been run on hardware yet: it is simulated.
`default_nettype none
module tain_nic #(
    parameter int PORTS = tain_regs_pkg::DEFAULT_PORTS,
    parameter int DATA_WIDTH = tain_regs_pkg::DEFAULT_DATA_WIDTH,
    parameter int TUSER_WIDTH = 16,
    parameter logic [PORTS*TUSER_WIDTH-1:0] COPY_TUSER = '0,
    parameter bit COPY_PORT = 1'b0,
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
    parameter int RULE_STRIDE = 5,          // address bits of a distributed RAM; 4 for FPGAs whose RAM is 16 deep
    parameter int BUFFER_BYTES = tain_regs_pkg::DEFAULT_BUFFER_BYTES,
    parameter int BUFFER_COPIES = BUFFER_BYTES / 64,
    localparam int BYTES = DATA_WIDTH / 8,
    localparam int ADDRESS_BITS = tain_regs_pkg::ADDRESS_BITS
) (
    input  wire                         clk,
    input  wire                         rst,

    input  wire [PORTS*DATA_WIDTH-1:0]  s_axis_rx_tdata,
    input  wire [PORTS*BYTES-1:0]       s_axis_rx_tkeep,
    input  wire [PORTS-1:0]             s_axis_rx_tvalid,
    output wire [PORTS-1:0]             s_axis_rx_tready,
    input  wire [PORTS-1:0]             s_axis_rx_tlast,
    input  wire [PORTS*TUSER_WIDTH-1:0] s_axis_rx_tuser,
    input  wire [PORTS-1:0]             s_axis_rx_tuser_error,
    output wire [PORTS*DATA_WIDTH-1:0]  m_axis_rx_tdata,
    output wire [PORTS*BYTES-1:0]       m_axis_rx_tkeep,
    output wire [PORTS-1:0]             m_axis_rx_tvalid,
    input  wire [PORTS-1:0]             m_axis_rx_tready,
    output wire [PORTS-1:0]             m_axis_rx_tlast,
    output wire [PORTS*TUSER_WIDTH-1:0] m_axis_rx_tuser,
    output wire [PORTS-1:0]             m_axis_rx_tuser_error,

    input  wire [PORTS*DATA_WIDTH-1:0]  s_axis_tx_tdata,
    input  wire [PORTS*BYTES-1:0]       s_axis_tx_tkeep,
    input  wire [PORTS-1:0]             s_axis_tx_tvalid,
    output wire [PORTS-1:0]             s_axis_tx_tready,
    input  wire [PORTS-1:0]             s_axis_tx_tlast,
    input  wire [PORTS*TUSER_WIDTH-1:0] s_axis_tx_tuser,
    input  wire [PORTS-1:0]             s_axis_tx_tuser_error,
    output wire [PORTS*DATA_WIDTH-1:0]  m_axis_tx_tdata,
    output wire [PORTS*BYTES-1:0]       m_axis_tx_tkeep,
    output wire [PORTS-1:0]             m_axis_tx_tvalid,
    input  wire [PORTS-1:0]             m_axis_tx_tready,
    output wire [PORTS-1:0]             m_axis_tx_tlast,
    output wire [PORTS*TUSER_WIDTH-1:0] m_axis_tx_tuser,
    output wire [PORTS-1:0]             m_axis_tx_tuser_error,
    output wire [PORTS-1:0]             m_axis_tx_tuser_copy,
    output wire [PORTS-1:0]             m_axis_tx_tuser_direction,
    output wire [PORTS*16-1:0]          m_axis_tx_tuser_length,

    output wire [PORTS*DATA_WIDTH-1:0]  m_axis_copy_tdata,
    output wire [PORTS*BYTES-1:0]       m_axis_copy_tkeep,
    output wire [PORTS-1:0]             m_axis_copy_tvalid,
    input  wire [PORTS-1:0]             m_axis_copy_tready,
    output wire [PORTS-1:0]             m_axis_copy_tlast,
    output wire [PORTS*TUSER_WIDTH-1:0] m_axis_copy_tuser,
    output wire [PORTS-1:0]             m_axis_copy_tuser_direction,
    output wire [PORTS*16-1:0]          m_axis_copy_tuser_length,

    // One pulse for each frame that was judged, in order, when it is counted: bit 2p ingress, 2p + 1 egress.
    output wire [2*PORTS-1:0]           judged_valid,
    output wire [2*PORTS-1:0]           judged_copied,
    output wire [2*PORTS-1:0]           judged_dropped,

    input  wire [ADDRESS_BITS-1:0]      s_axil_awaddr,
    input  wire                         s_axil_awvalid,
    output wire                         s_axil_awready,
    input  wire [31:0]                  s_axil_wdata,
    input  wire                         s_axil_wvalid,
    output wire                         s_axil_wready,
    output wire [1:0]                   s_axil_bresp,
    output wire                         s_axil_bvalid,
    input  wire                         s_axil_bready,
    input  wire [ADDRESS_BITS-1:0]      s_axil_araddr,
    input  wire                         s_axil_arvalid,
    output wire                         s_axil_arready,
    output wire [31:0]                  s_axil_rdata,
    output wire [1:0]                   s_axil_rresp,
    output wire                         s_axil_rvalid,
    input  wire                         s_axil_rready
);
    if (PORTS < 1 || PORTS > 8) begin : check_ports
        $fatal(1, "tain_nic: PORTS is 1 to 8");
    end
    if (DATA_WIDTH != 64 && DATA_WIDTH != 128 && DATA_WIDTH != 256 && DATA_WIDTH != 512) begin : check_data_width
        $fatal(1, "tain_nic: DATA_WIDTH is 64, 128, 256 or 512");
    end
    if (SESSIONS_PER_INTERFACE > 8) begin : check_sessions
        $fatal(1, "tain_nic: SESSIONS_PER_INTERFACE is 1, 2, 4 or 8");
    end
    if (RANGE_CHECKERS < 1 || RANGE_CHECKERS > 54) begin : check_range_checkers
        $fatal(1, "tain_nic: RANGE_CHECKERS is 1 to 54");
    end

    if (RULE_STRIDE != 4 && RULE_STRIDE != 5) begin : check_rule_stride
        $fatal(1, "tain_nic: RULE_STRIDE is 4 or 5");
    end

    // --- Registers: 64 KiB each for the control block and the ports -----------------------------------------------
    wire bus_write, bus_read, bus_done;
    wire [ADDRESS_BITS-1:0] bus_address;
    wire [31:0] bus_wdata, bus_rdata;
    tain_axil axil (.*);

    wire [PORTS:0] block_done;
    wire [32*(PORTS+1)-1:0] block_rdata;
    wire [3:0] block = bus_address[19:16];
    wire nowhere = 32'(block) > PORTS;
    logic nowhere_done_q;
    always_ff @(posedge clk) nowhere_done_q <= (bus_write || bus_read) && nowhere && !rst;
    assign bus_done = |block_done || nowhere_done_q;
    logic [31:0] rdata;
    always_comb begin
        rdata = nowhere ? tain_regs_pkg::UNDEFINED : 32'd0;
        for (int i = 0; i <= PORTS; i++) if (block == 4'(i)) rdata = block_rdata[32*i +: 32];
    end
    assign bus_rdata = rdata;

    wire bank, reset_wanted;
    wire [PORTS-1:0] reset_done;
    tain_control #(
        .PORTS(PORTS), .DATA_WIDTH(DATA_WIDTH), .INTERFACES(INTERFACES),
        .SESSIONS_PER_INTERFACE(SESSIONS_PER_INTERFACE), .FILTERS(FILTERS), .RULE_SLOTS(RULE_SLOTS),
        .RULES_PER_FILTER(RULES_PER_FILTER), .TARGETS(TARGETS), .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET),
        .NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS), .RANGE_CHECKERS(RANGE_CHECKERS),
        .BUFFER_BYTES(BUFFER_BYTES), .BUFFER_COPIES(BUFFER_COPIES)) control (
        .clk, .rst, .bus_write(bus_write && block == 4'd0), .bus_read(bus_read && block == 4'd0),
        .bus_address(bus_address[15:0]), .bus_wdata, .bus_done(block_done[0]), .bus_rdata(block_rdata[31:0]),
        .bank, .reset_wanted, .reset_done);

    // --- Ports ------------------------------------------------------------------------------------------------------
    for (genvar p = 0; p < PORTS; p++) begin : g_port
        tain_port #(
            .DATA_WIDTH(DATA_WIDTH), .TUSER_WIDTH(TUSER_WIDTH),
            .COPY_TUSER(COPY_TUSER[p*TUSER_WIDTH +: TUSER_WIDTH]), .COPY_PORT(COPY_PORT), .INTERFACES(INTERFACES),
            .SESSIONS_PER_INTERFACE(SESSIONS_PER_INTERFACE), .FILTERS(FILTERS), .RULE_SLOTS(RULE_SLOTS),
            .RULES_PER_FILTER(RULES_PER_FILTER), .TARGETS(TARGETS), .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET),
            .NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS), .RANGE_CHECKERS(RANGE_CHECKERS),
            .RULE_STRIDE(RULE_STRIDE), .BUFFER_BYTES(BUFFER_BYTES), .BUFFER_COPIES(BUFFER_COPIES)) port (
            .clk, .rst, .bus_write(bus_write && block == 4'(p + 1)), .bus_read(bus_read && block == 4'(p + 1)),
            .bus_address(bus_address[15:0]), .bus_wdata, .bus_done(block_done[p+1]),
            .bus_rdata(block_rdata[32*(p+1) +: 32]), .bank, .reset_wanted, .reset_done(reset_done[p]),
            .s_axis_rx_tdata(s_axis_rx_tdata[p*DATA_WIDTH +: DATA_WIDTH]),
            .s_axis_rx_tkeep(s_axis_rx_tkeep[p*BYTES +: BYTES]), .s_axis_rx_tvalid(s_axis_rx_tvalid[p]),
            .s_axis_rx_tready(s_axis_rx_tready[p]), .s_axis_rx_tlast(s_axis_rx_tlast[p]),
            .s_axis_rx_tuser(s_axis_rx_tuser[p*TUSER_WIDTH +: TUSER_WIDTH]),
            .s_axis_rx_tuser_error(s_axis_rx_tuser_error[p]),
            .m_axis_rx_tdata(m_axis_rx_tdata[p*DATA_WIDTH +: DATA_WIDTH]),
            .m_axis_rx_tkeep(m_axis_rx_tkeep[p*BYTES +: BYTES]), .m_axis_rx_tvalid(m_axis_rx_tvalid[p]),
            .m_axis_rx_tready(m_axis_rx_tready[p]), .m_axis_rx_tlast(m_axis_rx_tlast[p]),
            .m_axis_rx_tuser(m_axis_rx_tuser[p*TUSER_WIDTH +: TUSER_WIDTH]),
            .m_axis_rx_tuser_error(m_axis_rx_tuser_error[p]),
            .s_axis_tx_tdata(s_axis_tx_tdata[p*DATA_WIDTH +: DATA_WIDTH]),
            .s_axis_tx_tkeep(s_axis_tx_tkeep[p*BYTES +: BYTES]), .s_axis_tx_tvalid(s_axis_tx_tvalid[p]),
            .s_axis_tx_tready(s_axis_tx_tready[p]), .s_axis_tx_tlast(s_axis_tx_tlast[p]),
            .s_axis_tx_tuser(s_axis_tx_tuser[p*TUSER_WIDTH +: TUSER_WIDTH]),
            .s_axis_tx_tuser_error(s_axis_tx_tuser_error[p]),
            .m_axis_tx_tdata(m_axis_tx_tdata[p*DATA_WIDTH +: DATA_WIDTH]),
            .m_axis_tx_tkeep(m_axis_tx_tkeep[p*BYTES +: BYTES]), .m_axis_tx_tvalid(m_axis_tx_tvalid[p]),
            .m_axis_tx_tready(m_axis_tx_tready[p]), .m_axis_tx_tlast(m_axis_tx_tlast[p]),
            .m_axis_tx_tuser(m_axis_tx_tuser[p*TUSER_WIDTH +: TUSER_WIDTH]),
            .m_axis_tx_tuser_error(m_axis_tx_tuser_error[p]), .m_axis_tx_tuser_copy(m_axis_tx_tuser_copy[p]),
            .m_axis_tx_tuser_direction(m_axis_tx_tuser_direction[p]),
            .m_axis_tx_tuser_length(m_axis_tx_tuser_length[p*16 +: 16]),
            .m_axis_copy_tdata(m_axis_copy_tdata[p*DATA_WIDTH +: DATA_WIDTH]),
            .m_axis_copy_tkeep(m_axis_copy_tkeep[p*BYTES +: BYTES]), .m_axis_copy_tvalid(m_axis_copy_tvalid[p]),
            .m_axis_copy_tready(m_axis_copy_tready[p]), .m_axis_copy_tlast(m_axis_copy_tlast[p]),
            .m_axis_copy_tuser(m_axis_copy_tuser[p*TUSER_WIDTH +: TUSER_WIDTH]),
            .m_axis_copy_tuser_direction(m_axis_copy_tuser_direction[p]),
            .m_axis_copy_tuser_length(m_axis_copy_tuser_length[p*16 +: 16]),
            .judged_valid(judged_valid[2*p +: 2]), .judged_copied(judged_copied[2*p +: 2]),
            .judged_dropped(judged_dropped[2*p +: 2]));
    end
endmodule
`default_nettype wire
