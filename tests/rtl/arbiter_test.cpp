// SPDX-License-Identifier: Apache-2.0
// tain_arbiter: whole packets, in turn, without a gap.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "stream.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

struct Word {
    std::uint32_t data = 0;
    bool last = false;
};

// Words that tell input, packet and place, so that any mixing shows.
std::vector<Word> packets(unsigned input, std::size_t count, Random& random) {
    std::vector<Word> words;
    for (std::size_t packet = 0; packet < count; ++packet) {
        const auto length = 1 + below(random, 9);
        for (std::size_t i = 0; i < length; ++i)
            words.push_back({static_cast<std::uint32_t>(input << 31 | packet << 8 | i), i + 1 == length});
    }
    return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(arbiter)

// Breaks when packets mix or a word is lost, when m_source lies, when an input that waits is passed over by
// two packets of the other, or when the output idles although an input waits and the taker is willing.
BOOST_DATA_TEST_CASE(takes_whole_packets_in_turn,
                     data::make(patterns) * data::make(patterns) * data::make(patterns), idle0, idle1,
                     stall) {
    const auto bench = make_bench(64);
    auto& pins = bench->pins;
    Random random(5);
    const std::array all{packets(0, 200, random), packets(1, 200, random)};
    std::array sources{Source(all[0], idle0, 6), Source(all[1], idle1, 7)};
    Willing sink(stall, 8);
    std::array<std::size_t, 2> arrived{};
    std::array<int, 2> passed{};  // packets of the other begun since this input began to wait
    bool inside = false;          // in the middle of a packet at the inputs
    std::size_t clocks = 0;
    bool busy_before = false;
    int owner = -1;
    while (arrived[0] + arrived[1] < all[0].size() + all[1].size()) {
        BOOST_REQUIRE_LT(++clocks, 200000);
        pins.arbiter_s0_valid = sources[0].offer();
        pins.arbiter_s1_valid = sources[1].offer();
        pins.arbiter_s0_data = sources[0].item().data;
        pins.arbiter_s0_last = sources[0].item().last;
        pins.arbiter_s1_data = sources[1].item().data;
        pins.arbiter_s1_last = sources[1].item().last;
        pins.arbiter_m_ready = sink.next();
        bench->settle();
        const std::array valid{pins.arbiter_s0_valid, pins.arbiter_s1_valid};
        const std::array ready{pins.arbiter_s0_ready, pins.arbiter_s1_ready};
        BOOST_REQUIRE(!(valid[0] && ready[0] && valid[1] && ready[1]));
        if (stall == Pattern::always && busy_before) BOOST_REQUIRE(pins.arbiter_m_valid);
        for (std::size_t i = 0; i < 2; ++i) {
            if (!valid[i] || !ready[i]) continue;
            BOOST_REQUIRE(!inside || owner == static_cast<int>(i));
            if (!inside) {
                passed[i] = 0;
                if (valid[1 - i]) BOOST_REQUIRE_LE(++passed[1 - i], 1);
            }
            owner = static_cast<int>(i);
            inside = !sources[i].item().last;
            sources[i].taken();
        }
        // What is offered outside a packet, or belongs to the packet under way, must not wait for an idle
        // output.
        busy_before = inside || (valid[0] && ready[0]) || (valid[1] && ready[1]);
        if (inside && !valid[static_cast<std::size_t>(owner)]) busy_before = false;
        if (stall == Pattern::always && !inside && (valid[0] || valid[1]))
            BOOST_REQUIRE((valid[0] && ready[0]) || (valid[1] && ready[1]));
        if (pins.arbiter_m_valid && pins.arbiter_m_ready) {
            const std::size_t source = pins.arbiter_m_source;
            const auto& word = all[source].at(arrived[source]++);
            BOOST_REQUIRE_EQUAL(pins.arbiter_m_data, word.data);
            BOOST_REQUIRE_EQUAL(pins.arbiter_m_last, word.last);
        }
        bench->tick();
    }
    if (idle0 == Pattern::always && idle1 == Pattern::always && stall == Pattern::always)
        BOOST_TEST(clocks == all[0].size() + all[1].size() + 1);
}

// Breaks when the output mixes packets of the inputs: word by word, a packet must end before the source
// changes.
BOOST_AUTO_TEST_CASE(locks_to_the_last_word) {
    const auto bench = make_bench(64);
    auto& pins = bench->pins;
    pins.arbiter_m_ready = true;
    pins.arbiter_s0_valid = true;
    pins.arbiter_s0_last = false;
    pins.arbiter_s1_last = true;
    bench->clock();
    pins.arbiter_s0_valid = false;
    pins.arbiter_s1_valid = true;
    for (int i = 0; i < 20; ++i) {
        bench->settle();
        BOOST_REQUIRE(!pins.arbiter_s1_ready);
        bench->tick();
    }
    pins.arbiter_s0_valid = pins.arbiter_s0_last = true;
    bench->clock();
    bench->settle();
    BOOST_TEST(pins.arbiter_s1_ready);
}

BOOST_AUTO_TEST_SUITE_END()
