// SPDX-License-Identifier: Apache-2.0
// tain_copy_buffer, I2: a copy is whole or absent. Frames of any lengths, bad or not, accepted or not, with any pauses,
// against any taker; a byte a beat, four beats and two copies of room, so that everything overflows and wraps soon.
`default_nettype none
module copy_buffer_proof (
    input wire       clk,
    input wire       rst,
    input wire       watch,
    input wire       in_valid,
    input wire [7:0] in_data,
    input wire       in_last,
    input wire       in_bad,
    input wire       copy_wanted,
    input wire [2:0] keep_wanted,
    input wire [3:0] tag,
    input wire       m_ready
);
    localparam int BEATS = 4;
    localparam int LATENCY = 6;  // clocks until a committed copy is out, when none is before it

    wire first, copy, in_write;
    wire [3:0] length, kept;
    tain_pkg::judgement_t judgement;
    tain_pkg::descriptor_t descriptor, m_descriptor;
    tain_pkg::frame_event_t frame_event;
    kept_frames frames (.clk, .rst, .in_valid, .in_last, .copy_wanted, .keep_wanted, .tag, .first, .copy, .length, .kept,
                        .in_write, .judgement, .descriptor);

    logic m_valid, m_last;
    logic [7:0] m_data;
    logic frame_side;
    wire [2:0] free_beats;
    wire [1:0] free_copies;
    tain_copy_buffer #(.DATA_WIDTH(8), .BUFFER_BYTES(BEATS), .BUFFER_COPIES(2), .SIDE_WIDTH(1)) dut (
        .clk, .rst, .in_valid, .in_data, .in_write, .in_last, .in_bad, .in_kept(16'(kept)), .in_length(32'(length)),
        .in_judgement(judgement), .in_side(tag[0]), .in_descriptor(descriptor), .frame_event, .frame_side, .m_valid,
        .m_ready, .m_data, .m_last, .m_descriptor, .free_beats, .free_copies);
    first_reset resets (.clk, .rst);
    stream_contract #(.DATA_WIDTH(8), .SIDE_WIDTH(20)) output_contract (
        .clk, .rst, .valid(m_valid), .ready(m_ready), .data(m_data), .keep(1'b1), .last(m_last),
        .side({m_descriptor.kept, m_descriptor.outer.vni[3:0]}));

    // Copies that were committed and are not out to their end, and where in the one at the output its beat stands.
    logic [3:0] copies_q = '0, beat_q = '0;
    logic [2:0] late_q = '0;
    wire committed = frame_event.valid && frame_event.copied;
    wire pop = m_valid && m_ready;
    always_ff @(posedge clk)
        if (rst) {copies_q, beat_q, late_q} <= '0;
        else begin
            copies_q <= copies_q + 4'(committed) - 4'(pop && m_last);
            if (pop) beat_q <= m_last ? 4'd0 : beat_q + 4'd1;
            late_q <= m_valid || copies_q == '0 ? 3'd0 : late_q + 3'd1;
        end

    // The watched frame: what came in of it, one byte of it, anyone; then its event, then its copy.
    (* anyconst *) logic [2:0] place;
    logic watching_q = 1'b0, arrived1_q = 1'b0, arrived2_q = 1'b0, waiting_q = 1'b0, accepted_q, alone_q, whole_q;
    logic [7:0] byte_q;
    logic [3:0] kept_q, tag_q, copies_before_q, frame_length_q, quiet_q = '0;
    wire start = in_valid && first && watch && !watching_q;
    wire arriving = start || (watching_q && !arrived1_q && !arrived2_q && !waiting_q);
    wire quiet = quiet_q == 4'd3 && copies_q == '0;  // nothing under way in the buffer, and all of its room free
    always_ff @(posedge clk)
        if (rst) {watching_q, arrived1_q, arrived2_q, waiting_q, quiet_q} <= '0;
        else begin
            if (in_valid) quiet_q <= '0;
            else if (quiet_q != 4'd3) quiet_q <= quiet_q + 4'd1;
            if (start) {watching_q, alone_q} <= {1'b1, quiet};
            if (in_valid && arriving) begin
                if (length == 4'(place) + 4'd1) byte_q <= in_data;
                arrived1_q <= in_last;
                accepted_q <= copy && !in_bad;
                {kept_q, tag_q, frame_length_q} <= {kept, tag, length};
            end
            if (arrived1_q) {arrived1_q, arrived2_q} <= 2'b01;
            if (arrived2_q) begin
                arrived2_q <= 1'b0;
                if (frame_event.copied) begin
                    waiting_q <= 1'b1;
                    copies_before_q <= copies_q - 4'(pop && m_last);
                end else watching_q <= 1'b0;
            end
            if (waiting_q && pop && m_last) begin
                copies_before_q <= copies_before_q - 4'd1;
                if (copies_before_q == '0) {waiting_q, watching_q} <= '0;
            end
        end

    always_comb if (!rst) begin
        if (arrived2_q) begin
            assert (frame_event.valid);
            assert (frame_event.accepted == accepted_q);
            assert (frame_event.copied || frame_event.dropped == accepted_q);
            assert (!frame_event.copied || (accepted_q && !frame_event.dropped));
            assert (frame_event.length == 32'(frame_length_q));
            assert (frame_event.session_counter == 16'(tag_q) && frame_side == tag_q[0]);
            if (frame_event.copied) begin
                assert (frame_event.kept == 16'(kept_q));
                assert (frame_event.truncated == (kept_q != frame_length_q));
                assert (kept_q <= 4'(BEATS));
            end else assert (!frame_event.truncated && frame_event.kept == '0);
            if (accepted_q && alone_q && kept_q <= 4'(BEATS)) assert (frame_event.copied);
        end
        if (m_valid) assert (copies_q != '0);
        if (m_valid && waiting_q && copies_before_q == '0) begin
            assert (m_last == (beat_q + 4'd1 == kept_q));
            if (beat_q == 4'(place)) assert (m_data == byte_q);
            assert (m_descriptor.kept == 16'(kept_q) && m_descriptor.outer.vni == 24'(tag_q));
        end
        assert (late_q < 3'(LATENCY));
        cover (m_valid && waiting_q && copies_before_q == '0 && beat_q == 4'd2 && place == 3'd2 && byte_q == 8'h5a);
        cover (arrived2_q && frame_event.dropped && kept_q <= 4'd2 && copies_q != '0);
        cover (arrived2_q && frame_event.dropped && kept_q > 4'(BEATS));
    end
endmodule
`default_nettype wire
