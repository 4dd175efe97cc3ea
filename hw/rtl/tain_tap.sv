// SPDX-License-Identifier: Apache-2.0
// Looks at one stream of production, drives nothing of it, and tells the mirror what passed: one beat for each
// accepted transfer, two clocks later, with the number of its bytes instead of tkeep. The mirror can hold up
// nothing, so beats have no ready: whoever takes them takes one every clock.
//
// Where frames begin is known from `rst` (the whole NIC's) on and followed while the mirror is in reset. Out of
// `mirror_rst` the tap waits for a frame's first beat, so the mirror never sees the rear of a frame as a frame.
// Needs tkeep contiguous from byte 0, and partial only with tlast.
`default_nettype none
module tain_tap #(
    parameter int DATA_WIDTH = 512,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   mirror_rst,
    input  wire  [DATA_WIDTH-1:0] tdata,
    input  wire  [BYTES-1:0]      tkeep,
    input  wire                   tvalid,
    input  wire                   tready,
    input  wire                   tlast,
    input  wire                   tuser_error,
    output logic                  beat_valid,
    output logic [DATA_WIDTH-1:0] beat_data,
    output logic [7:0]            beat_bytes,  // 1 .. BYTES
    output logic                  beat_last,
    output logic                  beat_bad     // with last: its source marked the frame bad
);
    if (DATA_WIDTH < 64 || DATA_WIDTH > 512 || DATA_WIDTH != 2 ** $clog2(DATA_WIDTH)) begin : gen_bad_width
        $fatal(1, "tain_tap: DATA_WIDTH must be 64, 128, 256 or 512");
    end

    logic in_frame_q;  // the next transfer is not the first of its frame
    logic follow_q;    // the mirror saw the first beat of this frame
    wire transfer = tvalid && tready;
    wire seen = !mirror_rst && (!in_frame_q || follow_q);

    logic valid_q, last_q, error_q;
    logic [DATA_WIDTH-1:0] data_q;
    logic [BYTES-1:0] keep_q;
    logic [7:0] count;

    always_ff @(posedge clk) begin
        if (rst) in_frame_q <= 1'b0;
        else if (transfer) in_frame_q <= !tlast;

        if (rst || mirror_rst) follow_q <= 1'b0;
        else if (transfer) follow_q <= seen;

        valid_q <= transfer && seen && !rst;
        if (transfer) begin
            data_q <= tdata;
            keep_q <= tkeep;
            last_q <= tlast;
            error_q <= tuser_error;
        end
    end

    // tkeep is a thermometer: its one edge says how many.
    always_comb begin
        count = '0;
        for (int i = 0; i < BYTES; i++) begin
            if (keep_q[i] && (i == BYTES - 1 || !keep_q[(i + 1) % BYTES])) count = count | 8'(i + 1);
        end
    end

    always_ff @(posedge clk) begin
        beat_valid <= valid_q && !rst && !mirror_rst;
        if (valid_q) begin
            beat_data <= data_q;
            beat_bytes <= last_q ? count : 8'(BYTES);
            beat_last <= last_q;
            beat_bad <= last_q && error_q;
        end
    end

`ifndef SYNTHESIS
    always_ff @(posedge clk) if (!rst && tvalid) begin
        assert (tkeep[0]);
        assert ((tkeep & (tkeep + 1'b1)) == '0);
        assert (tlast || (&tkeep));
    end
`endif
endmodule
`default_nettype wire
