// SPDX-License-Identifier: Apache-2.0
// One direction of a port's production, I1: in and out under the stream's contract, each beat out once, unchanged and in
// order; `foreign` marks a beat at the output that is none of it. The input's contract is assumed.
`default_nettype none
module production #(
    parameter int WIDTH = 18,     // of all that is carried beside tkeep and tlast
    parameter int BYTES = 2,
    parameter int CAPACITY = 3,
    parameter int SIDE_WIDTH = 1
) (
    input wire                  clk,
    input wire                  rst,
    input wire                  watch,
    input wire                  s_valid,
    input wire                  s_ready,
    input wire [WIDTH-1:0]      s_data,
    input wire [BYTES-1:0]      s_keep,
    input wire                  s_last,
    input wire                  m_valid,
    input wire                  m_ready,
    input wire [WIDTH-1:0]      m_data,
    input wire [BYTES-1:0]      m_keep,
    input wire                  m_last,
    input wire                  foreign,
    input wire [SIDE_WIDTH-1:0] side     // of the output: what a packet has as a whole
);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(WIDTH), .BYTES(BYTES)) input_contract (
        .clk, .rst, .valid(s_valid), .ready(s_ready), .data(s_data), .keep(s_keep), .last(s_last), .side(1'b0));
    stream_contract #(.DATA_WIDTH(WIDTH), .BYTES(BYTES), .SIDE_WIDTH(SIDE_WIDTH + 1)) output_contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(m_keep), .last(m_last), .side({foreign, side}));
    localparam int COUNT_WIDTH = $clog2(CAPACITY + 2);
    wire [COUNT_WIDTH-1:0] inside, before;
    wire watching;
    wire [WIDTH+BYTES:0] word;
    watched_word #(.WIDTH(WIDTH + BYTES + 1), .CAPACITY(CAPACITY)) queue (
        .clk, .rst, .watch, .push(s_valid && s_ready), .push_data({s_data, s_keep, s_last}),
        .pop(m_valid && m_ready && !foreign), .front({m_data, m_keep, m_last}), .offered(m_valid && !foreign), .inside,
        .watching, .before, .word);
endmodule
`default_nettype wire
