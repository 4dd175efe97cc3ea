// SPDX-License-Identifier: Apache-2.0
// When a request is sent again: the AWS client's standard mode.
#include "retries.hpp"

#include <boost/test/unit_test.hpp>

#include "tain/cli/command_error.hpp"
#include "user_files.hpp"

BOOST_AUTO_TEST_SUITE(retries)

namespace {

using tain::endpoint::Failure;
using tain::endpoint::Profile;
using tain::endpoint::Retries;

Retries of_attempts(int attempts, double random = 0.5) {
    return {attempts, [random] { return random; }};
}

bool repeated(const Failure& failure) {
    return of_attempts(3).again(1, failure);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_repeated) {
    for (const int status : {500, 502, 503, 504}) BOOST_TEST(repeated({.status = status, .code = "Any"}));
    for (const int status : {300, 400, 403, 404, 412, 429, 501, 505, 509, 599})
        BOOST_TEST(!repeated({.status = status, .code = "Any"}), status);
    for (const std::string code : {"RequestLimitExceeded", "Throttling", "BandwidthLimitExceeded", "SlowDown",
                                   "RequestTimeout", "PriorRequestNotComplete", "EC2ThrottledException"})
        BOOST_TEST(repeated({.status = 400, .code = code}), code);
    for (const std::string code : {"RequestTimeTooSkewed", "InvalidParameterValue", "Unavailable", ""})
        BOOST_TEST(!repeated({.status = 400, .code = code}), code);
    BOOST_TEST(repeated({}));
    BOOST_TEST(repeated({.is_timeout = true}));
}

BOOST_AUTO_TEST_CASE(how_often) {
    Retries three = of_attempts(3);
    BOOST_TEST(three.again(1, {}));
    BOOST_TEST(three.again(2, {}));
    BOOST_TEST(!three.again(3, {}));
    BOOST_TEST(!of_attempts(1).again(1, {}));
}

BOOST_AUTO_TEST_CASE(how_long) {
    BOOST_TEST(of_attempts(9).delay(1) == 0.5);
    BOOST_TEST(of_attempts(9).delay(2) == 1.0);
    BOOST_TEST(of_attempts(9).delay(4) == 4.0);
    BOOST_TEST(of_attempts(9).delay(8) == 20.0);
    BOOST_TEST(of_attempts(9).delay(5000) == 20.0);
    BOOST_TEST(of_attempts(9, 0).delay(8) == 0.0);
}

BOOST_AUTO_TEST_CASE(the_budget) {
    Retries retries = of_attempts(1000);
    int repeats = 0;
    while (retries.again(1, {.status = 503})) ++repeats;
    BOOST_TEST(repeats == 100);
    retries.succeeded(2);
    BOOST_TEST(retries.again(1, {.status = 503}));
    BOOST_TEST(!retries.again(1, {.status = 503}));
    for (int i = 0; i < 5; ++i) retries.succeeded(1);
    BOOST_TEST(retries.again(1, {.status = 503}));

    Retries slow = of_attempts(1000);
    repeats = 0;
    while (slow.again(1, {.is_timeout = true})) ++repeats;
    BOOST_TEST(repeats == 50);
}

BOOST_FIXTURE_TEST_CASE(settings, tain::test::UserFiles) {
    const auto attempts = [] { return Retries::from(Profile::load("", true)).most_attempts(); };
    BOOST_TEST(attempts() == 3);
    write_config("[default]\nmax_attempts = 7\nretry_mode = adaptive\n");
    BOOST_TEST(attempts() == 7);
    set("AWS_MAX_ATTEMPTS", " 1 ");
    BOOST_TEST(attempts() == 1);

    const auto check_refused = [&](const std::string& words) {
        BOOST_CHECK_EXCEPTION(attempts(), tain::cli::CommandError, [&](const auto& error) {
            BOOST_TEST(error.what() == words);
            return error.exit_code() == 255;
        });
    };
    for (const std::string text : {"abc", "1.5", "", "1x"}) {
        set("AWS_MAX_ATTEMPTS", text);
        check_refused("invalid literal for int() with base 10: '" + text + "'");
    }
    for (const std::string text : {"0", "-1"}) {
        set("AWS_MAX_ATTEMPTS", text);
        check_refused("Value provided to \"max_attempts\": " + text +
                      " must be an integer greater than or equal to one.");
    }
    for (const std::string mode : {"legacy", "x", ""}) {
        set("AWS_RETRY_MODE", mode);
        check_refused("Invalid value provided to \"mode\": \"" + mode +
                      "\" must be one of: \"standard\" or \"adaptive\"");
    }
}

BOOST_AUTO_TEST_SUITE_END()
