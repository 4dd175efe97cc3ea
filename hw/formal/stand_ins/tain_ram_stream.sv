// SPDX-License-Identifier: Apache-2.0
// tain_ram_stream for a proof about its user: takes committed words whenever the solver likes, and gives anything.
`default_nettype none
module tain_ram_stream #(
    parameter int WIDTH = 64,
    parameter int DEPTH = 512,
    parameter int ADDRESS_WIDTH = $clog2(DEPTH)
) (
    input  wire                      clk,
    input  wire                      rst,
    input  wire                      write,
    input  wire  [ADDRESS_WIDTH-1:0] write_address,
    input  wire  [WIDTH-1:0]         write_data,
    input  wire  [ADDRESS_WIDTH:0]   commit,
    output logic [ADDRESS_WIDTH:0]   released,
    output logic                     m_valid,
    input  wire                      m_ready,
    output logic [WIDTH-1:0]         m_data
);
    (* anyseq *) logic read, valid;
    (* anyseq *) logic [WIDTH-1:0] data;
    assign m_valid = valid;
    assign m_data = data;
    always_ff @(posedge clk)
        if (rst) released <= '0;
        else if (read && released != commit) released <= released + 1'b1;

    // What it needs: what is committed and not released stays as it was written.
    wire [ADDRESS_WIDTH:0] held = commit - released;
    wire [ADDRESS_WIDTH-1:0] place = write_address - released[ADDRESS_WIDTH-1:0];
    always_comb if (!rst) begin
        assert (held <= (ADDRESS_WIDTH + 1)'(DEPTH));
        if (write) assert ((ADDRESS_WIDTH + 1)'(place) >= held && held != (ADDRESS_WIDTH + 1)'(DEPTH));
    end
endmodule
`default_nettype wire
