// SPDX-License-Identifier: Apache-2.0
// The first rule that matches in each of the slots that a frame's sessions point to (design 2.1).
//
// Promises: two clocks after the matches (LATENCY = 2), one frame a clock: whether any rule of the slot matched,
//   and the number of the first in the rule table. `slot` is given with the matches. While no rule is in force, none
//   matched.
`default_nettype none
module tain_first_match #(
    parameter int RULE_SLOTS = 36,
    parameter int RULES_PER_FILTER = 16,
    parameter int READS = 4
) (
    input  wire                   clk,
    input  wire                   in_force,
    input  wire [RULE_SLOTS*RULES_PER_FILTER-1:0] match,
    input  wire [READS*16-1:0]    slot,
    output logic [READS-1:0]      matched,
    output logic [READS*16-1:0]   rule
);
    localparam int SLOT_BITS = RULE_SLOTS == 1 ? 1 : $clog2(RULE_SLOTS);

    for (genvar i = 0; i < READS; i++) begin : g_read
        wire [SLOT_BITS-1:0] here = slot[i*16 +: SLOT_BITS];
        // First clock: the matches of the slot. Second: the lowest of them.
        logic [RULES_PER_FILTER-1:0] match_q;
        logic [15:0] base_q;
        logic [15:0] place;
        always_comb begin
            place = '0;
            for (int r = RULES_PER_FILTER - 1; r >= 0; r--) if (match_q[r]) place = 16'(r);
        end
        always_ff @(posedge clk) begin
            match_q <= match[32'(here) * RULES_PER_FILTER +: RULES_PER_FILTER];
            base_q <= 16'(32'(here) * RULES_PER_FILTER);
            matched[i] <= in_force && match_q != '0;
            rule[i*16 +: 16] <= base_q + place;
        end
    end
endmodule
`default_nettype wire
