// SPDX-License-Identifier: Apache-2.0
// tain_parser by itself against the reference model: a frame every clock, where the NIC's tests come to one
// in many.
#define BOOST_TEST_MODULE parser
#define BOOST_TEST_DYN_LINK
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "Vtain_parser_alone.h"
#include "tain/sim/reference_model.hpp"
#include "tain/test/frames.hpp"
#include "tain/test/hostile.hpp"
#include "tain/test/scenario.hpp"

using namespace tain::test;
using tain::sim::Headers;

namespace {

constexpr std::size_t window_bytes = 128;  // that the parser sees
constexpr std::size_t latency = 9;

/// tain_pkg::headers_t, from its last member (the lowest bits) on.
class Unpacker {
  public:
    explicit Unpacker(const std::uint32_t* words) : words_(words) {}

    unsigned take(unsigned width) {
        unsigned value = 0;
        for (unsigned i = 0; i < width; ++i, ++place_)
            value |= (words_[place_ / 32] >> place_ % 32 & 1U) << i;
        return value;
    }
    tain::IpAddress address() {
        tain::IpAddress address;
        for (std::size_t i = 16; i-- > 0;) address.bytes.at(i) = static_cast<std::uint8_t>(take(8));
        return address;
    }

  private:
    const std::uint32_t* words_;
    unsigned place_ = 0;
};

class Bench {
  public:
    Bench() {
        top_->rst = 1;
        for (unsigned i = 0; i < 4; ++i) tick();
        top_->rst = 0;
    }

    void frame(const Bytes& frame) {
        const std::size_t seen = std::min(frame.size(), window_bytes);
        // What is beyond the frame is left from earlier ones.
        std::memcpy(&top_->window, frame.data(), seen);
        top_->window_bytes = static_cast<std::uint8_t>(seen);
        top_->window_valid = 1;
        clock({{frame, tain::sim::find_headers(frame)}});
    }
    void idle() {
        top_->window_valid = 0;
        clock({});
    }

    unsigned found = 0, known = 0;

  private:
    struct Expected {
        Bytes frame;
        Headers headers;
    };

    void tick() {
        top_->clk = 1;
        top_->eval();
        top_->clk = 0;
        top_->eval();
    }
    void clock(std::optional<Expected> expected) {
        tick();
        under_way_.push_front(std::move(expected));
        if (under_way_.size() < latency) return;
        const auto& now = under_way_.back();
        BOOST_REQUIRE_EQUAL(top_->headers_valid != 0, now.has_value());
        if (now) check(*now);
        under_way_.pop_back();
    }

    void check(const Expected& expected) {
        Unpacker unpacker(reinterpret_cast<const std::uint32_t*>(&top_->headers));
        const Headers& wanted = expected.headers;
        const unsigned destination_port = unpacker.take(16), source_port = unpacker.take(16);
        const bool ports_known = unpacker.take(1) != 0;
        const unsigned protocol = unpacker.take(8);
        const auto destination = unpacker.address(), source = unpacker.address();
        const bool v6 = unpacker.take(1) != 0, ip = unpacker.take(1) != 0;
        bool same = ip == wanted.ip;
        if (ip && same) {
            ++found;
            same = v6 == wanted.source.v6 && source.bytes == wanted.source.bytes &&
                   destination.bytes == wanted.destination.bytes && protocol == wanted.protocol &&
                   ports_known == wanted.source_port.has_value();
            // Ports that are not known are 0: the flow hash takes them so.
            same = same && source_port == wanted.source_port.value_or(0) &&
                   destination_port == wanted.destination_port.value_or(0);
            known += ports_known ? 1 : 0;
        }
        BOOST_REQUIRE_MESSAGE(same, "other headers than the model's for a frame of "
                                        << expected.frame.size() << " bytes: " << hex_of(expected.frame));
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

/// As many extension headers as there may be and one more, short ones and such as reach beyond the window,
/// behind as many tags.
Bytes extensions(Scenario& scenario) {
    Bytes frame = mac_pair("02:00:00:00:00:01", "02:00:00:00:00:02");
    for (unsigned tags = scenario.below(4); tags > 0; --tags)
        frame =
            join({frame, vlan(std::array<std::uint16_t, 3>{0x8100, 0x88a8, 0x9100}.at(scenario.below(3)))});
    constexpr std::array<std::uint8_t, 4> kinds{0, 43, 44, 60};
    const auto kind = [&] { return kinds.at(scenario.below(4)); };
    std::uint8_t next = kind();
    Ipv6Fields fields;
    fields.next_header = next;
    frame = join({frame, ether_type(0x86dd), ipv6(fields)});
    for (unsigned count = scenario.below(6); count > 0; --count) {
        const std::uint8_t after =
            count == 1 ? std::array<std::uint8_t, 4>{6, 17, 132, 58}.at(scenario.below(4)) : kind();
        const bool first = scenario.below(2) == 0;
        frame = join(
            {frame,
             next == 44
                 ? fragment(after, first ? 0 : static_cast<std::uint16_t>(1 + scenario.below(8000)))
                 : extension(after, static_cast<std::uint8_t>(scenario.below(5) == 0 ? scenario.below(256)
                                                                                     : scenario.below(3)))});
        next = after;
    }
    const auto port = [&] { return static_cast<std::uint16_t>(scenario.below(65536)); };
    return join({frame, udp(port(), port(), 4 + scenario.below(64))});
}

/// Any frame; of every three one is cut somewhere, and one has a bit of its headers inverted.
Bytes any_frame(Scenario& scenario) {
    Bytes frame = scenario.below(3) == 0 ? extensions(scenario) : scenario.frame(0);
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
    for (unsigned i = 0; i < 200'000; ++i) {
        bench.frame(any_frame(scenario));
        if (scenario.below(4) == 0) bench.idle();
    }
    BOOST_TEST(bench.found > 60'000U);
    BOOST_TEST(bench.known > 20'000U);
}

BOOST_AUTO_TEST_CASE(hostile_frames_are_read_as_the_model_reads_them) {
    Bench bench;
    const auto frames = hostile_frames("02:00:00:00:00:01");
    for (const auto& first : frames) {
        bench.frame(first);
        for (const auto& second : frames) bench.frame(second);
    }
}
