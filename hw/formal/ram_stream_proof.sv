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
    localparam int AHEAD = 8;    // words that are read ahead
    localparam int CAPACITY = DEPTH + AHEAD;

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

    // Of the words inside, those that one read in each clock, while there is what to read, would have read by now, by a
    // clock ago, by two clocks ago; and what left in the last clocks.
    logic [4:0] due1_q = '0, due2_q = '0, due3_q = '0;
    logic [2:0] pops_q = '0;
    always_ff @(posedge clk)
        if (rst) {due1_q, due2_q, due3_q, pops_q} <= '0;
        else begin
            due1_q <= due1_q + 5'(due1_q != inside_q) - 5'(pop);
            due2_q <= due1_q - 5'(pop);
            due3_q <= due2_q - 5'(pop);
            pops_q <= {pops_q[1:0], pop};
        end

    always_comb if (!rst) begin
        assert (inside_q <= 5'(CAPACITY));
        if (m_valid) assert (inside_q != '0);
        if (m_valid && watching_q && before_q == '0) assert (m_data == word_q);
        if (due3_q != '0) assert (m_valid);
        cover (m_valid && watching_q && before_q == '0 && word_q != '0 && full);
        cover (inside_q > 5'(DEPTH));
        cover (take_back && watching_q && before_q >= inside_q && inside_q != '0);
    end

    // What holds inside. The words in order: in the FIFO, in the memory's output register, in the word that was read, in
    // the memory; the watched one stands where it is counted to be.
    (* hierconn *) wire [2:0] \dut.read_q ;
    (* hierconn *) wire \dut.word_valid_q ;
    (* hierconn *) wire \dut.output_valid_q ;
    (* hierconn *) wire [WIDTH-1:0] \dut.word_q ;
    (* hierconn *) wire [WIDTH-1:0] \dut.output_q ;
    (* hierconn *) wire [3:0] \dut.places.taken_q ;
    (* hierconn *) wire \dut.places.any ;
    (* hierconn *) wire \dut.places.room ;
    (* hierconn *) wire [3:0] \dut.ahead.level.taken_q ;
    (* hierconn *) wire \dut.ahead.level.any ;
    (* hierconn *) wire \dut.ahead.level.room ;
    (* hierconn *) wire [2:0] \dut.ahead.read_q ;
    (* hierconn *) wire [2:0] \dut.ahead.write_q ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[0] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[1] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[2] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[3] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[4] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[5] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[6] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.ahead.g_lane[0].memory[7] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.memory[0] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.memory[1] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.memory[2] ;
    (* hierconn *) wire [WIDTH-1:0] \dut.memory[3] ;
    wire [8*WIDTH-1:0] ahead = {
        \dut.ahead.g_lane[0].memory[7] , \dut.ahead.g_lane[0].memory[6] , \dut.ahead.g_lane[0].memory[5] ,
        \dut.ahead.g_lane[0].memory[4] , \dut.ahead.g_lane[0].memory[3] , \dut.ahead.g_lane[0].memory[2] ,
        \dut.ahead.g_lane[0].memory[1] , \dut.ahead.g_lane[0].memory[0] };
    wire [DEPTH*WIDTH-1:0] memory = {\dut.memory[3] , \dut.memory[2] , \dut.memory[1] , \dut.memory[0] };
    wire [4:0] words0 = 5'(\dut.ahead.level.taken_q );  // in the FIFO
    wire [4:0] words1 = words0 + 5'(\dut.output_valid_q );
    wire [4:0] words2 = words1 + 5'(\dut.word_valid_q );  // read
    wire [2:0] held = commit_q - released;
    wire [2:0] written = place_q - released;
    wire [2:0] ahead_index = \dut.ahead.read_q + before_q[2:0];
    wire [1:0] index = released[1:0] + 2'(before_q - words2);
    logic reset_q = 1'b1;
    always_ff @(posedge clk) reset_q <= rst;
    function automatic logic [4:0] least(input logic [4:0] a, input logic [4:0] b);
        least = a < b ? a : b;
    endfunction
    always_comb if (!rst) begin
        assert (words0 <= 5'(AHEAD) && words2 <= 5'(AHEAD));
        assert (5'(\dut.places.taken_q ) == words2);
        assert (\dut.places.any == (words2 != '0));
        assert (\dut.places.room == (words2 != 5'(AHEAD) && !reset_q));
        assert (\dut.ahead.level.any == (words0 != '0));
        assert (\dut.ahead.level.room == (words0 != 5'(AHEAD) && !reset_q));
        assert (3'(\dut.ahead.write_q - \dut.ahead.read_q ) == words0[2:0]);
        assert (released == \dut.read_q && held <= written && written <= 3'(DEPTH));
        assert (inside_q == words2 + 5'(held));
        assert (open_q == 5'(written - held));
        if (reset_q) assert (written == '0 && inside_q == '0);
        if (watching_q) begin
            assert (before_q < inside_q + open_q);
            if (before_q < words0) assert (ahead[ahead_index*WIDTH +: WIDTH] == word_q);
            else if (before_q < words1) assert (\dut.output_q == word_q);
            else if (before_q < words2) assert (\dut.word_q == word_q);
            else assert (memory[index*WIDTH +: WIDTH] == word_q);
        end
        // What is due is under way, unless eight before it were, less those that left; and nothing else is.
        assert (due1_q <= inside_q);
        assert (words2 <= due1_q && words2 >= least(due1_q, 5'd8 - 5'(pops_q[0])));
        assert (words1 <= due2_q && words1 >= least(due2_q, 5'd8 - 5'(pops_q[0]) - 5'(pops_q[1])));
        assert (words0 <= due3_q && words0 >= least(due3_q, 5'd8 - 5'(pops_q[0]) - 5'(pops_q[1]) - 5'(pops_q[2])));
    end
endmodule
`default_nettype wire
