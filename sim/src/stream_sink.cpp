// SPDX-License-Identifier: Apache-2.0
#include "stream_sink.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace tain::sim {
namespace {

constexpr std::uint16_t copy_tuser = 0;  // the simulated NICs leave COPY_TUSER at its default

}  // namespace

void StreamSink::violated(const std::string& what, std::uint64_t clock) const {
    throw std::logic_error(name_ + " of port " + std::to_string(port_) + ", clock " + std::to_string(clock) +
                           ": " + what);
}

void StreamSink::drive(std::mt19937& random) {
    ready_ = stall_ <= 0 || !std::bernoulli_distribution(stall_)(random);
    set_bit(pins_.tready, port_, ready_);
}

std::size_t StreamSink::kept_bytes(bool last, std::uint64_t clock) const {
    const std::size_t groups = beat_bytes_ / 8;
    std::uint64_t keep = 0;
    std::memcpy(&keep, pins_.tkeep + port_ * groups, groups);
    const auto count = static_cast<std::size_t>(std::countr_one(keep));
    if (count < 64 && keep >> count != 0) violated("tkeep has a hole", clock);
    if (count == 0) violated("a beat without bytes", clock);
    if (!last && count != beat_bytes_) violated("tkeep is partial before the last beat", clock);
    return count;
}

void StreamSink::read_beat(std::uint64_t clock) {
    beat_.last = get_bit(pins_.tlast, port_);
    const std::uint8_t* data = pins_.tdata + std::size_t{port_} * beat_bytes_;
    beat_.data.assign(data, data + kept_bytes(beat_.last, clock));
    beat_.error = get_bit(pins_.tuser_error, port_);
    std::memcpy(&beat_.tuser, pins_.tuser + std::size_t{port_} * 2, 2);
    if (pins_.tuser_copy == nullptr) return;
    beat_.is_copy = get_bit(pins_.tuser_copy, port_);
    beat_.direction = get_bit(pins_.tuser_direction, port_);
    std::memcpy(&beat_.length, pins_.tuser_length + std::size_t{port_} * 2, 2);
}

void StreamSink::begin_frame(std::uint64_t clock) {
    in_frame_ = true;
    frame_ = SentFrame{};
    frame_.frame.tuser = beat_.tuser;
    frame_.is_copy = beat_.is_copy;
    frame_.direction = beat_.direction ? Direction::egress : Direction::ingress;
    frame_.length = beat_.length;
    frame_.first_clock = clock;
    if (frame_.is_copy) frame_.frame.bytes.reserve(frame_.length);
}

void StreamSink::check_side_band(std::uint64_t clock) const {
    if (beat_.tuser != frame_.frame.tuser) violated("tuser changes inside a frame", clock);
    if (beat_.is_copy != frame_.is_copy) violated("tuser_copy changes inside a frame", clock);
    if (!frame_.is_copy) return;
    if (beat_.length != frame_.length) violated("tuser_length changes inside a copy", clock);
    const Direction direction = beat_.direction ? Direction::egress : Direction::ingress;
    if (direction != frame_.direction) violated("tuser_direction changes inside a copy", clock);
}

void StreamSink::check_copy(std::uint64_t clock) const {
    if (!frame_.is_copy) return;
    if (frame_.frame.bad) violated("a copy is marked bad", clock);
    if (frame_.frame.tuser != copy_tuser) violated("the tuser of a copy is not COPY_TUSER", clock);
    if (frame_.length != frame_.frame.bytes.size()) {
        violated("a copy of " + std::to_string(frame_.frame.bytes.size()) + " bytes says tuser_length " +
                     std::to_string(frame_.length),
                 clock);
    }
}

std::optional<SentFrame> StreamSink::sample(std::uint64_t clock) {
    if (!get_bit(pins_.tvalid, port_)) {
        if (waiting_) violated("tvalid falls before the beat is accepted", clock);
        return std::nullopt;
    }
    read_beat(clock);
    if (waiting_ && beat_ != offered_) violated("the payload changes before the beat is accepted", clock);
    waiting_ = !ready_;
    if (waiting_) {
        offered_ = beat_;
        return std::nullopt;
    }
    if (!in_frame_) begin_frame(clock);
    check_side_band(clock);
    frame_.frame.bytes.insert(frame_.frame.bytes.end(), beat_.data.begin(), beat_.data.end());
    if (!beat_.last) return std::nullopt;
    in_frame_ = false;
    frame_.frame.bad = beat_.error;
    frame_.last_clock = clock;
    check_copy(clock);
    return std::exchange(frame_, SentFrame{});
}

void StreamSink::clear() {
    waiting_ = false;
    in_frame_ = false;
    frame_ = SentFrame{};
}

}  // namespace tain::sim
