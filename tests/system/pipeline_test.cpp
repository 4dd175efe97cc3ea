// SPDX-License-Identifier: Apache-2.0
// The whole pipeline, programmed by the driver, against the reference model: random configurations, random
// frames, random stalls, at every width. A failure names the seed, which makes the same run again.
#define BOOST_TEST_MODULE pipeline
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>

#include "scored_nic.hpp"
#include "tain/device.hpp"
#include "tain/test/scenario.hpp"

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

void run_out(ScoredNic& scored) {
    if (!scored.nic().run_until_idle()) throw std::logic_error("frames or copies are stuck in the NIC");
}

void random_stalls(ScoredNic& scored, Scenario& scenario) {
    const std::vector<double> probabilities{0, 0, 0.1, 0.5, 0.9};
    for (unsigned port = 0; port < scored.ports(); ++port) {
        for (const Direction direction : both) {
            scored.nic().set_idle(port, direction, probabilities[scenario.below(5)]);
            scored.nic().set_stall(port, direction, probabilities[scenario.below(5)]);
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

/// Copies are neither all dropped nor all spared, or the test would prove little.
struct Tally {
    std::uint64_t copied = 0, dropped = 0, not_copied = 0;

    void add(const Expected& expected) {
        for (const auto& [key, counters] : expected.interfaces) {
            copied += counters.copied;
            dropped += counters.dropped;
            not_copied += counters.not_copied;
        }
    }
};

}  // namespace

BOOST_DATA_TEST_CASE(random_frames_and_rules, data::make(widths), width) {
    Tally tally;
    for (unsigned seed = first_seed(); seed < first_seed() + 6; ++seed) {
        BOOST_TEST_CONTEXT("width " << width << ", seed " << seed) {
            Scenario scenario(seed * 1000 + width);
            ScoredNic scored(sim::NicSize::small, width, seed);
            Device device(scored.nic());
            Expected expected;
            // Several configurations on one NIC: what one leaves behind must not disturb the next.
            for (int round = 0; round < 3; ++round) {
                const Wanted wanted = scenario.wanted();
                must([&] { device.apply(wanted); });
                random_stalls(scored, scenario);
                send_random(scored, scenario, wanted, 250);
                must([&] { run_out(scored); });
                Expected of_round;
                must([&] { scored.check(sim::ReferenceModel(wanted), of_round); });
                scored.forget();
                tally.add(of_round);
            }
        }
    }
    BOOST_TEST_MESSAGE(tally.copied << " copied, " << tally.dropped << " dropped, " << tally.not_copied
                                    << " not");
    BOOST_TEST(tally.copied > 300U);
    BOOST_TEST(tally.dropped > 10U);
    BOOST_TEST(tally.not_copied > 300U);
}

BOOST_DATA_TEST_CASE(counters_add_up, data::make(widths), width) {
    for (unsigned seed = first_seed(); seed < first_seed() + 3; ++seed) {
        BOOST_TEST_CONTEXT("width " << width << ", seed " << seed) {
            Scenario scenario(seed * 2000 + width);
            ScoredNic scored(sim::NicSize::small, width, seed);
            Device device(scored.nic());
            const Wanted wanted = scenario.wanted();
            must([&] { device.apply(wanted); });
            random_stalls(scored, scenario);
            send_random(scored, scenario, wanted, 400);
            must([&] { run_out(scored); });
            Expected expected;
            must([&] { scored.check(sim::ReferenceModel(wanted), expected); });
            must([&] { compare(device.read_counters(), expected); });
        }
    }
}

BOOST_DATA_TEST_CASE(nothing_is_dropped_while_there_is_room, data::make(widths), width) {
    BOOST_TEST_CONTEXT("width " << width << ", seed " << first_seed()) {
        Scenario scenario(first_seed() * 3000 + width);
        ScoredNic scored(sim::NicSize::small, width, first_seed());
        Device device(scored.nic());
        const Wanted wanted = scenario.wanted();
        must([&] { device.apply(wanted); });
        for (int i = 0; i < 150; ++i) {
            const unsigned port = scenario.below(scored.ports());
            sim::Frame frame = random_frame(scenario, port);
            if (frame.bytes.size() > 2000) frame.bytes.resize(2000);
            scored.send(port, both[scenario.below(2)], frame);
            must([&] { run_out(scored); });
        }
        Expected expected;
        must([&] { scored.check(sim::ReferenceModel(wanted), expected); });
        for (const auto& [key, counters] : expected.interfaces) BOOST_TEST(counters.dropped == 0U);
    }
}

BOOST_DATA_TEST_CASE(every_length_passes, data::make(widths), width) {
    Scenario scenario(first_seed() * 4000 + width);
    ScoredNic scored(sim::NicSize::small, width, first_seed());
    Device device(scored.nic());
    const Wanted wanted = scenario.wanted();
    must([&] { device.apply(wanted); });
    std::vector<std::size_t> lengths{1500, 9000, 16384, 43365, 65534, 65535};
    for (std::size_t length = 1; length <= 300; ++length) lengths.push_back(length);
    for (const std::size_t length : lengths) {
        for (const Direction direction : both) {
            Bytes bytes = scenario.frame_for(wanted, 0, direction, length);
            bytes.resize(length);
            scored.send(0, direction, {bytes});
        }
    }
    must([&] { run_out(scored); });
    Expected expected;
    must([&] { scored.check(sim::ReferenceModel(wanted), expected); });
    BOOST_TEST(scored.passed(0, Direction::ingress).size() == lengths.size());
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
            Device device(scored.nic());
            const Wanted wanted = scenario.wanted();
            must([&] { device.apply(wanted); });
            send_random(scored, scenario, wanted, 1000);
            must([&] { run_out(scored); });
            Expected expected;
            must([&] { scored.check(sim::ReferenceModel(wanted), expected); });
            must([&] { compare(device.read_counters(), expected); });
        }
    }
}
