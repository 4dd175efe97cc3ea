// SPDX-License-Identifier: Apache-2.0
// Documents of resources: what an export says, and what an import makes of it, whole or not at all.
#include "world.hpp"

namespace tain::test {
namespace {

/// As a person writes it, names in place of ids.
Json by_hand() {
    return Json::parse(R"({
        "targets": [{"Name": "tools", "NetworkInterfaceId": "eni-0a000000000000009"},
                    {"Name": "spread", "Description": "two of them", "NetworkLoadBalancerArn":
                     "arn:aws:elasticloadbalancing:local-1:111122223333:loadbalancer/net/tools/0123456789abcdef"}],
        "filters": [{"Name": "web", "Description": "browsers", "NetworkServices": ["amazon-dns"],
                     "IngressFilterRules": [
                        {"RuleNumber": 10, "RuleAction": "accept", "Protocol": 6, "SourceCidrBlock": "0.0.0.0/0",
                         "DestinationCidrBlock": "10.0.0.5/32", "DestinationPortRange": {"FromPort": 80, "ToPort": 443}},
                        {"RuleNumber": 20, "RuleAction": "reject", "SourceCidrBlock": "::/0",
                         "DestinationCidrBlock": "::/0", "Tags": {"why": "not yet"}}],
                     "EgressFilterRules": [
                        {"RuleNumber": 10, "RuleAction": "accept", "SourceCidrBlock": "10.0.0.5/32",
                         "DestinationCidrBlock": "0.0.0.0/0"}]}],
        "sessions": [{"Name": "first", "NetworkInterfaceId": "eni-0a000000000000001", "SessionNumber": 1,
                      "TrafficMirrorTargetId": "tools", "TrafficMirrorFilterId": "web", "PacketLength": 128,
                      "Tags": {"team": "net"}},
                     {"NetworkInterfaceId": "eni-0a000000000000001", "SessionNumber": 2, "VirtualNetworkId": 7,
                      "TrafficMirrorTargetId": "spread", "TrafficMirrorFilterId": "web"}]})");
}

struct Documents : World {
    Json import(const Json& document, const service::ImportOptions& options = {}) {
        return service.import_resources(document, options);
    }
    /// What the import refuses the document with, having changed nothing: "PLACE CODE".
    std::string refused(const Json& document, const service::ImportOptions& options = {}) {
        const Json before = service.export_resources();
        const int applied = nic.applied;
        std::string what = "accepted";
        try {
            import(document, options);
        } catch (const Error& error) {
            BOOST_TEST_MESSAGE(error.what());
            what = error.field() + " " + error.code();
            BOOST_TEST(std::string(error.what()).starts_with(error.field() + ": "));
        }
        BOOST_TEST(service.export_resources() == before);
        BOOST_TEST(nic.applied == applied);
        return what;
    }
};

std::string counts(const Json& report) {
    return std::to_string(report["Created"].size()) + " created, " +
           std::to_string(report["Updated"].size()) + " updated, " +
           std::to_string(report["Deleted"].size()) + " deleted";
}

/// The document with another value at the place of a JSON pointer (null: without it).
Json with(Json document, const std::string& place, const Json& value) {
    const Json::json_pointer at(place);
    if (value.is_null())
        document[at.parent_pointer()].erase(at.back());
    else
        document[at] = value;
    return document;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(documents, Documents)

BOOST_AUTO_TEST_CASE(a_document_by_hand_is_made_in_one_change) {
    const auto revision = store->read().revision;
    const Json report = import(by_hand());
    BOOST_TEST(counts(report) == "8 created, 0 updated, 0 deleted");
    BOOST_TEST(report["Created"][0]["Name"] == "tools");
    BOOST_TEST(report["Created"][0]["ResourceType"] == "traffic-mirror-target");
    BOOST_TEST(store->read().revision == revision + 1);
    BOOST_TEST(nic.applied == 1);
    BOOST_TEST(nic.wanted.sessions.size() == 2U);
    BOOST_TEST(nic.wanted.filters.at(0).ingress.size() == 2U);
    BOOST_TEST(nic.wanted.filters.at(0).amazon_dns);
    const Json sessions = call("DescribeTrafficMirrorSessions", Json::object())["TrafficMirrorSessions"];
    BOOST_TEST(sessions[0]["Tags"].size() == 2U);
    BOOST_TEST(sessions[0]["PacketLength"] == 128);
    BOOST_TEST(sessions[1]["VirtualNetworkId"] == 7);
}

BOOST_AUTO_TEST_CASE(the_same_document_again_changes_nothing) {
    import(by_hand());
    const auto revision = store->read().revision;
    const Json before = service.export_resources();
    for (const bool replace : {false, true})
        BOOST_TEST(counts(import(by_hand(), {.replace = replace})) == "0 created, 0 updated, 0 deleted");
    BOOST_TEST(store->read().revision == revision);
    BOOST_TEST(service.export_resources() == before);
}

BOOST_AUTO_TEST_CASE(an_export_makes_an_empty_store_the_same) {
    import(by_hand());
    call("CreateTrafficMirrorFilter", Json::object());
    const Json exported = service.export_resources();
    World empty;
    BOOST_TEST(counts(empty.service.import_resources(exported)) == "9 created, 0 updated, 0 deleted");
    BOOST_TEST(empty.service.export_resources() == exported);
    BOOST_TEST((empty.nic.wanted == nic.wanted));
    BOOST_TEST(counts(import(exported, {.replace = true})) == "0 created, 0 updated, 0 deleted");
}

BOOST_AUTO_TEST_CASE(an_entry_says_the_whole_of_an_object) {
    import(by_hand());
    Json changed = with(by_hand(), "/sessions/0/PacketLength", nullptr);
    changed = with(changed, "/filters/0/Description", nullptr);
    changed = with(changed, "/filters/0/IngressFilterRules/0/Protocol", 17);
    changed = with(changed, "/filters/0/EgressFilterRules", Json::array());
    const Json before = service.export_resources();
    BOOST_TEST(counts(import(changed)) == "0 created, 3 updated, 1 deleted");
    const Json after = service.export_resources();
    BOOST_TEST(!after["sessions"][0].contains("PacketLength"));
    BOOST_TEST(!after["filters"][0].contains("Description"));
    BOOST_TEST(after["filters"][0]["EgressFilterRules"].empty());
    // The random network identifier and every id are what they were.
    BOOST_TEST(after["sessions"][0]["VirtualNetworkId"] == before["sessions"][0]["VirtualNetworkId"]);
    BOOST_TEST(after["filters"][0]["IngressFilterRules"][0]["TrafficMirrorFilterRuleId"] ==
               before["filters"][0]["IngressFilterRules"][0]["TrafficMirrorFilterRuleId"]);
}

BOOST_AUTO_TEST_CASE(lists_that_are_left_out_stay_as_they_are) {
    import(by_hand());
    const Json before = service.export_resources();
    Json less = with(by_hand(), "/filters/0/IngressFilterRules", nullptr);
    for (const char* place :
         {"/filters/0/EgressFilterRules", "/filters/0/NetworkServices", "/sessions/0/Tags"})
        less = with(less, place, nullptr);
    BOOST_TEST(counts(import(less)) == "0 created, 0 updated, 0 deleted");
    BOOST_TEST(service.export_resources() == before);
}

BOOST_AUTO_TEST_CASE(what_the_document_does_not_name_stays_or_goes) {
    import(by_hand());
    const std::string filter = create_filter();
    create_rule(filter);
    create_session(filter, create_target(), 3);
    const Json only{{"filters", Json::array({Json{{"Name", "another"}}})}};
    BOOST_TEST(counts(import(only)) == "1 created, 0 updated, 0 deleted");
    const Json rehearsed = import(by_hand(), {.replace = true, .dry_run = true});
    BOOST_TEST(counts(rehearsed) == "0 created, 0 updated, 5 deleted");
    BOOST_TEST(service.export_resources()["sessions"].size() == 3U);
    BOOST_TEST(import(by_hand(), {.replace = true}) == rehearsed);
    BOOST_TEST(service.export_resources()["sessions"].size() == 2U);
    BOOST_TEST(nic.wanted.sessions.size() == 2U);
    BOOST_TEST(counts(import(Json::object(), {.replace = true})) == "0 created, 0 updated, 8 deleted");
    BOOST_TEST(nic.wanted.sessions.empty());
}

BOOST_AUTO_TEST_CASE(a_dry_run_says_what_would_change) {
    const Json report = import(by_hand(), {.dry_run = true});
    BOOST_TEST(counts(report) == "8 created, 0 updated, 0 deleted");
    BOOST_TEST(!report["Created"][0].contains("ResourceId"));
    BOOST_TEST(store->read().objects.empty());
    BOOST_TEST(nic.applied == 0);
}

BOOST_AUTO_TEST_CASE(numbers_change_places) {
    import(by_hand());
    Json swapped = service.export_resources();
    swapped["sessions"][0]["SessionNumber"] = 2;
    swapped["sessions"][1]["SessionNumber"] = 1;
    swapped["filters"][0]["IngressFilterRules"][0]["RuleNumber"] = 20;
    swapped["filters"][0]["IngressFilterRules"][1]["RuleNumber"] = 10;
    BOOST_TEST(counts(import(swapped)) == "0 created, 4 updated, 0 deleted");
    const Json after = service.export_resources();
    BOOST_TEST(after["sessions"] == swapped["sessions"]);
    BOOST_TEST(after["filters"][0]["IngressFilterRules"][0] ==
               swapped["filters"][0]["IngressFilterRules"][1]);
}

BOOST_AUTO_TEST_CASE(a_full_quota_is_no_bar_to_replacing) {
    inventory.quotas.filters = 1;
    create_filter();
    const Json one{{"filters", Json::array({Json{{"Name", "new"}}})}};
    BOOST_TEST(refused(one) == "filters[0] TrafficMirrorFilterLimitExceeded");
    BOOST_TEST(counts(import(one, {.replace = true})) == "1 created, 0 updated, 1 deleted");
}

BOOST_AUTO_TEST_CASE(refusals_name_the_entry_and_change_nothing) {
    create_filter();
    const auto one = [&](const std::string& place, const Json& value) {
        return refused(with(by_hand(), place, value));
    };
    BOOST_TEST(one("/sessions/1/SessionNumber", 0) == "sessions[1].SessionNumber InvalidParameterValue");
    BOOST_TEST(one("/sessions/1/SessionNumber", 1) == "sessions[1].SessionNumber InvalidParameterValue");
    BOOST_TEST(one("/sessions/1/SessionNumber", nullptr) == "sessions[1].SessionNumber MissingParameter");
    BOOST_TEST(one("/sessions/0/PacketLength", "128") == "sessions[0].PacketLength InvalidParameterValue");
    BOOST_TEST(one("/sessions/0/Colour", 1) == "sessions[0].Colour UnknownParameter");
    BOOST_TEST(one("/sessions/0/DryRun", true) == "sessions[0].DryRun UnknownParameter");
    BOOST_TEST(one("/sessions/0/TrafficMirrorTargetId", "nobody") ==
               "sessions[0].TrafficMirrorTargetId InvalidTrafficMirrorTargetId.NotFound");
    BOOST_TEST(one("/sessions/0/TrafficMirrorFilterId", "tmf-00000000") ==
               "sessions[0].TrafficMirrorFilterId InvalidTrafficMirrorFilterId.NotFound");
    BOOST_TEST(one("/sessions/0/NetworkInterfaceId", "eni-00000000") ==
               "sessions[0].NetworkInterfaceId InvalidNetworkInterfaceID.NotFound");
    BOOST_TEST(one("/sessions/0/TrafficMirrorSessionId", "tms-1") ==
               "sessions[0].TrafficMirrorSessionId InvalidTrafficMirrorSessionId.Malformed");
    BOOST_TEST(one("/sessions/0/Tags", {{"aws:x", "1"}}) ==
               "sessions[0].Tags[0].Key InvalidTagKey.Malformed");
    BOOST_TEST(one("/sessions/0/Tags", {{"Name", "other"}}) ==
               "sessions[0].Name InvalidParameterCombination");
    BOOST_TEST(one("/sessions/0/Tags", "none") == "sessions[0].Tags InvalidParameterValue");
    BOOST_TEST(one("/targets/1/Name", "tools") == "targets[1].Name InvalidParameterCombination");
    BOOST_TEST(one("/targets/1/Name", nullptr) == "targets[1].Name MissingParameter");
    BOOST_TEST(one("/targets/1/Name", 5) == "targets[1].Name InvalidParameterValue");
    BOOST_TEST(one("/targets/0/NetworkInterfaceId", source) ==
               "sessions[0].NetworkInterfaceId OperationNotPermitted");
    BOOST_TEST(one("/filters/0/IngressFilterRules/1/RuleNumber", 10) ==
               "filters[0].IngressFilterRules[1].RuleNumber TrafficMirrorFilterRuleAlreadyExists");
    BOOST_TEST(one("/filters/0/IngressFilterRules/1/SourceCidrBlock", "10.0.0.0/8") ==
               "filters[0].IngressFilterRules[1].SourceCidrBlock InvalidParameterCombination");
    BOOST_TEST(one("/filters/0/IngressFilterRules/1/TrafficDirection", "egress") ==
               "filters[0].IngressFilterRules[1].TrafficDirection UnknownParameter");
    BOOST_TEST(one("/filters/0/NetworkServices", {"dns"}) ==
               "filters[0].NetworkServices[0] InvalidParameterValue");
    BOOST_TEST(one("/filters/0", "web") == "filters[0] InvalidParameterValue");
    BOOST_TEST(one("/filters", "web") == "filters InvalidParameterValue");
    BOOST_TEST(one("/rules", Json::array()) == "rules UnknownParameter");
    BOOST_TEST(refused(Json::array()) == "the document InvalidParameterValue");
}

BOOST_AUTO_TEST_CASE(what_the_nic_cannot_hold_names_the_entry) {
    nic.capabilities.rules_per_filter = 1;
    BOOST_TEST(refused(by_hand()).ends_with("TrafficMirrorFilterRuleLimitExceeded"));
    BOOST_TEST(refused(by_hand(), {.dry_run = true}).starts_with("filters[0]"));
}

BOOST_AUTO_TEST_CASE(names_must_mean_one_object) {
    import(by_hand());
    Json twice = by_hand();
    twice["sessions"].push_back(twice["sessions"][0]);
    BOOST_TEST(refused(twice) == "sessions[2].Name InvalidParameterCombination");
    Json same = by_hand();
    same["sessions"].push_back(same["sessions"][1]);
    BOOST_TEST(refused(same) == "sessions[2] InvalidParameterCombination");
    const std::string filter = create_filter();
    call("CreateTags",
         {{"Resources", {filter}}, {"Tags", Json::array({Json{{"Key", "Name"}, {"Value", "web"}}})}});
    BOOST_TEST(refused(by_hand()) == "filters[0].Name InvalidParameterCombination");
    // By id all is clear.
    BOOST_TEST(counts(import(service.export_resources())) == "0 created, 0 updated, 0 deleted");
}

BOOST_AUTO_TEST_CASE(a_changed_target_must_suit_sessions_that_are_not_named) {
    const std::string target = create_target();
    create_session(create_filter(), target, 1, second_source);  // IPv4 only
    const Json other{{"TrafficMirrorTargetId", target}, {"NetworkInterfaceId", collector_v6}};
    BOOST_TEST(refused({{"targets", Json::array({other})}}) ==
               "targets[0].TrafficMirrorTargetId InvalidParameterValue");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
