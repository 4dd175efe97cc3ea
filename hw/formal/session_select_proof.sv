// SPDX-License-Identifier: Apache-2.0
// tain_session_select: the first session that accepts copies, and no other; what was tried before it and matched is hit.
`default_nettype none
module session_select_proof #(
    parameter int S = 4
) (
    input wire            clk,
    input wire            eligible,
    input wire            resolver,
    input wire [S-1:0]    occupied,
    input wire [S-1:0]    amazon_dns,
    input wire [S-1:0]    matched,
    input wire [S-1:0]    accept,
    input wire [S*16-1:0] counter
);
    logic copy;
    logic [2:0] place;
    logic [7:0] sessions;
    logic [15:0] rule;
    logic [S-1:0] hit;
    logic [S*16-1:0] hit_counter;
    tain_session_select #(.SESSIONS_PER_INTERFACE(S)) dut (
        .clk, .eligible, .resolver, .occupied, .amazon_dns, .matched, .accept, .counter, .copy, .place, .sessions, .rule,
        .hit, .hit_counter);

    logic begun_q = 1'b0, eligible_q, resolver_q;
    logic [S-1:0] occupied_q, amazon_dns_q, matched_q, accept_q;
    logic [S*16-1:0] counter_q;
    always_ff @(posedge clk) begin
        begun_q <= 1'b1;
        {eligible_q, resolver_q, occupied_q, amazon_dns_q, matched_q, accept_q, counter_q} <=
            {eligible, resolver, occupied, amazon_dns, matched, accept, counter};
    end

    // Session `any` accepts: it is there, and its filter lists the service, or its first match accepts.
    (* anyconst *) logic [1:0] any;
    wire accepts = eligible_q && occupied_q[any] && (resolver_q ? amazon_dns_q[any] : matched_q[any] && accept_q[any]);
    wire tried = !copy || 3'(any) <= place;
    always_comb if (begun_q) begin
        if (accepts) assert (copy && place <= 3'(any));
        if (copy) assert (place < 3'(S));
        if (copy && place == 3'(any)) begin
            assert (accepts);
            assert (rule == (resolver_q ? 16'hffff : counter_q[any*16 +: 16]));
        end
        assert (sessions[any] == (copy && place == 3'(any)));
        assert (sessions[7:S] == '0);
        assert (hit[any] == (eligible_q && !resolver_q && occupied_q[any] && matched_q[any] && tried));
        if (hit[any]) assert (hit_counter[any*16 +: 16] == counter_q[any*16 +: 16]);
        cover (copy && place == 3'd2 && hit[0] && !hit[1]);
        cover (copy && resolver_q && place == 3'd3);
    end
endmodule
`default_nettype wire
