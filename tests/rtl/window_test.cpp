// SPDX-License-Identifier: Apache-2.0
// tain_window against its promise: the first 128 bytes of every frame, in beats that come when they like;
// beyond a frame, what earlier ones left there.
#define BOOST_TEST_MODULE window
#define BOOST_TEST_DYN_LINK
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "Vtain_window_alone.h"
#include "rising_edge.hpp"

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t beat_bytes = 8, window_bytes = 128;

class Bench {
  public:
    Bench() { reset(); }

    /// Whatever frame is under way is forgotten; with no beats meanwhile, what stands in the window is not.
    void reset() {
        const bool beats = random_() % 2 == 0;
        top_->rst = 1;
        if (beats) stands_ = {};
        for (unsigned i = 0; i < 2; ++i) {
            beat({}, 0, beats && random_() % 2 == 0);
            BOOST_REQUIRE(top_->window_valid == 0);
        }
        top_->rst = 0;
        top_->beat_valid = 0;
    }

    /// All beats of a frame, or only so many; between two at most `idle` clocks.
    void frame(const Bytes& frame, unsigned idle, std::size_t beats = SIZE_MAX) {
        bool seen = false;
        for (std::size_t first = 0; first < frame.size() && beats-- > 0; first += beat_bytes) {
            for (auto clocks = random_() % (idle + 1); clocks > 0; --clocks) {
                beat({}, 0, false);
                BOOST_REQUIRE(top_->window_valid == 0);
                check_window();
            }
            beat(frame, first, true);
            if (first < window_bytes) stands_.at(first / beat_bytes) = top_->beat_data;
            const std::size_t passed = std::min(first + beat_bytes, frame.size());
            const bool complete = !seen && (passed == frame.size() || passed >= window_bytes);
            BOOST_REQUIRE_EQUAL(top_->window_valid != 0, complete);
            if (complete) BOOST_REQUIRE_EQUAL(top_->window_bytes, passed);
            check_window();
            seen = seen || complete;
        }
    }

  private:
    void beat(const Bytes& frame, std::size_t first, bool valid) {
        const std::size_t bytes =
            frame.empty() ? 1 + random_() % beat_bytes : std::min(beat_bytes, frame.size() - first);
        std::uint64_t data = static_cast<std::uint64_t>(random_()) << 32U | random_();
        if (!frame.empty()) std::memcpy(&data, frame.data() + first, bytes);
        top_->beat_data = data;
        top_->beat_valid = valid;
        top_->beat_bytes = static_cast<std::uint8_t>(bytes);
        top_->beat_last = frame.empty() ? random_() % 2 == 0 : first + bytes == frame.size();
        tain::rtl_test::rising_edge(*top_);
    }

    /// Each place holds the last frame's beat that came to it, at every clock.
    void check_window() {
        std::array<std::uint64_t, window_bytes / beat_bytes> window{};
        static_assert(sizeof top_->window == sizeof window);
        std::memcpy(window.data(), &top_->window, sizeof window);
        for (std::size_t i = 0; i < window.size(); ++i)
            if (stands_.at(i)) BOOST_REQUIRE_EQUAL(window.at(i), *stands_.at(i));
    }

    /// By its place in a frame, the beat that came last; none where that is not known.
    std::array<std::optional<std::uint64_t>, window_bytes / beat_bytes> stands_;
    std::unique_ptr<Vtain_window_alone> top_ = std::make_unique<Vtain_window_alone>();
    std::mt19937 random_{5};
};

Bytes any_frame(std::mt19937& random) {
    Bytes frame(1 + random() % (random() % 4 == 0 ? 600 : 150));
    for (auto& byte : frame) byte = static_cast<std::uint8_t>(random());
    return frame;
}

}  // namespace

// Breaks where a byte is lost, moved or another frame's, where a beat is written beside its place, or a frame
// has two windows, none, or one too soon.
BOOST_AUTO_TEST_CASE(every_frame_has_its_window) {
    Bench bench;
    std::mt19937 random(1);
    for (unsigned i = 0; i < 6'000; ++i) bench.frame(any_frame(random), i % 3);
    for (std::size_t length = 1; length <= 160; ++length) bench.frame(Bytes(length, 0x5a), 0);
}

// Breaks where a frame that a reset cut off comes into the window of the next.
BOOST_AUTO_TEST_CASE(a_reset_forgets_the_frame_under_way) {
    Bench bench;
    std::mt19937 random(2);
    for (unsigned i = 0; i < 2'000; ++i) {
        bench.frame(any_frame(random), 1, random() % 20);
        bench.reset();
        bench.frame(any_frame(random), 0);
    }
}
