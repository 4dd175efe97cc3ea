// SPDX-License-Identifier: Apache-2.0
// Rates between two readings of the NIC.
#include "tain/commands/watch.hpp"

#include "world.hpp"

namespace tain::test {
namespace {

using commands::Rate;
using commands::Reading;

Reading reading(int milliseconds, std::uint64_t frames, std::uint64_t copies) {
    Reading made;
    made.time = std::chrono::steady_clock::time_point(std::chrono::milliseconds(milliseconds));
    made.status.counters.ports = {{0, Direction::ingress, frames, frames * 100, 0, 0}};
    service::SessionStatus session;
    session.id = "tms-1";
    session.counters = {{"tms-1", Direction::egress, copies, copies * 60, 0, copies / 2}};
    made.status.sessions = {session};
    return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(watch)

BOOST_AUTO_TEST_CASE(rates_are_differences_by_time) {
    const std::vector<Rate> rates = commands::rates(reading(0, 1000, 10), reading(500, 1500, 20));
    BOOST_REQUIRE(rates.size() == 2U);
    BOOST_TEST(rates[0].name == "port 0");
    BOOST_TEST(rates[0].direction == "ingress");
    BOOST_TEST(rates[0].frames == 1000);
    BOOST_TEST(rates[0].bytes == 100000);
    BOOST_TEST(rates[0].total == 1500U);
    BOOST_TEST(rates[1].name == "tms-1");
    BOOST_TEST(rates[1].direction == "egress");
    BOOST_TEST(rates[1].frames == 20);
    BOOST_TEST(rates[1].bytes == 1200);
    BOOST_TEST(rates[1].dropped == 10);
}

BOOST_AUTO_TEST_CASE(a_counter_that_began_anew_began_at_0) {
    const std::vector<Rate> rates = commands::rates(reading(0, 1000, 10), reading(1000, 30, 4));
    BOOST_TEST(rates[0].frames == 30);
    BOOST_TEST(rates[1].frames == 4);
}

BOOST_AUTO_TEST_CASE(what_is_new_began_at_0_and_what_is_gone_is_not_shown) {
    Reading before = reading(0, 1000, 10);
    before.status.sessions.clear();
    const Reading now = reading(1000, 1000, 10);
    BOOST_TEST(commands::rates(before, now)[1].frames == 10);
    BOOST_TEST(commands::rates(now, before).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
