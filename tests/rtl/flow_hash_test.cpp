// SPDX-License-Identifier: Apache-2.0
// tain_flow_hash by itself against the reference model: any endpoints, and such as differ in one bit.
#define BOOST_TEST_MODULE flow_hash
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <random>

#include "Vtain_flow_hash_alone.h"
#include "model_headers.hpp"
#include "pin_copy.hpp"
#include "rising_edge.hpp"

namespace rtl = tain::rtl_test;
using tain::sim::Headers;

namespace {

constexpr std::size_t latency = 3;

class Bench {
  public:
    void clock(const std::optional<Headers>& headers) {
        top_->headers_valid = headers.has_value();
        if (headers) rtl::put(top_->headers, rtl::pack(rtl::in_pins(*headers)));
        rtl::rising_edge(*top_);
        under_way_.push_front(headers);
        if (under_way_.size() < latency) return;
        if (const auto& now = under_way_.back()) BOOST_REQUIRE_EQUAL(top_->hash, tain::sim::flow_hash(*now));
        under_way_.pop_back();
    }

  private:
    std::unique_ptr<Vtain_flow_hash_alone> top_ = std::make_unique<Vtain_flow_hash_alone>();
    std::deque<std::optional<Headers>> under_way_;
};

/// Of every three, one has endpoints that differ in one bit alone, and one differs so from the one before.
Headers any_headers(std::mt19937& random, const Headers& before) {
    Headers headers = before;
    const auto kind = random() % 3;
    if (kind != 0) {
        headers.ip = true;
        headers.source.v6 = headers.destination.v6 = random() % 2 == 0;
        for (std::size_t i = 0; i < 16; ++i) {
            const bool there = headers.source.v6 || i >= 12;
            headers.source.bytes.at(i) = static_cast<std::uint8_t>(there ? random() : 0);
            headers.destination.bytes.at(i) = static_cast<std::uint8_t>(there ? random() : 0);
        }
        headers.protocol = static_cast<std::uint8_t>(random());
        headers.source_port.reset();
        headers.destination_port.reset();
        if (random() % 4 != 0) {
            headers.source_port = static_cast<std::uint16_t>(random());
            headers.destination_port = static_cast<std::uint16_t>(random());
        }
    }
    if (kind == 1) {
        headers.destination = headers.source;
        headers.destination_port = headers.source_port;
    }
    if (kind != 2) {
        const auto bit = random() % 144;
        if (bit >= 128 && headers.source_port)
            *headers.source_port ^= static_cast<std::uint16_t>(1U << (bit - 128));
        else if (bit < 128 && (headers.source.v6 || bit >= 96))
            headers.source.bytes.at(bit / 8) ^= static_cast<std::uint8_t>(1U << bit % 8);
    }
    return headers;
}

}  // namespace

// Breaks where a bit of an endpoint or of the protocol does not come into the hash as CRC-32C has it, the
// larger endpoint comes first, or a neighbour's part is taken.
BOOST_AUTO_TEST_CASE(hash_is_the_models) {
    Bench bench;
    std::mt19937 random(1);
    Headers headers;
    headers.ip = true;
    for (unsigned i = 0; i < 100'000; ++i) {
        headers = any_headers(random, headers);
        bench.clock(headers);
        if (random() % 4 == 0) bench.clock(std::nullopt);
    }
}
