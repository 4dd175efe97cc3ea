// SPDX-License-Identifier: Apache-2.0
// The pins of stream_bench as plain values, the same for every data width: tests are compiled once, and
// choose the width when they run. Names are those of stream_bench.sv.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace tain::rtl_test {

using Data = std::array<std::uint8_t, 64>;  // of a beat; the first BYTES count
using Prefix = std::array<std::uint8_t, 128>;
using Prefixes = std::array<Prefix, 3>;     // to be ORed, those that are chosen
using Flat = std::array<std::uint8_t, 80>;  // a packed struct, least significant byte first

struct Pins {
    // in
    bool rst = false, mirror_rst = false;
    bool spill_s_valid = false, fifo_s_valid = false, wide_spill_s_valid = false, deep_fifo_s_valid = false;
    bool word_m_ready = false;
    std::uint32_t word_data = 0;
    bool arbiter_s0_valid = false, arbiter_s0_last = false, arbiter_s1_valid = false, arbiter_s1_last = false;
    bool arbiter_m_ready = false;
    std::uint32_t arbiter_s0_data = 0, arbiter_s1_data = 0;
    Data stream_data{};
    std::uint64_t stream_keep = 0;
    bool stream_last = false, stream_error = false, tap_valid = false, tap_ready = false;
    std::uint8_t stream_user = 0;
    Data beat_data{};
    std::uint8_t beat_bytes = 0;
    bool beat_last = false, beat_bad = false, hold_beat_valid = false, hold_judgement_valid = false;
    std::uint16_t hold_judgement = 0;
    bool truncate_beat_valid = false;
    Flat judgement{};
    std::uint64_t side = 0;
    std::uint32_t length_added = 0;
    bool buffer_ready = false;
    Data payload_data{};
    bool payload_last = false, payload_side = false;
    std::uint16_t payload_length = 0;
    Prefixes prefixes{};
    std::uint8_t prefixes_chosen = 0, prefix_length = 0;
    Flat descriptor{};
    bool prepend_s_valid = false, encapsulate_s_valid = false, packet_m_ready = false;
    bool merge_pause = false, merge_s_valid = false, merge_m_ready = false;
    bool copy_valid = false, copy_last = false, copy_direction = false;
    Data copy_data{};
    std::uint64_t copy_keep = 0;
    std::uint16_t copy_length = 0;
    bool event_valid = false, clear_valid = false, read_valid = false;
    std::uint8_t event_index = 0, clear_index = 0, read_index = 0;
    std::uint64_t event_increments = 0;

    // out
    bool spill_s_ready = false, spill_m_valid = false, fifo_s_ready = false, fifo_m_valid = false;
    bool wide_spill_s_ready = false, wide_spill_m_valid = false, deep_fifo_s_ready = false;
    bool deep_fifo_m_valid = false;
    std::uint32_t spill_m_data = 0, fifo_m_data = 0, wide_spill_m_data = 0, deep_fifo_m_data = 0;
    std::uint16_t delay0_data = 0, delay1_data = 0, delay2_data = 0, delay7_data = 0;
    bool arbiter_s0_ready = false, arbiter_s1_ready = false;
    bool arbiter_m_valid = false, arbiter_m_last = false, arbiter_m_source = false;
    std::uint32_t arbiter_m_data = 0;
    bool tap_beat_valid = false, tap_beat_last = false, tap_beat_bad = false;
    Data tap_beat_data{};
    std::uint8_t tap_beat_bytes = 0;
    bool hold_valid = false, hold_last = false, hold_bad = false;
    Data hold_data{};
    std::uint8_t hold_bytes = 0;
    std::uint16_t hold_out_judgement = 0;
    bool truncate_valid = false, truncate_write = false, truncate_last = false, truncate_bad = false;
    Data truncate_data{};
    std::uint16_t truncate_kept = 0;
    std::uint32_t truncate_length = 0;
    std::uint64_t truncate_side = 0;
    bool checksum_valid = false, checksum_write = false, checksum_last = false, checksum_bad = false;
    Data checksum_data{};
    std::uint16_t checksum_kept = 0;
    std::uint32_t checksum_length = 0;
    Flat checksum_judgement{};
    std::uint64_t checksum_side = 0;
    Flat checksum_descriptor{};
    Flat buffer_event{};
    std::uint64_t buffer_side = 0;
    bool buffer_valid = false, buffer_last = false;
    Data buffer_data{};
    Flat buffer_descriptor{};
    std::uint16_t buffer_free_beats = 0, buffer_free_copies = 0;
    bool prepend_s_ready = false, prepend_m_valid = false, prepend_m_last = false, prepend_m_side = false;
    Data prepend_m_data{};
    std::uint64_t prepend_m_keep = 0;
    std::uint16_t prepend_m_length = 0;
    bool encapsulate_s_ready = false, encapsulate_m_valid = false, encapsulate_m_last = false;
    bool encapsulate_m_direction = false;
    Data encapsulate_m_data{};
    std::uint64_t encapsulate_m_keep = 0;
    std::uint16_t encapsulate_m_length = 0;
    bool merge_copy_under_way = false, merge_s_ready = false, copy_ready = false;
    bool merge_m_valid = false, merge_m_last = false, merge_m_error = false, merge_m_copy = false;
    bool merge_m_direction = false;
    Data merge_m_data{};
    std::uint64_t merge_m_keep = 0;
    std::uint8_t merge_m_user = 0;
    std::uint16_t merge_m_length = 0;
    std::array<std::uint8_t, 16> read_data{};
};

// A Verilated stream_bench. A clock: set the pins that go in, settle(), look at those that come out, tick().
class Bench {
  public:
    virtual ~Bench() = default;
    virtual void settle() = 0;
    virtual void tick() = 0;

    void clock() {
        settle();
        tick();
    }
    // Holds the reset for two clocks, and lets one pass after it: modules are ready from then on.
    void reset() {
        pins.rst = pins.mirror_rst = true;
        clock();
        clock();
        pins.rst = pins.mirror_rst = false;
        clock();
    }

    Pins pins;
    std::size_t bytes = 0;  // of a beat
};

std::unique_ptr<Bench> make_bench(int width);

}  // namespace tain::rtl_test
