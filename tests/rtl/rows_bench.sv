// SPDX-License-Identifier: Apache-2.0
// The register block of a port and all tables of both directions, without the frames: what row commands meet. Sizes
// that are no powers of two, and tables of less than, exactly and more than a word of occupied bits; of targets as many
// as take eight words of them, as a NIC larger than those of the other tests has.
`default_nettype none
module rows_bench (
    input  wire         clk,
    input  wire         rst,
    input  wire         mirror_rst,
    input  wire         active_bank,
    input  wire         bus_write,
    input  wire         bus_read,
    input  wire  [15:0] bus_address,
    input  wire  [31:0] bus_wdata,
    output wire         bus_done,
    output wire  [31:0] bus_rdata
);
    localparam int S = 4;
    localparam int COUNTERS = tain_regs_pkg::REG_PORT_COUNTER_LOW_COUNT;
    localparam int PORT_COUNTERS = tain_regs_pkg::COUNTERS_PORT_COUNT;

    tain_pkg::row_command_t command;
    wire rebuild;
    wire [1:0] row_busy, rebuilding;
    wire [63:0] answer;
    wire [3:0] counter_kind;
    wire counter_direction, counter_read, counter_clear;
    wire [15:0] counter_index;
    tain_port_registers registers (
        .clk, .rst, .mirror_rst, .bus_write, .bus_read, .bus_address, .bus_wdata, .bus_done, .bus_rdata, .active_bank,
        .command, .answer(answer[31:0] | answer[63:32]), .rebuild, .row_busy(|row_busy), .rebuilding(|rebuilding),
        .counter_kind, .counter_direction, .counter_index, .counter_read, .counter_clear,
        .counter_row({64*COUNTERS{1'b0}}), .ingress_counters({64*PORT_COUNTERS{1'b0}}),
        .egress_counters({64*PORT_COUNTERS{1'b0}}));

    wire [1:0] judgement_valid;
    for (genvar d = 0; d < 2; d++) begin : g_direction
        tain_pkg::judgement_t judgement;
        wire [S-1:0] hit;
        wire [S*16-1:0] hit_counter;
        tain_judge #(
            .DIRECTION(d == 0 ? tain_pkg::INGRESS : tain_pkg::EGRESS), .INTERFACES(9), .SESSIONS_PER_INTERFACE(S),
            .FILTERS(5), .RULE_SLOTS(5), .RULES_PER_FILTER(7), .TARGETS(32), .ADDRESSES_PER_TARGET(8), .NEVER_COPIED(3),
            .RESOLVERS(2), .RANGE_CHECKERS(33)) judge (
            .clk, .rst(mirror_rst), .bank(active_bank), .command, .answer(answer[32*d +: 32]), .rebuild,
            .row_busy(row_busy[d]), .rebuilding(rebuilding[d]), .window_valid(1'b0), .window(1024'd0),
            .window_bytes(8'd0), .judgement_valid(judgement_valid[d]), .judgement, .hit, .hit_counter);
        wire unused_judgement = &{1'b0, judgement, hit, hit_counter};
    end
    wire unused = &{1'b0, counter_kind, counter_direction, counter_read, counter_clear, counter_index, judgement_valid};
endmodule
`default_nettype wire
