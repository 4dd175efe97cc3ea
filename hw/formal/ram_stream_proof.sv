// SPDX-License-Identifier: Apache-2.0
// tain_ram_stream, used as tain_copy_buffer uses it: words are written in order, committed in one go or taken back, and
// never written over before they are released. Four words, so that every pointer wraps.
`default_nettype none
module ram_stream_proof #(
    parameter int WIDTH = 2
) (
    input wire             clk,
    input wire             rst,
    input wire             watch,
    input wire             write_wanted,
    input wire [WIDTH-1:0] write_data,
    input wire             commit_now,
    input wire             take_back,
    input wire             m_ready
);
    localparam int DEPTH = 4;
    localparam int LATENCY = 4;  // clocks until a committed word is out, when none is before it
    localparam int CAPACITY = DEPTH + 8;

    // The user: a write pointer, a commit pointer. What is committed is as of the clock before.
    logic [2:0] place_q, commit_q, released;
    wire full = place_q - released == 3'(DEPTH);
    wire write = write_wanted && !full && !take_back;
    always_ff @(posedge clk)
        if (rst) {place_q, commit_q} <= '0;
        else begin
            if (take_back) place_q <= commit_q;
            else if (write) place_q <= place_q + 1'b1;
            if (commit_now && !take_back) commit_q <= place_q + 3'(write);
        end

    logic m_valid;
    logic [WIDTH-1:0] m_data;
    tain_ram_stream #(.WIDTH(WIDTH), .DEPTH(DEPTH)) dut (
        .clk, .rst, .write, .write_address(place_q[1:0]), .write_data, .commit(commit_q), .released, .m_valid, .m_ready,
        .m_data);
    first_reset resets (.clk, .rst);
    stream_contract #(.DATA_WIDTH(WIDTH)) output_contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(1'b1), .last(1'b1), .side(1'b0));

    // `inside`: committed and not out yet; `open`: written and not committed. The watched word is one of either.
    logic [4:0] inside_q = '0, open_q = '0, before_q;
    logic watching_q = 1'b0;
    logic [WIDTH-1:0] word_q;
    wire pop = m_valid && m_ready;
    wire commits = commit_now && !take_back;
    wire [4:0] added = open_q + 5'(write);
    always_ff @(posedge clk)
        if (rst) begin
            {inside_q, open_q} <= '0;
            watching_q <= 1'b0;
        end else begin
            inside_q <= inside_q - 5'(pop) + (commits ? added : 5'd0);
            open_q <= (commits || take_back) ? 5'd0 : added;
            if (watching_q) begin
                if (pop) before_q <= before_q - 1'b1;
                if ((pop && before_q == '0) || (take_back && before_q >= inside_q)) watching_q <= 1'b0;
            end else if (watch && write) begin
                watching_q <= 1'b1;
                word_q <= write_data;
                before_q <= inside_q + open_q - 5'(pop);
            end
        end

    // Clocks in which something was committed and nothing is at the output.
    logic [2:0] late_q = '0;
    always_ff @(posedge clk) late_q <= (rst || m_valid || inside_q == '0) ? 3'd0 : late_q + 3'd1;

    always_comb if (!rst) begin
        assert (inside_q <= 5'(CAPACITY));
        if (m_valid) assert (inside_q != '0);
        if (m_valid && watching_q && before_q == '0) assert (m_data == word_q);
        assert (late_q < 3'(LATENCY));
        cover (m_valid && watching_q && before_q == '0 && word_q != '0 && full);
        cover (inside_q > 5'(DEPTH));
        cover (take_back && watching_q && before_q >= inside_q && inside_q != '0);
    end
endmodule
`default_nettype wire
