// SPDX-License-Identifier: Apache-2.0
// One direction of a port's mirror, from the tap to committed copies: tap -> judge, while the beats are held ->
// truncate -> checksum -> copy buffer, and what the counters see of it. What was judged waits beside (description).
//
// Promises: takes a beat every clock and never holds up what it watches; gives whole committed copies, in order (I2,
//   I7). Production is only looked at.
`default_nettype none
module tain_direction #(
    parameter logic DIRECTION = tain_pkg::INGRESS,
    parameter int DATA_WIDTH = 512,
    parameter int INTERFACES = 64,
    parameter int SESSIONS_PER_INTERFACE = 4,
    parameter int FILTERS = 32,
    parameter int RULE_SLOTS = 36,
    parameter int RULES_PER_FILTER = 16,
    parameter int TARGETS = 32,
    parameter int ADDRESSES_PER_TARGET = 16,
    parameter int NEVER_COPIED = 16,
    parameter int RESOLVERS = 8,
    parameter int RANGE_CHECKERS = 32,
    parameter int RULE_STRIDE = 5,
    parameter int BUFFER_BYTES = 65536,
    parameter int BUFFER_COPIES = 1024,
    localparam int S = SESSIONS_PER_INTERFACE,
    localparam int COUNTERS = tain_regs_pkg::REG_PORT_COUNTER_LOW_COUNT,
    localparam int PORT_COUNTERS = tain_regs_pkg::COUNTERS_PORT_COUNT
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    mirror_rst,
    input  wire                    tap_rst,   // the same, and some clocks longer
    // Production, watched.
    input  wire [DATA_WIDTH-1:0]   axis_tdata,
    input  wire [DATA_WIDTH/8-1:0] axis_tkeep,
    input  wire                    axis_tvalid,
    input  wire                    axis_tready,
    input  wire                    axis_tlast,
    input  wire                    axis_tuser_error,
    // Tables.
    input  wire                    bank,
    input  wire tain_pkg::row_command_t command,
    output wire [31:0]             answer,
    input  wire                    rebuild,
    output wire                    row_busy,
    output wire                    rebuilding,
    // Counters.
    input  wire [3:0]              counter_kind,
    input  wire [15:0]             counter_index,
    input  wire                    counter_read,
    input  wire                    counter_clear,
    output wire [64*COUNTERS-1:0]  counter_row,
    output wire [64*PORT_COUNTERS-1:0] port_counters,
    output wire                    judged_valid,
    output wire                    judged_copied,
    output wire                    judged_dropped,
    // Committed copies.
    output wire                    copy_valid,
    input  wire                    copy_ready,
    output wire [DATA_WIDTH-1:0]   copy_data,
    output wire                    copy_last,
    output tain_pkg::descriptor_t  copy_descriptor
);
    // A register of the reset for each part, which has some hundred loads for it. No beat comes in before all are out.
    wire front_rst, judge_rst, held_rst, buffer_rst, counters_rst;
    tain_replica front_reset (.clk, .d(mirror_rst), .q(front_rst));
    tain_replica judge_reset (.clk, .d(mirror_rst), .q(judge_rst));
    tain_replica held_reset (.clk, .d(mirror_rst), .q(held_rst));
    tain_replica buffer_reset (.clk, .d(mirror_rst), .q(buffer_rst));
    tain_replica counters_reset (.clk, .d(mirror_rst), .q(counters_rst));

    // --- The tap --------------------------------------------------------------------------------------------------
    wire beat_valid, beat_last, beat_bad;
    wire [DATA_WIDTH-1:0] beat_data;
    wire [7:0] beat_bytes;
    tain_tap #(.DATA_WIDTH(DATA_WIDTH)) tap (
        .clk, .rst, .mirror_rst(tap_rst), .tdata(axis_tdata), .tkeep(axis_tkeep), .tvalid(axis_tvalid),
        .tready(axis_tready), .tlast(axis_tlast), .tuser_error(axis_tuser_error), .beat_valid, .beat_data, .beat_bytes,
        .beat_last, .beat_bad);

    // --- The judgement, and the beats that wait for it ------------------------------------------------------------
    wire window_valid, judgement_valid;
    wire [1023:0] window;
    wire [7:0] window_bytes;
    tain_window #(.DATA_WIDTH(DATA_WIDTH)) first_bytes (
        .clk, .rst(front_rst), .beat_valid, .beat_data, .beat_bytes, .beat_last, .window_valid, .window,
        .window_bytes);

    tain_pkg::judgement_t judgement;
    wire [S-1:0] hit;
    wire [S*16-1:0] hit_counter;
    tain_judge #(
        .DIRECTION(DIRECTION), .INTERFACES(INTERFACES), .SESSIONS_PER_INTERFACE(S), .FILTERS(FILTERS),
        .RULE_SLOTS(RULE_SLOTS), .RULES_PER_FILTER(RULES_PER_FILTER), .TARGETS(TARGETS),
        .ADDRESSES_PER_TARGET(ADDRESSES_PER_TARGET), .NEVER_COPIED(NEVER_COPIED), .RESOLVERS(RESOLVERS),
        .RANGE_CHECKERS(RANGE_CHECKERS), .RULE_STRIDE(RULE_STRIDE)) judge (
        .clk, .rst(judge_rst), .bank, .command, .answer, .rebuild, .row_busy, .rebuilding, .window_valid,
        .window, .window_bytes, .judgement_valid, .judgement, .hit, .hit_counter);

    // What the next modules need to know of a frame travels with its beats; the rest waits for its copy.
    localparam int SUM = tain_pkg::HEADER_SUM_WIDTH;
    wire summed_judgement_valid, summed_judgement_copy, summed_judgement_v6;
    wire [15:0] summed_judgement_keep;
    wire [SUM-1:0] header_sum;
    tain_header_sum headers (.clk, .outer(judgement.outer), .sum(header_sum));
    tain_delay #(.WIDTH(18), .STAGES(2)) header_delay (
        .clk, .s_data({judgement.copy, judgement.outer.v6, judgement.keep}),
        .m_data({summed_judgement_copy, summed_judgement_v6, summed_judgement_keep}));
    logic [1:0] header_valid_q;
    always_ff @(posedge clk) header_valid_q <= front_rst ? '0 : {header_valid_q[0], judgement_valid};
    assign summed_judgement_valid = header_valid_q[1];

    // Beats that 128 bytes take, the clocks of judging (tain_window's one, tain_judge's 23, tain_header_sum's two), and
    // the registers between.
    localparam int HEADER = tain_pkg::WINDOW_BYTES * 8 / DATA_WIDTH;
    localparam int HOLD_DEPTH = HEADER + 26 + 4;
    wire held_valid, held_last, held_bad, held_copy, held_v6;
    wire [DATA_WIDTH-1:0] held_data;
    wire [7:0] held_bytes;
    wire [15:0] held_keep;
    wire [SUM-1:0] held_sum;
    tain_hold #(.DATA_WIDTH(DATA_WIDTH), .JUDGEMENT_WIDTH(18 + SUM), .DEPTH(HOLD_DEPTH)) hold (
        .clk, .rst(held_rst), .beat_valid, .beat_data, .beat_bytes, .beat_last, .beat_bad,
        .judgement_valid(summed_judgement_valid),
        .judgement({header_sum, summed_judgement_copy, summed_judgement_v6, summed_judgement_keep}),
        .out_valid(held_valid), .out_data(held_data), .out_bytes(held_bytes), .out_last(held_last),
        .out_bad(held_bad), .out_judgement({held_sum, held_copy, held_v6, held_keep}));

    // --- How much of it -------------------------------------------------------------------------------------------
    wire kept_valid, kept_write, kept_last, kept_bad, kept_v6;
    wire [DATA_WIDTH-1:0] kept_data;
    wire [15:0] kept_bytes;
    wire [31:0] kept_length;
    wire [SUM-1:0] kept_sum;
    tain_truncate #(.DATA_WIDTH(DATA_WIDTH), .SIDE_WIDTH(SUM + 1)) truncate (
        .clk, .rst(held_rst), .in_valid(held_valid), .in_data(held_data), .in_bytes(held_bytes),
        .in_last(held_last), .in_bad(held_bad), .in_copy(held_copy), .in_keep(held_keep),
        .in_side({held_v6, held_sum}), .out_valid(kept_valid), .out_data(kept_data), .out_write(kept_write),
        .out_last(kept_last), .out_bad(kept_bad), .out_kept(kept_bytes), .out_length(kept_length),
        .out_side({kept_v6, kept_sum}));

    // --- Its checksum -----------------------------------------------------------------------------------------------
    wire summed_valid, summed_write, summed_last, summed_bad;
    wire [DATA_WIDTH-1:0] summed_data;
    wire [15:0] summed_bytes, summed_copy_length, summed_checksum;
    wire [31:0] summed_length;
    tain_checksum #(.DATA_WIDTH(DATA_WIDTH)) checksum (
        .clk, .rst(held_rst), .in_valid(kept_valid), .in_data(kept_data), .in_write(kept_write),
        .in_last(kept_last), .in_bad(kept_bad), .in_kept(kept_bytes), .in_length(kept_length), .in_v6(kept_v6),
        .in_header_sum(kept_sum), .out_valid(summed_valid), .out_data(summed_data), .out_write(summed_write),
        .out_last(summed_last), .out_bad(summed_bad), .out_kept(summed_bytes), .out_length(summed_length),
        .out_copy_length(summed_copy_length), .out_checksum(summed_checksum));

    // --- Its description --------------------------------------------------------------------------------------------
    // As many frames as tain_hold has judged ones, and one a clock in each stage between.
    localparam int HITS = 17 * S;
    wire [HITS-1:0] described_hits;
    tain_pkg::judgement_t described_judgement;
    tain_pkg::descriptor_t descriptor;
    tain_description #(.SIDE_WIDTH(HITS), .DEPTH(HEADER + 23)) description (
        .clk, .rst(buffer_rst), .in_valid(judgement_valid), .in_judgement(judgement), .in_side({hit, hit_counter}),
        .done(summed_valid && summed_last), .judgement(described_judgement), .side(described_hits),
        .kept(summed_bytes), .length(summed_length), .copy_length(summed_copy_length), .checksum(summed_checksum),
        .descriptor);

    // --- The copy buffer --------------------------------------------------------------------------------------------
    tain_pkg::frame_event_t frame_event;
    wire [HITS-1:0] frame_hits;
    wire [$clog2(BUFFER_BYTES * 8 / DATA_WIDTH):0] free_beats;
    wire [$clog2(BUFFER_COPIES):0] free_copies;
    tain_copy_buffer #(.DATA_WIDTH(DATA_WIDTH), .BUFFER_BYTES(BUFFER_BYTES), .BUFFER_COPIES(BUFFER_COPIES),
                       .SIDE_WIDTH(HITS)) copy_buffer (
        .clk, .rst(buffer_rst), .in_valid(summed_valid), .in_data(summed_data), .in_write(summed_write),
        .in_last(summed_last), .in_bad(summed_bad), .in_kept(summed_bytes), .in_length(summed_length),
        .in_judgement(described_judgement), .in_side(described_hits), .in_descriptor(descriptor), .frame_event,
        .frame_side(frame_hits), .m_valid(copy_valid), .m_ready(copy_ready), .m_data(copy_data), .m_last(copy_last),
        .m_descriptor(copy_descriptor), .free_beats, .free_copies);
    wire unused = &{1'b0, free_beats, free_copies};

    // --- Counting ---------------------------------------------------------------------------------------------------
    assign judged_valid = frame_event.valid;
    assign judged_copied = frame_event.copied;
    assign judged_dropped = frame_event.dropped;
    tain_frame_counters #(.INTERFACES(INTERFACES), .SESSIONS_PER_INTERFACE(S),
                          .RULES(RULE_SLOTS * RULES_PER_FILTER)) counters (
        .clk, .rst(counters_rst), .frame_event, .hit(frame_hits[16*S +: S]), .hit_counter(frame_hits[16*S-1:0]),
        .kind(counter_kind), .index(counter_index), .read(counter_read), .clear(counter_clear),
        .read_row(counter_row), .port_counters);
endmodule
`default_nettype wire
