// SPDX-License-Identifier: Apache-2.0
// AXI4-Lite to the register bus inside: one access at a time, writes before reads where both wait.
//
// Promises: every access is answered (OKAY); the register bus sees `read` or `write` for one clock and answers with
//   `done` for one clock, when it likes. wstrb and prot are not needed: accesses are of whole words.
`default_nettype none
module tain_axil #(
    localparam int ADDRESS_BITS = tain_regs_pkg::ADDRESS_BITS
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire [ADDRESS_BITS-1:0] s_axil_awaddr,
    input  wire                    s_axil_awvalid,
    output wire                    s_axil_awready,
    input  wire [31:0]             s_axil_wdata,
    input  wire                    s_axil_wvalid,
    output wire                    s_axil_wready,
    output wire [1:0]              s_axil_bresp,
    output wire                    s_axil_bvalid,
    input  wire                    s_axil_bready,
    input  wire [ADDRESS_BITS-1:0] s_axil_araddr,
    input  wire                    s_axil_arvalid,
    output wire                    s_axil_arready,
    output logic [31:0]            s_axil_rdata,
    output wire [1:0]              s_axil_rresp,
    output wire                    s_axil_rvalid,
    input  wire                    s_axil_rready,
    output logic                   bus_write,
    output logic                   bus_read,
    output logic [ADDRESS_BITS-1:0] bus_address,
    output logic [31:0]            bus_wdata,
    input  wire                    bus_done,
    input  wire [31:0]             bus_rdata
);
    typedef enum logic [2:0] {IDLE, WRITE, READ, ANSWER_WRITE, ANSWER_READ} state_t;
    state_t state_q;

    wire take_write = state_q == IDLE && s_axil_awvalid && s_axil_wvalid;
    wire take_read = state_q == IDLE && s_axil_arvalid && !take_write;
    assign s_axil_awready = take_write;
    assign s_axil_wready = take_write;
    assign s_axil_arready = take_read;
    assign s_axil_bvalid = state_q == ANSWER_WRITE;
    assign s_axil_rvalid = state_q == ANSWER_READ;
    assign s_axil_bresp = 2'b00;
    assign s_axil_rresp = 2'b00;

    always_ff @(posedge clk) begin
        bus_write <= take_write && !rst;
        bus_read <= take_read && !rst;
        if (take_write) bus_wdata <= s_axil_wdata;
        if (take_write) bus_address <= s_axil_awaddr;
        else if (take_read) bus_address <= s_axil_araddr;
        if (bus_done) s_axil_rdata <= bus_rdata;
        if (rst) state_q <= IDLE;
        else
            case (state_q)
                IDLE: if (take_write) state_q <= WRITE;
                    else if (take_read) state_q <= READ;
                WRITE: if (bus_done) state_q <= ANSWER_WRITE;
                READ: if (bus_done) state_q <= ANSWER_READ;
                ANSWER_WRITE: if (s_axil_bready) state_q <= IDLE;
                ANSWER_READ: if (s_axil_rready) state_q <= IDLE;
                default: state_q <= IDLE;
            endcase
    end
endmodule
`default_nettype wire
