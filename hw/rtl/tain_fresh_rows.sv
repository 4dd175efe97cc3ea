// SPDX-License-Identifier: Apache-2.0
// Which rows of counters, of one group of them, count from 0: all after a reset, one after a clear, until its first
// event. Answers about the event and the read of two clocks before; in one clock the clear comes first, then the read,
// then the event. 0 where the row is none of this group.
//
// A module for a group, with registers and walls of its own, so that no net leads to all rows of a long table.
`default_nettype none
(* keep_hierarchy *)
module tain_fresh_rows #(
    parameter int INDEX_WIDTH = 6,
    parameter int GROUP = 0,  // the row numbers from 64 x GROUP on
    parameter int ROWS = 64   // as many of them; at most 64
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   event_valid,
    input  wire [INDEX_WIDTH-1:0] event_index,
    input  wire                   clear_valid,
    input  wire [INDEX_WIDTH-1:0] clear_index,
    input  wire [INDEX_WIDTH-1:0] read_index,
    output logic                  event_fresh,
    output logic                  read_fresh
);
    function automatic logic is_here(input [INDEX_WIDTH-1:0] row);
        is_here = 32'(row) / 64 == GROUP;
    endfunction
    function automatic [7:0] one_of_eight(input [2:0] number);
        one_of_eight = 8'd1 << number;
    endfunction

    // A row that changes is chosen by one bit of eight and one of another eight.
    localparam int BITS = ROWS < 2 ? 1 : $clog2(ROWS);
    logic rst_q, event_q, clear_q, read_q;
    logic [BITS-1:0] event_row_q, clear_row_q, read_row_q;
    logic [7:0] event_low_q, event_high_q, clear_low_q, clear_high_q;
    logic [ROWS-1:0] fresh_q;
    wire [5:0] event_row = 6'(event_index);
    wire [5:0] clear_row = 6'(clear_index);

    wire event_here = event_valid && is_here(event_index);
    wire clear_here = clear_valid && is_here(clear_index);
    wire read_here = is_here(read_index);

    // Nothing moves in a group that is not spoken of: a simulation of a long table has many.
    always_ff @(posedge clk) begin
        rst_q <= rst;
        event_q <= event_here;
        event_high_q <= '0;
        if (event_here) begin
            event_row_q <= event_row[BITS-1:0];
            event_low_q <= one_of_eight(event_row[2:0]);
            event_high_q <= one_of_eight(event_row[5:3]);
        end
        clear_q <= clear_here;
        clear_high_q <= '0;
        if (clear_here) begin
            clear_row_q <= clear_row[BITS-1:0];
            clear_low_q <= one_of_eight(clear_row[2:0]);
            clear_high_q <= one_of_eight(clear_row[5:3]);
        end
        read_q <= read_here;
        if (read_here) read_row_q <= BITS'(read_index);

        event_fresh <= 1'b0;
        if (event_q) event_fresh <= fresh_q[event_row_q] || (clear_q && clear_row_q == event_row_q);
        read_fresh <= 1'b0;
        if (read_q) read_fresh <= fresh_q[read_row_q] || (clear_q && clear_row_q == read_row_q);
        if (rst_q) fresh_q <= '1;
        else if (event_q || clear_q)
            for (int i = 0; i < ROWS; i++) begin
                if (event_low_q[i%8] && event_high_q[i/8]) fresh_q[i] <= 1'b0;
                else if (clear_low_q[i%8] && clear_high_q[i/8]) fresh_q[i] <= 1'b1;
            end
    end
endmodule
`default_nettype wire
