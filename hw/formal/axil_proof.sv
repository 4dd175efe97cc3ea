// SPDX-License-Identifier: Apache-2.0
// tain_axil: the slave's side of AXI4-Lite, and one access of the register bus for each of it.
`default_nettype none
module axil_proof #(
    localparam int ADDRESS_BITS = tain_regs_pkg::ADDRESS_BITS
) (
    input wire                    clk,
    input wire                    rst,
    input wire [ADDRESS_BITS-1:0] awaddr,
    input wire                    awvalid,
    input wire [31:0]             wdata,
    input wire                    wvalid,
    input wire                    bready,
    input wire [ADDRESS_BITS-1:0] araddr,
    input wire                    arvalid,
    input wire                    rready,
    input wire                    bus_done,
    input wire [31:0]             bus_rdata
);
    localparam int SLOWEST = 5;  // clocks that the register bus takes at most, in this proof
    wire awready, wready, bvalid, arready, rvalid;
    wire [1:0] bresp, rresp;
    logic [31:0] rdata, bus_wdata;
    logic bus_write, bus_read;
    logic [ADDRESS_BITS-1:0] bus_address;
    tain_axil dut (
        .clk, .rst, .s_axil_awaddr(awaddr), .s_axil_awvalid(awvalid), .s_axil_awready(awready), .s_axil_wdata(wdata),
        .s_axil_wvalid(wvalid), .s_axil_wready(wready), .s_axil_bresp(bresp), .s_axil_bvalid(bvalid),
        .s_axil_bready(bready), .s_axil_araddr(araddr), .s_axil_arvalid(arvalid), .s_axil_arready(arready),
        .s_axil_rdata(rdata), .s_axil_rresp(rresp), .s_axil_rvalid(rvalid), .s_axil_rready(rready), .bus_write, .bus_read,
        .bus_address, .bus_wdata, .bus_done, .bus_rdata);

    // The five channels, each a stream.
    first_reset resets (.clk, .rst);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(ADDRESS_BITS)) aw (
        .clk, .rst, .valid(awvalid), .ready(awready), .data(awaddr), .keep(1'b1), .last(1'b1), .side(1'b0));
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(32)) w (
        .clk, .rst, .valid(wvalid), .ready(wready), .data(wdata), .keep(1'b1), .last(1'b1), .side(1'b0));
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(ADDRESS_BITS)) ar (
        .clk, .rst, .valid(arvalid), .ready(arready), .data(araddr), .keep(1'b1), .last(1'b1), .side(1'b0));
    stream_contract #(.DATA_WIDTH(2)) b (
        .clk, .rst, .valid(bvalid), .ready(bready), .data(bresp), .keep(1'b1), .last(1'b1), .side(1'b0));
    stream_contract #(.DATA_WIDTH(34)) r (
        .clk, .rst, .valid(rvalid), .ready(rready), .data({rresp, rdata}), .keep(1'b1), .last(1'b1), .side(1'b0));

    // The access under way, as the master knows it; where it stands on the register bus.
    wire write_taken = awvalid && awready;
    wire read_taken = arvalid && arready;
    logic write_q = 1'b0, read_q = 1'b0, asked_q = 1'b0, answered_q = 1'b0;
    logic [ADDRESS_BITS-1:0] address_q;
    logic [31:0] data_q;
    logic [3:0] waited_q = '0;
    always_ff @(posedge clk)
        if (rst) {write_q, read_q, asked_q, answered_q, waited_q} <= '0;
        else begin
            if (write_taken) {write_q, address_q, data_q} <= {1'b1, awaddr, wdata};
            if (read_taken) {read_q, address_q} <= {1'b1, araddr};
            if (bus_write || bus_read) asked_q <= 1'b1;
            if (bus_done) answered_q <= 1'b1;
            if (bus_done && read_q) data_q <= bus_rdata;
            waited_q <= asked_q && !answered_q && !bus_done ? waited_q + 4'd1 : 4'd0;
            if ((bvalid && bready) || (rvalid && rready)) {write_q, read_q, asked_q, answered_q, waited_q} <= '0;
        end

    // The register bus answers what was asked, once, and not too late.
    always_comb if (!rst) begin
        if (!asked_q || answered_q) assume (!bus_done);
        else if (waited_q == 4'(SLOWEST)) assume (bus_done);
    end

    always_comb if (!rst) begin
        // Taken only when nothing is under way, address and data together, a write before a read, without delay.
        assert (awready == wready);
        assert (write_taken == (!write_q && !read_q && awvalid && wvalid));
        assert (read_taken == (!write_q && !read_q && arvalid && !write_taken));
        if (awready) assert (awvalid && wvalid);
        // Asked of the register bus in the next clock, once, as it came.
        assert (bus_write == (write_q && !asked_q));
        assert (bus_read == (read_q && !asked_q));
        if (bus_write) assert (bus_address == address_q && bus_wdata == data_q);
        if (bus_read) assert (bus_address == address_q);
        // Answered once, in the clock after the register bus, OKAY and with its data; nothing else is answered.
        assert (bvalid == (write_q && answered_q));
        assert (rvalid == (read_q && answered_q));
        assert (bresp == 2'b00 && rresp == 2'b00);
        if (rvalid) assert (rdata == data_q);
        cover (bvalid && bready && arvalid);
        cover (rvalid && rready && rdata == 32'h12345678 && awvalid);
        cover (waited_q == 4'(SLOWEST));
    end

    always_comb if (!rst) begin
        assert (!(write_q && read_q));
        assert (!answered_q || asked_q);
        assert (!asked_q || write_q || read_q);
        assert (waited_q <= 4'(SLOWEST) && (waited_q == '0 || (asked_q && !answered_q)));
    end
    (* hierconn *) wire [2:0] \dut.state_q ;
    always_comb if (!rst) assert (\dut.state_q == (read_q ? (answered_q ? 3'd4 : 3'd2) : write_q ? (answered_q ? 3'd3 : 3'd1) : 3'd0));
endmodule
`default_nettype wire
