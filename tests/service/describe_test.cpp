// SPDX-License-Identifier: Apache-2.0
// Describes: by id, by filter, in pages.
#include "world.hpp"

namespace tain::test {
namespace {

const std::string describe = "DescribeTrafficMirrorSessions";

Json filters(const std::string& name, const Json& values) {
    return {{"Filters", Json::array({Json{{"Name", name}, {"Values", values}}})}};
}

struct Three : World {
    std::string filter = create_filter();
    std::string target = create_target();
    std::string first = create_session(filter, target, 1);
    std::string second = create_session(filter, target, 2);
    std::string third = create_session(filter, target, 1, second_source);

    std::vector<std::string> found(const Json& request) {
        std::vector<std::string> ids;
        const Json answer = call(describe, request);
        for (const Json& session : answer["TrafficMirrorSessions"])
            ids.push_back(session["TrafficMirrorSessionId"]);
        return ids;
    }
};

using Ids = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(describes, Three)

BOOST_AUTO_TEST_CASE(all_in_the_order_of_creation) {
    BOOST_TEST(found(Json::object()) == (Ids{first, second, third}), boost::test_tools::per_element());
    BOOST_TEST(call("DescribeTrafficMirrorTargets", Json::object())["TrafficMirrorTargets"].size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_empty_answer_is_an_empty_list) {
    World empty;
    BOOST_TEST(empty.call(describe, Json::object()) == Json({{"TrafficMirrorSessions", Json::array()}}));
}

BOOST_AUTO_TEST_CASE(by_id) {
    BOOST_TEST(found({{"TrafficMirrorSessionIds", {third, first}}}) == (Ids{first, third}),
               boost::test_tools::per_element());
    BOOST_TEST(refusal(describe, {{"TrafficMirrorSessionIds", {first, "tms-00000000"}}}) ==
               "InvalidTrafficMirrorSessionId.NotFound");
    BOOST_TEST(refusal(describe, {{"TrafficMirrorSessionIds", {"x"}}}) ==
               "InvalidTrafficMirrorSessionId.Malformed");
}

BOOST_AUTO_TEST_CASE(by_filter) {
    BOOST_TEST(found(filters("network-interface-id", {source})).size() == 2U);
    BOOST_TEST(found(filters("network-interface-id", {source, second_source})).size() == 3U);
    BOOST_TEST(found(filters("session-number", {"1"})).size() == 2U);
    BOOST_TEST(found(filters("owner-id", {"1111*"})).size() == 3U);
    BOOST_TEST(found(filters("owner-id", {"11112222333?"})).size() == 3U);
    BOOST_TEST(found(filters("owner-id", {"1111"})).empty());
    BOOST_TEST(found(filters("owner-id", {"*3*2*"})).empty());
    BOOST_TEST(found(filters("owner-id", {"1\\*"})).empty());
    BOOST_TEST(found(filters("packet-length", {"*"})).empty());
    Json both = filters("session-number", {"1"});
    both["Filters"].push_back({{"Name", "network-interface-id"}, {"Values", {source}}});
    BOOST_TEST(found(both) == Ids{first}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(by_tag) {
    const Json tags = Json::array({Json{{"Key", "Name"}, {"Value", "web"}}});
    const Json specification{{"ResourceType", "traffic-mirror-filter"}, {"Tags", tags}};
    call("CreateTrafficMirrorFilter", {{"TagSpecifications", Json::array({specification})}});
    const auto count = [&](const std::string& name, const std::string& value) {
        return call("DescribeTrafficMirrorFilters", filters(name, {value}))["TrafficMirrorFilters"].size();
    };
    BOOST_TEST(count("tag:Name", "web") == 1U);
    BOOST_TEST(count("tag:Name", "db") == 0U);
    BOOST_TEST(count("tag-key", "Name") == 1U);
}

BOOST_AUTO_TEST_CASE(bad_filters) {
    BOOST_TEST(refusal(describe, filters("colour", {"blue"})) == "InvalidFilter");
    BOOST_TEST(refusal(describe, {{"Filters", Json::array({Json{{"Name", "owner-id"}}})}}) ==
               "MissingParameter");
    Json many = Json::array();
    for (int i = 0; i < 201; ++i) many.push_back("x");
    BOOST_TEST(refusal(describe, filters("owner-id", many)) == "FilterLimitExceeded");
}

BOOST_AUTO_TEST_CASE(rules_of_a_filter) {
    const std::string rule = create_rule(filter, 1);
    create_rule(create_filter(), 1);
    const std::string rules = "DescribeTrafficMirrorFilterRules";
    BOOST_TEST(call(rules, Json::object())["TrafficMirrorFilterRules"].size() == 2U);
    const Json answer = call(rules, {{"TrafficMirrorFilterId", filter}});
    BOOST_REQUIRE(answer["TrafficMirrorFilterRules"].size() == 1U);
    BOOST_TEST(answer["TrafficMirrorFilterRules"][0]["TrafficMirrorFilterRuleId"] == rule);
    BOOST_TEST(refusal(rules, {{"TrafficMirrorFilterId", "tmf-00000000"}}) ==
               "InvalidTrafficMirrorFilterId.NotFound");
    BOOST_TEST(call(rules, filters("rule-number", {"2"}))["TrafficMirrorFilterRules"].empty());
}

BOOST_AUTO_TEST_CASE(pages) {
    for (int i = 0; i < 11; ++i) create_filter();  // with the one of the fixture: 12
    const std::string list = "DescribeTrafficMirrorFilters";
    const Json one = call(list, {{"MaxResults", 5}});
    BOOST_TEST(one["TrafficMirrorFilters"].size() == 5U);
    const Json two = call(list, {{"MaxResults", 5}, {"NextToken", one["NextToken"]}});
    const Json three = call(list, {{"MaxResults", 5}, {"NextToken", two["NextToken"]}});
    BOOST_TEST(three["TrafficMirrorFilters"].size() == 2U);
    BOOST_TEST(!three.contains("NextToken"));
    BOOST_TEST(two["TrafficMirrorFilters"][0] != one["TrafficMirrorFilters"][4]);
    BOOST_TEST(refusal(list, {{"MaxResults", 4}}) == "InvalidMaxResults");
    BOOST_TEST(refusal(list, {{"MaxResults", 1001}}) == "InvalidMaxResults");
    BOOST_TEST(refusal(list, {{"NextToken", "nonsense"}}) == "InvalidNextToken");
    BOOST_TEST(refusal(list, {{"MaxResults", 5}, {"TrafficMirrorFilterIds", {filter}}}) ==
               "InvalidParameterCombination");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
