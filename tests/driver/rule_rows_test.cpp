// SPDX-License-Identifier: Apache-2.0
// Rules as value and mask, held against a direct reading of design 2.3 with random keys: would fail if any
// key were matched that the rule does not match, or the other way round.
#include "rule_rows.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "examples.hpp"
#include "random_wanted.hpp"

namespace tain::test {
namespace {

struct Packet {
    IpAddress source;
    IpAddress destination;
    std::uint8_t protocol = 0;
    bool ports_known = false;
    std::uint16_t source_port = 0;
    std::uint16_t destination_port = 0;
};

bool in_range(const std::optional<PortRange>& range, bool known, std::uint16_t port) {
    return !range || (known && port >= range->from && port <= range->to);
}

bool rule_matches(const Rule& rule, const Packet& packet) {
    return rule.source.contains(packet.source) && rule.destination.contains(packet.destination) &&
           (!rule.protocol || *rule.protocol == packet.protocol) &&
           in_range(rule.source_ports, packet.ports_known, packet.source_port) &&
           in_range(rule.destination_ports, packet.ports_known, packet.destination_port);
}

/// The key of docs/registers.md, one bool a bit; range checkers are given.
std::vector<bool> key_of(const Packet& packet, const std::vector<RangeCheck>& checkers) {
    std::vector<bool> key(352, false);
    const auto put = [&key](unsigned lowest, unsigned width, std::uint64_t bits) {
        for (unsigned i = 0; i < width; ++i) key.at(lowest + i) = ((bits >> i) & 1U) != 0;
    };
    for (unsigned i = 0; i < 16; ++i) {
        put(8 * i, 8, packet.source.bytes.at(15 - i));
        put(128 + 8 * i, 8, packet.destination.bytes.at(15 - i));
    }
    put(256, 8, packet.protocol);
    put(264, 1, packet.source.v6 ? 1 : 0);
    if (!packet.ports_known) return key;
    put(265, 1, 1);
    put(266, 16, packet.source_port);
    put(282, 16, packet.destination_port);
    for (unsigned i = 0; i < checkers.size(); ++i) {
        const std::uint16_t port = checkers[i].destination ? packet.destination_port : packet.source_port;
        put(298 + i, 1, port >= checkers[i].range.from && port <= checkers[i].range.to ? 1 : 0);
    }
    return key;
}

bool row_matches(const Row& row, const std::vector<bool>& key) {
    for (unsigned bit = 0; bit < 352; ++bit) {
        const bool mask = ((row.words.at((416 + bit) / 32) >> ((416 + bit) % 32)) & 1U) != 0;
        const bool value = ((row.words.at((64 + bit) / 32) >> ((64 + bit) % 32)) & 1U) != 0;
        if (mask && key[bit] != value) return false;
    }
    return true;
}

/// Near the rule, so that about half of the packets match it.
Packet packet_near(const Rule& rule, std::mt19937& random) {
    Packet packet{
        rule.source.address, rule.destination.address, rule.protocol.value_or(6), random() % 4 != 0, 0, 0};
    const auto flip_a_bit = [&random](std::uint8_t& byte) {
        byte = static_cast<std::uint8_t>(byte ^ (1U << random() % 8));
    };
    if (random() % 3 == 0) flip_a_bit(packet.source.bytes[15 - random() % (rule.source.address.v6 ? 16 : 4)]);
    if (random() % 3 == 0) flip_a_bit(packet.destination.bytes[15 - random() % 4]);
    if (random() % 9 == 0) packet.protocol = static_cast<std::uint8_t>(random());
    if (random() % 19 == 0) packet.source.v6 = packet.destination.v6 = !packet.source.v6;
    if (!packet.source.v6) {
        for (unsigned i = 0; i < 12; ++i) packet.source.bytes[i] = packet.destination.bytes[i] = 0;
    }
    if (!packet.ports_known) return packet;
    const auto near = [&random](const std::optional<PortRange>& range) {
        if (!range || random() % 4 == 0) return static_cast<std::uint16_t>(random());
        const unsigned spread = range->to - range->from + 3U;
        return static_cast<std::uint16_t>(range->from - 1U + random() % spread);
    };
    packet.source_port = near(rule.source_ports);
    packet.destination_port = near(rule.destination_ports);
    return packet;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rule_rows)

BOOST_AUTO_TEST_CASE(rows_match_what_rules_match) {
    std::mt19937 random(1);
    RandomWanted wanted(1, small_capabilities());
    unsigned hits = 0;
    unsigned tries = 0;
    for (unsigned round = 0; round < 300; ++round) {
        for (const Rule& rule : wanted.filter("tmf-x").ingress) {
            Row row = rule_row(rule);
            const std::vector<RangeCheck> checkers = checks_of(rule);
            for (unsigned i = 0; i < checkers.size(); ++i) ask_checker(row, i);
            for (unsigned i = 0; i < 20; ++i) {
                const Packet packet = packet_near(rule, random);
                const bool expected = rule_matches(rule, packet);
                BOOST_REQUIRE_EQUAL(row_matches(row, key_of(packet, checkers)), expected);
                hits += expected ? 1 : 0;
                ++tries;
            }
        }
    }
    BOOST_CHECK_GT(hits, tries / 10);
    BOOST_CHECK_LT(hits, tries * 9 / 10);
}

BOOST_AUTO_TEST_CASE(only_true_ranges_need_a_checker) {
    BOOST_CHECK(!check_for(true, {80, 80}));
    BOOST_CHECK(!check_for(true, {0, 65535}));
    BOOST_CHECK(!check_for(true, {1024, 2047}));
    BOOST_CHECK(!check_for(true, {32768, 65535}));
    BOOST_CHECK(check_for(true, {1, 2}));
    BOOST_CHECK(check_for(true, {0, 65534}));
    BOOST_CHECK(check_for(false, {512, 1535}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
