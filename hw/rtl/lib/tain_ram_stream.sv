// SPDX-License-Identifier: Apache-2.0
// A block RAM whose committed words are read as a stream. Its user writes where it likes, and moves `commit` (the
// number of words committed, modulo 2*DEPTH) forward; the words up to there come out in order, one a clock without a
// gap. `released` is the count of words whose place may be written again. Pointers have one bit more than an address,
// so that full and empty differ. A word can come out four clocks after `commit` has passed it.
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
    if (WIDTH < 1 || DEPTH < 2 || DEPTH != 2 ** ADDRESS_WIDTH) begin : gen_bad_size
        $fatal(1, "tain_ram_stream: DEPTH must be a power of two, at least 2, WIDTH at least 1");
    end

    // Words read ahead land in a FIFO; a read is begun only when its place there is sure. The way round (read, output
    // register, FIFO, taker, room) is five clocks long, so eight places keep up with one word a clock.
    localparam int AHEAD = 8;

    // Never read and written at one address in one clock: what is read is committed, what is written is not.
    (* no_rw_check, ram_style = "block" *) logic [WIDTH-1:0] memory [0:DEPTH-1];
    logic [WIDTH-1:0] word_q, output_q;
    logic [ADDRESS_WIDTH:0] read_q;
    logic word_valid_q, output_valid_q, ahead_ready;
    wire room, ahead_any, all_read;
    wire issue = room && !all_read;

    tain_equal #(.WIDTH(ADDRESS_WIDTH + 1)) end_reached (.a(read_q), .b(commit), .equal(all_read));

    tain_level #(.PLACES(AHEAD)) places (
        .clk, .rst, .take(issue), .give(m_valid && m_ready), .any(ahead_any), .room);

    assign released = read_q;

    always_ff @(posedge clk) begin
        if (write) memory[write_address] <= write_data;
    end

    always_ff @(posedge clk) begin
        if (issue) word_q <= memory[read_q[ADDRESS_WIDTH-1:0]];
        output_q <= word_q;
        if (rst) begin
            read_q <= '0;
            word_valid_q <= 1'b0;
            output_valid_q <= 1'b0;
        end else begin
            if (issue) read_q <= read_q + 1'b1;
            word_valid_q <= issue;
            output_valid_q <= word_valid_q;
        end
    end

    tain_fifo #(.WIDTH(WIDTH), .DEPTH(AHEAD)) ahead (
        .clk, .rst,
        .s_valid(output_valid_q), .s_ready(ahead_ready), .s_data(output_q),
        .m_valid, .m_ready, .m_data
    );

`ifdef SYNTHESIS
    wire unused_places = &{1'b0, ahead_ready, ahead_any};
`else
    wire unused_any = ahead_any;
    always_ff @(posedge clk) if (!rst) assert (!output_valid_q || ahead_ready);
`endif
endmodule
`default_nettype wire
