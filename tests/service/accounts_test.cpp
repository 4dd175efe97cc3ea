// SPDX-License-Identifier: Apache-2.0
// Accounts: what one owns is not there for another, whatever the operation; the operator sees all.
#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "world.hpp"

namespace tain::test {
namespace {

using service::Caller;

const Caller owner{account};
const Caller stranger{"999988887777"};
const std::string strangers_source = "eni-0b000000000000001";
const std::string strangers_collector = "eni-0b000000000000009";

std::string shared_inventory() {
    std::string text = inventory_text();
    const std::string interfaces = "interfaces:\n";
    text.insert(
        text.find(interfaces) + interfaces.size(),
        "  - {id: eni-0b000000000000001, port: 0, mac: \"02:00:00:00:01:01\", addresses: [10.0.1.5], "
        "account: "
        "\"999988887777\"}\n"
        "  - {id: eni-0b000000000000009, mac: \"02:00:00:00:01:09\", addresses: [10.0.9.19], account: "
        "\"999988887777\"}\n");
    return text;
}

/// One account has an object of each kind.
struct Shared : World {
    Shared() : World(shared_inventory()) {}

    std::string filter = create_filter();
    std::string rule = create_rule(filter);
    std::string target = create_target();
    std::string session = create_session(filter, target);

    Json call_as(const Caller& caller, const std::string& operation, const Json& request) {
        return service.call(service::get_operation(operation), request, caller);
    }
    /// The request's text with the ids of the owner's objects put in.
    [[nodiscard]] Json filled(std::string text) const {
        for (const auto& [name, id] :
             {std::pair{"FILTER", filter}, {"RULE", rule}, {"TARGET", target}, {"SESSION", session}})
            for (std::size_t at = 0; (at = text.find(name)) != std::string::npos;)
                text.replace(at, std::string(name).size(), id);
        return Json::parse(text);
    }
};

struct Reach {
    std::string operation;
    std::string request;
    std::string code;
};
std::ostream& operator<<(std::ostream& stream, const Reach& reach) {
    return stream << reach.operation << reach.request;
}

const std::string no_target = "InvalidTrafficMirrorTargetId.NotFound";
const std::string no_filter = "InvalidTrafficMirrorFilterId.NotFound";
const std::string no_rule = "InvalidTrafficMirrorFilterRuleId.NotFound";
const std::string no_session = "InvalidTrafficMirrorSessionId.NotFound";

// Every way to name what another account owns.
const Reach reaches[] = {
    {"CreateTrafficMirrorTarget", R"({"NetworkInterfaceId": "eni-0a000000000000009"})",
     "InvalidTrafficMirrorTarget"},
    {"CreateTrafficMirrorTarget",
     R"({"NetworkLoadBalancerArn": "arn:aws:elasticloadbalancing:local-1:111122223333:loadbalancer/net/tools/0123456789abcdef"})",
     "InvalidNetworkLoadBalancerArn.NotFound"},
    {"CreateTrafficMirrorTarget", R"({"GatewayLoadBalancerEndpointId": "vpce-0a000000000000001"})",
     "InvalidVpcEndpointId.NotFound"},
    {"DeleteTrafficMirrorTarget", R"({"TrafficMirrorTargetId": "TARGET"})", no_target},
    {"DescribeTrafficMirrorTargets", R"({"TrafficMirrorTargetIds": ["TARGET"]})", no_target},
    {"ModifyTrafficMirrorFilterNetworkServices",
     R"({"TrafficMirrorFilterId": "FILTER", "AddNetworkServices": ["amazon-dns"]})", no_filter},
    {"DeleteTrafficMirrorFilter", R"({"TrafficMirrorFilterId": "FILTER"})", no_filter},
    {"DescribeTrafficMirrorFilters", R"({"TrafficMirrorFilterIds": ["FILTER"]})", no_filter},
    {"CreateTrafficMirrorFilterRule",
     R"({"TrafficMirrorFilterId": "FILTER", "TrafficDirection": "ingress", "RuleNumber": 7, "RuleAction": "accept",
         "SourceCidrBlock": "0.0.0.0/0", "DestinationCidrBlock": "0.0.0.0/0"})",
     no_filter},
    {"ModifyTrafficMirrorFilterRule", R"({"TrafficMirrorFilterRuleId": "RULE", "RuleNumber": 7})", no_rule},
    {"DeleteTrafficMirrorFilterRule", R"({"TrafficMirrorFilterRuleId": "RULE"})", no_rule},
    {"DescribeTrafficMirrorFilterRules", R"({"TrafficMirrorFilterRuleIds": ["RULE"]})", no_rule},
    {"DescribeTrafficMirrorFilterRules", R"({"TrafficMirrorFilterId": "FILTER"})", no_filter},
    {"CreateTrafficMirrorSession",
     R"({"NetworkInterfaceId": "eni-0a000000000000002", "TrafficMirrorTargetId": "TARGET", "TrafficMirrorFilterId": "FILTER",
         "SessionNumber": 1})",
     "InvalidNetworkInterfaceID.NotFound"},
    {"CreateTrafficMirrorSession",
     R"({"NetworkInterfaceId": "eni-0b000000000000001", "TrafficMirrorTargetId": "TARGET", "TrafficMirrorFilterId": "FILTER",
         "SessionNumber": 1})",
     no_target},
    {"ModifyTrafficMirrorSession", R"({"TrafficMirrorSessionId": "SESSION", "SessionNumber": 2})",
     no_session},
    {"DeleteTrafficMirrorSession", R"({"TrafficMirrorSessionId": "SESSION"})", no_session},
    {"DescribeTrafficMirrorSessions", R"({"TrafficMirrorSessionIds": ["SESSION"]})", no_session},
    {"CreateTags", R"({"Resources": ["SESSION"], "Tags": [{"Key": "a"}]})", no_session},
    {"DeleteTags", R"({"Resources": ["RULE"]})", no_rule},
    {"DescribeNetworkInterfaces", R"({"NetworkInterfaceIds": ["eni-0a000000000000001"]})",
     "InvalidNetworkInterfaceID.NotFound"},
};

const char* const describes[] = {"DescribeTrafficMirrorTargets",
                                 "DescribeTrafficMirrorFilters",
                                 "DescribeTrafficMirrorFilterRules",
                                 "DescribeTrafficMirrorSessions",
                                 "DescribeTags",
                                 "DescribeNetworkInterfaces"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(accounts, Shared)

BOOST_DATA_TEST_CASE(anothers_objects_do_not_exist, boost::unit_test::data::make(reaches), reach) {
    const auto revision = store->read().revision;
    const int applied = nic.applied;
    BOOST_TEST(code_of([&] { call_as(stranger, reach.operation, filled(reach.request)); }) == reach.code);
    BOOST_TEST(store->read().revision == revision);
    BOOST_TEST(nic.applied == applied);
}

BOOST_DATA_TEST_CASE(the_same_requests_are_for_their_owner, boost::unit_test::data::make(reaches), reach) {
    const std::string code = code_of([&] { call_as(owner, reach.operation, filled(reach.request)); });
    BOOST_TEST(code != reach.code);
}

BOOST_DATA_TEST_CASE(lists_show_ones_own, boost::unit_test::data::make(describes), operation) {
    call("CreateTags", {{"Resources", {session}}, {"Tags", {{{"Key", "a"}, {"Value", "b"}}}}});
    const auto shown = [&](const Caller& caller) {
        return call_as(caller, operation, Json::object()).front();
    };
    BOOST_TEST(!shown(owner).empty());
    if (std::string(operation) == "DescribeNetworkInterfaces") {
        BOOST_TEST(shown(stranger).size() == 2U);
        for (const Json& interface : shown(stranger)) BOOST_TEST(interface["OwnerId"] == stranger.account);
        BOOST_TEST(shown({account, true}).size() == shown(owner).size() + 2U);
    } else {
        BOOST_TEST(shown(stranger).empty());
        BOOST_TEST(shown({stranger.account, true}) == shown(owner));
    }
}

BOOST_AUTO_TEST_CASE(everybody_has_sessions_of_their_own_in_one_nic) {
    const Json theirs_filter = call_as(stranger, "CreateTrafficMirrorFilter", Json::object());
    const Json theirs_target =
        call_as(stranger, "CreateTrafficMirrorTarget", {{"NetworkInterfaceId", strangers_collector}});
    const Json answer =
        call_as(stranger, "CreateTrafficMirrorSession",
                {{"NetworkInterfaceId", strangers_source},
                 {"TrafficMirrorTargetId", theirs_target["TrafficMirrorTarget"]["TrafficMirrorTargetId"]},
                 {"TrafficMirrorFilterId", theirs_filter["TrafficMirrorFilter"]["TrafficMirrorFilterId"]},
                 {"SessionNumber", 1}});
    BOOST_TEST(answer["TrafficMirrorSession"]["OwnerId"] == stranger.account);
    BOOST_TEST(nic.wanted.sessions.size() == 2U);
    BOOST_TEST(nic.wanted.filters.size() == 2U);
    BOOST_TEST(call_as(stranger, describes[3], Json::object())["TrafficMirrorSessions"].size() == 1U);
    BOOST_TEST(call(describes[3], Json::object())["TrafficMirrorSessions"].size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_quota_is_each_accounts) {
    inventory.quotas.filters = 1;
    BOOST_TEST(code_of([&] { call_as(owner, "CreateTrafficMirrorFilter", Json::object()); }) ==
               "TrafficMirrorFilterLimitExceeded");
    call_as(stranger, "CreateTrafficMirrorFilter", Json::object());
    BOOST_TEST(code_of([&] { call_as(stranger, "CreateTrafficMirrorFilter", Json::object()); }) ==
               "TrafficMirrorFilterLimitExceeded");
}

BOOST_AUTO_TEST_CASE(a_token_is_each_accounts) {
    const Json request{{"ClientToken", "t"}};
    const auto id = [&](const Caller& caller) {
        return call_as(caller, "CreateTrafficMirrorFilter",
                       request)["TrafficMirrorFilter"]["TrafficMirrorFilterId"];
    };
    const Json owners = id(owner);
    const Json strangers = id(stranger);
    BOOST_TEST(owners != strangers);
    BOOST_TEST(id(owner) == owners);
    BOOST_TEST(id(stranger) == strangers);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
