// SPDX-License-Identifier: Apache-2.0
// tain_copy_buffer, I2 where it is decided: of each frame all kept beats are written side by side behind what is
// committed, and committed with its descriptor, or nothing is; nothing is written over before it is read. What reads
// (tain_ram_stream) reads at any pace. Four beats and two copies of room.
`default_nettype none
module copy_buffer_room_proof (
    input wire       clk,
    input wire       rst,
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
    localparam int COPIES = 2;
    wire first, copy, in_write;
    wire [3:0] length, kept;
    tain_pkg::judgement_t judgement;
    tain_pkg::descriptor_t descriptor, m_descriptor;
    tain_pkg::frame_event_t frame_event;
    kept_frames frames (.clk, .rst, .in_valid, .in_last, .copy_wanted, .keep_wanted, .tag, .first, .copy, .length, .kept,
                        .in_write, .judgement, .descriptor);

    logic m_valid, m_last, frame_side;
    logic [7:0] m_data;
    wire [2:0] free_beats;
    wire [1:0] free_copies;
    tain_copy_buffer #(.DATA_WIDTH(8), .BUFFER_BYTES(BEATS), .BUFFER_COPIES(COPIES), .SIDE_WIDTH(1)) dut (
        .clk, .rst, .in_valid, .in_data, .in_write, .in_last, .in_bad, .in_kept(16'(kept)), .in_length(32'(length)),
        .in_judgement(judgement), .in_side(tag[0]), .in_descriptor(descriptor), .frame_event, .frame_side, .m_valid,
        .m_ready, .m_data, .m_last, .m_descriptor, .free_beats, .free_copies);
    first_reset resets (.clk, .rst);
    // What stands in for the reader offers beats without a descriptor, too; that the reader does not is another proof.
    (* hierconn *) wire \dut.descriptor_valid ;
    always_comb if (!rst) assume (!m_valid || \dut.descriptor_valid );

    (* hierconn *) wire [2:0] \dut.beats.commit ;
    (* hierconn *) wire [2:0] \dut.beats.released ;
    (* hierconn *) wire \dut.beats.write ;
    (* hierconn *) wire [1:0] \dut.beats.write_address ;
    (* hierconn *) wire [8:0] \dut.beats.write_data ;
    (* hierconn *) wire [1:0] \dut.descriptors.commit ;
    (* hierconn *) wire [1:0] \dut.descriptors.released ;
    (* hierconn *) wire \dut.descriptors.write ;
    (* hierconn *) wire \dut.descriptors.write_address ;
    (* hierconn *) wire [$bits(descriptor)-1:0] \dut.descriptors.write_data ;

    // The beat that came a clock ago, and of its frame: the kept beats before it, and whether one found no room, which
    // may be the room of a clock ago.
    logic valid1_q = 1'b0, write1_q, last1_q, bad1_q, copy1_q, short_q = 1'b0;
    logic [7:0] data1_q;
    logic [3:0] kept1_q, length1_q, tag1_q, count_q = '0;
    logic [2:0] released_q;
    logic [1:0] copies_released_q;
    wire [2:0] used = \dut.beats.commit - released_q;
    wire [1:0] copies_used = \dut.descriptors.commit - copies_released_q;
    wire [3:0] count = count_q + 4'(write1_q);
    wire short = short_q || (write1_q && 4'(used) + count_q >= 4'(BEATS));
    wire finish = valid1_q && last1_q;
    wire accepted = copy1_q && !bad1_q;
    wire copied = finish && accepted && !short && copies_used != 2'(COPIES);
    always_ff @(posedge clk) begin
        valid1_q <= in_valid && !rst;
        if (in_valid) {write1_q, last1_q, bad1_q, copy1_q, data1_q, kept1_q, length1_q, tag1_q} <=
            {in_write, in_last, in_bad, copy, in_data, kept, length, tag};
        if (rst) {count_q, short_q} <= '0;
        else if (valid1_q) {count_q, short_q} <= last1_q ? 5'd0 : {count, short};
        released_q <= rst ? 3'd0 : \dut.beats.released ;
        copies_released_q <= rst ? 2'd0 : \dut.descriptors.released ;
    end

    // One of the frame's kept beats, any: what came, and what was written in its place behind what is committed.
    (* anyconst *) logic [1:0] place;
    logic [8:0] came_q, written_q;
    wire [1:0] address = \dut.beats.commit [1:0] + place;
    wire here = \dut.beats.write && \dut.beats.write_address == address;
    wire [8:0] came = valid1_q && write1_q && count_q == 4'(place) ? {ends, data1_q} : came_q;
    wire [8:0] written = here ? \dut.beats.write_data : written_q;
    wire ends = last1_q || kept1_q == 4'(keep1_q);
    logic [2:0] keep1_q;
    always_ff @(posedge clk) begin
        if (in_valid) keep1_q <= judgement.keep[2:0];
        came_q <= came;
        written_q <= written;
    end

    // Decided a clock ago.
    logic decided_q = 1'b0, copied_q = 1'b0, dropped_q, before_reset_q = 1'b1;
    logic [2:0] commit_q, expected_q;
    logic [1:0] copies_q;
    always_ff @(posedge clk) begin
        before_reset_q <= rst;
        decided_q <= finish && !rst;
        copied_q <= copied && !rst;
        dropped_q <= accepted && !copied;
        commit_q <= \dut.beats.commit ;
        expected_q <= \dut.beats.commit + (copied ? count[2:0] : 3'd0);
        copies_q <= \dut.descriptors.commit + 2'(copied);
    end

    always_comb if (!rst) begin
        if (!before_reset_q) begin
            assert (\dut.beats.commit == expected_q);
            assert (\dut.descriptors.commit == copies_q);
            assert (frame_event.valid == decided_q);
            if (decided_q) assert (frame_event.copied == copied_q && frame_event.dropped == dropped_q);
        end
        if (copied) begin
            assert (count == kept1_q && count <= 4'(BEATS));
            if (4'(place) < count) assert (written == came && came[8] == (4'(place) + 4'd1 == count));
            assert (\dut.descriptors.write && \dut.descriptors.write_address == \dut.descriptors.commit [0]);
            assert (\dut.descriptors.write_data == descriptor1_q);
        end else assert (!\dut.descriptors.write );
        cover (copied && count == 4'(BEATS) && place == 2'd3 && written == 9'h15a);
        cover (finish && accepted && !short && !copied);
        cover (finish && accepted && short && kept1_q == 4'd1);
        cover (copied && \dut.beats.commit == 3'd7 && count == 4'd3);
    end
    tain_pkg::descriptor_t descriptor1_q;
    always_ff @(posedge clk) descriptor1_q <= descriptor;

    // What holds inside.
    (* hierconn *) wire [2:0] \dut.write_place_q ;
    (* hierconn *) wire \dut.lost_q ;
    (* hierconn *) wire \dut.full_q ;
    (* hierconn *) wire \dut.copies_full_q ;
    (* hierconn *) wire \dut.valid_q ;
    (* hierconn *) wire \dut.write_q ;
    (* hierconn *) wire \dut.last_q ;
    (* hierconn *) wire \dut.bad_q ;
    (* hierconn *) wire \dut.copy_q ;
    (* hierconn *) wire \dut.end_q ;
    (* hierconn *) wire \dut.empty_q ;
    (* hierconn *) wire [15:0] \dut.kept_q ;
    (* hierconn *) wire \frames.first_q ;
    (* hierconn *) wire \frames.copy_q ;
    (* hierconn *) wire [2:0] \frames.keep_q ;
    (* hierconn *) wire [3:0] \frames.length_q ;
    wire [3:0] most = \frames.copy_q ? 4'(\frames.keep_q ) : 4'd0;
    wire [3:0] so_far = \frames.length_q < most ? \frames.length_q : most;
    wire [2:0] open = \dut.write_place_q - \dut.beats.commit ;
    wire [2:0] taken = \dut.write_place_q - released_q;
    always_comb if (!rst) begin
        assert (\dut.valid_q == valid1_q);
        if (valid1_q) begin
            assert (\dut.write_q == write1_q && \dut.last_q == last1_q && \dut.end_q == ends);
            if (last1_q) assert (\dut.bad_q == bad1_q && \dut.copy_q == copy1_q && \dut.empty_q == (kept1_q == '0));
            assert (\frames.first_q == last1_q && count == kept1_q);
            assert (write1_q == (length1_q <= most));
            if (last1_q && 4'(place) < count) assert (came[8] == (4'(place) + 4'd1 == count));
        end
        if (valid1_q || !\frames.first_q ) begin
            assert (keep1_q != '0 && keep1_q == \frames.keep_q );
            assert (copy1_q == \frames.copy_q && length1_q == \frames.length_q );
            assert ((valid1_q ? count : count_q) == so_far);
        end else assert (count_q == '0 && !short_q);
        assert (used <= 3'(BEATS) && copies_used <= 2'(COPIES));
        assert (taken <= 3'(BEATS) && open <= taken);
        assert (\dut.lost_q == short_q);
        if (!short_q) assert (4'(open) == count_q);
        assert (\dut.full_q == (taken == 3'(BEATS)));
        assert (\dut.copies_full_q == (copies_used == 2'(COPIES)));
        if (!before_reset_q) assert (3'(\dut.beats.released - released_q) <= 3'd1);
        if (!before_reset_q) assert (2'(\dut.descriptors.released - copies_released_q) <= 2'd1);
        if (4'(place) < count_q && !short_q) assert (written_q == came_q);
        if (!\frames.first_q && 4'(place) < so_far)
            assert (came[8] == (4'(place) + 4'd1 == most));
    end
endmodule
`default_nettype wire
