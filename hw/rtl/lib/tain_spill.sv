// SPDX-License-Identifier: Apache-2.0
// Cuts every combinational path of a valid/ready stream. Promises: all outputs are registers, one clock of latency,
// one word a clock, nothing lost or doubled. Costs two registers of WIDTH bits. s_ready is low during reset.
`default_nettype none
module tain_spill #(
    parameter int WIDTH = 8
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
    if (WIDTH < 1) begin : gen_bad_width
        $fatal(1, "tain_spill: WIDTH must be at least 1");
    end

    // The second word waits in `skid` when it came in the clock in which the first found no taker.
    logic ready_q, valid_q, skid_valid_q, skid_valid_d;
    logic [WIDTH-1:0] data_q, skid_q;
    wire advance = m_ready || !valid_q;
    wire data_advance;
    tain_fence advance_fence (.d(advance), .q(data_advance));
    wire take = s_valid && ready_q;

    assign s_ready = ready_q;
    assign m_valid = valid_q;
    assign m_data = data_q;
    assign skid_valid_d = !advance && (skid_valid_q || take);

    always_ff @(posedge clk) begin
        if (rst) begin
            ready_q <= 1'b0;
            valid_q <= 1'b0;
            skid_valid_q <= 1'b0;
        end else begin
            ready_q <= !skid_valid_d;
            skid_valid_q <= skid_valid_d;
            if (advance) valid_q <= skid_valid_q || take;
        end
        if (data_advance) data_q <= skid_valid_q ? skid_q : s_data;
        if (take) skid_q <= s_data;
    end

`ifndef SYNTHESIS
    always_ff @(posedge clk) if (!rst) assert (!(skid_valid_q && take));
`endif
endmodule
`default_nettype wire
