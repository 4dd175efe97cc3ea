// SPDX-License-Identifier: Apache-2.0
// The whole pipeline, programmed by the driver, against the reference model: random configurations, random
// frames, random stalls, at every width. A failure names the seed, which makes the same run again.
#define BOOST_TEST_MODULE pipeline
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>

#include "tain/device.hpp"
#include "tain/test/one_session.hpp"
#include "tain/test/scenario.hpp"
#include "tain/test/scored_nic.hpp"

using namespace tain;
using namespace tain::test;
namespace data = boost::unit_test::data;

namespace {

const std::vector<unsigned> widths{64, 128, 256, 512};
constexpr Direction both[]{Direction::ingress, Direction::egress};

/// $TAIN_SEED runs others than those of every day.
unsigned first_seed() {
    const char* text = std::getenv("TAIN_SEED");
    return text == nullptr ? 1 : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

sim::Frame random_frame(Scenario& scenario, unsigned port) {
    return {scenario.frame(port), static_cast<std::uint16_t>(scenario.below(65536)), scenario.chance(0.05)};
}

/// Two of three are any frames; the third is one that an interface of `wanted` could well see.
void send_random(ScoredNic& scored, Scenario& scenario, const Wanted& wanted, unsigned frames) {
    for (unsigned i = 0; i < frames; ++i) {
        const unsigned port = scenario.below(scored.ports());
        const Direction direction = both[scenario.below(2)];
        sim::Frame frame = random_frame(scenario, port);
        if (i % 3 == 0) frame.bytes = scenario.frame_for(wanted, port, direction, 60 + scenario.below(1500));
        scored.send(port, direction, std::move(frame));
    }
}

void random_stalls(ScoredNic& scored, Scenario& scenario) {
    const std::vector<double> probabilities{0, 0, 0.1, 0.5, 0.9};
    for (unsigned port = 0; port < scored.ports(); ++port) {
        for (const Direction direction : both) {
            scored.nic().set_idle(port, direction, probabilities[scenario.below(5)]);
            scored.set_stall(port, direction, probabilities[scenario.below(5)]);
        }
    }
}

/// Fails with the words of what `check` throws, while the context with the seed still stands.
void must(const std::function<void()>& check) {
    try {
        check();
    } catch (const std::exception& error) {
        BOOST_FAIL(error.what());
    }
}

}  // namespace

BOOST_DATA_TEST_CASE(random_frames_and_rules, data::make(widths), width) {
    Totals totals;
    for (unsigned seed = first_seed(); seed < first_seed() + 6; ++seed) {
        BOOST_TEST_CONTEXT("width " << width << ", seed " << seed) {
            Scenario scenario(seed * 1000 + width);
            ScoredNic scored(sim::NicSize::small, width, seed);
            Device device(scored.bus());
            // Several configurations on one NIC: what one leaves behind must not disturb the next.
            for (int round = 0; round < 3; ++round) {
                const Wanted wanted = scenario.wanted();
                must([&] { scored.apply(device, wanted); });
                random_stalls(scored, scenario);
                send_random(scored, scenario, wanted, 250);
                must([&] { scored.settle(); });
            }
            totals += scored.totals();
        }
    }
    // Copies are neither all dropped nor all spared, or the test would prove little.
    BOOST_TEST_MESSAGE(totals.copied << " copied, " << totals.dropped << " dropped, " << totals.not_copied
                                     << " not");
    BOOST_TEST(totals.copied > 300U);
    BOOST_TEST(totals.dropped > 10U);
    BOOST_TEST(totals.not_copied > 300U);
}

BOOST_DATA_TEST_CASE(counters_add_up, data::make(widths), width) {
    for (unsigned seed = first_seed(); seed < first_seed() + 3; ++seed) {
        BOOST_TEST_CONTEXT("width " << width << ", seed " << seed) {
            Scenario scenario(seed * 2000 + width);
            ScoredNic scored(sim::NicSize::small, width, seed);
            Device device(scored.bus());
            const Wanted wanted = scenario.wanted();
            must([&] { scored.apply(device, wanted); });
            random_stalls(scored, scenario);
            send_random(scored, scenario, wanted, 400);
            must([&] { scored.settle(); });
            must([&] { scored.check_counters(device); });
        }
    }
}

/// Four rules of two port ranges each, which take all range checkers of the small NIC; `inverted` has other
/// ranges, whose borders have the opposite bits.
std::vector<Rule> rules_of_ranges(bool inverted) {
    std::vector<Rule> rules;
    for (unsigned i = 0; i < 4; ++i) {
        Rule rule = accept_everything("tmfr-" + std::to_string(i));
        rule.number = i + 1;
        rule.protocol = std::uint8_t{17};
        rule.accept = i != 1;
        const auto range = [inverted](unsigned from, unsigned to) {
            return PortRange{static_cast<std::uint16_t>(inverted ? ~to : from),
                             static_cast<std::uint16_t>(inverted ? ~from : to)};
        };
        rule.source_ports = range(0x0a35U + 0x1111U * i, 0x5ac6U + 0x1111U * i);
        rule.destination_ports = range(0x0553U + 0x2222U * i, 0x65aaU + 0x2222U * i);
        rules.push_back(rule);
    }
    return rules;
}

/// A port at a border of a range, or next to it.
std::uint16_t near_border(Scenario& scenario, const PortRange& range) {
    const unsigned border = scenario.chance(0.5) ? range.from : range.to;
    return static_cast<std::uint16_t>(border + scenario.below(3) - 1);
}

BOOST_DATA_TEST_CASE(every_range_checker_knows_its_borders, data::make(widths), width) {
    Scenario scenario(first_seed() * 6000 + width);
    ScoredNic scored(sim::NicSize::small, width, first_seed());
    Device device(scored.bus());
    for (int round = 0; round < 4; ++round) {
        const std::vector<Rule> rules = rules_of_ranges(round % 2 == 1);
        const Wanted wanted = one_session({"", rules, rules, false});
        must([&] { scored.apply(device, wanted); });
        for (int i = 0; i < 150; ++i) {
            const Rule& rule = rules[scenario.below(4)];
            const std::uint16_t source = near_border(scenario, *rule.source_ports);
            const std::uint16_t destination = near_border(scenario, *rule.destination_ports);
            scored.send(0, both[scenario.below(2)],
                        {join({mac_pair("02:00:00:00:00:02", "02:00:00:00:00:03"), ether_type(0x0800),
                               ipv4({}), udp(source, destination, 18)})});
        }
        must([&] { scored.settle(); });
        must([&] { scored.check_counters(device); });
    }
    BOOST_TEST(scored.totals().copied > 50U);
    BOOST_TEST(scored.totals().not_copied > 50U);
}

BOOST_DATA_TEST_CASE(nothing_is_dropped_while_there_is_room, data::make(widths), width) {
    BOOST_TEST_CONTEXT("width " << width << ", seed " << first_seed()) {
        Scenario scenario(first_seed() * 3000 + width);
        ScoredNic scored(sim::NicSize::small, width, first_seed());
        Device device(scored.bus());
        const Wanted wanted = scenario.wanted();
        must([&] { scored.apply(device, wanted); });
        for (int i = 0; i < 150; ++i) {
            const unsigned port = scenario.below(scored.ports());
            sim::Frame frame = random_frame(scenario, port);
            if (frame.bytes.size() > 2000) frame.bytes.resize(2000);
            scored.send(port, both[scenario.below(2)], frame);
            must([&] { scored.settle(); });
        }
        BOOST_TEST(scored.totals().dropped == 0U);
    }
}

BOOST_DATA_TEST_CASE(every_length_passes, data::make(widths), width) {
    Scenario scenario(first_seed() * 4000 + width);
    ScoredNic scored(sim::NicSize::small, width, first_seed());
    Device device(scored.bus());
    const Wanted wanted = scenario.wanted();
    must([&] { scored.apply(device, wanted); });
    std::vector<std::size_t> lengths{1500, 9000, 16384, 43365, 65534, 65535};
    for (std::size_t length = 1; length <= 300; ++length) lengths.push_back(length);
    for (const std::size_t length : lengths) {
        for (const Direction direction : both) {
            Bytes bytes = scenario.frame_for(wanted, 0, direction, length);
            bytes.resize(length);
            scored.send(0, direction, {bytes});
        }
    }
    must([&] { scored.settle(); });
    BOOST_TEST(scored.totals().frames == 2 * lengths.size());
}

BOOST_AUTO_TEST_CASE(the_standard_nic) {
    ScenarioLimits limits;
    limits.ports = 1;
    limits.interfaces = 64;
    limits.filters = 32;
    limits.rules_per_filter = 16;
    limits.targets = 32;
    limits.addresses_per_target = 16;
    limits.resolvers = 8;
    for (unsigned seed = first_seed(); seed < first_seed() + 2; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            Scenario scenario(seed * 5000, limits);
            ScoredNic scored(sim::NicSize::standard, 512, seed);
            Device device(scored.bus());
            const Wanted wanted = scenario.wanted();
            must([&] { scored.apply(device, wanted); });
            send_random(scored, scenario, wanted, 1000);
            must([&] { scored.settle(); });
            must([&] { scored.check_counters(device); });
        }
    }
}
