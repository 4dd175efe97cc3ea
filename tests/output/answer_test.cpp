// SPDX-License-Identifier: Apache-2.0
// From pages to standard output: what is printed page by page and what as one document.
#include "tain/output/answer.hpp"

#include <sstream>

#include "scripted_api.hpp"
#include "tain/cli/command_error.hpp"

namespace tain::test {
namespace {

using output::Format;
using output::PageOptions;
using output::Query;

std::string printed(std::string_view name, std::deque<Json> answers, Format format,
                    const PageOptions& options = {}, Query* query = nullptr) {
    ScriptedApi api(std::move(answers));
    output::Pages pages(api, operation(name), Json::object(), options);
    std::ostringstream out;
    output::print_answer(operation(name), pages, {.format = format, .query = query}, out);
    return out.str();
}

std::string printed_sessions(std::deque<Json> answers, Format format, const PageOptions& options = {},
                             Query* query = nullptr) {
    return printed("DescribeTrafficMirrorSessions", std::move(answers), format, options, query);
}

const std::deque<Json> two_pages = {sessions(1, 1, "t1"), sessions(2, 2)};

PageOptions first_item() {
    PageOptions options;
    options.max_items = 1;
    return options;
}

constexpr Format all_formats[] = {Format::json, Format::text, Format::table, Format::yaml,
                                  Format::yaml_stream};

}  // namespace

BOOST_AUTO_TEST_SUITE(answers)

BOOST_AUTO_TEST_CASE(pages_are_one_document_in_json_yaml_and_tables) {
    BOOST_TEST(printed_sessions(two_pages, Format::yaml) ==
               "TrafficMirrorSessions:\n- TrafficMirrorSessionId: s1\n- TrafficMirrorSessionId: s2\n");
    BOOST_TEST(printed_sessions({sessions(1, 0)}, Format::json) ==
               "{\n    \"TrafficMirrorSessions\": []\n}\n");
    BOOST_TEST(printed_sessions(two_pages, Format::table)
                   .ends_with("||  s1                       ||\n"
                              "||  s2                       ||\n"
                              "|+---------------------------+|\n"));
}

BOOST_AUTO_TEST_CASE(a_stream_shows_each_page_with_its_token) {
    BOOST_TEST(printed_sessions(two_pages, Format::yaml_stream) ==
               "- NextToken: t1\n  TrafficMirrorSessions:\n  - TrafficMirrorSessionId: s1\n"
               "- TrafficMirrorSessions:\n  - TrafficMirrorSessionId: s2\n");
}

BOOST_AUTO_TEST_CASE(text_shows_each_page_without_its_token) {
    BOOST_TEST(printed_sessions(two_pages, Format::text) ==
               "TRAFFICMIRRORSESSIONS\ts1\nTRAFFICMIRRORSESSIONS\ts2\n");
    BOOST_TEST(printed_sessions({sessions(1, 1, "t1")}, Format::text, first_item()) ==
               "TRAFFICMIRRORSESSIONS\ts1\nNEXTTOKEN\teyJOZXh0VG9rZW4iOiAidDEifQ==\n");
}

BOOST_AUTO_TEST_CASE(pages_are_printed_before_the_next_one_fails) {
    ScriptedApi api({sessions(1, 1, "t"), sessions(2, 2, "t")});
    const service::Operation& describe = operation("DescribeTrafficMirrorSessions");
    output::Pages pages(api, describe, Json::object(), {});
    std::ostringstream out;
    BOOST_CHECK_THROW(output::print_answer(describe, pages, {.format = Format::text}, out),
                      cli::CommandError);
    BOOST_TEST(out.str() == "TRAFFICMIRRORSESSIONS\ts1\nTRAFFICMIRRORSESSIONS\ts2\n");
}

BOOST_AUTO_TEST_CASE(answers_without_members_print_nothing) {
    for (const Format format : all_formats) BOOST_TEST(printed("CreateTags", {Json::object()}, format) == "");
}

BOOST_AUTO_TEST_CASE(describes_without_their_list) {
    BOOST_TEST(printed_sessions({Json::object()}, Format::json) == "");
    BOOST_TEST(printed_sessions({Json::object()}, Format::yaml) == "");
    BOOST_TEST(printed_sessions({Json::object()}, Format::table) == "");
    BOOST_TEST(printed_sessions({Json::object()}, Format::text) == "None\n");
    BOOST_TEST(printed_sessions({Json::object()}, Format::yaml_stream) == "- {}\n");
}

BOOST_AUTO_TEST_CASE(one_raw_page_keeps_its_token_in_text) {
    PageOptions options;
    options.paginate = false;
    BOOST_TEST(printed_sessions({sessions(1, 1, "t1")}, Format::text, options) ==
               "t1\nTRAFFICMIRRORSESSIONS\ts1\n");
}

BOOST_AUTO_TEST_CASE(a_query_selects_from_the_whole_document) {
    Query query("TrafficMirrorSessions[].TrafficMirrorSessionId");
    BOOST_TEST(printed_sessions(two_pages, Format::json, {}, &query) == "[\n    \"s1\",\n    \"s2\"\n]\n");
    BOOST_TEST(printed_sessions(two_pages, Format::yaml, {}, &query) == "- s1\n- s2\n");
    Query nothing("Nothing");
    BOOST_TEST(printed_sessions(two_pages, Format::json, {}, &nothing) == "null\n");
    BOOST_TEST(printed_sessions(two_pages, Format::table, {}, &nothing) == "");
}

BOOST_AUTO_TEST_CASE(a_query_selects_from_each_page_in_text_and_streams) {
    Query query("TrafficMirrorSessions[].TrafficMirrorSessionId");
    BOOST_TEST(printed_sessions(two_pages, Format::text, {}, &query) == "s1\ns2\n");
    BOOST_TEST(printed_sessions(two_pages, Format::yaml_stream, {}, &query) == "- - s1\n- - s2\n");
    // The token's line is a document too, from which the query selects nothing.
    BOOST_TEST(printed_sessions({sessions(1, 1, "t1")}, Format::text, first_item(), &query) == "s1\nNone\n");
}

BOOST_AUTO_TEST_CASE(times_have_one_form) {
    const auto shown = [](const std::string& wire) {
        const Json answer = {{"NetworkInterfaces", {{{"Attachment", {{"AttachTime", wire}}}}}}};
        Query time("NetworkInterfaces[0].Attachment.AttachTime");
        return printed("DescribeNetworkInterfaces", {answer}, Format::json, {}, &time);
    };
    BOOST_TEST(shown("2026-11-22T19:30:00.000Z") == "\"2026-11-22T19:30:00+00:00\"\n");
    BOOST_TEST(shown("2026-11-22T19:30:00Z") == "\"2026-11-22T19:30:00+00:00\"\n");
    BOOST_TEST(shown("2026-11-22T19:30:00.5-01:30") == "\"2026-11-22T19:30:00.500000-01:30\"\n");
    BOOST_TEST(shown("2026-11-22T19:30:00+00:00") == "\"2026-11-22T19:30:00+00:00\"\n");
    BOOST_TEST(shown("yesterday") == "\"yesterday\"\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
