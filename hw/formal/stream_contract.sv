// SPDX-License-Identifier: Apache-2.0
// The contract of a stream, as the pipeline means AXI4-Stream's: a beat once offered stays, unchanged, until it is
// taken; tkeep is contiguous from byte 0 and partial only with tlast; what belongs to a packet as a whole (`side`: its
// source, its length, whether it is a copy) is the same in all of its beats, so packets are never mixed. GIVEN: it is
// what a proof assumes of an input; otherwise what it asserts of an output.
// A reset takes back what was offered, and the packet with it.
`default_nettype none
module stream_contract #(
    parameter bit GIVEN = 1'b0,
    parameter int DATA_WIDTH = 8,
    parameter int BYTES = 1,
    parameter int SIDE_WIDTH = 1
) (
    input wire                  clk,
    input wire                  rst,
    input wire                  valid,
    input wire                  ready,
    input wire [DATA_WIDTH-1:0] data,
    input wire [BYTES-1:0]      keep,
    input wire                  last,
    input wire [SIDE_WIDTH-1:0] side
);
    logic waiting_q = 1'b0;    // a beat was offered in the clock before and not taken
    logic in_packet_q = 1'b0;  // the next beat is not the first of its packet
    logic [DATA_WIDTH-1:0] data_q;
    logic [BYTES-1:0] keep_q;
    logic last_q;
    logic [SIDE_WIDTH-1:0] side_q;

    always_ff @(posedge clk) begin
        waiting_q <= !rst && valid && !ready;
        if (rst) in_packet_q <= 1'b0;
        else if (valid && ready) in_packet_q <= !last;
        data_q <= data;
        keep_q <= keep;
        last_q <= last;
        if (valid) side_q <= side;
    end

    wire stays = !waiting_q || (valid && data == data_q && keep == keep_q && last == last_q && side == side_q);
    wire contiguous = !valid || (keep[0] && (keep & (keep + 1'b1)) == '0);
    wire full = !valid || last || (&keep);
    wire unmixed = !(valid && in_packet_q) || side == side_q;

    if (GIVEN) begin : g_given
        always_comb if (!rst) begin
            assume (stays);
            assume (contiguous);
            assume (full);
            assume (unmixed);
        end
    end else begin : g_promised
        always_comb if (!rst) begin
            assert (stays);
            assert (contiguous);
            assert (full);
            assert (unmixed);
        end
    end
endmodule
`default_nettype wire
