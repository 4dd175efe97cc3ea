// SPDX-License-Identifier: Apache-2.0
// Carries pins between Bench and a Verilated model, whatever types the model's width gave its ports.
#pragma once

#include <verilated.h>

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "pins.hpp"
#include "random_start.hpp"

namespace tain::rtl_test {

// Vectors of bytes keep their order in a port of any type (the host is little-endian, like Verilator's
// words).
template <class To, class From>
void put(To& to, const From& from) {
    if constexpr (std::is_integral_v<To> && std::is_integral_v<From>) {
        to = static_cast<To>(from);
    } else {
        constexpr auto size = std::min(sizeof(To), sizeof(From));
        std::memcpy(static_cast<void*>(&to), static_cast<const void*>(&from), size);
    }
}

template <class Model>
class VerilatedBench final : public Bench {
  public:
    explicit VerilatedBench(std::size_t beat_bytes) { bytes = beat_bytes; }
    ~VerilatedBench() override { model_.final(); }

    void settle() override {
        model_.clk = 0;
        put(model_.rst, pins.rst);
        put(model_.mirror_rst, pins.mirror_rst);
        put(model_.spill_s_valid, pins.spill_s_valid);
        put(model_.fifo_s_valid, pins.fifo_s_valid);
        put(model_.wide_spill_s_valid, pins.wide_spill_s_valid);
        put(model_.deep_fifo_s_valid, pins.deep_fifo_s_valid);
        put(model_.word_data, pins.word_data);
        put(model_.word_m_ready, pins.word_m_ready);
        put(model_.arbiter_s0_valid, pins.arbiter_s0_valid);
        put(model_.arbiter_s0_last, pins.arbiter_s0_last);
        put(model_.arbiter_s0_data, pins.arbiter_s0_data);
        put(model_.arbiter_s1_valid, pins.arbiter_s1_valid);
        put(model_.arbiter_s1_last, pins.arbiter_s1_last);
        put(model_.arbiter_s1_data, pins.arbiter_s1_data);
        put(model_.arbiter_m_ready, pins.arbiter_m_ready);
        put(model_.stream_data, pins.stream_data);
        put(model_.stream_keep, pins.stream_keep);
        put(model_.stream_last, pins.stream_last);
        put(model_.stream_user, pins.stream_user);
        put(model_.stream_error, pins.stream_error);
        put(model_.tap_valid, pins.tap_valid);
        put(model_.tap_ready, pins.tap_ready);
        put(model_.beat_data, pins.beat_data);
        put(model_.beat_bytes, pins.beat_bytes);
        put(model_.beat_last, pins.beat_last);
        put(model_.beat_bad, pins.beat_bad);
        put(model_.hold_beat_valid, pins.hold_beat_valid);
        put(model_.hold_judgement_valid, pins.hold_judgement_valid);
        put(model_.hold_judgement, pins.hold_judgement);
        put(model_.truncate_beat_valid, pins.truncate_beat_valid);
        put(model_.judgement, pins.judgement);
        put(model_.side, pins.side);
        put(model_.length_added, pins.length_added);
        put(model_.buffer_ready, pins.buffer_ready);
        put(model_.payload_data, pins.payload_data);
        put(model_.payload_last, pins.payload_last);
        put(model_.payload_side, pins.payload_side);
        put(model_.payload_length, pins.payload_length);
        put(model_.prefixes, pins.prefixes);
        put(model_.prefixes_chosen, pins.prefixes_chosen);
        put(model_.prefix_length, pins.prefix_length);
        put(model_.descriptor, pins.descriptor);
        put(model_.prepend_s_valid, pins.prepend_s_valid);
        put(model_.encapsulate_s_valid, pins.encapsulate_s_valid);
        put(model_.packet_m_ready, pins.packet_m_ready);
        put(model_.merge_pause, pins.merge_pause);
        put(model_.merge_s_valid, pins.merge_s_valid);
        put(model_.copy_valid, pins.copy_valid);
        put(model_.copy_data, pins.copy_data);
        put(model_.copy_keep, pins.copy_keep);
        put(model_.copy_last, pins.copy_last);
        put(model_.copy_length, pins.copy_length);
        put(model_.copy_direction, pins.copy_direction);
        put(model_.merge_m_ready, pins.merge_m_ready);
        put(model_.event_valid, pins.event_valid);
        put(model_.event_index, pins.event_index);
        put(model_.event_increments, pins.event_increments);
        put(model_.clear_valid, pins.clear_valid);
        put(model_.clear_index, pins.clear_index);
        put(model_.read_valid, pins.read_valid);
        put(model_.read_index, pins.read_index);
        model_.eval();
        put(pins.spill_s_ready, model_.spill_s_ready);
        put(pins.spill_m_valid, model_.spill_m_valid);
        put(pins.spill_m_data, model_.spill_m_data);
        put(pins.fifo_s_ready, model_.fifo_s_ready);
        put(pins.fifo_m_valid, model_.fifo_m_valid);
        put(pins.fifo_m_data, model_.fifo_m_data);
        put(pins.wide_spill_s_ready, model_.wide_spill_s_ready);
        put(pins.wide_spill_m_valid, model_.wide_spill_m_valid);
        put(pins.wide_spill_m_data, model_.wide_spill_m_data);
        put(pins.deep_fifo_s_ready, model_.deep_fifo_s_ready);
        put(pins.deep_fifo_m_valid, model_.deep_fifo_m_valid);
        put(pins.deep_fifo_m_data, model_.deep_fifo_m_data);
        put(pins.delay0_data, model_.delay0_data);
        put(pins.delay1_data, model_.delay1_data);
        put(pins.delay2_data, model_.delay2_data);
        put(pins.delay7_data, model_.delay7_data);
        put(pins.arbiter_s0_ready, model_.arbiter_s0_ready);
        put(pins.arbiter_s1_ready, model_.arbiter_s1_ready);
        put(pins.arbiter_m_valid, model_.arbiter_m_valid);
        put(pins.arbiter_m_last, model_.arbiter_m_last);
        put(pins.arbiter_m_source, model_.arbiter_m_source);
        put(pins.arbiter_m_data, model_.arbiter_m_data);
        put(pins.tap_beat_valid, model_.tap_beat_valid);
        put(pins.tap_beat_data, model_.tap_beat_data);
        put(pins.tap_beat_bytes, model_.tap_beat_bytes);
        put(pins.tap_beat_last, model_.tap_beat_last);
        put(pins.tap_beat_bad, model_.tap_beat_bad);
        put(pins.hold_valid, model_.hold_valid);
        put(pins.hold_data, model_.hold_data);
        put(pins.hold_bytes, model_.hold_bytes);
        put(pins.hold_last, model_.hold_last);
        put(pins.hold_bad, model_.hold_bad);
        put(pins.hold_out_judgement, model_.hold_out_judgement);
        put(pins.truncate_valid, model_.truncate_valid);
        put(pins.truncate_data, model_.truncate_data);
        put(pins.truncate_write, model_.truncate_write);
        put(pins.truncate_last, model_.truncate_last);
        put(pins.truncate_bad, model_.truncate_bad);
        put(pins.truncate_kept, model_.truncate_kept);
        put(pins.truncate_length, model_.truncate_length);
        put(pins.truncate_side, model_.truncate_side);
        put(pins.checksum_valid, model_.checksum_valid);
        put(pins.checksum_data, model_.checksum_data);
        put(pins.checksum_write, model_.checksum_write);
        put(pins.checksum_last, model_.checksum_last);
        put(pins.checksum_bad, model_.checksum_bad);
        put(pins.checksum_kept, model_.checksum_kept);
        put(pins.checksum_length, model_.checksum_length);
        put(pins.checksum_judgement, model_.checksum_judgement);
        put(pins.checksum_side, model_.checksum_side);
        put(pins.checksum_descriptor, model_.checksum_descriptor);
        put(pins.buffer_event, model_.buffer_event);
        put(pins.buffer_side, model_.buffer_side);
        put(pins.buffer_valid, model_.buffer_valid);
        put(pins.buffer_data, model_.buffer_data);
        put(pins.buffer_last, model_.buffer_last);
        put(pins.buffer_descriptor, model_.buffer_descriptor);
        put(pins.buffer_free_beats, model_.buffer_free_beats);
        put(pins.buffer_free_copies, model_.buffer_free_copies);
        put(pins.prepend_s_ready, model_.prepend_s_ready);
        put(pins.prepend_m_valid, model_.prepend_m_valid);
        put(pins.prepend_m_data, model_.prepend_m_data);
        put(pins.prepend_m_keep, model_.prepend_m_keep);
        put(pins.prepend_m_last, model_.prepend_m_last);
        put(pins.prepend_m_length, model_.prepend_m_length);
        put(pins.prepend_m_side, model_.prepend_m_side);
        put(pins.encapsulate_s_ready, model_.encapsulate_s_ready);
        put(pins.encapsulate_m_valid, model_.encapsulate_m_valid);
        put(pins.encapsulate_m_data, model_.encapsulate_m_data);
        put(pins.encapsulate_m_keep, model_.encapsulate_m_keep);
        put(pins.encapsulate_m_last, model_.encapsulate_m_last);
        put(pins.encapsulate_m_length, model_.encapsulate_m_length);
        put(pins.encapsulate_m_direction, model_.encapsulate_m_direction);
        put(pins.merge_copy_under_way, model_.merge_copy_under_way);
        put(pins.merge_s_ready, model_.merge_s_ready);
        put(pins.copy_ready, model_.copy_ready);
        put(pins.merge_m_valid, model_.merge_m_valid);
        put(pins.merge_m_data, model_.merge_m_data);
        put(pins.merge_m_keep, model_.merge_m_keep);
        put(pins.merge_m_last, model_.merge_m_last);
        put(pins.merge_m_user, model_.merge_m_user);
        put(pins.merge_m_error, model_.merge_m_error);
        put(pins.merge_m_copy, model_.merge_m_copy);
        put(pins.merge_m_direction, model_.merge_m_direction);
        put(pins.merge_m_length, model_.merge_m_length);
        put(pins.read_data, model_.read_data);
    }

    void tick() override {
        model_.clk = 1;
        model_.eval();
        context_.timeInc(1);
    }

  private:
    VerilatedContext context_;
    Model model_{at_random(context_)};
};

}  // namespace tain::rtl_test
