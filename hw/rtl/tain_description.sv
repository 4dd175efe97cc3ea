// SPDX-License-Identifier: Apache-2.0
// What is known of a frame while it is on its way from its judgement to the copy buffer, and the descriptor of its copy
// made of it at the end. Combinational but for the store: judgements go in as they are made, `judgement` and `side` are
// those of the frame that is first in order until `done`, and the descriptor joins them with what the beats have told.
// Needs at most DEPTH frames on that way at once, and each frame's judgement before its first beat.
`default_nettype none
module tain_description #(
    parameter int SIDE_WIDTH = 1,
    parameter int DEPTH = 32
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          in_valid,
    input  wire  tain_pkg::judgement_t   in_judgement,
    input  wire  [SIDE_WIDTH-1:0]        in_side,
    input  wire                          done,
    output tain_pkg::judgement_t         judgement,
    output logic [SIDE_WIDTH-1:0]        side,
    // Of the frame that is first in order, at its last beat: its kept bytes and its length, its copy's length and checksum.
    input  wire  [15:0]                  kept,
    input  wire  [31:0]                  length,
    input  wire  [15:0]                  copy_length,
    input  wire  [15:0]                  checksum,
    output tain_pkg::descriptor_t        descriptor
);
    logic in_ready, valid;
    tain_fifo #(.WIDTH($bits(in_judgement) + SIDE_WIDTH), .DEPTH(DEPTH)) frames (
        .clk, .rst, .s_valid(in_valid), .s_ready(in_ready), .s_data({in_side, in_judgement}),
        .m_valid(valid), .m_ready(done), .m_data({side, judgement})
    );

    assign descriptor.capture_time = '0;
    assign descriptor.original_length = (length[31:16] != '0) ? 16'hffff : length[15:0];
    assign descriptor.rule = judgement.rule;
    assign descriptor.sessions = judgement.sessions;
    assign descriptor.kept = kept;
    assign descriptor.length = copy_length;
    assign descriptor.checksum = checksum;
    assign descriptor.outer = judgement.outer;

`ifdef SYNTHESIS
    wire unused_handshake = &{1'b0, in_ready, valid};
`else
    always_ff @(posedge clk) if (!rst) begin
        assert (!in_valid || in_ready);
        assert (!done || valid);
    end
`endif
endmodule
`default_nettype wire
