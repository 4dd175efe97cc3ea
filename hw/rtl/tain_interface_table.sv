// SPDX-License-Identifier: Apache-2.0
// Which interface a frame belongs to (design 2.6), and what its copies carry as their source.
//
// Promises: `found`, `index` and `counter` three clocks after the lookup, one a clock (LATENCY = 3). A frame whose
//   MAC address is not all there (mac_known 0) belongs at most to an interface that claims the whole port.
//   `source_*` answer the row asked for by source_bank and source_index, one clock later.
`default_nettype none
module tain_interface_table #(
    parameter int INTERFACES = 64,
    parameter bit ANSWERS = 1'b1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire tain_pkg::row_command_t command,
    input  wire [tain_regs_pkg::ROW_WORDS*32-1:0] command_row,
    output wire [tain_regs_pkg::ROW_WORDS*32-1:0] answer_row,
    output wire [31:0]        answer_occupied,
    input  wire               lookup_valid,
    input  wire               lookup_bank,
    input  wire [47:0]        lookup_mac,
    input  wire               lookup_mac_known,
    output logic              found,
    output logic [15:0]       index,
    output logic [15:0]       counter,
    input  wire               source_bank,
    input  wire [15:0]        source_index,
    output wire [47:0]        source_mac,
    output wire [31:0]        source_ipv4,
    output wire [127:0]       source_ipv6
);
    localparam int WIDTH = tain_regs_pkg::ROW_INTERFACE_WIDTH;
    localparam int INDEX_BITS = INTERFACES == 1 ? 1 : $clog2(INTERFACES);
    localparam int DEPTH = INTERFACES <= 32 ? 32 : 1 << $clog2(INTERFACES);

    wire [2*DEPTH-1:0] occupied;
    wire [WIDTH-1:0] answer;
    wire [2*WIDTH-1:0] read_row;
    wire [1:0] read_occupied;
    logic found_q, bank_q;
    logic [15:0] index_q;
    tain_rows #(.TABLE(tain_regs_pkg::TABLE_INTERFACE), .ROWS(INTERFACES), .WIDTH(WIDTH), .READS(2),
                .ANSWERS(ANSWERS)) rows (
        .clk, .rst, .command, .command_row(command_row[WIDTH-1:0]), .answer_row(answer), .answer_occupied, .occupied,
        .read_bank({source_bank, bank_q}), .read_index({source_index, index_q}), .read_row, .read_occupied);
    assign answer_row = {{tain_regs_pkg::ROW_WORDS*32-WIDTH{1'b0}}, answer};

    // --- What is compared stands in flip-flops, per bank --------------------------------------------------------
    logic [INTERFACES*48-1:0] mac0_q, mac1_q;
    logic [INTERFACES-1:0] any0_q, any1_q;
    wire write = command.write && command.table_id == tain_regs_pkg::TABLE_INTERFACE;
    wire [47:0] written_mac = command_row[tain_regs_pkg::ROW_INTERFACE_MAC_LSB +: 48];
    wire written_any = command_row[tain_regs_pkg::ROW_INTERFACE_ANY_LSB];
    always_ff @(posedge clk)
        if (write)
            for (int i = 0; i < INTERFACES; i++)
                if (command.index == 16'(i)) begin
                    if (command.bank) begin
                        mac1_q[i*48 +: 48] <= written_mac;
                        any1_q[i] <= written_any;
                    end else begin
                        mac0_q[i*48 +: 48] <= written_mac;
                        any0_q[i] <= written_any;
                    end
                end

    // First clock: compare with every row.
    logic hit_valid_q, hit_bank_q;
    logic [INTERFACES-1:0] hit_q;
    always_ff @(posedge clk) begin
        hit_valid_q <= lookup_valid && !rst;
        if (lookup_valid) begin
            hit_bank_q <= lookup_bank;
            for (int i = 0; i < INTERFACES; i++)
                hit_q[i] <= occupied[{31'd0, lookup_bank} * DEPTH + i]
                    && ((lookup_bank ? any1_q[i] : any0_q[i])
                        || (lookup_mac_known
                            && lookup_mac == (lookup_bank ? mac1_q[i*48 +: 48] : mac0_q[i*48 +: 48])));
        end
    end

    // Second clock: the number of the row that hit. At most one does: MAC addresses differ, and an interface that
    // claims its whole port is alone on it.
    logic [INDEX_BITS-1:0] hit_index;
    always_comb begin
        hit_index = '0;
        for (int i = 0; i < INTERFACES; i++) if (hit_q[i]) hit_index = hit_index | INDEX_BITS'(i);
    end
    always_ff @(posedge clk) begin
        if (hit_valid_q) begin
            found_q <= |hit_q;
            bank_q <= hit_bank_q;
            index_q <= 16'(hit_index);
        end
    end

    // Third clock: its row is read.
    always_ff @(posedge clk) begin
        found <= found_q;
        index <= index_q;
    end
    assign counter = read_row[tain_regs_pkg::ROW_INTERFACE_COUNTER_LSB +: 16];
    assign source_mac = read_row[WIDTH + tain_regs_pkg::ROW_INTERFACE_SOURCE_MAC_LSB +: 48];
    assign source_ipv4 = read_row[WIDTH + tain_regs_pkg::ROW_INTERFACE_IPV4_LSB +: 32];
    assign source_ipv6 = read_row[WIDTH + tain_regs_pkg::ROW_INTERFACE_IPV6_LSB +: 128];
endmodule
`default_nettype wire
