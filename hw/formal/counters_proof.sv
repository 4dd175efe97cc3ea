// SPDX-License-Identifier: Apache-2.0
// tain_counters: what is read of any row is the sum of what it was given since the last clear, up to two clocks before.
`default_nettype none
module counters_proof #(
    parameter int READ_LATENCY = 6
) (
    input wire        clk,
    input wire        rst,
    input wire        watch,
    input wire        event_valid,
    input wire        event_index,
    input wire [31:0] event_increments,
    input wire        clear_valid,
    input wire        clear_index,
    input wire        read_valid,
    input wire        read_index
);
    logic [63:0] read_data;
    tain_counters #(.ROWS(2), .COUNTERS(1), .INCREMENT_WIDTH(32), .READ_LATENCY(READ_LATENCY)) dut (
        .clk, .rst, .event_valid, .event_index, .event_increments, .clear_valid, .clear_index, .read_valid, .read_index,
        .read_data);
    first_reset resets (.clk, .rst);

    (* anyconst *) logic row;
    wire clears = rst || (clear_valid && clear_index == row);
    logic [63:0] sum_q, given_q, expected_q;  // up to two clocks ago; one clock ago; of the watched read
    logic [2:0] left_q = '0;
    always_ff @(posedge clk) begin
        given_q <= !rst && event_valid && event_index == row ? 64'(event_increments) : 64'd0;
        sum_q <= clears ? 64'd0 : sum_q + given_q;
        if (rst) left_q <= '0;
        else if (left_q != '0) left_q <= left_q - 1'b1;
        else if (watch && read_valid && read_index == row) begin
            left_q <= 3'(READ_LATENCY);
            expected_q <= clears ? 64'd0 : sum_q;
        end
    end
    always_comb if (!rst && left_q == 3'd1) begin
        assert (read_data == expected_q);
        cover (read_data[32] && read_data[31:0] == 32'h5);
    end
endmodule
`default_nettype wire
