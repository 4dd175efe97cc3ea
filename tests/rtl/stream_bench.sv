// SPDX-License-Identifier: Apache-2.0
// All stream modules side by side, so that one Verilated model per width serves all their tests. Structs are flat
// vectors here: the test packs them itself, from tain_pkg's declarations read as a document.
// truncate, checksum, description and copy buffer stand in a row, seen at every joint; the others have pins of their own.
`default_nettype none
module stream_bench #(
    parameter int DATA_WIDTH = 512,
    localparam int BYTES = DATA_WIDTH / 8
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   mirror_rst,

    input  wire                   spill_s_valid,
    output wire                   spill_s_ready,
    output wire                   spill_m_valid,
    output wire  [31:0]           spill_m_data,
    input  wire                   fifo_s_valid,
    output wire                   fifo_s_ready,
    output wire                   fifo_m_valid,
    output wire  [31:0]           fifo_m_data,
    input  wire                   wide_spill_s_valid,
    output wire                   wide_spill_s_ready,
    output wire                   wide_spill_m_valid,
    output wire  [31:0]           wide_spill_m_data,
    input  wire                   deep_fifo_s_valid,
    output wire                   deep_fifo_s_ready,
    output wire                   deep_fifo_m_valid,
    output wire  [31:0]           deep_fifo_m_data,
    input  wire  [31:0]           word_data,     // to spills, FIFOs and (16 bits of it) the delays
    input  wire                   word_m_ready,  // from whoever takes from a spill or a FIFO
    output wire  [15:0]           delay0_data,
    output wire  [15:0]           delay1_data,
    output wire  [15:0]           delay2_data,
    output wire  [15:0]           delay7_data,

    input  wire                   arbiter_s0_valid,
    output wire                   arbiter_s0_ready,
    input  wire                   arbiter_s0_last,
    input  wire  [31:0]           arbiter_s0_data,
    input  wire                   arbiter_s1_valid,
    output wire                   arbiter_s1_ready,
    input  wire                   arbiter_s1_last,
    input  wire  [31:0]           arbiter_s1_data,
    output wire                   arbiter_m_valid,
    input  wire                   arbiter_m_ready,
    output wire                   arbiter_m_last,
    output wire                   arbiter_m_source,
    output wire  [31:0]           arbiter_m_data,

    input  wire  [DATA_WIDTH-1:0] stream_data,   // production, for tap and merge
    input  wire  [BYTES-1:0]      stream_keep,
    input  wire                   stream_last,
    input  wire  [7:0]            stream_user,
    input  wire                   stream_error,
    input  wire                   tap_valid,
    input  wire                   tap_ready,
    output wire                   tap_beat_valid,
    output wire  [DATA_WIDTH-1:0] tap_beat_data,
    output wire  [7:0]            tap_beat_bytes,
    output wire                   tap_beat_last,
    output wire                   tap_beat_bad,

    input  wire  [DATA_WIDTH-1:0] beat_data,     // a frame in the mirror, for hold and truncate
    input  wire  [7:0]            beat_bytes,
    input  wire                   beat_last,
    input  wire                   beat_bad,
    input  wire                   hold_beat_valid,
    input  wire                   hold_judgement_valid,
    input  wire  [15:0]           hold_judgement,
    output wire                   hold_valid,
    output wire  [DATA_WIDTH-1:0] hold_data,
    output wire  [7:0]            hold_bytes,
    output wire                   hold_last,
    output wire                   hold_bad,
    output wire  [15:0]           hold_out_judgement,

    input  wire                   truncate_beat_valid,
    input  wire  [482:0]          judgement,
    input  wire  [63:0]           side,
    input  wire  [31:0]           length_added,  // to a frame's length, behind truncate: as if it were so much longer
    output wire                   truncate_valid,
    output wire  [DATA_WIDTH-1:0] truncate_data,
    output wire                   truncate_write,
    output wire                   truncate_last,
    output wire                   truncate_bad,
    output wire  [15:0]           truncate_kept,
    output wire  [31:0]           truncate_length,
    output wire  [63:0]           truncate_side,
    output wire                   checksum_valid,
    output wire  [DATA_WIDTH-1:0] checksum_data,
    output wire                   checksum_write,
    output wire                   checksum_last,
    output wire                   checksum_bad,
    output wire  [15:0]           checksum_kept,
    output wire  [31:0]           checksum_length,
    output wire  [482:0]          checksum_judgement,
    output wire  [63:0]           checksum_side,
    output wire  [560:0]          checksum_descriptor,
    output wire  [86:0]          buffer_event,
    output wire  [63:0]           buffer_side,
    output wire                   buffer_valid,
    input  wire                   buffer_ready,
    output wire  [DATA_WIDTH-1:0] buffer_data,
    output wire                   buffer_last,
    output wire  [560:0]          buffer_descriptor,
    output wire  [15:0]           buffer_free_beats,
    output wire  [15:0]           buffer_free_copies,

    input  wire  [DATA_WIDTH-1:0] payload_data,  // a copy, for prepend and encapsulate
    input  wire                   payload_last,
    input  wire                   payload_side,
    input  wire  [15:0]           payload_length,
    input  wire  [3071:0]         prefixes,
    input  wire  [2:0]            prefixes_chosen,
    input  wire  [7:0]            prefix_length,
    input  wire  [560:0]          descriptor,
    input  wire                   prepend_s_valid,
    output wire                   prepend_s_ready,
    output wire                   prepend_m_valid,
    output wire  [DATA_WIDTH-1:0] prepend_m_data,
    output wire  [BYTES-1:0]      prepend_m_keep,
    output wire                   prepend_m_last,
    output wire  [15:0]           prepend_m_length,
    output wire                   prepend_m_side,
    input  wire                   encapsulate_s_valid,
    output wire                   encapsulate_s_ready,
    output wire                   encapsulate_m_valid,
    output wire  [DATA_WIDTH-1:0] encapsulate_m_data,
    output wire  [BYTES-1:0]      encapsulate_m_keep,
    output wire                   encapsulate_m_last,
    output wire  [15:0]           encapsulate_m_length,
    output wire                   encapsulate_m_direction,
    input  wire                   packet_m_ready,  // from whoever takes from prepend or encapsulate

    input  wire                   merge_pause,
    output wire                   merge_copy_under_way,
    input  wire                   merge_s_valid,
    output wire                   merge_s_ready,
    input  wire                   copy_valid,
    output wire                   copy_ready,
    input  wire  [DATA_WIDTH-1:0] copy_data,
    input  wire  [BYTES-1:0]      copy_keep,
    input  wire                   copy_last,
    input  wire  [15:0]           copy_length,
    input  wire                   copy_direction,
    output wire                   merge_m_valid,
    input  wire                   merge_m_ready,
    output wire  [DATA_WIDTH-1:0] merge_m_data,
    output wire  [BYTES-1:0]      merge_m_keep,
    output wire                   merge_m_last,
    output wire  [7:0]            merge_m_user,
    output wire                   merge_m_error,
    output wire                   merge_m_copy,
    output wire                   merge_m_direction,
    output wire  [15:0]           merge_m_length,

    input  wire                   event_valid,
    input  wire  [6:0]            event_index,
    input  wire  [63:0]           event_increments,
    input  wire                   clear_valid,
    input  wire  [6:0]            clear_index,
    input  wire                   read_valid,
    input  wire  [6:0]            read_index,
    output wire  [127:0]          read_data
);
    // As wide as in a NIC: the same word side by side, which comes back inverted where one of them came out different.
    function automatic [31:0] whole(input [255:0] words);
        whole = words == {8{words[31:0]}} ? words[31:0] : ~words[31:0];
    endfunction
    function automatic [15:0] whole_half(input [255:0] words);
        whole_half = words == {16{words[15:0]}} ? words[15:0] : ~words[15:0];
    endfunction
    wire [255:0] words = {8{word_data}};
    wire [255:0] halves = {16{word_data[15:0]}};
    wire [255:0] spill_words, wide_spill_words, fifo_words, deep_fifo_words;
    wire [255:0] delay0_words, delay1_words, delay2_words, delay7_words;
    assign spill_m_data = whole(spill_words);
    assign fifo_m_data = whole(fifo_words);
    assign wide_spill_m_data = whole(wide_spill_words);
    assign deep_fifo_m_data = whole(deep_fifo_words);
    assign delay0_data = whole_half(delay0_words);
    assign delay1_data = whole_half(delay1_words);
    assign delay2_data = whole_half(delay2_words);
    assign delay7_data = whole_half(delay7_words);
    tain_spill #(.WIDTH(256)) spill (
        .clk, .rst, .s_valid(spill_s_valid), .s_ready(spill_s_ready), .s_data(words),
        .m_valid(spill_m_valid), .m_ready(word_m_ready), .m_data(spill_words)
    );
    tain_fifo #(.WIDTH(256), .DEPTH(5)) fifo (
        .clk, .rst, .s_valid(fifo_s_valid), .s_ready(fifo_s_ready), .s_data(words),
        .m_valid(fifo_m_valid), .m_ready(word_m_ready), .m_data(fifo_words)
    );
    tain_wide_spill #(.WIDTH(256)) wide_spill (
        .clk, .rst, .s_valid(wide_spill_s_valid), .s_ready(wide_spill_s_ready), .s_data(words),
        .m_valid(wide_spill_m_valid), .m_ready(word_m_ready), .m_data(wide_spill_words)
    );
    // Deeper than any in a NIC, by a number of which each bit is 1, so that each is looked at.
    tain_fifo #(.WIDTH(256), .DEPTH(63)) deep_fifo (
        .clk, .rst, .s_valid(deep_fifo_s_valid), .s_ready(deep_fifo_s_ready), .s_data(words),
        .m_valid(deep_fifo_m_valid), .m_ready(word_m_ready), .m_data(deep_fifo_words)
    );
    tain_delay #(.WIDTH(256), .STAGES(0)) delay0 (.clk, .s_data(halves), .m_data(delay0_words));
    tain_delay #(.WIDTH(256), .STAGES(1)) delay1 (.clk, .s_data(halves), .m_data(delay1_words));
    tain_delay #(.WIDTH(256), .STAGES(2)) delay2 (.clk, .s_data(halves), .m_data(delay2_words));
    tain_delay #(.WIDTH(256), .STAGES(7)) delay7 (.clk, .s_data(halves), .m_data(delay7_words));

    wire [223:0] arbiter_words;
    assign arbiter_m_data = whole({arbiter_words[31:0], arbiter_words});
    tain_arbiter #(.WIDTH(224)) arbiter (
        .clk, .rst, .s0_valid(arbiter_s0_valid), .s0_ready(arbiter_s0_ready), .s0_last(arbiter_s0_last),
        .s0_data({7{arbiter_s0_data}}), .s1_valid(arbiter_s1_valid), .s1_ready(arbiter_s1_ready),
        .s1_last(arbiter_s1_last), .s1_data({7{arbiter_s1_data}}), .m_valid(arbiter_m_valid),
        .m_ready(arbiter_m_ready), .m_last(arbiter_m_last), .m_source(arbiter_m_source), .m_data(arbiter_words)
    );

    tain_tap #(.DATA_WIDTH(DATA_WIDTH)) tap (
        .clk, .rst, .mirror_rst, .tdata(stream_data), .tkeep(stream_keep), .tvalid(tap_valid), .tready(tap_ready),
        .tlast(stream_last), .tuser_error(stream_error),
        .beat_valid(tap_beat_valid), .beat_data(tap_beat_data), .beat_bytes(tap_beat_bytes),
        .beat_last(tap_beat_last), .beat_bad(tap_beat_bad)
    );

    wire [63:0] hold_words;
    assign hold_out_judgement = whole_half({4{hold_words}});
    // As shallow as its promise allows for judgements that take 12 clocks.
    tain_hold #(.DATA_WIDTH(DATA_WIDTH), .JUDGEMENT_WIDTH(64), .DEPTH(128 / BYTES + 12 + 4)) hold (
        .clk, .rst, .beat_valid(hold_beat_valid), .beat_data, .beat_bytes, .beat_last, .beat_bad,
        .judgement_valid(hold_judgement_valid), .judgement({4{hold_judgement}}),
        .out_valid(hold_valid), .out_data(hold_data), .out_bytes(hold_bytes), .out_last(hold_last), .out_bad(hold_bad),
        .out_judgement(hold_words)
    );

    tain_pkg::judgement_t in_judgement, described;
    tain_pkg::descriptor_t described_copy, buffer_out, to_encapsulate;
    tain_pkg::frame_event_t counted;
    assign in_judgement = judgement;
    assign checksum_judgement = described;
    assign checksum_descriptor = described_copy;
    assign buffer_event = counted;
    assign buffer_descriptor = buffer_out;
    assign to_encapsulate = descriptor;

    // As in tain_direction: the header's sum with the beats, the rest of the judgement beside them.
    localparam int SUM = tain_pkg::HEADER_SUM_WIDTH;
    logic first_q;  // the next beat is the first of its frame
    logic [1:0] valid_q;
    always_ff @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (truncate_beat_valid) first_q <= beat_last;
        valid_q <= rst ? '0 : {valid_q[0], truncate_beat_valid};
    end
    wire [SUM-1:0] header_sum, truncate_sum;
    wire [DATA_WIDTH-1:0] in_data;
    wire [7:0] in_bytes;
    wire [63:0] in_side;
    wire [15:0] in_keep, checksum_made, copy_length_made;
    wire in_last, in_bad, in_copy, in_v6, truncate_v6;
    tain_header_sum headers (.clk, .outer(in_judgement.outer), .sum(header_sum));
    tain_delay #(.WIDTH(DATA_WIDTH + 92), .STAGES(2)) in_delay (
        .clk, .s_data({beat_data, beat_bytes, beat_last, beat_bad, in_judgement.copy, in_judgement.keep,
                       in_judgement.outer.v6, side}),
        .m_data({in_data, in_bytes, in_last, in_bad, in_copy, in_keep, in_v6, in_side})
    );

    tain_truncate #(.DATA_WIDTH(DATA_WIDTH), .SIDE_WIDTH(65 + SUM)) truncate (
        .clk, .rst, .in_valid(valid_q[1]), .in_data, .in_bytes, .in_last, .in_bad, .in_copy, .in_keep,
        .in_side({in_side, in_v6, header_sum}),
        .out_valid(truncate_valid), .out_data(truncate_data), .out_write(truncate_write), .out_last(truncate_last),
        .out_bad(truncate_bad), .out_kept(truncate_kept), .out_length(truncate_length),
        .out_side({truncate_side, truncate_v6, truncate_sum})
    );
    tain_checksum #(.DATA_WIDTH(DATA_WIDTH)) checksum (
        .clk, .rst, .in_valid(truncate_valid), .in_data(truncate_data), .in_write(truncate_write),
        .in_last(truncate_last), .in_bad(truncate_bad), .in_kept(truncate_kept),
        .in_length(truncate_length + length_added), .in_v6(truncate_v6), .in_header_sum(truncate_sum),
        .out_valid(checksum_valid), .out_data(checksum_data), .out_write(checksum_write), .out_last(checksum_last),
        .out_bad(checksum_bad), .out_kept(checksum_kept), .out_length(checksum_length), 
        .out_copy_length(copy_length_made), .out_checksum(checksum_made)
    );
    // As wide as in a NIC of four sessions an interface, the lowest bits twice.
    function automatic [63:0] whole_side(input [67:0] wide);
        whole_side = wide[67:64] == wide[3:0] ? wide[63:0] : ~wide[63:0];
    endfunction
    wire [67:0] described_side, buffer_out_side;
    assign checksum_side = whole_side(described_side);
    assign buffer_side = whole_side(buffer_out_side);
    tain_description #(.SIDE_WIDTH(68), .DEPTH(16)) description (
        .clk, .rst, .in_valid(truncate_beat_valid && first_q), .in_judgement,
        .in_side({side[3:0], side}), .done(checksum_valid && checksum_last), .judgement(described),
        .side(described_side), .kept(checksum_kept), .length(checksum_length), .copy_length(copy_length_made),
        .checksum(checksum_made), .descriptor(described_copy)
    );

    localparam int BUFFER_BYTES = 16384;
    localparam int BUFFER_COPIES = 16;
    wire [$clog2(BUFFER_BYTES / BYTES):0] free_beats;
    wire [$clog2(BUFFER_COPIES):0] free_copies;
    assign buffer_free_beats = 16'(free_beats);
    assign buffer_free_copies = 16'(free_copies);
    tain_copy_buffer #(
        .DATA_WIDTH(DATA_WIDTH), .BUFFER_BYTES(BUFFER_BYTES), .BUFFER_COPIES(BUFFER_COPIES), .SIDE_WIDTH(68)
    ) copy_buffer (
        .clk, .rst, .in_valid(checksum_valid), .in_data(checksum_data), .in_write(checksum_write),
        .in_last(checksum_last), .in_bad(checksum_bad), .in_kept(checksum_kept), .in_length(checksum_length),
        .in_judgement(described), .in_side(described_side), .in_descriptor(described_copy),
        .frame_event(counted), .frame_side(buffer_out_side),
        .m_valid(buffer_valid), .m_ready(buffer_ready), .m_data(buffer_data), .m_last(buffer_last),
        .m_descriptor(buffer_out), .free_beats, .free_copies
    );

    wire [15:0] prepend_sum = payload_length + 16'(prefix_length);
    wire [15:0] prepend_total = (prepend_sum < 16'd60) ? 16'd60 : prepend_sum;
    tain_prepend #(.DATA_WIDTH(DATA_WIDTH), .PREFIXES(3)) prepend (
        .clk, .rst, .s_valid(prepend_s_valid), .s_ready(prepend_s_ready), .s_data(payload_data), .s_last(payload_last),
        .s_prefix(prefixes), .s_chosen(prefixes_chosen), .s_prefix_length(prefix_length), .s_total(prepend_total),
        .s_side(payload_side),
        .m_valid(prepend_m_valid), .m_ready(packet_m_ready), .m_data(prepend_m_data), .m_keep(prepend_m_keep),
        .m_last(prepend_m_last), .m_length(prepend_m_length), .m_side(prepend_m_side)
    );
    tain_encapsulate #(.DATA_WIDTH(DATA_WIDTH)) encapsulate (
        .clk, .rst, .s_valid(encapsulate_s_valid), .s_ready(encapsulate_s_ready), .s_data(payload_data),
        .s_last(payload_last), .s_direction(payload_side), .s_descriptor(to_encapsulate),
        .m_valid(encapsulate_m_valid), .m_ready(packet_m_ready), .m_data(encapsulate_m_data),
        .m_keep(encapsulate_m_keep), .m_last(encapsulate_m_last), .m_length(encapsulate_m_length),
        .m_direction(encapsulate_m_direction)
    );

    tain_merge #(.DATA_WIDTH(DATA_WIDTH), .TUSER_WIDTH(8), .COPY_TUSER(8'h5a)) merge (
        .clk, .rst, .pause(merge_pause), .copy_under_way(merge_copy_under_way),
        .s_axis_tdata(stream_data), .s_axis_tkeep(stream_keep), .s_axis_tvalid(merge_s_valid),
        .s_axis_tready(merge_s_ready), .s_axis_tlast(stream_last), .s_axis_tuser(stream_user),
        .s_axis_tuser_error(stream_error),
        .copy_valid, .copy_ready, .copy_data, .copy_keep, .copy_last, .copy_length, .copy_direction,
        .m_axis_tdata(merge_m_data), .m_axis_tkeep(merge_m_keep), .m_axis_tvalid(merge_m_valid),
        .m_axis_tready(merge_m_ready), .m_axis_tlast(merge_m_last), .m_axis_tuser(merge_m_user),
        .m_axis_tuser_error(merge_m_error), .m_axis_tuser_copy(merge_m_copy),
        .m_axis_tuser_direction(merge_m_direction), .m_axis_tuser_length(merge_m_length)
    );

    tain_counters #(.ROWS(70), .COUNTERS(2), .INCREMENT_WIDTH(32)) counters (
        .clk, .rst, .event_valid, .event_index, .event_increments, .clear_valid, .clear_index, .read_valid, .read_index,
        .read_data
    );
endmodule
`default_nettype wire
