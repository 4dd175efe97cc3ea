// SPDX-License-Identifier: Apache-2.0
// The build option by which copies leave by a port of their own (design 2.12).
#define BOOST_TEST_MODULE copy_port
#include <boost/test/unit_test.hpp>
#include <deque>

#include "tain/device.hpp"
#include "tain/test/one_session.hpp"
#include "tain/test/scenario.hpp"
#include "tain/test/scored_nic.hpp"

namespace {

using namespace tain;
using namespace tain::test;

constexpr unsigned width = 64;

sim::Frame ipv4_frame(std::size_t bytes) {
    sim::Frame frame{sim::Bytes(bytes), 0, false};
    frame.bytes[12] = 8;
    frame.bytes[14] = 0x45;
    return frame;
}

}  // namespace

// Breaks where copies by that port differ from the model's, are mixed, doubled or lost, or disturb
// production.
BOOST_AUTO_TEST_CASE(copies_are_the_same_as_by_the_wire_port) {
    std::uint64_t copied = 0;
    for (unsigned seed = 1; seed < 5; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            Scenario scenario(seed * 6000);
            ScoredNic scored(sim::NicSize::small_copy_port, width, seed);
            Device device(scored.bus());
            const Wanted wanted = scenario.wanted();
            scored.apply(device, wanted);
            for (unsigned port = 0; port < scored.ports(); ++port)
                scored.set_stall(port, Direction::egress, scenario.chance(0.5) ? 0.5 : 0);
            for (unsigned i = 0; i < 300; ++i) {
                const unsigned port = scenario.below(scored.ports());
                const Direction direction = i % 2 == 0 ? Direction::ingress : Direction::egress;
                scored.send(port, direction,
                            {scenario.frame_for(wanted, port, direction, 60 + scenario.below(1500))});
            }
            BOOST_REQUIRE_NO_THROW(scored.settle());
            copied += scored.totals().copied;
        }
    }
    BOOST_TEST(copied > 100U);
}

// Breaks where a copy takes a single clock of the way to the wire from production.
BOOST_AUTO_TEST_CASE(production_never_waits_for_a_copy) {
    sim::SimulatedNic nic(sim::NicSize::small_copy_port, width);
    Device(nic).apply(copy_everything());
    std::deque<std::uint64_t> entered;
    unsigned copies = 0, production = 0;
    nic.hooks().accepted = [&](const sim::Passage& passage) {
        if (passage.direction == Direction::egress) entered.push_back(passage.first_clock);
    };
    nic.hooks().sent = [&](unsigned, const sim::SentFrame& frame) {
        if (frame.is_copy) {
            ++copies;
            return;
        }
        ++production;
        BOOST_TEST(frame.first_clock - entered.front() == 2U);
        entered.pop_front();
    };
    for (unsigned i = 0; i < 200; ++i) nic.send(0, Direction::ingress, ipv4_frame(200));
    for (unsigned i = 0; i < 200; ++i) {
        nic.send(0, Direction::egress, ipv4_frame(60 + i));
        nic.run(30 + i % 7);
    }
    BOOST_REQUIRE(nic.run_until_idle());
    BOOST_TEST(production == 200U);
    BOOST_TEST(copies > 200U);
}
