// SPDX-License-Identifier: Apache-2.0
// What stream tests share: the matrix of frame sizes x idle x stall x width, frames and beats, sources that
// keep to AXI-Stream's rule (what is offered stays offered).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <random>
#include <vector>

#include "pins.hpp"

namespace tain::rtl_test {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937;

inline std::size_t below(Random& random, std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

// When somebody is willing: a source that has something, a sink that could take it.
enum class Pattern { always, alternate, half, rare, bursts };
inline constexpr std::array patterns{Pattern::always, Pattern::alternate, Pattern::half, Pattern::rare,
                                     Pattern::bursts};
inline constexpr std::array widths{TAIN_BENCH_WIDTHS};

inline std::ostream& operator<<(std::ostream& out, Pattern pattern) {
    constexpr std::array names{"always", "alternate", "half", "rare", "bursts"};
    return out << names[static_cast<std::size_t>(pattern)];
}

class Willing {
  public:
    Willing(Pattern pattern, unsigned seed) : pattern_(pattern), random_(seed) {}

    bool next() {
        switch (pattern_) {
            case Pattern::always:
                return true;
            case Pattern::alternate:
                return last_ = !last_;
            case Pattern::half:
                return below(random_, 2) == 0;
            case Pattern::rare:
                return below(random_, 8) == 0;
            case Pattern::bursts:
                break;
        }
        if (left_ == 0) {
            last_ = !last_;
            left_ = 1 + below(random_, 24);
        }
        --left_;
        return last_;
    }

  private:
    Pattern pattern_;
    Random random_;
    bool last_ = false;
    std::size_t left_ = 0;
};

// Offers items in order. offer() once a clock, taken() when the other side took the one offered.
template <class Item>
class Source {
  public:
    Source(std::vector<Item> items, Pattern pattern, unsigned seed)
        : items_(std::move(items)), willing_(pattern, seed) {}

    bool offer() {
        if (!offered_) offered_ = next_ < items_.size() && willing_.next();
        return offered_;
    }
    const Item& item() const { return items_[std::min(next_, items_.size() - 1)]; }
    void taken() {
        ++next_;
        offered_ = false;
    }
    bool done() const { return next_ == items_.size(); }
    std::size_t count() const { return next_; }

  private:
    std::vector<Item> items_;
    Willing willing_;
    std::size_t next_ = 0;
    bool offered_ = false;
};

inline std::vector<std::size_t> matrix_sizes(std::size_t beat) {
    std::vector<std::size_t> sizes;
    for (std::size_t size = 1; size <= beat + 2; ++size) sizes.push_back(size);
    for (std::size_t beats = 2; beats <= 4; ++beats)
        for (const std::size_t size : {beats * beat - 1, beats * beat, beats * beat + 1})
            sizes.push_back(size);
    for (std::size_t size = 59; size <= 65; ++size) sizes.push_back(size);
    for (std::size_t size = 127; size <= 130; ++size) sizes.push_back(size);
    sizes.push_back(1514);
    sizes.push_back(9216);
    return sizes;
}

// The matrix in its order, then shuffled, so that every size follows different ones.
inline std::vector<std::size_t> matrix_order(std::size_t beat, unsigned seed) {
    auto sizes = matrix_sizes(beat);
    auto again = sizes;
    Random random(seed);
    std::shuffle(again.begin(), again.end(), random);
    sizes.insert(sizes.end(), again.begin(), again.end());
    return sizes;
}

inline Bytes random_bytes(std::size_t size, Random& random) {
    Bytes bytes(size);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
    return bytes;
}

struct Beat {
    Data data{};
    std::uint8_t bytes = 0;
    bool last = false;
    bool bad = false;
    std::size_t frame = 0;
};

// Behind a frame's end stands rubbish, unless zeros are asked for: nobody may look at it.
inline void append_beats(std::vector<Beat>& beats, const Bytes& frame, std::size_t width, bool bad,
                         std::size_t number, std::uint8_t behind = 0xa5) {
    for (std::size_t place = 0; place < frame.size(); place += width) {
        Beat beat;
        beat.data.fill(behind);
        const auto count = std::min(width, frame.size() - place);
        std::memcpy(beat.data.data(), frame.data() + place, count);
        beat.bytes = static_cast<std::uint8_t>(count);
        beat.last = place + count == frame.size();
        beat.bad = beat.last && bad;
        beat.frame = number;
        beats.push_back(beat);
    }
}

inline std::uint64_t keep_of(std::size_t count) {
    return count >= 64 ? ~0ULL : (1ULL << count) - 1;
}

inline std::size_t beats_in(std::size_t size, std::size_t width) {
    return (size + width - 1) / width;
}

inline bool same(const Data& left, const Data& right, std::size_t count) {
    return std::memcmp(left.data(), right.data(), count) == 0;
}

}  // namespace tain::rtl_test
