// SPDX-License-Identifier: Apache-2.0
// tain_mirror_reset against its promises, whatever the copy under way does.
#define BOOST_TEST_MODULE mirror_reset
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
#include <memory>
#include <random>

#include "Vtain_mirror_reset_alone.h"
#include "rising_edge.hpp"

namespace {

class Bench {
  public:
    Bench() { reset(4); }

    /// Says what is wanted and what is under way for a clock, and looks at what follows from it.
    void clock(bool wanted, bool copy_under_way) {
        top_->wanted = wanted;
        top_->copy_under_way = copy_under_way;
        tick();
    }

    /// The mirror is reset at once; copies that wait stay where they are for two clocks more.
    void reset(unsigned clocks) {
        top_->rst = 1;
        for (unsigned i = 0; i < clocks; ++i) {
            tick();
            BOOST_REQUIRE(pause());
            BOOST_REQUIRE(mirror_rst());
            BOOST_REQUIRE(!done());
        }
        top_->rst = 0;
        top_->wanted = 0;
        tick();
        BOOST_REQUIRE(pause());
        BOOST_REQUIRE(!mirror_rst());
        tick();
        BOOST_REQUIRE(!pause());
    }

    [[nodiscard]] bool pause() const { return top_->pause != 0; }
    [[nodiscard]] bool mirror_rst() const { return top_->mirror_rst != 0; }
    [[nodiscard]] bool done() const { return top_->done != 0; }

  private:
    void tick() { tain::rtl_test::rising_edge(*top_); }

    std::unique_ptr<Vtain_mirror_reset_alone> top_ = std::make_unique<Vtain_mirror_reset_alone>();
};

/// Nothing wanted: nothing happens, whatever is under way.
void rest(Bench& bench, unsigned clocks, std::mt19937& random) {
    for (unsigned i = 0; i < clocks; ++i) {
        bench.clock(false, random() % 2 == 0);
        BOOST_REQUIRE(!bench.pause());
        BOOST_REQUIRE(!bench.mirror_rst());
        BOOST_REQUIRE(!bench.done());
    }
}

/// A whole reset of the mirror, with a copy that goes on for so many clocks. In the first two the copy may
/// still begin, so nobody believes that there is none.
void whole_reset(Bench& bench, unsigned copy_lasts, std::mt19937& random) {
    for (unsigned i = 0; i < 2; ++i) {
        bench.clock(true, random() % 2 == 0);
        BOOST_REQUIRE(bench.pause());
        BOOST_REQUIRE(!bench.mirror_rst());
    }
    for (unsigned i = 0; i < copy_lasts; ++i) {
        bench.clock(true, true);
        BOOST_REQUIRE(bench.pause());
        BOOST_REQUIRE(!bench.mirror_rst());
        BOOST_REQUIRE(!bench.done());
    }
    // Once begun it lasts its 32 clocks: what it resets may say anything meanwhile.
    for (unsigned i = 0; i < 32; ++i) {
        bench.clock(true, i > 0 && random() % 2 == 0);
        BOOST_REQUIRE(bench.pause());
        BOOST_REQUIRE(bench.mirror_rst());
        BOOST_REQUIRE(!bench.done());
    }
    for (auto i = 1 + random() % 5; i > 0; --i) {
        bench.clock(true, random() % 2 == 0);
        BOOST_REQUIRE(bench.pause());
        BOOST_REQUIRE(!bench.mirror_rst());
        BOOST_REQUIRE(bench.done());
    }
}

}  // namespace

// Breaks where a copy is cut off, where the reset is shorter than the mirror's pipelines, or ends in none.
BOOST_AUTO_TEST_CASE(a_reset_waits_for_the_copy_and_lasts_thirty_two_clocks) {
    Bench bench;
    std::mt19937 random(1);
    for (unsigned i = 0; i < 200; ++i) {
        rest(bench, 1 + static_cast<unsigned>(random() % 6), random);
        whole_reset(bench, i < 2 ? 1000 * i : static_cast<unsigned>(random() % 80), random);
    }
}

// Breaks where the reset of the whole NIC finds one of the mirror under way and leaves something of it.
BOOST_AUTO_TEST_CASE(the_whole_reset_may_come_at_any_time) {
    Bench bench;
    std::mt19937 random(2);
    for (unsigned i = 0; i < 200; ++i) {
        for (unsigned clocks = i % 50; clocks > 0; --clocks) bench.clock(true, random() % 8 == 0);
        bench.reset(1 + static_cast<unsigned>(random() % 4));
        rest(bench, 2, random);
        whole_reset(bench, static_cast<unsigned>(random() % 4), random);
    }
}
