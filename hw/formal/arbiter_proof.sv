// SPDX-License-Identifier: Apache-2.0
// tain_arbiter: whole packets of two streams in one, each stream in order; each waits for at most one packet.
`default_nettype none
module arbiter_proof #(
    parameter int WIDTH = 3
) (
    input wire             clk,
    input wire             rst,
    input wire             watch0,
    input wire             watch1,
    input wire             s0_valid,
    input wire             s0_last,
    input wire [WIDTH-1:0] s0_data,
    input wire             s1_valid,
    input wire             s1_last,
    input wire [WIDTH-1:0] s1_data,
    input wire             m_ready
);
    logic s0_ready, s1_ready, m_valid, m_last, m_source;
    logic [WIDTH-1:0] m_data;
    tain_arbiter #(.WIDTH(WIDTH)) dut (
        .clk, .rst, .s0_valid, .s0_ready, .s0_last, .s0_data, .s1_valid, .s1_ready, .s1_last, .s1_data, .m_valid, .m_ready,
        .m_last, .m_source, .m_data);

    first_reset resets (.clk, .rst);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(WIDTH)) input0_contract (
        .clk, .rst, .valid(s0_valid), .ready(s0_ready), .data(s0_data), .keep(1'b1), .last(s0_last), .side(1'b0));
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(WIDTH)) input1_contract (
        .clk, .rst, .valid(s1_valid), .ready(s1_ready), .data(s1_data), .keep(1'b1), .last(s1_last), .side(1'b0));
    stream_contract #(.DATA_WIDTH(WIDTH)) output_contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(1'b1), .last(m_last), .side(m_source));

    // Each input's words come out in order, under its name.
    wire push0 = s0_valid && s0_ready;
    wire push1 = s1_valid && s1_ready;
    wire pop = m_valid && m_ready;
    wire [1:0] inside0, before0, inside1, before1;
    wire watching0, watching1;
    wire [WIDTH:0] word0, word1;
    watched_word #(.WIDTH(WIDTH + 1), .CAPACITY(2)) queue0 (
        .clk, .rst, .watch(watch0), .push(push0), .push_data({s0_last, s0_data}), .pop(pop && !m_source),
        .front({m_last, m_data}), .offered(m_valid && !m_source), .inside(inside0), .watching(watching0),
        .before(before0), .word(word0));
    watched_word #(.WIDTH(WIDTH + 1), .CAPACITY(2)) queue1 (
        .clk, .rst, .watch(watch1), .push(push1), .push_data({s1_last, s1_data}), .pop(pop && m_source),
        .front({m_last, m_data}), .offered(m_valid && m_source), .inside(inside1), .watching(watching1),
        .before(before1), .word(word1));

    // Nothing waits inside for want of an output.
    logic reset_q = 1'b0, ready_q = 1'b0;
    always_ff @(posedge clk) begin
        reset_q <= rst;
        ready_q <= m_ready && !rst;
    end
    always_comb if (!rst) assert (m_valid == (inside0 != '0 || inside1 != '0));

    // No bubble: while the output is taken, whoever may go goes. Only in the middle of a packet may only one.
    logic in_packet_q = 1'b0, owner_q = 1'b0;
    always_ff @(posedge clk)
        if (rst) in_packet_q <= 1'b0;
        else if (push0 || push1) begin
            in_packet_q <= push0 ? !s0_last : !s1_last;
            owner_q <= push1;
        end
    wire may_go = in_packet_q ? (owner_q ? s1_valid : s0_valid) : s0_valid || s1_valid;
    always_comb if (!rst) begin
        assert (!(push0 && push1));
        if (ready_q && may_go) assert (push0 || push1);
        if (in_packet_q) assert (owner_q ? !push0 : !push1);
    end

    // At most one packet is begun by the other while one waits.
    logic passed0_q = 1'b0, passed1_q = 1'b0;
    always_ff @(posedge clk) begin
        if (rst || !s0_valid || s0_ready) passed0_q <= 1'b0;
        else if (push1 && !in_packet_q) passed0_q <= 1'b1;
        if (rst || !s1_valid || s1_ready) passed1_q <= 1'b0;
        else if (push0 && !in_packet_q) passed1_q <= 1'b1;
    end
    always_comb if (!rst) begin
        if (passed0_q && !in_packet_q) assert (!push1);
        if (passed1_q && !in_packet_q) assert (!push0);
        cover (passed0_q && !in_packet_q && push0);
        cover (passed1_q && in_packet_q);
    end

    // What holds inside: who owns, and which word is in the second place of the output's register.
    (* hierconn *) wire \dut.locked_q ;
    (* hierconn *) wire \dut.owner_q ;
    (* hierconn *) wire \dut.output_spill.skid_valid_q ;
    (* hierconn *) wire \dut.output_spill.ready_q ;
    (* hierconn *) wire [WIDTH+1:0] \dut.output_spill.skid_q ;
    (* hierconn *) wire \output_contract.in_packet_q ;
    (* hierconn *) wire \output_contract.side_q ;
    wire [WIDTH+1:0] skid = \dut.output_spill.skid_q ;
    wire second_is_1 = skid[WIDTH];
    wire [WIDTH:0] second = {skid[WIDTH+1], skid[WIDTH-1:0]};
    wire [2:0] inside = 3'(inside0) + 3'(inside1);
    wire full = \dut.output_spill.skid_valid_q ;
    always_comb if (!rst) begin
        assert (\dut.locked_q == in_packet_q);
        if (in_packet_q) assert (\dut.owner_q == owner_q);
        if (passed0_q) assert (\dut.owner_q );
        if (passed1_q) assert (!\dut.owner_q );
        assert (inside <= 3'd2 && full == (inside == 3'd2));
        assert (\dut.output_spill.ready_q == (inside != 3'd2 && !reset_q));
        if (full) assert (second_is_1 ? inside1 != '0 : inside0 != '0);
        if (full) assert (inside1 == 2'(second_is_1) + 2'(m_source));
        if (watching0 && full && !second_is_1 && before0 == inside0 - 2'd1) assert (second == word0);
        if (watching1 && full && second_is_1 && before1 == inside1 - 2'd1) assert (second == word1);
        // The packet at the output goes on in the second place, or at the input.
        if (full && !m_last) assert (second_is_1 == m_source);
        if (full) assert (in_packet_q == !second[WIDTH] && owner_q == second_is_1);
        if (m_valid && !full) assert (in_packet_q == !m_last && owner_q == m_source);
        if (!m_valid) assert (in_packet_q == \output_contract.in_packet_q );
        if (!m_valid && in_packet_q) assert (owner_q == \output_contract.side_q );
    end
endmodule
`default_nettype wire
