// SPDX-License-Identifier: Apache-2.0
// Targets: what each kind answers, and every way in which one is refused.
#include "world.hpp"

namespace tain::test {

BOOST_FIXTURE_TEST_SUITE(targets, World)

BOOST_AUTO_TEST_CASE(an_interface_becomes_a_target) {
    const Json answer = call(
        "CreateTrafficMirrorTarget",
        {{"NetworkInterfaceId", collector}, {"Description", "the collector"}, {"ClientToken", "token-1"}});
    const Json& target = answer["TrafficMirrorTarget"];
    BOOST_TEST(target["TrafficMirrorTargetId"].get<std::string>().size() == 4U + 17U);
    BOOST_TEST(target["NetworkInterfaceId"] == collector);
    BOOST_TEST(target["Type"] == "network-interface");
    BOOST_TEST(target["Description"] == "the collector");
    BOOST_TEST(target["OwnerId"] == account);
    BOOST_TEST(target["Tags"] == Json::array());
    BOOST_TEST(!target.contains("NetworkLoadBalancerArn"));
    BOOST_TEST(answer["ClientToken"] == "token-1");
}

BOOST_AUTO_TEST_CASE(a_load_balancer_and_an_endpoint_become_targets) {
    const Json one = call("CreateTrafficMirrorTarget", {{"NetworkLoadBalancerArn", balancer}});
    BOOST_TEST(one["TrafficMirrorTarget"]["Type"] == "network-load-balancer");
    const Json two = call("CreateTrafficMirrorTarget", {{"GatewayLoadBalancerEndpointId", endpoint}});
    BOOST_TEST(two["TrafficMirrorTarget"]["Type"] == "gateway-load-balancer-endpoint");
    BOOST_TEST(!two.contains("ClientToken"));
}

BOOST_AUTO_TEST_CASE(refusals) {
    const std::string create = "CreateTrafficMirrorTarget";
    BOOST_TEST(refusal(create, Json::object()) == "InvalidParameterCombination");
    BOOST_TEST(refusal(create, {{"NetworkInterfaceId", collector}, {"NetworkLoadBalancerArn", balancer}}) ==
               "InvalidParameterCombination");
    BOOST_TEST(refusal(create, {{"NetworkInterfaceId", "eni-00000000"}}) == "InvalidTrafficMirrorTarget");
    BOOST_TEST(refusal(create, {{"NetworkInterfaceId", bare}}) == "InvalidTrafficMirrorTarget");
    BOOST_TEST(refusal(create, {{"NetworkInterfaceId", "en-1"}}) == "InvalidNetworkInterfaceId.Malformed");
    BOOST_TEST(refusal(create, {{"NetworkLoadBalancerArn", "tools"}}) ==
               "InvalidNetworkLoadBalancerArn.Malformed");
    std::string other = balancer;
    other.back() = '0';
    BOOST_TEST(refusal(create, {{"NetworkLoadBalancerArn", other}}) ==
               "InvalidNetworkLoadBalancerArn.NotFound");
    BOOST_TEST(refusal(create, {{"GatewayLoadBalancerEndpointId", "vpce-1"}}) ==
               "InvalidVpcEndpointId.Malformed");
    BOOST_TEST(refusal(create, {{"GatewayLoadBalancerEndpointId", "vpce-00000000"}}) ==
               "InvalidVpcEndpointId.NotFound");
    create_target({{"NetworkLoadBalancerArn", balancer}});
    BOOST_TEST(refusal(create, {{"NetworkLoadBalancerArn", balancer}}) ==
               "NlbInUseByTrafficMirrorTargetException");
}

BOOST_AUTO_TEST_CASE(a_source_cannot_become_a_target) {
    create_session(create_filter(), create_target());
    BOOST_TEST(refusal("CreateTrafficMirrorTarget", {{"NetworkInterfaceId", source}}) ==
               "OperationNotPermitted");
}

BOOST_AUTO_TEST_CASE(deleted_unless_used) {
    const std::string remove = "DeleteTrafficMirrorTarget";
    const std::string target = create_target();
    const std::string session = create_session(create_filter(), target);
    BOOST_TEST(refusal(remove, {{"TrafficMirrorTargetId", target}}) == "TrafficMirrorTargetInUseException");
    call("DeleteTrafficMirrorSession", {{"TrafficMirrorSessionId", session}});
    BOOST_TEST(call(remove, {{"TrafficMirrorTargetId", target}})["TrafficMirrorTargetId"] == target);
    BOOST_TEST(refusal(remove, {{"TrafficMirrorTargetId", target}}) ==
               "InvalidTrafficMirrorTargetId.NotFound");
    BOOST_TEST(refusal(remove, {{"TrafficMirrorTargetId", "tmt-x"}}) ==
               "InvalidTrafficMirrorTargetId.Malformed");
    BOOST_TEST(refusal(remove, Json::object()) == "MissingParameter");
}

BOOST_AUTO_TEST_CASE(the_quota_counts_targets) {
    inventory.quotas.targets = 1;
    create_target();
    BOOST_TEST(refusal("CreateTrafficMirrorTarget", {{"GatewayLoadBalancerEndpointId", endpoint}}) ==
               "TrafficMirrorTargetLimitExceeded");
}

BOOST_AUTO_TEST_CASE(more_addresses_than_the_nic_holds_are_refused_by_name) {
    nic.capabilities.addresses_per_target = 1;
    try {
        create_target({{"NetworkLoadBalancerArn", balancer}});
        BOOST_ERROR("accepted");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == "TrafficMirrorTargetLimitExceeded");
        BOOST_TEST(std::string(error.what()).find("addresses_per_target") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(tags_and_their_refusals) {
    const auto request = [](const Json& tags, const std::string& type = "traffic-mirror-target") {
        return Json{{"NetworkInterfaceId", collector},
                    {"TagSpecifications", Json::array({Json{{"ResourceType", type}, {"Tags", tags}}})}};
    };
    const Json tags = Json::array({Json{{"Key", "Name"}, {"Value", "web"}}, Json{{"Key", "empty"}}});
    const Json answer = call("CreateTrafficMirrorTarget", request(tags));
    BOOST_TEST(answer["TrafficMirrorTarget"]["Tags"] ==
               Json::array({Json{{"Key", "Name"}, {"Value", "web"}}, Json{{"Key", "empty"}, {"Value", ""}}}));

    const std::string create = "CreateTrafficMirrorTarget";
    const auto tag = [](const std::string& key, const std::string& value = "") {
        return Json{{"Key", key}, {"Value", value}};
    };
    BOOST_TEST(refusal(create, request(tags, "traffic-mirror-filter")) == "InvalidParameterValue");
    BOOST_TEST(refusal(create, request(tags, "vpc")) == "InvalidParameterValue");
    BOOST_TEST(refusal(create, request(Json::array({tag("aws:x")}))) == "InvalidTagKey.Malformed");
    BOOST_TEST(refusal(create, request(Json::array({tag("")}))) == "InvalidTagKey.Malformed");
    BOOST_TEST(refusal(create, request(Json::array({tag(std::string(128, 'k'))}))) ==
               "InvalidTagKey.Malformed");
    BOOST_TEST(refusal(create, request(Json::array({tag("k", std::string(257, 'v'))}))) ==
               "InvalidParameterValue");
    BOOST_TEST(refusal(create, request(Json::array({tag("k"), tag("k")}))) == "InvalidParameterValue");
    Json many = Json::array();
    for (int i = 0; i < 51; ++i) many.push_back(tag("k" + std::to_string(i)));
    BOOST_TEST(refusal(create, request(many)) == "TagLimitExceeded");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
