// SPDX-License-Identifier: Apache-2.0
// tain_parser by itself against the reference model: a frame every clock, where the NIC's tests come to one
// in many.
#define BOOST_TEST_MODULE parser
#define BOOST_TEST_DYN_LINK
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "Vtain_parser_alone.h"
#include "model_headers.hpp"
#include "pin_copy.hpp"
#include "rising_edge.hpp"
#include "tain/test/frames.hpp"
#include "tain/test/hostile.hpp"
#include "tain/test/scenario.hpp"

namespace rtl = tain::rtl_test;
using namespace tain::test;

namespace {

constexpr std::size_t window_bytes = 128;  // that the parser sees
constexpr std::size_t latency = 9;

class Bench {
  public:
    Bench() { reset(); }

    /// As long as the NIC's shortest; what is under way, or comes meanwhile, is forgotten at once.
    void reset() {
        top_->rst = 1;
        for (unsigned i = 0; i < 4; ++i) {
            rtl::rising_edge(*top_);
            BOOST_REQUIRE(top_->headers_valid == 0);
        }
        top_->rst = 0;
        under_way_.clear();
    }

    void frame(const Bytes& frame) {
        const std::size_t seen = std::min(frame.size(), window_bytes);
        // What is beyond the frame is left from earlier ones.
        std::memcpy(&top_->window, frame.data(), seen);
        top_->window_bytes = static_cast<std::uint8_t>(seen);
        top_->window_valid = 1;
        clock({{frame, rtl::in_pins(tain::sim::find_headers(frame))}});
    }
    void idle() {
        top_->window_valid = 0;
        clock({});
    }

    unsigned found = 0, known = 0;

  private:
    struct Expected {
        Bytes frame;
        rtl::Headers headers;
    };

    void clock(std::optional<Expected> expected) {
        rtl::rising_edge(*top_);
        under_way_.push_front(std::move(expected));
        if (under_way_.size() < latency) {
            BOOST_REQUIRE(top_->headers_valid == 0);
            return;
        }
        const auto& now = under_way_.back();
        BOOST_REQUIRE_EQUAL(top_->headers_valid != 0, now.has_value());
        if (now) check(*now);
        under_way_.pop_back();
    }

    void check(const Expected& expected) {
        rtl::Flat flat{};
        rtl::put(flat, top_->headers);
        const rtl::Headers got = rtl::unpack_headers(flat);
        // Where there is no IP, the rest means nothing.
        BOOST_REQUIRE_MESSAGE(got.ip == expected.headers.ip && (!got.ip || got == expected.headers),
                              "other headers than the model's for a frame of "
                                  << expected.frame.size() << " bytes: " << hex_of(expected.frame));
        found += got.ip ? 1 : 0;
        known += got.ip && got.ports_known ? 1 : 0;
    }
    static std::string hex_of(const Bytes& frame) {
        std::string text;
        for (std::size_t i = 0; i < std::min(frame.size(), window_bytes); ++i) {
            constexpr const char* digits = "0123456789abcdef";
            text += digits[frame[i] >> 4U];
            text += digits[frame[i] & 15U];
        }
        return text;
    }

    std::unique_ptr<Vtain_parser_alone> top_ = std::make_unique<Vtain_parser_alone>();
    std::deque<std::optional<Expected>> under_way_;
};

Bytes any_bytes(Scenario& scenario, std::size_t count) {
    Bytes bytes(count);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(scenario.below(256));
    return bytes;
}

/// The number of an extension header, now and then of a protocol; of every four, one that misses it by a bit.
std::uint8_t any_number(Scenario& scenario) {
    constexpr std::array<std::uint8_t, 4> kinds{0, 43, 44, 60}, protocols{6, 17, 132, 58};
    const auto number = (scenario.below(8) == 0 ? protocols : kinds).at(scenario.below(4));
    const unsigned missed = scenario.below(4) == 0 ? 1U << scenario.below(8) : 0;
    return static_cast<std::uint8_t>(number ^ missed);
}

/// Eight bytes with which an extension header could begin, most often a short one.
Bytes any_eight(Scenario& scenario) {
    Bytes eight = any_bytes(scenario, 8);
    if (scenario.below(8) == 0) return eight;
    eight[0] = any_number(scenario);
    if (scenario.below(8) != 0) eight[1] = static_cast<std::uint8_t>(scenario.below(4));
    if (scenario.below(2) != 0) {  // if it is a fragment's, the first one's
        eight[2] = 0;
        eight[3] &= 7;
    }
    return eight;
}

/// Behind tags and IPv6, extension headers wherever one before them leads: more than are skipped, and beyond
/// the window.
Bytes extensions(Scenario& scenario) {
    Bytes frame = mac_pair("02:00:00:00:00:01", "02:00:00:00:00:02");
    for (unsigned tags = scenario.below(1 + scenario.below(4)); tags > 0; --tags)
        frame =
            join({frame, vlan(std::array<std::uint16_t, 3>{0x8100, 0x88a8, 0x9100}.at(scenario.below(3)))});
    const Bytes addresses = any_bytes(scenario, 32);
    Bytes header = ipv6({.next_header = any_number(scenario)});
    std::copy(addresses.begin(), addresses.end(), header.begin() + 8);
    frame = join({frame, ether_type(0x86dd), header});
    for (unsigned i = 0; i < 10; ++i) frame = join({frame, any_eight(scenario)});
    return frame;
}

/// Any frame; of every three one is cut somewhere, and one has a bit of its headers inverted.
Bytes any_frame(Scenario& scenario) {
    Bytes frame = scenario.below(2) == 0 ? extensions(scenario) : scenario.frame(0);
    const unsigned harm = scenario.below(3);
    if (harm == 0)
        frame.resize(1 + scenario.below(static_cast<unsigned>(std::min(frame.size(), window_bytes + 4))));
    if (harm == 1)
        frame.at(scenario.below(static_cast<unsigned>(std::min<std::size_t>(frame.size(), 80)))) ^=
            static_cast<std::uint8_t>(1U << scenario.below(8));
    return frame;
}

}  // namespace

// Breaks where the parser reads another header than there is, bytes that a frame does not have, or a
// neighbour's.
BOOST_AUTO_TEST_CASE(headers_are_the_models) {
    Bench bench;
    Scenario scenario(1);
    for (unsigned i = 0; i < 400'000; ++i) {
        bench.frame(any_frame(scenario));
        if (scenario.below(4) == 0) bench.idle();
    }
    BOOST_TEST(bench.found > 120'000U);
    BOOST_TEST(bench.known > 40'000U);
}

// Breaks where headers of a frame that a reset met come out after it.
BOOST_AUTO_TEST_CASE(a_reset_forgets_the_frames_under_way) {
    Bench bench;
    Scenario scenario(2);
    for (unsigned i = 0; i < 2'000; ++i) {
        for (unsigned frames = 1 + scenario.below(12); frames > 0; --frames) bench.frame(any_frame(scenario));
        bench.reset();
        for (unsigned clocks = scenario.below(10); clocks > 0; --clocks) bench.idle();
    }
}

BOOST_AUTO_TEST_CASE(hostile_frames_are_read_as_the_model_reads_them) {
    Bench bench;
    const auto frames = hostile_frames("02:00:00:00:00:01");
    for (const auto& first : frames) {
        bench.frame(first);
        for (const auto& second : frames) bench.frame(second);
    }
}
