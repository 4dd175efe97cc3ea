// SPDX-License-Identifier: Apache-2.0
// Keeps the first `keep` bytes of each frame: of every beat it says whether bytes of it are kept (out_write), makes
// the others zero, and counts. Feed-forward, LATENCY clocks, one beat a clock.
// out_kept and out_length count the bytes kept and the bytes of the frame up to and with this beat; a frame of more
// than 2 GiB stays at a length above that. A frame that no session accepted keeps nothing.
`default_nettype none
module tain_truncate #(
    parameter int DATA_WIDTH = 512,
    parameter int SIDE_WIDTH = 1
) (
    input  wire                         clk,
    input  wire                         rst,
    input  wire                         in_valid,
    input  wire  [DATA_WIDTH-1:0]       in_data,
    input  wire  [7:0]                  in_bytes,
    input  wire                         in_last,
    input  wire                         in_bad,
    input  wire                         in_copy,  // the same in all beats of a frame
    input  wire  [15:0]                 in_keep,  // likewise
    input  wire  [SIDE_WIDTH-1:0]       in_side,  // likewise: travels along, unread
    output logic                        out_valid,
    output logic [DATA_WIDTH-1:0]       out_data,
    output logic                        out_write,
    output logic                        out_last,
    output logic                        out_bad,
    output logic [15:0]                 out_kept,
    output logic [31:0]                 out_length,
    output logic [SIDE_WIDTH-1:0]       out_side
);
    localparam int BYTES = DATA_WIDTH / 8;
    localparam int SHIFT = $clog2(BYTES);
    localparam int LATENCY = 4;

    // 1: how many bytes of this beat may be kept.
    logic valid1_q, last1_q, bad1_q, first1_q, copy1_q, first_q;
    logic [DATA_WIDTH-1:0] data1_q;
    logic [7:0] bytes1_q, limit1_q;
    logic [15:0] left_q, left;
    assign left = first_q ? in_keep : left_q;

    always_ff @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (in_valid) first_q <= in_last;
        valid1_q <= in_valid && !rst;
        data1_q <= in_data;
        if (in_valid) begin
            left_q <= (left[15:SHIFT] == '0) ? '0 : left - 16'(BYTES);
            limit1_q <= (left[15:SHIFT] == '0) ? 8'(left[SHIFT-1:0]) : 8'(BYTES);
            copy1_q <= in_copy;
            first1_q <= first_q;
            bytes1_q <= in_bytes;
            last1_q <= in_last;
            bad1_q <= in_bad;
        end
    end

    // 2: how many of them there are, and the frame's length.
    logic valid2_q, last2_q, bad2_q, first2_q;
    logic [DATA_WIDTH-1:0] data2_q;
    logic [7:0] kept2_q;
    logic [31:0] length2_q;

    always_ff @(posedge clk) begin
        valid2_q <= valid1_q && !rst;
        data2_q <= data1_q;
        if (valid1_q) begin
            if (!copy1_q) kept2_q <= '0;
            else kept2_q <= (bytes1_q < limit1_q) ? bytes1_q : limit1_q;
            if (first1_q) length2_q <= 32'(bytes1_q);
            else if (!length2_q[31]) length2_q <= length2_q + 32'(bytes1_q);
            first2_q <= first1_q;
            last2_q <= last1_q;
            bad2_q <= bad1_q;
        end
    end

    // 3: which bytes these are, and their total.
    logic valid3_q, last3_q, bad3_q, write3_q;
    logic [DATA_WIDTH-1:0] data3_q;
    logic [DATA_WIDTH-1:0] mask3_q;
    logic [15:0] total3_q;
    logic [31:0] length3_q;

    always_ff @(posedge clk) begin
        valid3_q <= valid2_q && !rst;
        data3_q <= data2_q;
        if (valid2_q) begin
            mask3_q <= ~({DATA_WIDTH{1'b1}} << {kept2_q, 3'd0});
            write3_q <= kept2_q != '0;
            total3_q <= (first2_q ? 16'd0 : total3_q) + 16'(kept2_q);
            length3_q <= length2_q;
            last3_q <= last2_q;
            bad3_q <= bad2_q;
        end
    end

    // 4: the others become zero. The data have no enable on their way: it would have all of them to drive.
    always_ff @(posedge clk) begin
        out_valid <= valid3_q && !rst;
        out_data <= data3_q & mask3_q;
        if (valid3_q) begin
            out_write <= write3_q;
            out_last <= last3_q;
            out_bad <= bad3_q;
            out_kept <= total3_q;
            out_length <= length3_q;
        end
    end

    tain_delay #(.WIDTH(SIDE_WIDTH), .STAGES(LATENCY)) companions (.clk, .s_data(in_side), .m_data(out_side));
endmodule
`default_nettype wire
