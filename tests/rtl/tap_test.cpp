// SPDX-License-Identifier: Apache-2.0
// tain_tap: what passed is told, two clocks later, and resets never show the mirror the rear of a frame.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "stream.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

std::vector<Beat> frames_of(const std::vector<std::size_t>& sizes, std::size_t width) {
    Random random(11);
    std::vector<Beat> beats;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        append_beats(beats, random_bytes(sizes[i], random), width, below(random, 4) == 0, i);
    return beats;
}

void offer(Pins& pins, Source<Beat>& source, Willing& sink) {
    pins.tap_valid = source.offer();
    const auto& beat = source.item();
    pins.stream_data = beat.data;
    pins.stream_keep = keep_of(beat.bytes);
    pins.stream_last = beat.last;
    pins.stream_error = beat.last ? beat.bad : pins.tap_valid;  // in mid-frame it means nothing
    pins.tap_ready = sink.next();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tap)

// Breaks when a transfer is missed or invented (valid without ready counted), comes at another time than two
// clocks later, when bytes are counted wrong, or an error bit away from the last beat is believed.
BOOST_DATA_TEST_CASE(tells_what_passed, data::make(widths) * data::make(patterns) * data::make(patterns),
                     width, idle, stall) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    auto beats = frames_of(matrix_order(bench->bytes, 12), bench->bytes);
    Source source(beats, idle, 13);
    Willing sink(stall, 14);
    std::array<const Beat*, 3> past{};
    std::size_t clocks = 0;
    while (!source.done() || past[0] || past[1]) {
        BOOST_REQUIRE_LT(++clocks, 500000);
        past[2] = past[1];
        past[1] = past[0];
        offer(pins, source, sink);
        bench->settle();
        past[0] = nullptr;
        if (pins.tap_valid && pins.tap_ready) {
            past[0] = &beats[source.count()];
            source.taken();
        }
        BOOST_REQUIRE_EQUAL(pins.tap_beat_valid, past[2] != nullptr);
        if (past[2]) {
            BOOST_REQUIRE(same(pins.tap_beat_data, past[2]->data, past[2]->bytes));
            BOOST_REQUIRE_EQUAL(pins.tap_beat_bytes, past[2]->bytes);
            BOOST_REQUIRE_EQUAL(pins.tap_beat_last, past[2]->last);
            BOOST_REQUIRE_EQUAL(pins.tap_beat_bad, past[2]->bad);
        }
        bench->tick();
    }
}

// Breaks when, after the mirror's reset in mid-frame, the rest of that frame is told as a frame, when a frame
// that began out of reset is not told whole, or when the tap loses track of frames while the mirror is in
// reset.
BOOST_DATA_TEST_CASE(resets_cut_between_frames, data::make(widths) * data::make({1, 2, 3, 4}), width, seed) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    auto beats = frames_of(matrix_order(bench->bytes, static_cast<unsigned>(seed)), bench->bytes);
    Source source(beats, Pattern::half, 15);
    Willing sink(Pattern::half, 16);
    Random random(static_cast<unsigned>(seed));
    std::vector<std::size_t> expected;  // frames, since the last reset, whose first beat passed out of reset
    std::size_t told = 0;               // of these
    std::size_t place = 0;              // beats of the frame being told
    std::size_t resets = 0;
    std::vector<std::size_t> first;  // beat of each frame
    for (std::size_t i = 0; i < beats.size(); ++i)
        if (i == 0 || beats[i - 1].last) first.push_back(i);
    for (int quiet = 0; quiet < 4;) {
        pins.mirror_rst = below(random, 40) == 0 && quiet == 0;
        offer(pins, source, sink);
        bench->settle();
        if (pins.tap_beat_valid) {
            BOOST_REQUIRE_LT(told, expected.size());
            const auto& beat = beats[first[expected[told]] + place++];
            BOOST_REQUIRE(same(pins.tap_beat_data, beat.data, beat.bytes));
            BOOST_REQUIRE_EQUAL(pins.tap_beat_last, beat.last);
            if (beat.last) {
                ++told;
                place = 0;
            }
        }
        if (pins.mirror_rst) {
            ++resets;
            expected.clear();
            told = place = 0;
        }
        if (pins.tap_valid && pins.tap_ready) {
            const auto index = source.count();
            if (!pins.mirror_rst && (index == 0 || beats[index - 1].last))
                expected.push_back(beats[index].frame);
            source.taken();
        }
        quiet = source.done() ? quiet + 1 : 0;
        bench->tick();
    }
    BOOST_TEST(resets > 10);
    BOOST_TEST(told == expected.size());
}

// Breaks when a beat is told in a reset of the whole NIC, from its second clock on, or after it one that
// passed in it.
BOOST_DATA_TEST_CASE(nothing_is_told_in_a_whole_reset, data::make(widths), width) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    pins.tap_valid = pins.tap_ready = pins.stream_last = true;
    pins.stream_keep = keep_of(bench->bytes);
    const auto in_reset = [](int clock) { return clock < 0 || (clock >= 4 && clock < 8); };
    for (int clock = 0; clock < 16; ++clock) {
        pins.rst = in_reset(clock);
        bench->settle();
        BOOST_REQUIRE_EQUAL(pins.tap_beat_valid, !in_reset(clock - 1) && !in_reset(clock - 2));
        bench->tick();
    }
}

// Breaks when the reset of the whole NIC leaves the tap waiting for the end of a frame that nobody will
// finish.
BOOST_DATA_TEST_CASE(whole_reset_forgets_the_frame, data::make(widths), width) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    pins.tap_valid = pins.tap_ready = true;
    pins.stream_keep = keep_of(bench->bytes);
    pins.stream_last = false;
    bench->clock();
    pins.tap_valid = false;
    bench->reset();
    pins.tap_valid = pins.stream_last = true;
    bench->clock();
    pins.tap_valid = false;
    bench->clock();
    bench->settle();
    BOOST_TEST(pins.tap_beat_valid);
    BOOST_TEST(pins.tap_beat_last);
}

BOOST_AUTO_TEST_SUITE_END()
