// SPDX-License-Identifier: Apache-2.0
// The directory and control blocks of the registers: what this NIC is, and what concerns all ports at once, above
// all the flip of the table banks (design 2.13, 4).
//
// Promises: every access is done two clocks later. `bank` changes for all ports in one clock. `draining` lasts
//   DRAIN clocks, longer than any frame stays in a judging pipeline.
`default_nettype none
module tain_control #(
    parameter int PORTS = 1,
    parameter int DATA_WIDTH = 512,
    parameter int INTERFACES = 64,
    parameter int SESSIONS_PER_INTERFACE = 4,
    parameter int FILTERS = 32,
    parameter int RULE_SLOTS = 36,
    parameter int RULES_PER_FILTER = 16,
    parameter int TARGETS = 32,
    parameter int ADDRESSES_PER_TARGET = 16,
    parameter int NEVER_COPIED = 16,
    parameter int RESOLVERS = 8,
    parameter int RANGE_CHECKERS = 32,
    parameter int BUFFER_BYTES = 65536,
    parameter int BUFFER_COPIES = 1024
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             bus_write,
    input  wire             bus_read,
    input  wire [15:0]      bus_address,    // within the first 64 KiB
    input  wire [31:0]      bus_wdata,
    output logic            bus_done,
    output logic [31:0]     bus_rdata,
    output logic            bank,
    output logic            reset_wanted,   // until every port says done
    input  wire [PORTS-1:0] reset_done
);
    localparam int DRAIN = 40;
    localparam logic [15:0] CONTROL = tain_regs_pkg::BLOCK_CONTROL_OFFSET[15:0];

    logic [31:0] boot_q;
    logic [5:0] drain_q;
    logic [PORTS-1:0] reset_done_q;
    wire flip = bus_write && bus_address == CONTROL + tain_regs_pkg::REG_CONTROL_FLIP && bus_wdata[0]
        && !reset_wanted;
    wire reset = bus_write && bus_address == CONTROL + tain_regs_pkg::REG_CONTROL_RESET && bus_wdata[0];

    always_ff @(posedge clk)
        if (rst) begin
            boot_q <= '0;
            bank <= 1'b0;
            drain_q <= '0;
            reset_wanted <= 1'b0;
            reset_done_q <= '0;
        end else begin
            if (bus_write && bus_address == tain_regs_pkg::REG_DIRECTORY_BOOT) boot_q <= bus_wdata;
            if (flip) begin
                bank <= !bank;
                drain_q <= 6'(DRAIN);
            end else if (drain_q != 6'd0) drain_q <= drain_q - 6'd1;
            if (reset_wanted) begin
                reset_done_q <= reset_done_q | reset_done;
                if (&reset_done_q) begin
                    reset_wanted <= 1'b0;
                    boot_q <= '0;
                    bank <= 1'b0;
                end
            end else begin
                reset_done_q <= '0;
                reset_wanted <= reset;
            end
        end

    // --- Reading ----------------------------------------------------------------------------------------------
    // The list of blocks, 16 bytes each: entry 0 is the control block, entry i + 1 port i.
    localparam int BLOCKS = 1 + PORTS;
    localparam logic [15:0] LIST = tain_regs_pkg::REG_DIRECTORY_BLOCK_TYPE;
    if (LIST[3:0] != 4'd0) begin : gen_bad_list
        $fatal(1, "tain_control: the list of blocks must begin at a multiple of 16");
    end
    wire in_control_entry = bus_address[15:4] == LIST[15:4];
    logic [31:0] block_offset;
    logic is_list;
    always_comb begin
        block_offset = tain_regs_pkg::BLOCK_CONTROL_OFFSET;
        is_list = in_control_entry;
        for (int i = 1; i < BLOCKS; i++)
            if (bus_address[15:4] == LIST[15:4] + 12'(i)) begin
                block_offset = tain_regs_pkg::BLOCK_PORT_OFFSET + 32'(i - 1) * tain_regs_pkg::BLOCK_PORT_SIZE;
                is_list = 1'b1;
            end
    end
    logic [31:0] list;
    always_comb
        case (bus_address[3:0])
            4'h0: list = in_control_entry ? tain_regs_pkg::BLOCK_CONTROL_TYPE : tain_regs_pkg::BLOCK_PORT_TYPE;
            4'h4: list = tain_regs_pkg::VERSION;
            4'h8: list = block_offset;
            4'hc: list = in_control_entry ? tain_regs_pkg::BLOCK_CONTROL_SIZE : tain_regs_pkg::BLOCK_PORT_SIZE;
            default: list = tain_regs_pkg::UNDEFINED;
        endcase

    logic [31:0] value;
    logic known;
    always_comb begin
        known = 1'b1;
        case (bus_address)
            tain_regs_pkg::REG_DIRECTORY_IDENTITY: value = tain_regs_pkg::IDENTITY;
            tain_regs_pkg::REG_DIRECTORY_VERSION: value = tain_regs_pkg::VERSION;
            tain_regs_pkg::REG_DIRECTORY_BOOT: value = boot_q;
            tain_regs_pkg::REG_DIRECTORY_BLOCK_COUNT: value = BLOCKS;
            CONTROL + tain_regs_pkg::REG_CONTROL_PORTS: value = PORTS;
            CONTROL + tain_regs_pkg::REG_CONTROL_DATA_WIDTH: value = DATA_WIDTH;
            CONTROL + tain_regs_pkg::REG_CONTROL_INTERFACES: value = INTERFACES;
            CONTROL + tain_regs_pkg::REG_CONTROL_SESSIONS_PER_INTERFACE: value = SESSIONS_PER_INTERFACE;
            CONTROL + tain_regs_pkg::REG_CONTROL_FILTERS: value = FILTERS;
            CONTROL + tain_regs_pkg::REG_CONTROL_RULE_SLOTS: value = RULE_SLOTS;
            CONTROL + tain_regs_pkg::REG_CONTROL_RULES_PER_FILTER: value = RULES_PER_FILTER;
            CONTROL + tain_regs_pkg::REG_CONTROL_TARGETS: value = TARGETS;
            CONTROL + tain_regs_pkg::REG_CONTROL_ADDRESSES_PER_TARGET: value = ADDRESSES_PER_TARGET;
            CONTROL + tain_regs_pkg::REG_CONTROL_NEVER_COPIED: value = NEVER_COPIED;
            CONTROL + tain_regs_pkg::REG_CONTROL_RESOLVERS: value = RESOLVERS;
            CONTROL + tain_regs_pkg::REG_CONTROL_RANGE_CHECKERS: value = RANGE_CHECKERS;
            CONTROL + tain_regs_pkg::REG_CONTROL_BUFFER_BYTES: value = BUFFER_BYTES;
            CONTROL + tain_regs_pkg::REG_CONTROL_BUFFER_COPIES: value = BUFFER_COPIES;
            CONTROL + tain_regs_pkg::REG_CONTROL_BANK: value = {31'd0, bank};
            CONTROL + tain_regs_pkg::REG_CONTROL_STATUS: value = {30'd0, reset_wanted, drain_q != 6'd0};
            default: begin
                value = '0;
                known = 1'b0;
            end
        endcase
    end

    logic asked_q, known_q, is_list_q;
    logic [31:0] value_q, list_q;
    always_ff @(posedge clk) begin
        asked_q <= (bus_write || bus_read) && !rst;
        value_q <= value;
        known_q <= known;
        list_q <= list;
        is_list_q <= is_list;
        bus_done <= asked_q && !rst;
        bus_rdata <= known_q ? value_q : is_list_q ? list_q : tain_regs_pkg::UNDEFINED;
    end
endmodule
`default_nettype wire
