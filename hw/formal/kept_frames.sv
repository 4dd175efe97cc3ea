// SPDX-License-Identifier: Apache-2.0
// What tain_copy_buffer is told of each beat of a frame, by what its judgement says, as tain_truncate counts it: a byte
// a beat, at most twelve, at most seven of them kept. The tag stands for all that a descriptor says.
`default_nettype none
module kept_frames (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   in_valid,
    input  wire                   in_last,
    input  wire                   copy_wanted,
    input  wire [2:0]             keep_wanted,
    input  wire [3:0]             tag,
    output wire                   first,
    output wire                   copy,
    output wire [3:0]             length,
    output wire [3:0]             kept,
    output wire                   in_write,
    output tain_pkg::judgement_t  judgement,
    output tain_pkg::descriptor_t descriptor
);
    logic first_q, copy_q;
    logic [2:0] keep_q;
    logic [3:0] length_q;
    wire [2:0] keep = first_q ? keep_wanted : keep_q;
    assign first = first_q;
    assign copy = first_q ? copy_wanted : copy_q;
    assign length = first_q ? 4'd1 : length_q + 4'd1;
    assign kept = !copy ? 4'd0 : length < 4'(keep) ? length : 4'(keep);
    assign in_write = copy && length <= 4'(keep);
    always_ff @(posedge clk)
        if (rst) first_q <= 1'b1;
        else if (in_valid) {first_q, copy_q, keep_q, length_q} <= {in_last, copy, keep, length};
    always_comb if (!rst) assume (keep_wanted != '0 && (first_q || length_q < 4'd12));

    always_comb begin
        judgement = '0;
        judgement.owned = 1'b1;
        judgement.copy = copy;
        judgement.keep = 16'(keep);
        judgement.session_counter = 16'(tag);
        descriptor = '0;
        descriptor.kept = 16'(kept);
        descriptor.outer.vni = 24'(tag);
    end
endmodule
`default_nettype wire
