// SPDX-License-Identifier: Apache-2.0
// A short first-word-fall-through FIFO in distributed RAM. Promises: DEPTH words (2 or more, any number), one word in
// and one out per clock, a word can be read in the clock after it was written. s_ready and m_valid are registers,
// m_data comes from the RAM. s_ready is low during reset. The read pointer is one register for every LANE bits, so that
// none has more than 256 addresses to drive.
`default_nettype none
module tain_fifo #(
    parameter int WIDTH = 8,
    parameter int DEPTH = 16
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              s_valid,
    output logic             s_ready,
    input  wire  [WIDTH-1:0] s_data,
    output logic             m_valid,
    input  wire              m_ready,
    output logic [WIDTH-1:0] m_data
);
    if (WIDTH < 1 || DEPTH < 2) begin : gen_bad_size
        $fatal(1, "tain_fifo: WIDTH must be at least 1, DEPTH at least 2");
    end

    localparam int POINTER_WIDTH = $clog2(DEPTH);
    localparam logic [POINTER_WIDTH-1:0] LAST = POINTER_WIDTH'(DEPTH - 1);

    localparam int LANE = 224;  // whole 32-bit words, and whole LUTs of RAM
    localparam int LANES = (WIDTH + LANE - 1) / LANE;

    logic [POINTER_WIDTH-1:0] write_q, read_d;
    wire [POINTER_WIDTH*LANES-1:0] reads;
    wire [POINTER_WIDTH-1:0] read_q = reads[POINTER_WIDTH-1:0];
    wire push = s_valid && s_ready;
    wire pop = m_valid && m_ready;

    tain_level #(.PLACES(DEPTH)) level (.clk, .rst, .take(push), .give(pop), .any(m_valid), .room(s_ready));

    assign read_d = rst ? '0 : !pop ? read_q : (read_q == LAST) ? '0 : read_q + 1'b1;
    tain_replicas #(.WIDTH(POINTER_WIDTH), .COPIES(LANES)) read_pointers (.clk, .d(read_d), .q(reads));

    always_ff @(posedge clk)
        if (rst) write_q <= '0;
        else if (push) write_q <= (write_q == LAST) ? '0 : write_q + 1'b1;

    for (genvar i = 0; i < LANES; i++) begin : g_lane
        localparam int BITS = (i == LANES - 1) ? WIDTH - LANE * i : LANE;
        (* ram_style = "distributed" *) logic [BITS-1:0] memory [0:DEPTH-1];
        always_ff @(posedge clk) if (push) memory[write_q] <= s_data[LANE*i +: BITS];
        assign m_data[LANE*i +: BITS] = memory[reads[POINTER_WIDTH*i +: POINTER_WIDTH]];
    end
endmodule
`default_nettype wire
