// SPDX-License-Identifier: Apache-2.0
// tain_encapsulate (with tain_prefix in it): a copy's outer headers, byte by byte.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "judged_frames.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

BOOST_AUTO_TEST_SUITE(encapsulate)

// Breaks when any field of an outer header is wrong or in the wrong place over IPv4 or IPv6 (a flow label of
// 0 among them), when a packet carries another's headers or direction, or when its length is not exact on
// every beat.
BOOST_DATA_TEST_CASE(copies_get_their_headers,
                     data::make(widths) * data::make(patterns) * data::make(patterns), width, idle, stall) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    Random random(61);
    std::vector<JudgedFrame> frames;
    for (const auto size : matrix_order(bench->bytes, 62)) {
        frames.push_back(random_frame(random, std::min<std::size_t>(size, 9000)));
        frames.back().judgement.copy = true;
        frames.back().judgement.keep = 9180;
    }
    // The flow label is never 0 (design 2.9): hashes that miss that by each of its bits, and one that is 0.
    for (unsigned bit = 0; bit <= 20; ++bit) {
        frames.push_back(random_frame(random, 1 + below(random, 100)));
        auto& judgement = frames.back().judgement;
        judgement.copy = judgement.outer.v6 = true;
        judgement.outer.hash = (judgement.outer.hash & 0xfff00000U) | (1U << bit & 0xfffffU);
        judgement.keep = 9180;
    }
    std::vector<Beat> beats;
    std::vector<Flat> descriptors;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        append_beats(beats, frames[i].bytes, bench->bytes, false, i, 0);
        descriptors.push_back(pack(frames[i].descriptor()));
    }
    Source source(beats, idle, 63);
    Willing sink(stall, 64);
    Bytes packet;
    for (std::size_t out = 0, clock = 0; out < frames.size(); ++clock) {
        BOOST_REQUIRE_LT(clock, 1000000);
        pins.encapsulate_s_valid = source.offer();
        const auto& beat = source.item();
        pins.payload_data = beat.data;
        pins.payload_last = beat.last;
        pins.payload_side = (frames[beat.frame].side & 1) != 0;
        pins.descriptor = descriptors[beat.frame];
        pins.packet_m_ready = sink.next();
        bench->settle();
        if (pins.encapsulate_s_valid && pins.encapsulate_s_ready) source.taken();
        if (pins.encapsulate_m_valid && pins.packet_m_ready) {
            const auto expected = outer_frame(frames[out].judgement.outer, frames[out].bytes);
            const auto count =
                std::min(bench->bytes, expected.size() - std::min(expected.size(), packet.size()));
            BOOST_REQUIRE_EQUAL(pins.encapsulate_m_keep, keep_of(count));
            BOOST_REQUIRE_EQUAL(pins.encapsulate_m_length, expected.size());
            BOOST_REQUIRE_EQUAL(pins.encapsulate_m_direction, (frames[out].side & 1) != 0);
            packet.insert(packet.end(), pins.encapsulate_m_data.begin(),
                          pins.encapsulate_m_data.begin() + static_cast<std::ptrdiff_t>(count));
            BOOST_REQUIRE_EQUAL(pins.encapsulate_m_last, packet.size() == expected.size());
            if (pins.encapsulate_m_last) {
                BOOST_REQUIRE(packet == expected);
                packet.clear();
                ++out;
            }
        }
        bench->tick();
    }
}

BOOST_AUTO_TEST_SUITE_END()
