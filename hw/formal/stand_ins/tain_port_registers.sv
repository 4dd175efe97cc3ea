// SPDX-License-Identifier: Apache-2.0
// tain_port_registers for a proof about its port: what it gives, which has no value here, is anything.
`default_nettype none
module tain_port_registers #(
    localparam int COUNTERS = tain_regs_pkg::REG_PORT_COUNTER_LOW_COUNT,
    localparam int PORT_COUNTERS = tain_regs_pkg::COUNTERS_PORT_COUNT
) (
    input  wire                clk,
    input  wire                rst,
    input  wire                mirror_rst,
    input  wire                bus_write,
    input  wire                bus_read,
    input  wire [15:0]         bus_address,
    input  wire [31:0]         bus_wdata,
    output logic               bus_done,
    output logic [31:0]        bus_rdata,
    input  wire                active_bank,
    output tain_pkg::row_command_t command,
    input  wire [31:0]         answer,
    output logic               rebuild,
    input  wire                row_busy,
    input  wire                rebuilding,
    output logic [3:0]         counter_kind,
    output logic               counter_direction,
    output logic [15:0]        counter_index,
    output logic               counter_read,
    output logic               counter_clear,
    input  wire [64*COUNTERS-1:0] counter_row,
    input  wire [64*PORT_COUNTERS-1:0] ingress_counters,
    input  wire [64*PORT_COUNTERS-1:0] egress_counters
);
endmodule
`default_nettype wire
