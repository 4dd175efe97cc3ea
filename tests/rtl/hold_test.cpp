// SPDX-License-Identifier: Apache-2.0
// tain_hold: every beat with its own frame's judgement, none lost, at the least depth promised to suffice.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <map>

#include "stream.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

BOOST_AUTO_TEST_SUITE(hold)

// The bench's hold is as deep as 12 clocks of judging need. Breaks when that is not enough (its own assertion
// ends the run), when a beat is lost, comes with another frame's judgement or before it, when beats stay
// longer than the judging takes, or when judgements of many short frames find no room.
BOOST_DATA_TEST_CASE(beats_wait_for_their_judgement,
                     data::make(widths) * data::make(patterns) * data::make({1, 5, 12}), width, idle,
                     judging) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    const std::size_t header = 128 / bench->bytes;
    Random random(21);
    std::vector<Beat> beats;
    auto sizes = matrix_order(bench->bytes, 22);
    for (int i = 0; i < 200; ++i) sizes.push_back(1 + below(random, bench->bytes));
    for (int i = 0; i < 100; ++i) sizes.push_back(1 + below(random, 160));
    for (std::size_t i = 0; i < sizes.size(); ++i)
        append_beats(beats, random_bytes(sizes[i], random), bench->bytes, below(random, 4) == 0, i);
    Source source(beats, idle, 23);
    std::map<std::size_t, std::size_t> due;  // clock -> frame whose judgement comes then
    std::vector<std::size_t> judged(sizes.size(), ~std::size_t{0});
    std::vector<std::size_t> entered;
    std::size_t out = 0;
    std::size_t place = 0;  // beat within the frame coming in
    for (std::size_t clock = 0; out < beats.size(); ++clock) {
        BOOST_REQUIRE_LT(clock, 500000);
        pins.hold_beat_valid = source.offer();
        const auto beat = source.item();
        pins.beat_data = beat.data;
        pins.beat_bytes = beat.bytes;
        pins.beat_last = beat.last;
        pins.beat_bad = beat.bad;
        if (pins.hold_beat_valid) {
            ++place;
            const bool complete = place == header || (beat.last && place < header);
            if (complete) due[clock + static_cast<std::size_t>(judging)] = beat.frame;
            if (beat.last) place = 0;
            entered.push_back(clock);
            source.taken();
        }
        const auto found = due.find(clock);
        pins.hold_judgement_valid = found != due.end();
        pins.hold_judgement =
            static_cast<std::uint16_t>(found != due.end() ? found->second * 7 + 1 : random());
        if (found != due.end()) judged[found->second] = clock;
        bench->settle();
        if (pins.hold_valid) {
            const auto& expected = beats.at(out);
            BOOST_REQUIRE(same(pins.hold_data, expected.data, expected.bytes));
            BOOST_REQUIRE_EQUAL(pins.hold_bytes, expected.bytes);
            BOOST_REQUIRE_EQUAL(pins.hold_last, expected.last);
            BOOST_REQUIRE_EQUAL(pins.hold_bad, expected.bad);
            BOOST_REQUIRE_EQUAL(pins.hold_out_judgement, static_cast<std::uint16_t>(expected.frame * 7 + 1));
            const auto latest = std::max(entered[out], judged[expected.frame]);
            BOOST_REQUIRE_LE(clock, latest + header + static_cast<std::size_t>(judging) + 4);
            ++out;
        }
        bench->tick();
    }
}

BOOST_AUTO_TEST_SUITE_END()
