// SPDX-License-Identifier: Apache-2.0
#include "stream_source.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace tain::sim {

void StreamSource::send(Frame frame) {
    if (frame.bytes.empty()) throw std::invalid_argument("a frame on a stream has at least one byte");
    frames_.push_back(std::move(frame));
}

void StreamSource::drive(std::mt19937& random) {
    if (offering_) return;
    const bool rest = idle_ > 0 && std::bernoulli_distribution(idle_)(random);
    offering_ = !frames_.empty() && !rest;
    set_bit(pins_.tvalid, port_, offering_);
    if (offering_) offer();
}

void StreamSource::offer() {
    const Frame& frame = frames_.front();
    const std::size_t left = frame.bytes.size() - sent_;
    const std::size_t count = std::min<std::size_t>(left, beat_bytes_);
    std::uint8_t* data = pins_.tdata + std::size_t{port_} * beat_bytes_;
    std::memcpy(data, frame.bytes.data() + sent_, count);
    // Whatever stands beyond the end of a frame means nothing; leave no zeros for the pipeline to rely on.
    std::memset(data + count, 0xa5, beat_bytes_ - count);
    for (unsigned i = 0; i < beat_bytes_ / 8; ++i) {
        const std::size_t from = std::size_t{i} * 8;
        const std::size_t kept = count > from ? std::min<std::size_t>(count - from, 8) : 0;
        pins_.tkeep[port_ * (beat_bytes_ / 8) + i] = static_cast<std::uint8_t>((1U << kept) - 1);
    }
    std::memcpy(pins_.tuser + std::size_t{port_} * 2, &frame.tuser, 2);
    const bool last = left <= beat_bytes_;
    set_bit(pins_.tlast, port_, last);
    // Only the last beat's word counts; say the opposite before it.
    set_bit(pins_.tuser_error, port_, last ? frame.bad : !frame.bad);
}

std::optional<Passage> StreamSource::sample(std::uint64_t clock) {
    if (!offering_) return std::nullopt;
    if (sent_ == 0 && passage_.stalled_clocks == 0) passage_.offered_clock = clock;
    if (!get_bit(pins_.tready, port_)) {
        ++passage_.stalled_clocks;
        return std::nullopt;
    }
    offering_ = false;
    if (sent_ == 0) passage_.first_clock = clock;
    sent_ += beat_bytes_;
    if (sent_ < frames_.front().bytes.size()) return std::nullopt;
    frames_.pop_front();
    sent_ = 0;
    Passage passage = std::exchange(passage_, Passage{});
    passage.port = port_;
    passage.direction = direction_;
    passage.last_clock = clock;
    return passage;
}

void StreamSource::clear() {
    frames_.clear();
    sent_ = 0;
    offering_ = false;
    passage_ = {};
    set_bit(pins_.tvalid, port_, false);
}

}  // namespace tain::sim
