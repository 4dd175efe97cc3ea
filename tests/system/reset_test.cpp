// SPDX-License-Identifier: Apache-2.0
// Resets in the middle of traffic. Of the mirror: production does not notice, and afterwards the NIC works as
// if it were new. Of the whole NIC: whatever was under way, the next frame is treated rightly.
#define BOOST_TEST_MODULE reset
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "scored_nic.hpp"
#include "tain/device.hpp"
#include "tain/test/scenario.hpp"

using namespace tain;
using namespace tain::test;
namespace data = boost::unit_test::data;

namespace {

const std::vector<unsigned> widths{64, 128, 256, 512};
constexpr Direction both[]{Direction::ingress, Direction::egress};

void send_frames(ScoredNic& scored, Scenario& scenario, const Wanted& wanted, unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
        const Direction direction = both[scenario.below(2)];
        const unsigned port = scenario.below(scored.ports());
        scored.send(port, direction,
                    {scenario.frame_for(wanted, port, direction, 60 + scenario.below(1400))});
    }
}

/// The port's counters have counted since the reset ended; what they count from now on is what matters here.
Counters since(const Counters& start, Counters counters) {
    for (std::size_t i = 0; i < counters.ports.size(); ++i) {
        counters.ports[i].frames -= start.ports[i].frames;
        counters.ports[i].bytes -= start.ports[i].bytes;
        counters.ports[i].unowned -= start.ports[i].unowned;
        counters.ports[i].bad -= start.ports[i].bad;
    }
    return counters;
}

/// Programs the NIC and holds it to the model, counters included.
std::uint64_t works_like_new(ScoredNic& scored, Scenario& scenario) {
    const Wanted wanted = scenario.wanted();
    Device device(scored.nic());
    device.apply(wanted);
    const Counters start = device.read_counters();
    send_frames(scored, scenario, wanted, 150);
    BOOST_REQUIRE(scored.nic().run_until_idle());
    Expected expected;
    scored.check(sim::ReferenceModel(wanted), expected);
    compare(since(start, device.read_counters()), expected);
    scored.forget();
    std::uint64_t copied = 0;
    for (const auto& [key, counters] : expected.interfaces) copied += counters.copied;
    return copied;
}

}  // namespace

BOOST_DATA_TEST_CASE(of_the_mirror_under_traffic, data::make(widths), width) {
    std::uint64_t copied = 0;
    Scenario scenario(width);
    ScoredNic scored(sim::NicSize::small, width, width);
    for (int round = 0; round < 4; ++round) {
        const Wanted wanted = scenario.wanted();
        Device device(scored.nic());
        device.apply(wanted);
        send_frames(scored, scenario, wanted, 200);
        scored.nic().run(50 + scenario.below(2000));
        device.reset();  // the harness goes on checking production all the while
        const auto production_under_way = [&] {
            for (unsigned port = 0; port < scored.ports(); ++port) {
                for (const Direction direction : both) {
                    if (scored.nic().queued(port, direction) != 0) return true;
                }
            }
            return false;
        };
        while (production_under_way()) scored.nic().run(100);
        scored.nic().run(3000);
        BOOST_TEST(scored.production_left());
        scored.nic().forget_mirror();
        scored.forget();
        copied += works_like_new(scored, scenario);
    }
    BOOST_TEST(copied > 20U);
}

BOOST_DATA_TEST_CASE(of_the_whole_nic_in_mid_frame, data::make(widths), width) {
    std::uint64_t copied = 0;
    Scenario scenario(100 + width);
    ScoredNic scored(sim::NicSize::small, width, width);
    for (int round = 0; round < 4; ++round) {
        const Wanted wanted = scenario.wanted();
        Device(scored.nic()).apply(wanted);
        send_frames(scored, scenario, wanted, 200);
        scored.nic().run(50 + scenario.below(2000));
        scored.nic().reset();
        scored.forget();
        copied += works_like_new(scored, scenario);
    }
    BOOST_TEST(copied > 20U);
}
