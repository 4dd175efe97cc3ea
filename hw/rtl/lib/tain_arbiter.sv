// SPDX-License-Identifier: Apache-2.0
// Two packet streams into one, whole packets at a time. Promises: a packet once begun is finished before the other
// input is looked at; when both wait the one that did not go last goes (so each waits for at most one packet); no idle
// clock between packets while either waits; m_source says which input a packet came from. Outputs are registers,
// latency one clock. The inputs' valids decide the readys combinationally: give it registered inputs.
`default_nettype none
module tain_arbiter #(
    parameter int WIDTH = 8
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              s0_valid,
    output logic             s0_ready,
    input  wire              s0_last,
    input  wire  [WIDTH-1:0] s0_data,
    input  wire              s1_valid,
    output logic             s1_ready,
    input  wire              s1_last,
    input  wire  [WIDTH-1:0] s1_data,
    output logic             m_valid,
    input  wire              m_ready,
    output logic             m_last,
    output logic             m_source,
    output logic [WIDTH-1:0] m_data
);
    logic locked_q;  // in the middle of a packet of `owner_q`
    logic owner_q;   // the input that went last
    logic choice, chosen, ready;

    always_comb begin
        if (locked_q) choice = owner_q;
        else if (s0_valid && s1_valid) choice = !owner_q;
        else choice = s1_valid;
    end
    tain_fence choice_fence (.d(choice), .q(chosen));

    wire valid = chosen ? s1_valid : s0_valid;
    wire last = chosen ? s1_last : s0_last;
    assign s0_ready = ready && !chosen;
    assign s1_ready = ready && chosen;

    always_ff @(posedge clk) begin
        if (rst) begin
            locked_q <= 1'b0;
            owner_q <= 1'b1;
        end else if (valid && ready) begin
            locked_q <= !last;
            owner_q <= chosen;
        end
    end

    tain_spill #(.WIDTH(WIDTH + 2)) output_spill (
        .clk, .rst,
        .s_valid(valid), .s_ready(ready), .s_data({last, chosen, chosen ? s1_data : s0_data}),
        .m_valid, .m_ready, .m_data({m_last, m_source, m_data})
    );
endmodule
`default_nettype wire
