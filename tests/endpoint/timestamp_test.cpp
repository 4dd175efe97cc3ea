// SPDX-License-Identifier: Apache-2.0
// Points in time as the AWS client prints them.
#include "timestamp.hpp"

#include <boost/test/unit_test.hpp>

#include "tain/cli/command_error.hpp"

BOOST_AUTO_TEST_SUITE(timestamp)

BOOST_AUTO_TEST_CASE(forms) {
    const struct {
        std::string text;
        std::string shown;
    } cases[] = {{"2026-11-22T19:30:00.000Z", "2026-11-22T19:30:00+00:00"},
                 {"2026-11-22T19:30:00Z", "2026-11-22T19:30:00+00:00"},
                 {"2026-11-22T19:30:00.123Z", "2026-11-22T19:30:00.123000+00:00"},
                 {"2026-11-22T19:30:00.1234567Z", "2026-11-22T19:30:00.123456+00:00"},
                 {"2026-11-22T19:30:00", "2026-11-22T19:30:00"},
                 {"2026-11-22", "2026-11-22T00:00:00"},
                 {"2026-11-22 19:30:00+02:00", "2026-11-22T19:30:00+02:00"},
                 {"2026-11-22T19:30:00-0530", "2026-11-22T19:30:00-05:30"},
                 {"2026-11-22T19:30:00+02", "2026-11-22T19:30:00+02:00"},
                 {"2026-11-22T19:30Z", "2026-11-22T19:30:00+00:00"},
                 {"20261122T193000Z", "2026-11-22T19:30:00+00:00"},
                 {" 2026-11-22T19:30:00Z ", "2026-11-22T19:30:00+00:00"},
                 {"1700000000", "2023-11-14T22:13:20+00:00"},
                 {"1700000000.5", "2023-11-14T22:13:20.500000+00:00"},
                 {"0", "1970-01-01T00:00:00+00:00"}};
    for (const auto& [text, shown] : cases) BOOST_TEST(tain::endpoint::iso_timestamp(text) == shown);
}

BOOST_AUTO_TEST_CASE(what_is_none) {
    const struct {
        std::string text;
        std::string reason;
    } cases[] = {{"", "String does not contain a date: "},
                 {"abc", "Unknown string format: abc"},
                 {"2026-13-22T19:30:00Z", "month must be in 1..12: 2026-13-22T19:30:00Z"},
                 {"2026-02-30T00:00:00Z", "day is out of range for month: 2026-02-30T00:00:00Z"},
                 {"2026-11-22T24:00:00Z", "hour must be in 0..23: 2026-11-22T24:00:00Z"},
                 {"2026-11-22T19:30:60Z", "second must be in 0..59: 2026-11-22T19:30:60Z"}};
    for (const auto& [text, reason] : cases)
        BOOST_CHECK_EXCEPTION(tain::endpoint::iso_timestamp(text), tain::cli::CommandError,
                              [&](const auto& error) {
                                  BOOST_TEST(error.what() == "Invalid timestamp \"" + text + "\": " + reason);
                                  return error.exit_code() == 255;
                              });
    for (const std::string text : {"2026-11", "2026-11-22T", "2026-11-22T1", "2026-11-22T19:30:00.Z",
                                   "2026-1122", "2026-11-22T19:30:00ZZ", "2026-11-22T19:30:00+1",
                                   "99999999999999999", "1.2.3", "9999999999999", "0000-01-01"})
        BOOST_CHECK_THROW(tain::endpoint::iso_timestamp(text), tain::cli::CommandError);
}

BOOST_AUTO_TEST_SUITE_END()
