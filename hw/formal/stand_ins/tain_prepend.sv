// SPDX-License-Identifier: Apache-2.0
// tain_prepend for a proof about its user: any packets out, under the stream's contract.
`default_nettype none
module tain_prepend #(
    parameter int DATA_WIDTH = 512,
    parameter int SIDE_WIDTH = 1,
    parameter int PREFIXES = 1,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   s_valid,
    output logic                  s_ready,
    input  wire  [DATA_WIDTH-1:0] s_data,
    input  wire                   s_last,
    input  wire  [1024*PREFIXES-1:0] s_prefix,
    input  wire  [PREFIXES-1:0]   s_chosen,
    input  wire  [7:0]            s_prefix_length,
    input  wire  [15:0]           s_total,
    input  wire  [SIDE_WIDTH-1:0] s_side,
    output logic                  m_valid,
    input  wire                   m_ready,
    output logic [DATA_WIDTH-1:0] m_data,
    output logic [BYTES-1:0]      m_keep,
    output logic                  m_last,
    output logic [15:0]           m_length,
    output logic [SIDE_WIDTH-1:0] m_side
);
    (* anyseq *) logic ready, valid, last;
    (* anyseq *) logic [DATA_WIDTH-1:0] data;
    (* anyseq *) logic [BYTES-1:0] keep;
    (* anyseq *) logic [15:0] length;
    (* anyseq *) logic [SIDE_WIDTH-1:0] side;
    assign s_ready = ready;
    assign {m_valid, m_last, m_side, m_data, m_keep, m_length} = {valid, last, side, data, keep, length};
    // For a proof to look at.
    wire [DATA_WIDTH+BYTES+16+SIDE_WIDTH:0] given = {m_last, m_side, m_data, m_keep, m_length};
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(DATA_WIDTH), .BYTES(BYTES), .SIDE_WIDTH(16 + SIDE_WIDTH)) contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(m_keep), .last(m_last),
        .side({m_length, m_side}));
endmodule
`default_nettype wire
