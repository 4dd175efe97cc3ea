// SPDX-License-Identifier: Apache-2.0
// Pages as the AWS command line asks for them and puts them together. The tokens were got from it.
#include "tain/output/pages.hpp"

#include "scripted_api.hpp"
#include "tain/cli/command_error.hpp"

namespace tain::test {
namespace {

using output::PageOptions;
using output::Pages;

/// {"NextToken": "t1", "boto_truncate_amount": 1}
const std::string one_behind_t1 = "eyJOZXh0VG9rZW4iOiAidDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==";

struct Run {
    Json document;
    std::vector<Json> requests;
};

Run run(std::deque<Json> answers, const PageOptions& options, Json request = Json::object()) {
    ScriptedApi api(std::move(answers));
    Pages pages(api, operation("DescribeTrafficMirrorSessions"), std::move(request), options);
    Run done;
    done.document = pages.all();
    done.requests = api.requests;
    return done;
}

/// The words with which a run of these pages is refused.
std::string refusal(std::deque<Json> answers, const PageOptions& options, int exit_code = 255) {
    try {
        run(std::move(answers), options);
    } catch (const cli::CommandError& error) {
        BOOST_TEST(error.exit_code() == exit_code);
        return error.what();
    }
    return "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pages)

BOOST_AUTO_TEST_CASE(tokens_are_followed_until_there_is_none) {
    const Json request = {{"Filters", Json::array()}};
    const Run done = run({sessions(1, 2, "t1"), sessions(3, 3, "t2"), sessions(4, 4)}, {}, request);
    BOOST_TEST(done.document == sessions(1, 4));
    BOOST_REQUIRE(done.requests.size() == 3U);
    BOOST_TEST(done.requests[0] == request);
    BOOST_TEST(done.requests[1] == Json({{"Filters", Json::array()}, {"NextToken", "t1"}}));
    BOOST_TEST(done.requests[2].at("NextToken") == "t2");
}

BOOST_AUTO_TEST_CASE(an_empty_token_is_none) {
    Json page = sessions(1, 1);
    page["NextToken"] = "";
    BOOST_TEST(run({page}, {}).document == sessions(1, 1));
    page["NextToken"] = nullptr;
    BOOST_TEST(run({page}, {}).document == sessions(1, 1));
}

BOOST_AUTO_TEST_CASE(the_page_size_goes_with_every_request) {
    PageOptions options;
    options.page_size = 5;
    for (const Json& request : run({sessions(1, 1, "t1"), sessions(2, 2)}, options).requests)
        BOOST_TEST(request.at("MaxResults") == 5);
}

BOOST_AUTO_TEST_CASE(only_the_list_is_put_together) {
    Json page = sessions(1, 1);
    page["Other"] = 1;
    BOOST_TEST(run({page}, {}).document == sessions(1, 1));
    BOOST_TEST(run({Json::object()}, {}).document == Json::object());
    BOOST_TEST(run({Json({{"NextToken", "t1"}}), sessions(1, 1)}, {}).document == sessions(1, 1));
}

BOOST_AUTO_TEST_CASE(without_pagination_the_answer_stays_as_it_is) {
    PageOptions options;
    options.paginate = false;
    const Run done = run({sessions(1, 2, "t1")}, options, {{"NextToken", "t0"}});
    BOOST_TEST(done.document == sessions(1, 2, "t1"));
    BOOST_TEST(done.requests == std::vector<Json>{Json({{"NextToken", "t0"}})});
}

BOOST_AUTO_TEST_CASE(max_items_ends_within_a_page) {
    PageOptions options;
    options.max_items = 3;
    const Run done = run({sessions(1, 2, "t1"), sessions(3, 4, "t2")}, options);
    BOOST_TEST(done.document == sessions(1, 3, one_behind_t1));
}

BOOST_AUTO_TEST_CASE(max_items_ends_within_the_first_page) {
    PageOptions options;
    options.max_items = 1;
    // {"NextToken": null, "boto_truncate_amount": 1}
    BOOST_TEST(run({sessions(1, 2)}, options).document ==
               sessions(1, 1, "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ=="));
}

BOOST_AUTO_TEST_CASE(max_items_ends_at_a_page) {
    PageOptions options;
    options.max_items = 2;
    // {"NextToken": "t1"}
    BOOST_TEST(run({sessions(1, 2, "t1")}, options).document ==
               sessions(1, 2, "eyJOZXh0VG9rZW4iOiAidDEifQ=="));
    BOOST_TEST(run({sessions(1, 2)}, options).document == sessions(1, 2));
}

BOOST_AUTO_TEST_CASE(max_items_of_none_and_less) {
    PageOptions options;
    options.max_items = 0;
    // {"NextToken": null, "boto_truncate_amount": 0}
    BOOST_TEST(run({sessions(1, 3)}, options).document ==
               sessions(1, 0, "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAwfQ=="));
    options.max_items = -1;
    // {"NextToken": null, "boto_truncate_amount": -1}: all but the last
    BOOST_TEST(run({sessions(1, 3)}, options).document ==
               sessions(1, 2, "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAtMX0="));
}

BOOST_AUTO_TEST_CASE(a_token_of_ours_goes_on_behind_the_items_shown) {
    PageOptions options;
    options.starting_token = one_behind_t1;
    const Run done = run({sessions(3, 4, "t2"), sessions(5, 5)}, options);
    BOOST_TEST(done.document == sessions(4, 5));
    BOOST_TEST(done.requests.front() == Json({{"NextToken", "t1"}}));
}

BOOST_AUTO_TEST_CASE(a_page_can_be_shown_in_three_parts) {
    PageOptions options;
    options.starting_token = one_behind_t1;
    options.max_items = 1;
    // {"NextToken": "t1", "boto_truncate_amount": 2}
    BOOST_TEST(run({sessions(1, 3)}, options).document ==
               sessions(2, 2, "eyJOZXh0VG9rZW4iOiAidDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ=="));
}

BOOST_AUTO_TEST_CASE(tokens_of_the_service_and_of_old_clients_are_taken) {
    PageOptions options;
    for (const char* plain : {"t1", "abcd", "eyJ", "t1___x", "WzFd"}) {
        options.starting_token = plain;
        const Run done = run({sessions(1, 1)}, options);
        BOOST_TEST(done.requests.front().at("NextToken") == plain);
        BOOST_TEST(done.document == sessions(1, 1));
    }
    options.starting_token = "t1___1";
    const Run done = run({sessions(1, 2)}, options);
    BOOST_TEST(done.requests.front().at("NextToken") == "t1");
    BOOST_TEST(done.document == sessions(2, 2));
    options.starting_token = "None___1";
    BOOST_TEST(run({sessions(1, 2)}, options).requests.front() == Json::object());
}

BOOST_AUTO_TEST_CASE(tokens_that_mean_nothing_are_refused) {
    PageOptions options;
    options.starting_token = "a___b___c";
    BOOST_TEST(refusal({}, options) == "Bad starting token: a___b___c");
    options.starting_token = "MTIz";  // 123
    BOOST_TEST(refusal({}, options) == "'int' object has no attribute 'pop'");
    options.starting_token = "eyJOZXh0VG9rZW4iOiA1fQ==";  // {"NextToken": 5}
    BOOST_TEST(
        refusal({}, options, 252) ==
        "Parameter validation failed:\nInvalid type for parameter NextToken, value: 5, type: <class 'int'>, "
        "valid types: <class 'str'>");
    options.starting_token = "eyJGb28iOiAxfQ==";  // {"Foo": 1}
    BOOST_TEST(refusal({}, options, 252)
                   .starts_with("Parameter validation failed:\nUnknown parameter in input: \"Foo\", must be "
                                "one of: TrafficMirrorSessionIds, "));
    options.starting_token = "e30=";  // {}
    options.max_items = 1;
    BOOST_TEST(refusal({sessions(1, 2)}, options) == "Bad starting token: {'boto_truncate_amount': 1}");
}

BOOST_AUTO_TEST_CASE(a_service_that_goes_in_circles_is_found_out) {
    BOOST_TEST(refusal({sessions(1, 1, "t'1"), sessions(2, 2, "t'1")}, {}) ==
               "Error during pagination: The same next token was received twice: {'NextToken': \"t'1\"}");
}

BOOST_AUTO_TEST_CASE(tokens_are_text_of_any_kind) {
    PageOptions options;
    options.max_items = 1;
    const Json first = run({sessions(1, 1, "é\"\\\n😀")}, options).document;
    // {"NextToken": "\u00e9\"\\\n\ud83d\ude00"}
    const std::string token = "eyJOZXh0VG9rZW4iOiAiXHUwMGU5XCJcXFxuXHVkODNkXHVkZTAwIn0=";
    BOOST_TEST(first.at("NextToken") == token);
    options.starting_token = token;
    BOOST_TEST(run({sessions(1, 1)}, options).requests.front().at("NextToken") == "é\"\\\n😀");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
