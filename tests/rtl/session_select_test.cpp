// SPDX-License-Identifier: Apache-2.0
// tain_session_select against its definition: which session copies a frame, and which rules were hit.
#define BOOST_TEST_MODULE session_select
#define BOOST_TEST_DYN_LINK
#include <array>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <optional>
#include <random>

#include "Vtain_session_select_alone.h"
#include "rising_edge.hpp"

namespace {

constexpr unsigned places = 4;

struct Place {
    bool occupied = false, amazon_dns = false, matched = false, accept = false;
    std::uint16_t counter = 0;
};

struct Frame {
    bool eligible = false, resolver = false;
    std::array<Place, places> at;

    [[nodiscard]] bool accepted(const Place& place) const {
        if (!eligible || !place.occupied) return false;
        return resolver ? place.amazon_dns : place.matched && place.accept;
    }
};

/// The definition, a place after the other.
struct Answer {
    std::optional<unsigned> place;
    std::array<bool, places> hit{};

    explicit Answer(const Frame& frame) {
        for (unsigned i = 0; i < places && !place; ++i) {
            const Place& each = frame.at.at(i);
            hit.at(i) = frame.eligible && !frame.resolver && each.occupied && each.matched;
            if (frame.accepted(each)) place = i;
        }
    }
};

class Bench {
  public:
    void clock(const Frame& frame) {
        top_->eligible = frame.eligible;
        top_->resolver = frame.resolver;
        top_->occupied = set(frame, [](const Place& place) { return place.occupied; });
        top_->amazon_dns = set(frame, [](const Place& place) { return place.amazon_dns; });
        top_->matched = set(frame, [](const Place& place) { return place.matched; });
        top_->accept = set(frame, [](const Place& place) { return place.accept; });
        top_->counter = 0;
        for (unsigned i = 0; i < places; ++i)
            top_->counter |= std::uint64_t{frame.at.at(i).counter} << 16 * i;
        tain::rtl_test::rising_edge(*top_);
        check(frame);
    }

  private:
    template <typename Says>
    static std::uint8_t set(const Frame& frame, Says says) {
        unsigned bits = 0;
        for (unsigned i = 0; i < places; ++i) bits |= says(frame.at.at(i)) ? 1U << i : 0U;
        return static_cast<std::uint8_t>(bits);
    }

    void check(const Frame& frame) {
        const Answer answer(frame);
        BOOST_REQUIRE_EQUAL(top_->copy != 0, answer.place.has_value());
        BOOST_REQUIRE_EQUAL(top_->sessions, answer.place ? 1U << *answer.place : 0U);
        if (answer.place) {
            BOOST_REQUIRE_EQUAL(top_->place, *answer.place);
            BOOST_REQUIRE_EQUAL(top_->rule, frame.resolver ? 0xffff : frame.at.at(*answer.place).counter);
        }
        for (unsigned i = 0; i < places; ++i) {
            BOOST_REQUIRE_EQUAL((top_->hit >> i & 1) != 0, answer.hit.at(i));
            if (answer.hit.at(i))
                BOOST_REQUIRE_EQUAL(top_->hit_counter >> 16 * i & 0xffff, frame.at.at(i).counter);
        }
    }

    std::unique_ptr<Vtain_session_select_alone> top_ = std::make_unique<Vtain_session_select_alone>();
};

}  // namespace

// Breaks where a session copies that another comes before, that is not there or did not accept, or where a
// rule counts that was not tried. All frames there are, with any counters.
BOOST_AUTO_TEST_CASE(the_first_session_that_accepts_copies) {
    Bench bench;
    std::mt19937 random(1);
    for (unsigned bits = 0; bits < 1U << (2 + 4 * places); ++bits) {
        Frame frame;
        frame.eligible = (bits & 1U) != 0;
        frame.resolver = (bits & 2U) != 0;
        for (unsigned i = 0; i < places; ++i) {
            const unsigned of_place = bits >> (2 + 4 * i);
            frame.at.at(i) = {(of_place & 1U) != 0, (of_place & 2U) != 0, (of_place & 4U) != 0,
                              (of_place & 8U) != 0, static_cast<std::uint16_t>(random())};
        }
        bench.clock(frame);
    }
}
