// SPDX-License-Identifier: Apache-2.0
// Buckets of tokens, by a clock that the test sets.
#include "rate_limit.hpp"

#include <boost/test/unit_test.hpp>

namespace tain::test {
namespace {

using daemon::RateLimit;
using std::chrono::milliseconds;

int taken(RateLimit& limit, const std::string& caller, RateLimit::Clock::time_point now) {
    int count = 0;
    while (count < 1000 && limit.take(caller, now)) ++count;
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rate_limit)

BOOST_AUTO_TEST_CASE(a_burst_then_an_even_rate) {
    RateLimit limit(10, 5);
    RateLimit::Clock::time_point now{};
    BOOST_TEST(taken(limit, "a", now) == 5);
    BOOST_TEST(taken(limit, "a", now += milliseconds(100)) == 1);
    BOOST_TEST(taken(limit, "a", now += milliseconds(50)) == 0);
    BOOST_TEST(taken(limit, "a", now += milliseconds(50)) == 1);
    BOOST_TEST(taken(limit, "a", now += milliseconds(100'000)) == 5);
}

BOOST_AUTO_TEST_CASE(one_caller_takes_nothing_from_another) {
    RateLimit limit(1, 2);
    BOOST_TEST(taken(limit, "a", {}) == 2);
    BOOST_TEST(taken(limit, "b", {}) == 2);
}

BOOST_AUTO_TEST_CASE(none_is_no_limit) {
    RateLimit limit(0, 1);
    BOOST_TEST(taken(limit, "a", {}) == 1000);
}

BOOST_AUTO_TEST_CASE(an_empty_bucket_is_not_forgotten_among_many) {
    RateLimit limit(1, 1);
    RateLimit::Clock::time_point now{};
    for (int i = 0; i < 3000; ++i) BOOST_TEST(limit.take(std::to_string(i), now));
    BOOST_TEST(!limit.take("2999", now));
    BOOST_TEST(!limit.take("0", now));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
