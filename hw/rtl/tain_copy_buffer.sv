// SPDX-License-Identifier: Apache-2.0
// Where copies wait for the port. A frame's kept beats are written speculatively; at its last beat they are committed,
// with the descriptor, or forgotten: one write pointer, one commit pointer, no second bookkeeping. Exactly the frames
// that a session accepted and that are not bad are committed, unless the data or the descriptors find no room: then
// the frame is dropped whole. One with more kept beats than the whole buffer is always dropped, and frees its room.
//
// Takes a beat every clock, whatever becomes of the copies. Gives committed copies in order, one beat a clock without
// a gap inside or between them while m_ready is high; m_descriptor stands beside every beat. Each frame is told to the
// counters as one frame_event, in order, a fixed two clocks after its last beat came in.
// free_beats and free_copies: what would fit now, for those who can wait (a simulation without loss).
`default_nettype none
module tain_copy_buffer #(
    parameter int DATA_WIDTH = 512,
    parameter int BUFFER_BYTES = 65536,
    parameter int BUFFER_COPIES = 512,
    parameter int SIDE_WIDTH = 1,
    localparam int BEATS = BUFFER_BYTES * 8 / DATA_WIDTH,
    localparam int BEAT_BITS = $clog2(BEATS),
    localparam int COPY_BITS = $clog2(BUFFER_COPIES)
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          in_valid,
    input  wire  [DATA_WIDTH-1:0]        in_data,
    input  wire                          in_write,   // this beat holds kept bytes
    input  wire                          in_last,
    input  wire                          in_bad,
    input  wire  [15:0]                  in_kept,    // bytes kept so far
    input  wire  [31:0]                  in_length,  // bytes of the frame so far
    input  wire  tain_pkg::judgement_t   in_judgement,
    input  wire  [SIDE_WIDTH-1:0]        in_side,
    input  wire  tain_pkg::descriptor_t  in_descriptor,
    output tain_pkg::frame_event_t       frame_event,
    output logic [SIDE_WIDTH-1:0]        frame_side,
    output logic                         m_valid,
    input  wire                          m_ready,
    output logic [DATA_WIDTH-1:0]        m_data,
    output logic                         m_last,
    output tain_pkg::descriptor_t        m_descriptor,
    output logic [BEAT_BITS:0]           free_beats,
    output logic [COPY_BITS:0]           free_copies
);
    if (BEATS < 2 || BEATS != 2 ** BEAT_BITS || BUFFER_COPIES < 2 || BUFFER_COPIES != 2 ** COPY_BITS) begin : gen_bad_size
        $fatal(1, "tain_copy_buffer: BUFFER_BYTES and BUFFER_COPIES must be powers of two, two beats or copies at least");
    end

    // 1: a register, and whether this is the copy's last beat: the frame's last, or the one that fills `keep`.
    logic valid_q, write_q, end_q, last_q, bad_q, empty_q;
    logic [DATA_WIDTH-1:0] data_q;
    logic [15:0] kept_q;
    logic [31:0] length_q;
    logic owned_q, copy_q;
    logic [15:0] interface_counter_q, session_counter_q;
    tain_pkg::descriptor_t descriptor_q;
    logic [SIDE_WIDTH-1:0] side_q;

    // Data and descriptor have no enable: it would have all of them to drive, and they are looked at in one clock only.
    always_ff @(posedge clk) begin
        valid_q <= in_valid && !rst;
        data_q <= in_data;
        descriptor_q <= in_descriptor;
        if (in_valid) begin
            write_q <= in_write && in_judgement.copy;
            end_q <= in_last || in_kept == in_judgement.keep;
            last_q <= in_last;
        end
        if (in_valid && in_last) begin
            bad_q <= in_bad;
            kept_q <= in_kept;
            empty_q <= in_kept == '0;
            length_q <= in_length;
            owned_q <= in_judgement.owned;
            copy_q <= in_judgement.copy;
            interface_counter_q <= in_judgement.interface_counter;
            session_counter_q <= in_judgement.session_counter;
            side_q <= in_side;
        end
    end

    // 2: written while there is room; at the frame's end committed or taken back. `lost_q`: a beat found no room.
    // Both `full` flags are found out a clock before, for each thing that may happen in between, so that they are
    // registers; at worst they miss the room that the reader makes in that very clock.
    logic [BEAT_BITS:0] write_place_q, commit_q, released, next_place;
    logic [COPY_BITS:0] copies_q, next_copies, copies_released;
    logic lost_q, full_q, copies_full_q;
    wire write = valid_q && write_q && !full_q && !lost_q;
    wire lost = lost_q || (write_q && full_q);
    wire accepted = copy_q && !bad_q;
    wire finish = valid_q && last_q;
    wire commit = finish && accepted && !empty_q && !lost && !copies_full_q;
    wire [BEAT_BITS:0] end_of_room = {~released[BEAT_BITS], released[BEAT_BITS-1:0]};
    wire [COPY_BITS:0] end_of_copies = {~copies_released[COPY_BITS], copies_released[COPY_BITS-1:0]};
    wire last_place, last_copy;  // the next one would fill the room
    assign next_place = write_place_q + 1'b1;
    assign next_copies = copies_q + 1'b1;
    tain_successor #(.WIDTH(BEAT_BITS + 1)) last_beat (.place(write_place_q), .next(end_of_room), .follows(last_place));
    tain_successor #(.WIDTH(COPY_BITS + 1)) last_descriptor (
        .place(copies_q), .next(end_of_copies), .follows(last_copy));

    always_ff @(posedge clk) begin
        if (rst) begin
            write_place_q <= '0;
            commit_q <= '0;
            copies_q <= '0;
            lost_q <= 1'b0;
            full_q <= 1'b0;
            copies_full_q <= 1'b0;
        end else begin
            if (finish && !commit) begin
                write_place_q <= commit_q;
                full_q <= commit_q == end_of_room;
            end else if (write) begin
                write_place_q <= next_place;
                full_q <= last_place;
            end else begin
                full_q <= write_place_q == end_of_room;
            end
            if (commit) begin
                commit_q <= write ? next_place : write_place_q;
                copies_q <= next_copies;
                copies_full_q <= last_copy;
            end else begin
                copies_full_q <= copies_q == end_of_copies;
            end
            if (valid_q) lost_q <= !last_q && lost;
        end
    end

    always_ff @(posedge clk) begin
        frame_event.valid <= finish && !rst;
        if (finish) begin
            frame_event.owned <= owned_q;
            frame_event.interface_counter <= interface_counter_q;
            frame_event.accepted <= accepted;
            frame_event.session_counter <= session_counter_q;
            frame_event.copied <= commit;
            frame_event.dropped <= accepted && !commit;
            frame_event.truncated <= commit && length_q != 32'(kept_q);
            frame_event.bad <= bad_q;
            frame_event.kept <= commit ? kept_q : '0;
            frame_event.length <= length_q;
            frame_side <= side_q;
        end
        free_beats <= (BEAT_BITS + 1)'(BEATS) - (write_place_q - released);
        free_copies <= (COPY_BITS + 1)'(BUFFER_COPIES) - (copies_q - copies_released);
    end

    // A copy's beats and its descriptor are committed in one clock and read ahead alike, as many descriptors as beats at
    // most: so a descriptor is never there later than the first of its beats, and nobody need ask for it.
    logic descriptor_valid;

    tain_ram_stream #(.WIDTH(DATA_WIDTH + 1), .DEPTH(BEATS)) beats (
        .clk, .rst,
        .write, .write_address(write_place_q[BEAT_BITS-1:0]), .write_data({end_q, data_q}),
        .commit(commit_q), .released,
        .m_valid, .m_ready, .m_data({m_last, m_data})
    );
    tain_ram_stream #(.WIDTH($bits(in_descriptor)), .DEPTH(BUFFER_COPIES)) descriptors (
        .clk, .rst,
        .write(commit), .write_address(copies_q[COPY_BITS-1:0]), .write_data(descriptor_q),
        .commit(copies_q), .released(copies_released),
        .m_valid(descriptor_valid), .m_ready(m_ready && m_valid && m_last), .m_data(m_descriptor)
    );

    wire unused_judgement = &{1'b0, in_judgement.rule, in_judgement.sessions, in_judgement.outer};
`ifdef SYNTHESIS
    wire unused_descriptor = descriptor_valid;
`else
    always_ff @(posedge clk) if (!rst) assert (!m_valid || descriptor_valid);
`endif
endmodule
`default_nettype wire
