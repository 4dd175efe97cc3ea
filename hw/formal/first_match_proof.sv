// SPDX-License-Identifier: Apache-2.0
// tain_first_match: of the slot's rules, the lowest that matches; none if none does.
`default_nettype none
module first_match_proof #(
    parameter int RULE_SLOTS = 5,
    parameter int RULES_PER_FILTER = 4,
    parameter int READS = 2,
    localparam int RULES = RULE_SLOTS * RULES_PER_FILTER
) (
    input wire                clk,
    input wire                in_force,
    input wire [RULES-1:0]    match,
    input wire [READS*16-1:0] slot
);
    logic [READS-1:0] matched;
    logic [READS*16-1:0] rule;
    tain_first_match #(.RULE_SLOTS(RULE_SLOTS), .RULES_PER_FILTER(RULES_PER_FILTER), .READS(READS)) dut (
        .clk, .in_force, .match, .slot, .matched, .rule);

    logic [1:0] age_q = '0;
    logic [RULES-1:0] match1_q, match2_q;
    logic [READS*16-1:0] slot1_q, slot2_q;
    logic in_force_q;
    always_ff @(posedge clk) begin
        if (age_q != 2'd2) age_q <= age_q + 1'b1;
        {match1_q, slot1_q} <= {match, slot};
        {match2_q, slot2_q} <= {match1_q, slot1_q};
        in_force_q <= in_force;
    end

    (* anyconst *) logic [15:0] other;  // any rule of the slot
    for (genvar i = 0; i < READS; i++) begin : g_read
        always_comb assume (slot[i*16 +: 16] < 16'(RULE_SLOTS));
        wire [15:0] first = slot2_q[i*16 +: 16] * 16'(RULES_PER_FILTER);
        wire [15:0] found = rule[i*16 +: 16];
        wire [15:0] any = first + other;
        always_comb if (age_q == 2'd2) begin
            if (other < 16'(RULES_PER_FILTER) && match2_q[any[4:0]] && in_force_q)
                assert (matched[i] && found <= any);
            if (matched[i]) begin
                assert (in_force_q);
                assert (found >= first && found < first + 16'(RULES_PER_FILTER) && match2_q[found[4:0]]);
            end
            cover (matched[i] && found == first + 16'd2 && match2_q[found[4:0] + 5'd1]);
            cover (!matched[i] && match2_q != '0 && in_force_q);
        end
    end
    always_comb assert (age_q <= 2'd2);
endmodule
`default_nettype wire
