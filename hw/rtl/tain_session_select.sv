// SPDX-License-Identifier: Apache-2.0
// Picks the session that copies a frame (design 2.1, 2.7): the first, by place, that accepts it.
//
// Promises: one clock (LATENCY = 1), one frame a clock. A session is tried unless one before it accepted; the first
//   match in a session that was tried is a hit. Traffic of a resolver is accepted by a session whose filter lists
//   amazon-dns and by no other; no rule is tried on it, nor on what is never copied.
`default_nettype none
module tain_session_select #(
    parameter int SESSIONS_PER_INTERFACE = 4
) (
    input  wire                               clk,
    input  wire                               eligible,      // owned, and not of a never-copied class
    input  wire                               resolver,
    input  wire [SESSIONS_PER_INTERFACE-1:0]  occupied,      // there is a session at this place
    input  wire [SESSIONS_PER_INTERFACE-1:0]  amazon_dns,
    input  wire [SESSIONS_PER_INTERFACE-1:0]  matched,       // a rule of its filter matched,
    input  wire [SESSIONS_PER_INTERFACE-1:0]  accept,        // and the first that did says accept,
    input  wire [SESSIONS_PER_INTERFACE*16-1:0] counter,     // and counts here
    output logic                              copy,
    output logic [2:0]                        place,         // of the accepting session
    output logic [7:0]                        sessions,      // the same as a set
    output logic [15:0]                       rule,          // counter of the accepting rule; all ones: a service
    output logic [SESSIONS_PER_INTERFACE-1:0] hit,
    output logic [SESSIONS_PER_INTERFACE*16-1:0] hit_counter
);
    localparam int S = SESSIONS_PER_INTERFACE;
    wire [S-1:0] accepts = occupied & (resolver ? amazon_dns : matched & accept) & {S{eligible}};
    logic [S-1:0] first, tried;
    logic [2:0] first_place;
    logic [15:0] first_rule;
    always_comb begin
        first_place = '0;
        first_rule = resolver ? 16'hffff : 16'h0000;
        for (int i = 0; i < S; i++) begin
            tried[i] = (accepts & ((S'(1) << i) - S'(1))) == '0;
            first[i] = accepts[i] && tried[i];
            if (first[i]) begin
                first_place = first_place | 3'(i);
                first_rule = first_rule | counter[i*16 +: 16];
            end
        end
    end
    always_ff @(posedge clk) begin
        copy <= |accepts;
        place <= first_place;
        sessions <= 8'(first);
        rule <= first_rule;
        hit <= occupied & matched & tried & {S{eligible && !resolver}};
        hit_counter <= counter;
    end
endmodule
`default_nettype wire
