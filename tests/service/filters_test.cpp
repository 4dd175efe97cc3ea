// SPDX-License-Identifier: Apache-2.0
// Filters and rules: answers, every bad rule, numbers, quotas, network services.
#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "world.hpp"

namespace tain::test {
namespace {

/// A rule request with some members replaced (null: taken away), and the code it is refused with.
struct BadRule {
    std::string members;
    std::string code;
};
std::ostream& operator<<(std::ostream& stream, const BadRule& rule) {
    return stream << rule.members;
}

const BadRule bad_rules[] = {
    {R"({"TrafficMirrorFilterId": null})", "MissingParameter"},
    {R"({"TrafficMirrorFilterId": "tmf-00000000"})", "InvalidTrafficMirrorFilterId.NotFound"},
    {R"({"TrafficMirrorFilterId": "filter"})", "InvalidTrafficMirrorFilterId.Malformed"},
    {R"({"TrafficDirection": null})", "MissingParameter"},
    {R"({"TrafficDirection": "both"})", "InvalidParameterValue"},
    {R"({"RuleNumber": null})", "MissingParameter"},
    {R"({"RuleNumber": 0})", "InvalidParameterValue"},
    {R"({"RuleNumber": 32767})", "InvalidParameterValue"},
    {R"({"RuleNumber": -1})", "InvalidParameterValue"},
    {R"({"RuleNumber": 18446744073709551615})", "InvalidParameterValue"},
    {R"({"RuleNumber": "1"})", "InvalidParameterValue"},
    {R"({"RuleAction": "maybe"})", "InvalidParameterValue"},
    {R"({"RuleAction": null})", "MissingParameter"},
    {R"({"Protocol": 256})", "InvalidParameterValue"},
    {R"({"Protocol": -1})", "InvalidParameterValue"},
    {R"({"SourceCidrBlock": null})", "MissingParameter"},
    {R"({"DestinationCidrBlock": null})", "MissingParameter"},
    {R"({"SourceCidrBlock": "10.0.0.0"})", "InvalidParameterValue"},
    {R"({"SourceCidrBlock": "10.0.0.0/33"})", "InvalidParameterValue"},
    {R"({"SourceCidrBlock": "10.0.0/8"})", "InvalidParameterValue"},
    {R"({"SourceCidrBlock": "::/129"})", "InvalidParameterValue"},
    {R"({"SourceCidrBlock": "::/0"})", "InvalidParameterCombination"},
    {R"({"Protocol": 6, "DestinationPortRange": {"FromPort": 443, "ToPort": 80}})", "InvalidParameterValue"},
    {R"({"Protocol": 6, "DestinationPortRange": {"FromPort": 80, "ToPort": 65536}})",
     "InvalidParameterValue"},
    {R"({"Protocol": 6, "DestinationPortRange": {"FromPort": -1, "ToPort": 80}})", "InvalidParameterValue"},
    {R"({"Protocol": 6, "DestinationPortRange": {"FromPort": 80}})", "MissingParameter"},
    {R"({"Protocol": 17, "SourcePortRange": {"ToPort": 80}})", "MissingParameter"},
    {R"({"Protocol": 17, "SourcePortRange": {"FromPort": 2, "ToPort": 1}})", "InvalidParameterValue"},
    {R"({"Protocol": 1, "SourcePortRange": {"FromPort": 1, "ToPort": 2}})", "InvalidParameterCombination"},
    {R"({"DestinationPortRange": {"FromPort": 1, "ToPort": 2}})", "InvalidParameterCombination"},
    {R"({"Protocol": 6, "DestinationPortRange": {"From": 1}})", "UnknownParameter"},
    {R"({"Description": "a\nb"})", "InvalidParameterValue"},
    {R"({"Colour": "blue"})", "UnknownParameter"},
    {R"({"ClientToken": ""})", "InvalidClientToken"},
};

Json with(Json request, const std::string& members) {
    const Json changes = Json::parse(members);
    for (const auto& [name, value] : changes.items()) {
        request.erase(name);
        if (!value.is_null()) request[name] = value;
    }
    return request;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(filters, World)

BOOST_AUTO_TEST_CASE(a_new_filter_is_empty) {
    const Json answer = call("CreateTrafficMirrorFilter", {{"Description", "web"}});
    const Json& filter = answer["TrafficMirrorFilter"];
    BOOST_TEST(filter["TrafficMirrorFilterId"].get<std::string>().starts_with("tmf-"));
    BOOST_TEST(filter["Description"] == "web");
    for (const char* list : {"IngressFilterRules", "EgressFilterRules", "NetworkServices", "Tags"})
        BOOST_TEST(filter[list] == Json::array());
    BOOST_TEST(!filter.contains("OwnerId"));
}

BOOST_AUTO_TEST_CASE(a_description_has_at_most_255_bytes) {
    BOOST_TEST(refusal("CreateTrafficMirrorFilter", {{"Description", std::string(256, 'x')}}) ==
               "InvalidParameterValue");
    BOOST_TEST(refusal("CreateTrafficMirrorFilter", {{"Description", "\xff"}}) == "InvalidParameterValue");
    call("CreateTrafficMirrorFilter", {{"Description", std::string(255, 'x')}});
}

BOOST_AUTO_TEST_CASE(a_rule_answers_what_it_was_given) {
    const std::string filter = create_filter();
    Json request = rule_request(filter);
    request["Protocol"] = 6;
    request["DestinationPortRange"] = {{"FromPort", 80}, {"ToPort", 443}};
    request["SourceCidrBlock"] = "10.1.2.3/8";
    request["Description"] = "TCP rule";
    const Json rule = call("CreateTrafficMirrorFilterRule", request)["TrafficMirrorFilterRule"];
    BOOST_TEST(rule["TrafficMirrorFilterId"] == filter);
    BOOST_TEST(rule["TrafficMirrorFilterRuleId"].get<std::string>().starts_with("tmfr-"));
    BOOST_TEST(rule["DestinationPortRange"]["ToPort"] == 443);
    BOOST_TEST(rule["SourceCidrBlock"] == "10.0.0.0/8");  // the canonical form
    BOOST_TEST(!rule.contains("SourcePortRange"));
}

BOOST_DATA_TEST_CASE(a_bad_rule_is_refused, boost::unit_test::data::make(bad_rules), bad) {
    const std::string filter = create_filter();
    BOOST_TEST(refusal("CreateTrafficMirrorFilterRule", with(rule_request(filter), bad.members)) == bad.code);
}

BOOST_AUTO_TEST_CASE(rule_numbers_are_unique_per_direction_and_answered_in_order) {
    const std::string filter = create_filter();
    create_rule(filter, 20);
    create_rule(filter, 10);
    create_rule(filter, 10, "egress");
    BOOST_TEST(refusal("CreateTrafficMirrorFilterRule", rule_request(filter, 10)) ==
               "TrafficMirrorFilterRuleAlreadyExists");
    create_rule(create_filter(), 10);
    const Json filters = call("DescribeTrafficMirrorFilters", {{"TrafficMirrorFilterIds", {filter}}});
    const Json& rules = filters["TrafficMirrorFilters"][0]["IngressFilterRules"];
    BOOST_TEST(rules.size() == 2U);
    BOOST_TEST(rules[0]["RuleNumber"] == 10);
    BOOST_TEST(filters["TrafficMirrorFilters"][0]["EgressFilterRules"].size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_quota_counts_both_directions) {
    const std::string filter = create_filter();
    for (int number = 1; number <= 10; ++number)
        create_rule(filter, number, number % 2 == 0 ? "ingress" : "egress");
    BOOST_TEST(refusal("CreateTrafficMirrorFilterRule", rule_request(filter, 11)) ==
               "TrafficMirrorFilterRuleLimitExceeded");
}

BOOST_AUTO_TEST_CASE(a_raised_quota_ends_at_what_the_nic_holds) {
    inventory.quotas.rules_per_filter = 100;
    const std::string filter = create_filter();
    for (int number = 1; number <= 16; ++number) create_rule(filter, number);
    try {
        create_rule(filter, 17);
        BOOST_ERROR("accepted");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == "TrafficMirrorFilterRuleLimitExceeded");
        BOOST_TEST(std::string(error.what()).find("rules_per_filter") != std::string::npos);
        BOOST_TEST(std::string(error.what()).find(filter) != std::string::npos);
    }
    create_rule(filter, 17, "egress");
}

BOOST_AUTO_TEST_CASE(the_quota_counts_filters) {
    inventory.quotas.filters = 1;
    create_filter();
    BOOST_TEST(refusal("CreateTrafficMirrorFilter", Json::object()) == "TrafficMirrorFilterLimitExceeded");
}

BOOST_AUTO_TEST_CASE(a_rule_is_modified_member_by_member) {
    const std::string modify = "ModifyTrafficMirrorFilterRule";
    const std::string filter = create_filter();
    const std::string rule = create_rule(filter, 1);
    create_rule(filter, 2);
    Json answer = call(modify, {{"TrafficMirrorFilterRuleId", rule},
                                {"RuleNumber", 3},
                                {"Protocol", 17},
                                {"SourcePortRange", {{"FromPort", 53}, {"ToPort", 53}}},
                                {"Description", "DNS"}});
    BOOST_TEST(answer["TrafficMirrorFilterRule"]["RuleNumber"] == 3);
    BOOST_TEST(answer["TrafficMirrorFilterRule"]["RuleAction"] == "accept");
    BOOST_TEST(answer["TrafficMirrorFilterRule"]["SourcePortRange"]["FromPort"] == 53);
    const Json id{{"TrafficMirrorFilterRuleId", rule}};
    BOOST_TEST(refusal(modify, with(id, R"({"RuleNumber": 2})")) == "TrafficMirrorFilterRuleAlreadyExists");
    BOOST_TEST(refusal(modify, with(id, R"({"RemoveFields": ["protocol"]})")) ==
               "InvalidParameterCombination");
    BOOST_TEST(refusal(modify, with(id, R"({"RemoveFields": ["rule-number"]})")) == "InvalidParameterValue");
    BOOST_TEST(refusal(modify, with(id, R"({"SourceCidrBlock": "::/0"})")) == "InvalidParameterCombination");
    BOOST_TEST(refusal(modify, with(id, R"({"Protocol": 6, "RemoveFields": ["protocol"]})")) ==
               "InvalidParameterCombination");
    BOOST_TEST(refusal(modify, {{"TrafficMirrorFilterRuleId", "tmfr-00000000"}}) ==
               "InvalidTrafficMirrorFilterRuleId.NotFound");
    answer = call(modify, with(id, R"({"RemoveFields": ["protocol", "source-port-range", "description"]})"));
    for (const char* gone : {"Protocol", "SourcePortRange", "Description"})
        BOOST_TEST(!answer["TrafficMirrorFilterRule"].contains(gone));
}

BOOST_AUTO_TEST_CASE(network_services_come_and_go) {
    const std::string modify = "ModifyTrafficMirrorFilterNetworkServices";
    const std::string filter = create_filter();
    const Json dns = Json::array({"amazon-dns"});
    const Json id{{"TrafficMirrorFilterId", filter}};
    Json add = id;
    add["AddNetworkServices"] = dns;
    Json remove = id;
    remove["RemoveNetworkServices"] = dns;
    BOOST_TEST(call(modify, add)["TrafficMirrorFilter"]["NetworkServices"] == dns);
    BOOST_TEST(call(modify, add)["TrafficMirrorFilter"]["NetworkServices"] == dns);
    BOOST_TEST(call(modify, remove)["TrafficMirrorFilter"]["NetworkServices"] == Json::array());
    Json both = add;
    both.update(remove);
    BOOST_TEST(refusal(modify, both) == "InvalidParameterCombination");
    BOOST_TEST(refusal(modify, with(id, R"({"AddNetworkServices": ["dns"]})")) == "InvalidParameterValue");
    BOOST_TEST(refusal(modify, {{"TrafficMirrorFilterId", "tmf-00000000"}}) ==
               "InvalidTrafficMirrorFilterId.NotFound");
}

BOOST_AUTO_TEST_CASE(a_filter_goes_with_its_rules_unless_used) {
    const std::string filter = create_filter();
    const std::string rule = create_rule(filter);
    const std::string session = create_session(filter, create_target());
    const Json id{{"TrafficMirrorFilterId", filter}};
    BOOST_TEST(refusal("DeleteTrafficMirrorFilter", id) == "TrafficMirrorFilterInUse");
    call("DeleteTrafficMirrorSession", {{"TrafficMirrorSessionId", session}});
    BOOST_TEST(call("DeleteTrafficMirrorFilter", id)["TrafficMirrorFilterId"] == filter);
    BOOST_TEST(refusal("DeleteTrafficMirrorFilter", id) == "InvalidTrafficMirrorFilterId.NotFound");
    BOOST_TEST(refusal("DeleteTrafficMirrorFilterRule", {{"TrafficMirrorFilterRuleId", rule}}) ==
               "InvalidTrafficMirrorFilterRuleId.NotFound");
}

BOOST_AUTO_TEST_CASE(a_rule_is_deleted_also_while_used) {
    const std::string filter = create_filter();
    const std::string rule = create_rule(filter);
    create_session(filter, create_target());
    BOOST_TEST(nic.wanted.filters.at(0).ingress.size() == 1U);
    const Json id{{"TrafficMirrorFilterRuleId", rule}};
    BOOST_TEST(call("DeleteTrafficMirrorFilterRule", id)["TrafficMirrorFilterRuleId"] == rule);
    BOOST_TEST(nic.wanted.filters.at(0).ingress.empty());
    BOOST_TEST(refusal("DeleteTrafficMirrorFilterRule", id) == "InvalidTrafficMirrorFilterRuleId.NotFound");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
