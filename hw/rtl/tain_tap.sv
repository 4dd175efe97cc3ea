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
    localparam int BYTES = DATA_WIDTH / 8,
    localparam int SHIFT = $clog2(BYTES)
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

    always_ff @(posedge clk) begin
        if (rst) in_frame_q <= 1'b0;
        else if (transfer) in_frame_q <= !tlast;

        if (rst || mirror_rst) follow_q <= 1'b0;
        else if (transfer) follow_q <= seen;

        // Taken every clock: an enable would have all these bits to drive.
        valid_q <= transfer && seen && !rst;
        data_q <= tdata;
        keep_q <= tkeep;
        last_q <= tlast;
        error_q <= tuser_error;
    end

    // tkeep is a thermometer: a binary search for its edge says how many.
    function automatic [7:0] ones(input [BYTES-1:0] keep);
        logic [BYTES-1:0] rest;
        rest = keep;
        ones = '0;
        for (int i = SHIFT - 1; i >= 0; i--) begin
            if (rest[2 ** i - 1]) begin
                ones[i] = 1'b1;
                rest = rest >> 2 ** i;
            end
        end
        if (rest[0]) ones = 8'(BYTES);
    endfunction

    always_ff @(posedge clk) begin
        beat_valid <= valid_q && !rst && !mirror_rst;
        beat_data <= data_q;
        beat_last <= last_q;
        beat_bad <= last_q && error_q;
        if (!last_q) beat_bytes <= 8'(BYTES);
        else if (valid_q) beat_bytes <= ones(keep_q);
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
