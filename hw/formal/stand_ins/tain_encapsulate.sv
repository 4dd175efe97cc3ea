// SPDX-License-Identifier: Apache-2.0
// tain_encapsulate for a proof about its port: any packets, under the stream's contract.
`default_nettype none
module tain_encapsulate #(
    parameter int DATA_WIDTH = 512
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          s_valid,
    output logic                         s_ready,
    input  wire  [DATA_WIDTH-1:0]        s_data,
    input  wire                          s_last,
    input  wire                          s_direction,
    input  wire  tain_pkg::descriptor_t  s_descriptor,
    output logic                         m_valid,
    input  wire                          m_ready,
    output logic [DATA_WIDTH-1:0]        m_data,
    output logic [DATA_WIDTH/8-1:0]      m_keep,
    output logic                         m_last,
    output logic [15:0]                  m_length,
    output logic                         m_direction
);
    (* anyseq *) logic ready, valid, last, direction;
    (* anyseq *) logic [DATA_WIDTH-1:0] data;
    (* anyseq *) logic [DATA_WIDTH/8-1:0] keep;
    (* anyseq *) logic [15:0] length;
    assign s_ready = ready;
    assign {m_valid, m_last, m_direction, m_data, m_keep, m_length} = {valid, last, direction, data, keep, length};
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(DATA_WIDTH), .BYTES(DATA_WIDTH / 8), .SIDE_WIDTH(17)) contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(m_keep), .last(m_last),
        .side({m_length, m_direction}));
endmodule
`default_nettype wire
