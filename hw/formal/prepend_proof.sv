// SPDX-License-Identifier: Apache-2.0
// tain_prepend: each packet that goes into its FIFO is its prefix, its payload and zeros, to the byte. Two prefixes to
// choose from or to OR, of 2 to 30 bytes, and payloads of 1 to 18, so that a few clocks hold several packets; every
// remainder by the width is among them. The FIFO stands in, and has room for all that these clocks bring.
`default_nettype none
module prepend_proof #(
    parameter int DATA_WIDTH = 64,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input wire                  clk,
    input wire                  rst,
    input wire                  watch,
    input wire                  s_valid,
    input wire [DATA_WIDTH-1:0] s_data,
    input wire                  s_last,
    input wire [511:0]          prefixes,
    input wire [1:0]            chosen,
    input wire [7:0]            prefix_length,
    input wire [15:0]           total,
    input wire [15:0]           payload,  // bytes of it
    input wire                  m_ready
);
    logic s_ready, m_valid, m_last, m_side;
    logic [DATA_WIDTH-1:0] m_data;
    logic [BYTES-1:0] m_keep;
    logic [15:0] m_length;
    tain_prepend #(.DATA_WIDTH(DATA_WIDTH), .SIDE_WIDTH(1), .PREFIXES(2)) dut (
        .clk, .rst, .s_valid, .s_ready, .s_data, .s_last, .s_prefix({768'd0, prefixes[511:256], 768'd0, prefixes[255:0]}),
        .s_chosen(chosen), .s_prefix_length(prefix_length), .s_total(total), .s_side(1'b0), .m_valid, .m_ready, .m_data, .m_keep, .m_last, .m_length, .m_side);

    wire [255:0] prefix = (chosen[0] ? prefixes[255:0] : 256'd0) | (chosen[1] ? prefixes[511:256] : 256'd0);
    first_reset resets (.clk, .rst);
    stream_contract #(.GIVEN(1'b1), .DATA_WIDTH(DATA_WIDTH), .SIDE_WIDTH(514 + 40)) input_contract (
        .clk, .rst, .valid(s_valid), .ready(s_ready), .data(s_data), .keep(1'b1), .last(s_last),
        .side({prefixes, chosen, prefix_length, total, payload}));
    wire [15:0] done;
    packet_parts #(.GIVEN(1'b1), .BYTES(BYTES)) parts (
        .clk, .rst, .valid(s_valid), .ready(s_ready), .data(s_data), .last(s_last), .prefix_length, .total, .payload,
        .done);
    always_comb if (!rst && s_valid) begin
        assume (prefix_length <= 8'd30 && payload <= 16'd18);
        assume (total < 16'(prefix_length) + payload + 16'd10);
    end

    // The watched packet and one byte of it, any; packets that were offered before it and are not in the FIFO.
    (* anyconst *) logic [5:0] place;
    (* hierconn *) wire \dut.valid4_q ;
    (* hierconn *) wire \dut.last4_q ;
    (* hierconn *) wire [BYTES-1:0] \dut.keep4_q ;
    (* hierconn *) wire [15:0] \dut.total4_q ;
    (* hierconn *) wire [DATA_WIDTH-1:0] \dut.data4_q ;
    wire [DATA_WIDTH-1:0] data = \dut.data4_q ;
    logic offered_q = 1'b0, watching_q = 1'b0, arriving_q = 1'b0;
    logic [3:0] inside_q = '0, before_q;
    logic [15:0] total_q, sent_q = '0;
    logic [7:0] byte_q;
    wire begins = s_valid && !offered_q;
    wire ends = \dut.valid4_q && \dut.last4_q ;
    wire starts = begins && watch && !watching_q;
    wire [15:0] in_payload = 16'(place) - 16'(prefix_length);
    wire [15:0] in_beat = in_payload - done;
    always_ff @(posedge clk)
        if (rst) {offered_q, watching_q, inside_q, sent_q, arriving_q} <= '0;
        else begin
            if (s_valid) offered_q <= !(s_ready && s_last);
            inside_q <= inside_q + 4'(begins) - 4'(ends);
            if (\dut.valid4_q ) sent_q <= \dut.last4_q ? 16'd0 : sent_q + 16'(BYTES);
            if (starts) begin
                watching_q <= 1'b1;
                before_q <= inside_q - 4'(ends);
                total_q <= total;
                byte_q <= 16'(place) < 16'(prefix_length) ? prefix[{place[4:0], 3'd0} +: 8] : 8'd0;
            end else if (watching_q && ends) begin
                before_q <= before_q - 4'd1;
                if (before_q == '0) watching_q <= 1'b0;
            end
            if (starts || arriving_q) begin
                arriving_q <= !(s_valid && s_ready && s_last);
                if (s_valid && s_ready && 16'(place) >= 16'(prefix_length) && in_payload >= done && in_beat < 16'(BYTES))
                    byte_q <= s_data[8*in_beat[$clog2(BYTES)-1:0] +: 8];
            end
        end

    wire ours = \dut.valid4_q && watching_q && before_q == '0;
    wire [15:0] in_out = 16'(place) - sent_q;
    always_comb if (!rst) begin
        if (\dut.valid4_q ) assert (inside_q != '0);
        if (ours) begin
            assert (\dut.total4_q == total_q);
            if (16'(place) >= sent_q && in_out < 16'(BYTES) && 16'(place) < total_q)
                assert (data[8*in_out[$clog2(BYTES)-1:0] +: 8] == byte_q);
        end
        cover (ours && \dut.last4_q && sent_q == 16'(16 / BYTES * BYTES) && place == 6'd17 && byte_q == 8'h77);
        cover (ours && \dut.last4_q && 16'(place) == total_q - 16'd1 && byte_q == 8'h66 && place > 6'd20);
    end
endmodule
`default_nettype wire
