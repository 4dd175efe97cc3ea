// SPDX-License-Identifier: Apache-2.0
// Sessions: answers, bounds, numbers, quotas, ends that don't meet; idempotency; store and NIC in agreement.
#include <boost/test/data/test_case.hpp>
#include <ostream>
#include <set>

#include "world.hpp"

namespace tain::test {
namespace {

struct BadSession {
    std::string members;
    std::string code;
};
std::ostream& operator<<(std::ostream& stream, const BadSession& bad) {
    return stream << bad.members;
}

const BadSession bad_sessions[] = {
    {R"({"NetworkInterfaceId": null})", "MissingParameter"},
    {R"({"NetworkInterfaceId": "eni"})", "InvalidNetworkInterfaceId.Malformed"},
    {R"({"NetworkInterfaceId": "eni-00000000"})", "InvalidNetworkInterfaceID.NotFound"},
    {R"({"NetworkInterfaceId": "eni-0a000000000000008"})", "NetworkInterfaceNotSupported"},
    {R"({"TrafficMirrorTargetId": null})", "MissingParameter"},
    {R"({"TrafficMirrorTargetId": "tmt-00000000"})", "InvalidTrafficMirrorTargetId.NotFound"},
    {R"({"TrafficMirrorTargetId": "tmt-0000000g"})", "InvalidTrafficMirrorTargetId.Malformed"},
    {R"({"TrafficMirrorFilterId": "tmf-00000000"})", "InvalidTrafficMirrorFilterId.NotFound"},
    {R"({"SessionNumber": null})", "MissingParameter"},
    {R"({"SessionNumber": 0})", "InvalidParameterValue"},
    {R"({"SessionNumber": 32767})", "InvalidParameterValue"},
    {R"({"PacketLength": 0})", "InvalidParameterValue"},
    {R"({"PacketLength": 8501})", "InvalidParameterValue"},
    {R"({"VirtualNetworkId": 0})", "InvalidParameterValue"},
    {R"({"VirtualNetworkId": 16777216})", "InvalidParameterValue"},
    {R"({"DryRun": true})", "DryRunOperation"},
    {R"({"DryRun": 1})", "InvalidParameterValue"},
    {R"({"DryRun": true, "SessionNumber": 0})", "InvalidParameterValue"},
    {R"({"ClientToken": "0123456789012345678901234567890123456789012345678901234567890123x"})",
     "InvalidClientToken"},
};

struct Ends : World {
    std::string filter = create_filter();
    std::string target = create_target();

    [[nodiscard]] Json request(const std::string& members = "{}") const {
        Json request{{"NetworkInterfaceId", source},
                     {"TrafficMirrorTargetId", target},
                     {"TrafficMirrorFilterId", filter},
                     {"SessionNumber", 1}};
        const Json changes = Json::parse(members);
        for (const auto& [name, value] : changes.items()) {
            request.erase(name);
            if (!value.is_null()) request[name] = value;
        }
        return request;
    }
};

const std::string create = "CreateTrafficMirrorSession";
const std::string modify = "ModifyTrafficMirrorSession";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sessions, Ends)

BOOST_AUTO_TEST_CASE(a_session_answers_what_it_was_given) {
    const Json answer = call(
        create, request(R"({"PacketLength": 25, "VirtualNetworkId": 7159709, "Description": "example"})"));
    const Json& session = answer["TrafficMirrorSession"];
    BOOST_TEST(session["TrafficMirrorSessionId"].get<std::string>().starts_with("tms-"));
    BOOST_TEST(session["TrafficMirrorTargetId"] == target);
    BOOST_TEST(session["TrafficMirrorFilterId"] == filter);
    BOOST_TEST(session["NetworkInterfaceId"] == source);
    BOOST_TEST(session["OwnerId"] == account);
    BOOST_TEST(session["PacketLength"] == 25);
    BOOST_TEST(session["SessionNumber"] == 1);
    BOOST_TEST(session["VirtualNetworkId"] == 7159709);
    BOOST_TEST(session["Description"] == "example");
    BOOST_TEST(session["Tags"] == Json::array());
}

BOOST_DATA_TEST_CASE(a_bad_session_is_refused, boost::unit_test::data::make(bad_sessions), bad) {
    BOOST_TEST(refusal(create, request(bad.members)) == bad.code);
}

BOOST_AUTO_TEST_CASE(network_identifiers_are_random_and_unlike) {
    std::set<int> seen;
    for (int number = 1; number <= 3; ++number)
        for (const std::string& interface : {source, second_source}) {
            create_session(filter, target, number, interface);
        }
    const Json answer = call("DescribeTrafficMirrorSessions", Json::object());
    for (const Json& session : answer["TrafficMirrorSessions"]) {
        const int network = session["VirtualNetworkId"];
        BOOST_TEST(network > 0);
        BOOST_TEST(network < 0x1000000);
        BOOST_TEST(!session.contains("PacketLength"));
        seen.insert(network);
    }
    BOOST_TEST(seen.size() == 6U);
}

BOOST_AUTO_TEST_CASE(a_session_number_is_taken_once_per_interface) {
    create_session(filter, target, 1);
    BOOST_TEST(refusal(create, request()) == "InvalidParameterValue");
    try {
        call(create, request());
    } catch (const Error& error) {
        BOOST_TEST(std::string(error.what()).find("already being used") != std::string::npos);
        BOOST_TEST(error.field() == "SessionNumber");
    }
    create_session(filter, target, 1, second_source);
}

BOOST_AUTO_TEST_CASE(quotas_of_sessions) {
    for (int number = 1; number <= 3; ++number) create_session(filter, target, number);
    BOOST_TEST(refusal(create, request(R"({"SessionNumber": 4})")) ==
               "TrafficMirrorSessionsPerInterfaceLimitExceeded");
    inventory.quotas.sessions_per_interface = 100;
    create_session(filter, target, 4);
    // The quota allows it, the NIC does not.
    BOOST_TEST(refusal(create, request(R"({"SessionNumber": 5})")) ==
               "TrafficMirrorSessionsPerInterfaceLimitExceeded");
    inventory.quotas.sessions = 4;
    BOOST_TEST(refusal(create, request(R"({"NetworkInterfaceId": "eni-0a000000000000002"})")) ==
               "TrafficMirrorSessionLimitExceeded");
}

BOOST_AUTO_TEST_CASE(a_target_interface_has_so_many_sources) {
    inventory.quotas.sources_per_target_interface = 1;
    create_session(filter, target, 1);
    create_session(filter, target, 2);
    const std::string other = R"({"NetworkInterfaceId": "eni-0a000000000000002"})";
    BOOST_TEST(refusal(create, request(other)) == "TrafficMirrorSourcesPerTargetLimitExceeded");
    create_session(filter, create_target({{"NetworkLoadBalancerArn", balancer}}), 1, second_source);
}

BOOST_AUTO_TEST_CASE(more_filters_in_use_than_the_nic_holds_are_refused_by_name) {
    nic.capabilities.filters = 1;
    create_session(filter, target, 1);
    const std::string unused = create_filter();  // takes no room in the NIC
    BOOST_TEST(refusal(create, {{"NetworkInterfaceId", source},
                                {"TrafficMirrorTargetId", target},
                                {"TrafficMirrorFilterId", unused},
                                {"SessionNumber", 2}}) == "TrafficMirrorFilterLimitExceeded");
}

BOOST_AUTO_TEST_CASE(ends_of_unlike_families_do_not_meet) {
    const std::string v6 = create_target({{"NetworkInterfaceId", collector_v6}});
    BOOST_TEST(refusal(create, {{"NetworkInterfaceId", second_source},
                                {"TrafficMirrorTargetId", v6},
                                {"TrafficMirrorFilterId", filter},
                                {"SessionNumber", 1}}) == "InvalidParameterValue");
    create_session(filter, v6, 1, source);
    create_session(filter, v6, 1, third_source);
}

BOOST_AUTO_TEST_CASE(a_target_without_next_hop_is_refused) {
    const std::string unreached = create_target({{"GatewayLoadBalancerEndpointId", unreached_endpoint}});
    Json bad = request();
    bad["TrafficMirrorTargetId"] = unreached;
    BOOST_TEST(refusal(create, bad) == "InvalidParameterValue");
}

BOOST_AUTO_TEST_CASE(a_target_cannot_become_a_source) {
    create_target({{"NetworkInterfaceId", second_source}});
    BOOST_TEST(refusal(create, request(R"({"NetworkInterfaceId": "eni-0a000000000000002"})")) ==
               "OperationNotPermitted");
}

BOOST_AUTO_TEST_CASE(a_repeated_token_makes_one_session) {
    const Json first = call(create, request(R"({"ClientToken": "t1"})"));
    const auto revision = store->read().revision;
    Json reordered = Json::object();
    reordered["ClientToken"] = "t1";
    reordered.update(request());
    BOOST_TEST(call(create, reordered) == first);
    BOOST_TEST(store->read().revision == revision);
    BOOST_TEST(refusal(create, request(R"({"ClientToken": "t1", "SessionNumber": 2})")) ==
               "IdempotentParameterMismatch");
}

BOOST_AUTO_TEST_CASE(a_session_is_modified_member_by_member) {
    const std::string id = create_session(filter, target, 1);
    create_session(filter, target, 2);
    const std::string other_filter = create_filter();
    Json answer = call(modify, {{"TrafficMirrorSessionId", id},
                                {"TrafficMirrorFilterId", other_filter},
                                {"PacketLength", 100},
                                {"VirtualNetworkId", 5},
                                {"SessionNumber", 3},
                                {"Description", "x"}});
    BOOST_TEST(answer["TrafficMirrorSession"]["TrafficMirrorFilterId"] == other_filter);
    BOOST_TEST(answer["TrafficMirrorSession"]["TrafficMirrorTargetId"] == target);
    BOOST_TEST(answer["TrafficMirrorSession"]["PacketLength"] == 100);
    BOOST_TEST(refusal(modify, {{"TrafficMirrorSessionId", id}, {"SessionNumber", 2}}) ==
               "InvalidParameterValue");
    BOOST_TEST(refusal(modify, {{"TrafficMirrorSessionId", id}, {"TrafficMirrorTargetId", "tmt-00000000"}}) ==
               "InvalidTrafficMirrorTargetId.NotFound");
    BOOST_TEST(refusal(modify, {{"TrafficMirrorSessionId", "tms-00000000"}}) ==
               "InvalidTrafficMirrorSessionId.NotFound");
    answer = call(modify, {{"TrafficMirrorSessionId", id},
                           {"RemoveFields", {"packet-length", "description", "virtual-network-id"}}});
    BOOST_TEST(!answer["TrafficMirrorSession"].contains("PacketLength"));
    BOOST_TEST(!answer["TrafficMirrorSession"].contains("Description"));
    BOOST_TEST(answer["TrafficMirrorSession"]["VirtualNetworkId"] != 5);
}

BOOST_AUTO_TEST_CASE(a_session_is_deleted) {
    const std::string id = create_session(filter, target, 1);
    BOOST_TEST(nic.wanted.sessions.size() == 1U);
    BOOST_TEST(
        call("DeleteTrafficMirrorSession", {{"TrafficMirrorSessionId", id}})["TrafficMirrorSessionId"] == id);
    BOOST_TEST(nic.wanted.sessions.empty());
    BOOST_TEST(refusal("DeleteTrafficMirrorSession", {{"TrafficMirrorSessionId", id}}) ==
               "InvalidTrafficMirrorSessionId.NotFound");
}

BOOST_AUTO_TEST_CASE(what_the_nic_refuses_is_not_stored) {
    nic.refuses = true;
    BOOST_TEST(refusal(create, request()) == "NicStuck");
    nic.refuses = false;
    create_session(filter, target, 1);
}

BOOST_AUTO_TEST_CASE(an_unknown_operation_is_refused) {
    BOOST_TEST(refusal("CreateVpc", Json::object()) == "InvalidAction");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
