// SPDX-License-Identifier: Apache-2.0
// tain_header_sum, tain_truncate, tain_checksum and tain_description: beat by beat against plain
// expectations.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "judged_frames.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

// One of the two modules' outputs; they carry the same beats.
struct Beats {
    const char* name;
    bool Pins::*valid;
    Data Pins::*data;
    bool Pins::*write;
    bool Pins::*last;
    bool Pins::*bad;
    std::uint16_t Pins::*kept;
    std::uint32_t Pins::*length;
    std::uint64_t Pins::*side;
};

const std::array joints{
    Beats{"truncate", &Pins::truncate_valid, &Pins::truncate_data, &Pins::truncate_write,
          &Pins::truncate_last, &Pins::truncate_bad, &Pins::truncate_kept, &Pins::truncate_length,
          &Pins::truncate_side},
    Beats{"checksum", &Pins::checksum_valid, &Pins::checksum_data, &Pins::checksum_write,
          &Pins::checksum_last, &Pins::checksum_bad, &Pins::checksum_kept, &Pins::checksum_length,
          &Pins::checksum_side},
};

struct Place {
    std::size_t frame = 0;
    std::size_t bytes = 0;
};

// Compares the beat at a joint with what the frame in turn should give there; true at the frame's last beat.
bool check_beat(const Bench& bench, const Beats& joint, const std::vector<JudgedFrame>& frames,
                Place& place) {
    const auto& pins = bench.pins;
    BOOST_REQUIRE_LT(place.frame, frames.size());
    const auto& frame = frames[place.frame];
    const auto kept = frame.kept();
    Data expected{};
    const auto end = std::min(frame.bytes.size(), place.bytes + bench.bytes);
    for (auto i = place.bytes; i < std::min(end, kept); ++i) expected[i - place.bytes] = frame.bytes[i];
    const bool last = end == frame.bytes.size();
    BOOST_REQUIRE_EQUAL(pins.*joint.write, place.bytes < kept);
    BOOST_REQUIRE(same(pins.*joint.data, expected, bench.bytes));
    BOOST_REQUIRE_EQUAL(pins.*joint.last, last);
    BOOST_REQUIRE_EQUAL(pins.*joint.kept, std::min(end, kept));
    BOOST_REQUIRE_EQUAL(pins.*joint.length, end + (joint.length == &Pins::truncate_length ? 0 : frame.added));
    BOOST_REQUIRE_EQUAL(pins.*joint.side, frame.side);
    if (last) BOOST_REQUIRE_EQUAL(pins.*joint.bad, frame.bad);
    place = last ? Place{place.frame + 1, 0} : Place{place.frame, end};
    return last;
}

void run(Bench& bench, const std::vector<JudgedFrame>& frames, Pattern idle) {
    auto& pins = bench.pins;
    FrameFeed feed(frames, bench.bytes, idle, 31);
    std::array<Place, 2> places;
    std::array<std::size_t, 2> latest{};
    std::array<std::size_t, 2> latency{};
    pins.buffer_ready = true;
    std::size_t first = 0;
    for (std::size_t clock = 1; places[1].frame < frames.size(); ++clock) {
        BOOST_REQUIRE_LT(clock, 1000000);
        feed.drive(pins);
        if (first == 0 && pins.truncate_beat_valid) first = clock;
        bench.settle();
        if (pins.truncate_valid) {
            if (latest[0] == 0) latency[0] = clock - first;
            latest[0] = clock;
            check_beat(bench, joints[0], frames, places[0]);
        }
        if (pins.checksum_valid) {
            if (latest[1] == 0) latency[1] = clock - first;
            latest[1] = clock;
            const auto& frame = frames[places[1].frame];
            BOOST_REQUIRE(unpack_judgement(pins.checksum_judgement) == frame.judgement);
            if (check_beat(bench, joints[1], frames, places[1]) && frame.judgement.copy) {
                const auto descriptor = unpack_descriptor(pins.checksum_descriptor);
                const auto expected = frame.descriptor();
                BOOST_REQUIRE_EQUAL(descriptor.length, expected.length);
                BOOST_REQUIRE_EQUAL(descriptor.checksum, expected.checksum);
                BOOST_REQUIRE(descriptor == expected);
            }
        }
        bench.tick();
    }
    BOOST_TEST(latency[0] == 6);  // two of them tain_header_sum's
    BOOST_TEST(latency[1] == 14);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(copy_path)

// Breaks when truncation is off by a byte at any place in a beat, leaves a byte behind the kept ones, counts
// wrong, or looks at bytes behind the frame's end; when a checksum misses a byte, a carry, an odd end or a
// header field; when one frame's sums or judgement leak into the next (frames of one beat, one a clock).
BOOST_DATA_TEST_CASE(keeps_and_sums_the_first_bytes, data::make(widths) * data::make(patterns), width, idle) {
    const auto bench = make_bench(width);
    Random random(32);
    std::vector<JudgedFrame> frames;
    for (const auto size : matrix_order(bench->bytes, 33)) frames.push_back(random_frame(random, size));
    for (int i = 0; i < 200; ++i) frames.push_back(random_frame(random, 1 + below(random, bench->bytes)));
    for (const std::size_t size : {43365, 65535, 65536, 70000}) frames.push_back(random_frame(random, size));
    run(*bench, frames, idle);
}

// Breaks when truncate does not count on in a frame of a mebibyte; when a bit of a length is lost behind it
// that only longer frames have; or when a copy's descriptor does not have 65535 for what is more.
BOOST_DATA_TEST_CASE(long_frames_keep_their_length, data::make(widths), width) {
    const auto bench = make_bench(width);
    Random random(35);
    run(*bench, {random_frame(random, (1U << 20U) - 1), random_frame(random, 100)}, Pattern::always);
    for (const auto added : added_lengths(random))
        run(*bench, lengthened_frames(random, added), Pattern::always);
}

// Breaks when the sum of many large words overflows, when a carry out of a carry is lost, or when a UDP
// checksum that comes out as 0 is sent as 0.
BOOST_DATA_TEST_CASE(checksum_extremes, data::make(widths), width) {
    const auto bench = make_bench(width);
    Random random(34);
    std::vector<JudgedFrame> frames;
    for (const std::size_t size : {60, 1500, 9100, 65000}) {
        auto frame = random_frame(random, size);
        frame.judgement.copy = true;
        frame.judgement.keep = 65000;
        frame.judgement.outer.v6 = true;
        std::fill(frame.bytes.begin(), frame.bytes.end(), std::uint8_t{0xff});
        frame.judgement.outer.source.fill(0xff);
        frame.judgement.outer.destination.fill(0xff);
        frames.push_back(frame);
        // Chosen so that all words sum to 0xffff, whose complement is 0.
        frame.bytes[8] = frame.bytes[9] = 0;
        frame.bytes.resize(size - size % 2);
        const auto left = udp_checksum(frame.judgement.outer, frame.bytes);
        frame.bytes[8] = static_cast<std::uint8_t>(left >> 8);
        frame.bytes[9] = static_cast<std::uint8_t>(left);
        BOOST_REQUIRE_EQUAL(udp_checksum(frame.judgement.outer, frame.bytes), 0xffff);
        frames.push_back(frame);
        // An IPv4 header whose words sum to 0x...ffff, so that adding the carry carries once more.
        auto& outer = frame.judgement.outer;
        outer.v6 = false;
        outer.source.fill(0xff);
        outer.destination.fill(0xff);
        const auto low = (0x4500U + 0x4000U + 0x4011U + frame.bytes.size() + 36 + 3 * 0xffffU) & 0xffffU;
        outer.source[12] = static_cast<std::uint8_t>((0xffffU - low) >> 8);
        outer.source[13] = static_cast<std::uint8_t>(0xffffU - low);
        frames.push_back(frame);
    }
    run(*bench, frames, Pattern::always);
}

BOOST_AUTO_TEST_SUITE_END()
