// SPDX-License-Identifier: Apache-2.0
// tain_prepend: prefix, payload and padding without a gap, in exactly as many beats and clocks as they need.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "stream.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

struct Packet {
    Bytes prefix, payload;
    bool side = false;
    Prefixes parts{};  // those that are chosen make the prefix together
    std::uint8_t chosen = 0;

    Bytes expected() const {
        Bytes bytes = prefix;
        bytes.insert(bytes.end(), payload.begin(), payload.end());
        if (bytes.size() < 60) bytes.resize(60);
        return bytes;
    }
};

// Of each byte some parts have bits. Behind the prefix's end, and in parts not chosen, stands rubbish.
Packet random_packet(Random& random, std::size_t prefix, std::size_t payload) {
    Packet packet{Bytes(prefix), random_bytes(payload, random), below(random, 2) == 0};
    packet.chosen = static_cast<std::uint8_t>(1 + below(random, 7));
    for (std::size_t part = 0; part < packet.parts.size(); ++part) {
        const bool chosen = (packet.chosen >> part & 1) != 0;
        for (std::size_t i = 0; i < packet.parts[part].size(); ++i) {
            auto& byte = packet.parts[part][i];
            byte = static_cast<std::uint8_t>(random());
            if (!chosen || i >= prefix) continue;
            if (below(random, 2) == 0) byte = 0;
            packet.prefix[i] |= byte;
        }
    }
    return packet;
}

// Plays packets through, and compares what comes out; gives the clocks from the first beat out to the last.
std::size_t run(Bench& bench, const std::vector<Packet>& packets, Pattern idle, Pattern stall) {
    auto& pins = bench.pins;
    std::vector<Beat> beats;
    for (std::size_t i = 0; i < packets.size(); ++i)
        append_beats(beats, packets[i].payload, bench.bytes, false, i, 0);
    Source source(std::move(beats), idle, 51);
    Willing sink(stall, 52);
    std::size_t out = 0;
    std::size_t place = 0;
    std::size_t first = 0;
    Bytes expected = packets[0].expected();
    for (std::size_t clock = 1;; ++clock) {
        BOOST_REQUIRE_LT(clock, 3000000);
        pins.prepend_s_valid = source.offer();
        const auto& beat = source.item();
        const auto& packet = packets[beat.frame];
        pins.payload_data = beat.data;
        pins.payload_last = beat.last;
        pins.payload_side = packet.side;
        pins.payload_length = static_cast<std::uint16_t>(packet.payload.size());
        pins.prefixes = packet.parts;
        pins.prefixes_chosen = packet.chosen;
        pins.prefix_length = static_cast<std::uint8_t>(packet.prefix.size());
        pins.packet_m_ready = sink.next();
        bench.settle();
        if (pins.prepend_s_valid && pins.prepend_s_ready) source.taken();
        if (pins.prepend_m_valid && pins.packet_m_ready) {
            if (first == 0) first = clock;
            const auto count = std::min(bench.bytes, expected.size() - place);
            BOOST_REQUIRE_EQUAL(pins.prepend_m_keep, keep_of(count));
            BOOST_REQUIRE(std::equal(pins.prepend_m_data.begin(),
                                     pins.prepend_m_data.begin() + static_cast<std::ptrdiff_t>(count),
                                     expected.begin() + static_cast<std::ptrdiff_t>(place)));
            BOOST_REQUIRE_EQUAL(pins.prepend_m_length, expected.size());
            BOOST_REQUIRE_EQUAL(pins.prepend_m_side, packets[out].side);
            place += count;
            BOOST_REQUIRE_EQUAL(pins.prepend_m_last, place == expected.size());
            if (place == expected.size()) {
                place = 0;
                if (++out == packets.size()) return clock - first + 1;
                expected = packets[out].expected();
            }
        }
        bench.tick();
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prepend)

// Every prefix length with every payload length about the beat's, back to back. Breaks when a byte is shifted
// wrong, a part of the prefix that is not chosen shows, padding is not zero or stops too early or late, keep
// or length is off, or when an idle clock or a beat too many stands anywhere: the clocks must be exactly the
// sum of ceil(max(60, prefix + payload) / BYTES).
BOOST_DATA_TEST_CASE(every_length_without_a_gap, data::make(widths), width) {
    const auto bench = make_bench(width);
    Random random(53);
    std::vector<Packet> packets;
    std::vector<std::size_t> payloads;
    for (std::size_t size = 1; size <= 2 * bench->bytes + 2; ++size) payloads.push_back(size);
    for (std::size_t size = 1; size <= 60; size += 3) payloads.push_back(size);
    payloads.push_back(300);
    for (std::size_t prefix = 2; prefix <= 128; prefix += 2)
        for (const auto payload : payloads) packets.push_back(random_packet(random, prefix, payload));
    std::shuffle(packets.begin(), packets.end(), random);
    std::size_t beats = 0;
    for (const auto& packet : packets) beats += beats_in(packet.expected().size(), bench->bytes);
    BOOST_TEST(run(*bench, packets, Pattern::always, Pattern::always) == beats);
}

// The matrix. Breaks when a stall or an idle input at any point loses, doubles or mixes bytes, or overruns
// the FIFO behind the shifter.
BOOST_DATA_TEST_CASE(stalls_change_nothing, data::make(widths) * data::make(patterns) * data::make(patterns),
                     width, idle, stall) {
    const auto bench = make_bench(width);
    Random random(54);
    std::vector<Packet> packets;
    for (const auto size : matrix_order(bench->bytes, 55))
        packets.push_back(random_packet(random, 2 * (1 + below(random, 64)), size));
    packets.push_back(random_packet(random, 128, 65535 - 128));
    run(*bench, packets, idle, stall);
}

BOOST_AUTO_TEST_SUITE_END()
