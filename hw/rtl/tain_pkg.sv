// SPDX-License-Identifier: Apache-2.0
// What modules of the pipeline hand to each other about one frame. Numbers of rows and counters are 16 bits wide
// everywhere; synthesis removes the bits that a NIC of given sizes does not need.
`default_nettype none
package tain_pkg;

    // The first bytes of a frame that are looked at (design 2.4).
    localparam int WINDOW_BYTES = 128;

    // Protocols that have ports (IANA).
    localparam logic [7:0] TCP = 8'd6;
    localparam logic [7:0] UDP = 8'd17;
    localparam logic [7:0] SCTP = 8'd132;

    localparam logic INGRESS = 1'b0;
    localparam logic EGRESS = 1'b1;

    // What the parser found in a frame. Addresses: IPv4 in the lowest 32 bits, the rest 0; the byte sent first is
    // the most significant. Ports are 0 where they are not known.
    typedef struct packed {
        logic         ip;  // IPv4 or IPv6 was found; where 0, the rest means nothing
        logic         v6;
        logic [127:0] source;
        logic [127:0] destination;
        logic [7:0]   protocol;
        logic         ports_known;
        logic [15:0]  source_port;
        logic [15:0]  destination_port;
    } headers_t;

    // Behind the fixed IP header the parser sees up to nine chunks of eight bytes.
    localparam int CHUNKS = 9;

    // What a chunk says if an extension header begins with it.
    typedef struct packed {
        logic [7:0] next_header;     // of what comes behind that header;
        logic       skippable;       // that is an extension header, too,
        logic       fragment;        // the fragment header
        logic [3:0] place;           // the chunk that it begins with; 15: beyond the window
        logic       later_fragment;  // if this is a fragment header: not that of the first fragment
        logic       present;         // the frame has all eight bytes of this chunk
    } link_t;

    // Where the parser is while it looks for the upper-layer header.
    typedef struct packed {
        logic [7:0] next_header;
        logic       skippable;
        logic       fragment;
        logic [3:0] place;           // the chunk that next_header speaks of
        logic       settled;         // next_header is the protocol
        logic       later_fragment;  // not the first: no ports
    } upper_t;

    localparam logic [7:0] FRAGMENT_HEADER = 8'd44;

    // The extension headers that are skipped (design 2.4): hop-by-hop, routing, fragment, destination options.
    function automatic logic is_extension(input logic [7:0] next_header);
        is_extension = next_header == 8'd0 || next_header == 8'd43 || next_header == FRAGMENT_HEADER
            || next_header == 8'd60;
    endfunction

    // What a copy's outer headers are made of, but for its length (design 2.9). hash: design 2.10.
    typedef struct packed {
        logic         v6;
        logic [47:0]  source_mac;
        logic [47:0]  destination_mac;
        logic [127:0] source;
        logic [127:0] destination;
        logic [23:0]  vni;
        logic [31:0]  hash;
    } outer_t;

    // Two sums of 16-bit words of it (tain_header_sum).
    localparam int HEADER_SUM_WIDTH = 38;

    // The judgement on one frame. `copy`: a session accepted it; session_counter, keep, rule and outer are its.
    typedef struct packed {
        logic        owned;              // it belongs to an interface
        logic [15:0] interface_counter;
        logic        copy;
        logic [15:0] session_counter;
        logic [15:0] keep;               // bytes kept at most
        logic [15:0] rule;               // counter number of the rule that accepted; all ones: a network service
        logic [7:0]  sessions;           // set of accepting sessions, by place (design 2.1: one today)
        outer_t      outer;
    } judgement_t;

    // A committed copy: all that its encapsulation needs, and named room for what may be told of it one day.
    typedef struct packed {
        logic [63:0] capture_time;       // room: 0 until the NIC has a clock
        logic [15:0] original_length;
        logic [15:0] rule;
        logic [7:0]  sessions;
        logic [15:0] kept;               // bytes of the frame in the copy, 1 or more
        logic [15:0] length;             // of the copy: outer headers, kept bytes, padding
        logic [15:0] checksum;           // of the outer IPv4 header, or of UDP over IPv6
        outer_t      outer;
    } descriptor_t;

    // One frame as the counters see it, at its last beat.
    typedef struct packed {
        logic        valid;
        logic        owned;
        logic [15:0] interface_counter;
        logic        accepted;           // a session accepted it and it was not bad: copied or dropped
        logic [15:0] session_counter;
        logic        copied;             // committed to the copy buffer
        logic        dropped;
        logic        truncated;          // copied, and not whole
        logic        bad;
        logic [15:0] kept;               // bytes in the copy
        logic [31:0] length;             // bytes of the frame
    } frame_event_t;

    // A command on a row of a table. Rows travel in words, so that a table's side of the bus costs 32 nets, not 768;
    // a row that is half written is seen by nobody, as only idle banks and rule slots that nothing points to are
    // written. The first five are pulses of one clock, one at a time and at least ROW_STEP clocks apart; the rest
    // stays until the next of them.
    typedef struct packed {
        logic        write;          // `data` becomes word `word` of the row
        logic        occupy;         // the row is complete: it is occupied from now on (follows the last word)
        logic        erase;          // the row is not occupied any more
        logic        read;           // answer with word `word` of the row
        logic        read_occupied;  // answer with the occupied bits of rows 32 x index and following
        logic        bank;           // the bank it is about: of changes, always the idle one
        logic [4:0]  table_id;
        logic [15:0] index;
        logic [4:0]  word;
        logic [31:0] data;
    } row_command_t;

    // A table's answer stands ROW_STEP - 1 clocks after the pulse at the latest and until the next read, 0 where that
    // was not for it, so that the answers of all can be ORed. A table that needs longer says so by then (row_busy).
    localparam int ROW_STEP = 4;

    // Whether there is a row of that number: index < rows. Of the operator synthesis makes a carry chain; here it is the
    // bits above a power of two, or bit by bit against another constant, which are a few tables.
    function automatic logic has_row(input logic [15:0] index, input logic [31:0] rows);
        logic below;
        below = 1'b0;
        for (int i = 0; i < 16; i++) below = rows[i] ? (!index[i] || below) : (!index[i] && below);
        has_row = (rows & (rows - 1)) == '0 ? (32'(index) & -rows) == '0 : below || rows[31:16] != '0;
    endfunction

endpackage
`default_nettype wire
