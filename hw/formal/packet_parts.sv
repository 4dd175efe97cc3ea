// SPDX-License-Identifier: Apache-2.0
// What tain_prepend needs of its input, beside the stream's contract: what is said of a packet is the same at all of its
// beats, its payload comes in as few beats as it takes, zero beyond its end. GIVEN: assumed; otherwise asserted.
`default_nettype none
module packet_parts #(
    parameter bit GIVEN = 1'b0,
    parameter int BYTES = 8
) (
    input  wire               clk,
    input  wire               rst,
    input  wire               valid,
    input  wire               ready,
    input  wire [8*BYTES-1:0] data,
    input  wire               last,
    input  wire [7:0]         prefix_length,
    input  wire [15:0]        total,
    input  wire [15:0]        payload,
    output wire [15:0]        done           // bytes of the payload in the packet's beats before
);
    logic [15:0] done_q = '0;
    assign done = done_q;
    wire [15:0] left = payload - done_q;
    always_ff @(posedge clk)
        if (rst) done_q <= '0;
        else if (valid && ready) done_q <= last ? 16'd0 : done_q + 16'(BYTES);

    wire sizes = prefix_length >= 8'd2 && prefix_length <= 8'd128 && !prefix_length[0] && payload != '0;
    wire room = 17'(total) >= 17'(prefix_length) + 17'(payload);
    wire beats = last == (left <= 16'(BYTES));
    logic zero;
    always_comb begin
        zero = 1'b1;
        for (int i = 0; i < BYTES; i++) if (16'(i) >= left && data[8*i +: 8] != '0) zero = 1'b0;
    end
    if (GIVEN) begin : g_given
        always_comb if (!rst && valid) assume (sizes && room && beats && zero);
    end else begin : g_promised
        always_comb if (!rst && valid) assert (sizes && room && beats && zero);
    end
endmodule
`default_nettype wire
