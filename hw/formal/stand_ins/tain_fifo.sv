// SPDX-License-Identifier: Apache-2.0
// tain_fifo for a proof about its user: it has room and words as a FIFO has, its words are any. That they come out
// as they came in is its own proof.
`default_nettype none
module tain_fifo #(
    parameter int WIDTH = 512,
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
    localparam int COUNT_WIDTH = $clog2(DEPTH + 1);
    (* anyseq *) logic [WIDTH-1:0] word;
    logic [COUNT_WIDTH-1:0] count_q;
    logic reset_q;
    assign m_data = word;
    assign m_valid = count_q != '0;
    assign s_ready = count_q != COUNT_WIDTH'(DEPTH) && !reset_q;
    always_ff @(posedge clk) begin
        reset_q <= rst;
        if (rst) count_q <= '0;
        else count_q <= count_q + COUNT_WIDTH'(s_valid && s_ready) - COUNT_WIDTH'(m_valid && m_ready);
    end
endmodule
`default_nettype wire
