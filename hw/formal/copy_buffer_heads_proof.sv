// SPDX-License-Identifier: Apache-2.0
// tain_copy_buffer, where it reads: with every beat at the output stands a descriptor, though nothing asks for it, for
// ever. Beats and descriptors are read ahead by the same rules, and no copy has fewer beats than descriptors: so wherever
// beats are on their way (in the FIFO, before it), the descriptors of their copies are as far. That each is its beats'
// own: a descriptor leaves with a copy's last beat, and there are as many as last beats. Four beats and two copies of
// room, eight of each read ahead.
`default_nettype none
module copy_buffer_heads_proof (
    input wire       clk,
    input wire       rst,
    input wire       in_valid,
    input wire [7:0] in_data,
    input wire       in_last,
    input wire       in_bad,
    input wire       copy_wanted,
    input wire [2:0] keep_wanted,
    input wire       m_ready
);
    localparam int BEATS = 4;
    localparam int COPIES = 2;
    localparam int AHEAD = 8;
    localparam int MOST = BEATS + AHEAD;
    wire first, copy, in_write;
    wire [3:0] length, kept;
    tain_pkg::judgement_t judgement;
    tain_pkg::descriptor_t descriptor, m_descriptor;
    tain_pkg::frame_event_t frame_event;
    kept_frames frames (.clk, .rst, .in_valid, .in_last, .copy_wanted, .keep_wanted, .tag(4'd0), .first, .copy, .length,
                        .kept, .in_write, .judgement, .descriptor);

    logic m_valid, m_last, frame_side;
    logic [7:0] m_data;
    wire [2:0] free_beats;
    wire [1:0] free_copies;
    tain_copy_buffer #(.DATA_WIDTH(8), .BUFFER_BYTES(BEATS), .BUFFER_COPIES(COPIES), .SIDE_WIDTH(1)) dut (
        .clk, .rst, .in_valid, .in_data, .in_write, .in_last, .in_bad, .in_kept(16'(kept)), .in_length(32'(length)),
        .in_judgement(judgement), .in_side(1'b0), .in_descriptor(descriptor), .frame_event, .frame_side, .m_valid,
        .m_ready, .m_data, .m_last, .m_descriptor, .free_beats, .free_copies);
    first_reset resets (.clk, .rst);
    logic reset_q = 1'b1;
    always_ff @(posedge clk) reset_q <= rst;

    // What is written, as copy_buffer_room_proof proves it, any taker standing in: within the room, side by side, a copy's
    // last beat marked and no other, committed with its descriptor.
    (* hierconn *) wire \dut.commit ;
    (* hierconn *) wire \dut.write ;
    (* hierconn *) wire \dut.end_q ;
    (* hierconn *) wire [2:0] \dut.write_place_q ;
    (* hierconn *) wire [2:0] \dut.commit_q ;
    (* hierconn *) wire [1:0] \dut.copies_q ;
    (* hierconn *) wire [2:0] \dut.beats.read_q ;
    (* hierconn *) wire [1:0] \dut.descriptors.read_q ;
    (* hierconn *) wire [8:0] \dut.beats.memory[0] ;
    (* hierconn *) wire [8:0] \dut.beats.memory[1] ;
    (* hierconn *) wire [8:0] \dut.beats.memory[2] ;
    (* hierconn *) wire [8:0] \dut.beats.memory[3] ;
    wire [35:0] memory = {\dut.beats.memory[3] , \dut.beats.memory[2] , \dut.beats.memory[1] , \dut.beats.memory[0] };
    wire [2:0] held = \dut.commit_q - \dut.beats.read_q ;
    wire [1:0] copies_held = \dut.copies_q - \dut.descriptors.read_q ;
    wire [2:0] written = \dut.write_place_q - \dut.beats.read_q ;
    wire [2:0] open = \dut.write_place_q - \dut.commit_q + 3'(\dut.write );
    wire [3:0] ends = {memory[35], memory[26], memory[17], memory[8]};  // by place
    logic whole;
    always_comb begin
        whole = open != '0 && open <= 3'(BEATS);
        for (int i = 0; i < BEATS; i++)
            if (3'(i) < open && (\dut.write && 3'(i) + 3'd1 == open ? \dut.end_q : ends[2'(\dut.commit_q + 3'(i))])
                != (3'(i) + 3'd1 == open)) whole = 1'b0;
        if (!rst) begin
            assume (written >= held && written <= 3'(BEATS));
            if (\dut.write ) assume (written != 3'(BEATS));
            if (\dut.commit ) assume (whole && copies_held < 2'(COPIES));
        end
    end

    // What is on its way: in the FIFO, in the memory's output register, in the word that was read.
    (* hierconn *) wire [3:0] \dut.beats.places.taken_q ;
    (* hierconn *) wire \dut.beats.places.any ;
    (* hierconn *) wire \dut.beats.places.room ;
    (* hierconn *) wire [3:0] \dut.beats.ahead.level.taken_q ;
    (* hierconn *) wire \dut.beats.ahead.level.any ;
    (* hierconn *) wire \dut.beats.ahead.level.room ;
    (* hierconn *) wire [2:0] \dut.beats.ahead.read_q ;
    (* hierconn *) wire [2:0] \dut.beats.ahead.write_q ;
    (* hierconn *) wire \dut.beats.word_valid_q ;
    (* hierconn *) wire \dut.beats.output_valid_q ;
    (* hierconn *) wire [8:0] \dut.beats.word_q ;
    (* hierconn *) wire [8:0] \dut.beats.output_q ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[0] ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[1] ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[2] ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[3] ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[4] ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[5] ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[6] ;
    (* hierconn *) wire [8:0] \dut.beats.ahead.g_lane[0].memory[7] ;
    (* hierconn *) wire [3:0] \dut.descriptors.places.taken_q ;
    (* hierconn *) wire \dut.descriptors.places.any ;
    (* hierconn *) wire \dut.descriptors.places.room ;
    (* hierconn *) wire [3:0] \dut.descriptors.ahead.level.taken_q ;
    (* hierconn *) wire \dut.descriptors.ahead.level.any ;
    (* hierconn *) wire \dut.descriptors.ahead.level.room ;
    (* hierconn *) wire \dut.descriptors.word_valid_q ;
    (* hierconn *) wire \dut.descriptors.output_valid_q ;
    wire [8:0] word = \dut.beats.word_q , out = \dut.beats.output_q ;
    wire [71:0] ahead = {
        \dut.beats.ahead.g_lane[0].memory[7] , \dut.beats.ahead.g_lane[0].memory[6] , \dut.beats.ahead.g_lane[0].memory[5] ,
        \dut.beats.ahead.g_lane[0].memory[4] , \dut.beats.ahead.g_lane[0].memory[3] , \dut.beats.ahead.g_lane[0].memory[2] ,
        \dut.beats.ahead.g_lane[0].memory[1] , \dut.beats.ahead.g_lane[0].memory[0] };
    wire [7:0] ahead_ends = {ahead[71], ahead[62], ahead[53], ahead[44], ahead[35], ahead[26], ahead[17], ahead[8]};

    // How many beats are in the FIFO, or at most in the register before it, or at most read; descriptors likewise.
    wire [3:0] beats0 = \dut.beats.ahead.level.taken_q ;
    wire [3:0] beats1 = beats0 + 4'(\dut.beats.output_valid_q );
    wire [3:0] beats2 = beats1 + 4'(\dut.beats.word_valid_q );
    wire [3:0] beats3 = beats2 + 4'(held);
    wire [3:0] copies0 = \dut.descriptors.ahead.level.taken_q ;
    wire [3:0] copies1 = copies0 + 4'(\dut.descriptors.output_valid_q );
    wire [3:0] copies2 = copies1 + 4'(\dut.descriptors.word_valid_q );
    wire [3:0] copies3 = copies2 + 4'(copies_held);

    // All committed beats that are not out yet, the oldest first: whether it is its copy's last, and of how many copies
    // there are beats up to and with it.
    logic [MOST-1:0] lasts;
    logic [3:0] copies_to [0:MOST];
    always_comb begin
        lasts = '0;
        copies_to[0] = '0;
        for (int i = 0; i < MOST; i++) begin
            if (4'(i) < beats0) lasts[i] = ahead_ends[3'(\dut.beats.ahead.read_q + 3'(i))];
            else if (4'(i) < beats1) lasts[i] = out[8];
            else if (4'(i) < beats2) lasts[i] = word[8];
            else lasts[i] = ends[2'(\dut.beats.read_q + 3'(4'(i) - beats2))];
            copies_to[i+1] = copies_to[i] + 4'(i == 0 || lasts[i-1]);
        end
    end

    always_comb if (!rst) begin
        assert (held <= 3'(BEATS) && copies_held <= 2'(COPIES));
        assert (beats0 <= 4'(AHEAD) && beats2 <= 4'(AHEAD) && copies0 <= 4'(AHEAD) && copies2 <= 4'(AHEAD));
        assert (\dut.beats.places.taken_q == beats2 && \dut.descriptors.places.taken_q == copies2);
        assert (\dut.beats.places.any == (beats2 != '0) && \dut.descriptors.places.any == (copies2 != '0));
        assert (\dut.beats.places.room == (beats2 != 4'(AHEAD) && !reset_q));
        assert (\dut.descriptors.places.room == (copies2 != 4'(AHEAD) && !reset_q));
        assert (\dut.beats.ahead.level.any == (beats0 != '0) && \dut.descriptors.ahead.level.any == (copies0 != '0));
        assert (\dut.beats.ahead.level.room == (beats0 != 4'(AHEAD) && !reset_q));
        assert (\dut.descriptors.ahead.level.room == (copies0 != 4'(AHEAD) && !reset_q));
        assert (3'(\dut.beats.ahead.write_q - \dut.beats.ahead.read_q ) == beats0[2:0]);
        if (reset_q) assert (beats3 == '0 && copies3 == '0);

        // As many copies as descriptors, whole ones; and the descriptors as far as the beats, at every place.
        assert (copies_to[beats3] == copies3);
        if (beats3 != '0) assert (lasts[beats3-4'd1]);
        assert (copies_to[beats2] <= copies2);
        assert (copies_to[beats1] <= copies1);
        assert (copies_to[beats0] <= copies0);
        assert (!m_valid || copies0 != '0);
        cover (m_valid && copies2 == 4'(AHEAD) && copies_held == 2'(COPIES));
        cover (beats2 == 4'(AHEAD) && copies2 == 4'd3 && held == 3'd4);
    end
endmodule
`default_nettype wire
