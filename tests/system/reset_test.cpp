// SPDX-License-Identifier: Apache-2.0
// Resets in the middle of traffic. Of the mirror: production does not notice, and afterwards the NIC works as
// if it were new. Of the whole NIC: whatever was under way, the next frame is treated rightly.
#define BOOST_TEST_MODULE reset
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tain/device.hpp"
#include "tain/test/scenario.hpp"
#include "tain/test/scored_nic.hpp"

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

/// Programs the NIC and holds it to the model, counters included.
void works_like_new(ScoredNic& scored, Scenario& scenario) {
    const Wanted wanted = scenario.wanted();
    Device device(scored.bus());
    scored.apply(device, wanted);
    // The ports' counters have counted since the reset ended; what they count from now on is what matters
    // here.
    scored.check_counters(device);
    send_frames(scored, scenario, wanted, 150);
    scored.settle();
    scored.check_counters(device);
}

}  // namespace

BOOST_DATA_TEST_CASE(of_the_mirror_under_traffic, data::make(widths), width) {
    Scenario scenario(width);
    ScoredNic scored(sim::NicSize::small, width, width);
    for (int round = 0; round < 4; ++round) {
        const Wanted wanted = scenario.wanted();
        Device device(scored.bus());
        scored.apply(device, wanted);
        send_frames(scored, scenario, wanted, 200);
        scored.nic().run(50 + scenario.below(2000));
        scored.reset_mirror(device);
        works_like_new(scored, scenario);
    }
    BOOST_TEST(scored.totals().copied > 20U);
}

BOOST_DATA_TEST_CASE(of_the_whole_nic_in_mid_frame, data::make(widths), width) {
    Scenario scenario(100 + width);
    ScoredNic scored(sim::NicSize::small, width, width);
    for (int round = 0; round < 4; ++round) {
        const Wanted wanted = scenario.wanted();
        Device device(scored.bus());
        scored.apply(device, wanted);
        send_frames(scored, scenario, wanted, 200);
        scored.nic().run(50 + scenario.below(2000));
        scored.reset(sim::SimulatedNic::shortest_reset + scenario.below(3));
        works_like_new(scored, scenario);
    }
    BOOST_TEST(scored.totals().copied > 20U);
}
