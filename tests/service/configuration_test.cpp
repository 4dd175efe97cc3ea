// SPDX-License-Identifier: Apache-2.0
// From objects and inventory to the wanted configuration: addresses, next hops, MTUs, defaults.
#include <algorithm>

#include "world.hpp"

namespace tain::test {

BOOST_FIXTURE_TEST_SUITE(configuration, World)

BOOST_AUTO_TEST_CASE(interfaces_behind_ports_with_their_first_addresses) {
    const Wanted wanted = service.configuration().wanted;
    BOOST_TEST(wanted.interfaces.size() == 3U);
    const Interface& first = wanted.interfaces[0];
    BOOST_TEST(first.id == source);
    BOOST_TEST(to_string(first.source_mac) == "02:00:00:00:00:01");
    BOOST_TEST(to_string(first.ipv4.value()) == "10.0.0.5");
    BOOST_TEST(to_string(first.ipv6.value()) == "2001:db8::5");
    BOOST_TEST(!wanted.interfaces[1].ipv6);
    BOOST_TEST(wanted.resolvers.size() == 2U);
    BOOST_TEST(wanted.never_copied.size() == 4U);
}

BOOST_AUTO_TEST_CASE(the_longest_prefix_leads_to_an_address_else_the_interfaces_own_mac) {
    const std::string filter = create_filter();
    create_session(filter, create_target(), 1);
    create_session(filter, create_target({{"NetworkLoadBalancerArn", balancer}}), 2);
    const std::vector<Target>& targets = nic.wanted.targets;
    BOOST_REQUIRE(targets.size() == 2U);
    BOOST_REQUIRE(targets[0].addresses.size() == 2U);
    BOOST_TEST(to_string(targets[0].addresses[0].mac) == "02:00:00:00:ff:01");
    BOOST_TEST(to_string(targets[0].addresses[1].address) == "2001:db8:9::9");
    BOOST_TEST(to_string(targets[0].addresses[1].mac) == "02:00:00:00:00:09");
    BOOST_TEST(targets[0].mtu == 1500U);
    BOOST_REQUIRE(targets[1].addresses.size() == 2U);
    BOOST_TEST(to_string(targets[1].addresses[0].address) == "10.0.2.10");
    BOOST_TEST(to_string(targets[1].addresses[0].mac) == "02:00:00:00:ff:02");
    BOOST_TEST(targets[1].mtu == 9001U);
}

BOOST_AUTO_TEST_CASE(load_balancers_and_endpoints_get_8500_bytes_where_the_session_says_nothing) {
    const std::string filter = create_filter();
    create_session(filter, create_target(), 1);
    create_session(filter, create_target({{"NetworkLoadBalancerArn", balancer}}), 2);
    const std::string last =
        create_session(filter, create_target({{"GatewayLoadBalancerEndpointId", endpoint}}), 3);
    BOOST_TEST(!nic.wanted.sessions[0].packet_length);
    BOOST_TEST(nic.wanted.sessions[1].packet_length.value() == 8500);
    BOOST_TEST(nic.wanted.sessions[2].packet_length.value() == 8500);
    const Json answer = call("DescribeTrafficMirrorSessions", {{"TrafficMirrorSessionIds", {last}}});
    BOOST_TEST(!answer["TrafficMirrorSessions"][0].contains("PacketLength"));
    call("ModifyTrafficMirrorSession", {{"TrafficMirrorSessionId", last}, {"PacketLength", 60}});
    BOOST_TEST(nic.wanted.sessions[2].packet_length.value() == 60);
}

BOOST_AUTO_TEST_CASE(rules_arrive_as_values) {
    const std::string filter = create_filter();
    Json request = rule_request(filter, 5, "egress");
    request["RuleAction"] = "reject";
    request["Protocol"] = 17;
    request["SourcePortRange"] = {{"FromPort", 1}, {"ToPort", 2}};
    request["SourceCidrBlock"] = request["DestinationCidrBlock"] = "2001:db8::/32";
    call("CreateTrafficMirrorFilterRule", request);
    call("ModifyTrafficMirrorFilterNetworkServices",
         {{"TrafficMirrorFilterId", filter}, {"AddNetworkServices", {"amazon-dns"}}});
    BOOST_TEST(nic.wanted.filters.empty());  // a filter takes room in the NIC when a session uses it
    create_session(filter, create_target());
    BOOST_REQUIRE(nic.wanted.filters.size() == 1U);
    BOOST_TEST(nic.wanted.filters[0].amazon_dns);
    const Rule& rule = nic.wanted.filters[0].egress.at(0);
    BOOST_TEST(rule.number == 5U);
    BOOST_TEST(!rule.accept);
    BOOST_TEST(rule.protocol.value() == 17);
    BOOST_TEST((rule.source_ports.value() == PortRange{1, 2}));
    BOOST_TEST(!rule.destination_ports);
    BOOST_TEST(to_string(rule.source) == "2001:db8::/32");
}

BOOST_AUTO_TEST_CASE(a_session_whose_interface_left_the_inventory_is_left_out_with_the_reason) {
    const std::string filter = create_filter();
    const std::string target = create_target();
    const std::string gone = create_session(filter, target, 1, second_source);
    const std::string stays = create_session(filter, target, 1, source);
    std::erase_if(inventory.interfaces, [](const auto& interface) { return interface.id == second_source; });
    const service::Configuration now = service.configuration();
    BOOST_REQUIRE(now.wanted.sessions.size() == 1U);
    BOOST_TEST(now.wanted.sessions[0].id == stays);
    BOOST_REQUIRE(now.left_out.size() == 1U);
    BOOST_TEST(now.left_out[0].find(gone) == 0U);
    BOOST_TEST(now.left_out[0].find(second_source) != std::string::npos);
    call("DeleteTrafficMirrorSession", {{"TrafficMirrorSessionId", gone}});
    BOOST_TEST(service.configuration().left_out.empty());
}

BOOST_AUTO_TEST_CASE(a_delete_is_the_way_out_of_what_no_longer_fits) {
    const std::string filter = create_filter();
    const std::string target = create_target();
    const std::string first = create_session(filter, target, 1);
    create_session(filter, target, 2);
    nic.capabilities.sessions_per_interface = 1;
    BOOST_TEST(refusal("CreateTrafficMirrorFilter", Json::object()) ==
               "TrafficMirrorSessionsPerInterfaceLimitExceeded");
    call("DeleteTrafficMirrorSession", {{"TrafficMirrorSessionId", first}});
    BOOST_TEST(nic.wanted.sessions.size() == 1U);
}

BOOST_AUTO_TEST_CASE(copies_over_ipv6_need_an_mtu_of_1280) {
    World small(inventory_text() + "ports: [{port: 0, mtu: 1279}]\n");
    const std::string target = small.create_target();
    const std::string filter = small.create_filter();
    small.create_session(filter, target, 1, source);
    BOOST_TEST(small.nic.wanted.port_mtus.at(0) == 1279U);
    BOOST_TEST(small.refusal("CreateTrafficMirrorSession", {{"NetworkInterfaceId", third_source},
                                                            {"TrafficMirrorTargetId", target},
                                                            {"TrafficMirrorFilterId", filter},
                                                            {"SessionNumber", 1}}) ==
               "InvalidParameterValue");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
