// SPDX-License-Identifier: Apache-2.0
// Every operation and every member of its request, once as it should be and once as it should not; and every
// member of every answer, seen at least once and in the model's order.
#include <boost/test/data/test_case.hpp>
#include <functional>
#include <map>
#include <ostream>
#include <set>

#include "world.hpp"

namespace tain::test {
namespace {

using service::Change;
using service::Kind;
using service::Member;
using service::Operation;
using service::Shape;
using service::Snapshot;
using service::StoredObject;

/// A member, what makes it right and what makes it wrong: changes to the operation's plain request (null
/// takes a member away). "$name" stands for something of the filled world.
struct Row {
    const char* operation;
    const char* member;
    const char* right;
    const char* wrong;
    const char* code;
};
std::ostream& operator<<(std::ostream& stream, const Row& row) {
    return stream << row.operation << "." << row.member;
}

const std::map<std::string, std::string> plain_requests{
    {"CreateTrafficMirrorTarget", R"({"NetworkInterfaceId": "$collector"})"},
    {"DeleteTrafficMirrorTarget", R"({"TrafficMirrorTargetId": "$free_target"})"},
    {"DescribeTrafficMirrorTargets", "{}"},
    {"CreateTrafficMirrorFilter", "{}"},
    {"ModifyTrafficMirrorFilterNetworkServices", R"({"TrafficMirrorFilterId": "$filter"})"},
    {"DeleteTrafficMirrorFilter", R"({"TrafficMirrorFilterId": "$free_filter"})"},
    {"DescribeTrafficMirrorFilters", "{}"},
    {"CreateTrafficMirrorFilterRule",
     R"({"TrafficMirrorFilterId": "$filter", "TrafficDirection": "ingress", "RuleNumber": 77, "Protocol": 6,
         "RuleAction": "accept", "SourceCidrBlock": "10.0.0.0/8", "DestinationCidrBlock": "0.0.0.0/0"})"},
    {"ModifyTrafficMirrorFilterRule", R"({"TrafficMirrorFilterRuleId": "$rule", "Protocol": 17})"},
    {"DeleteTrafficMirrorFilterRule", R"({"TrafficMirrorFilterRuleId": "$rule"})"},
    {"DescribeTrafficMirrorFilterRules", "{}"},
    {"CreateTrafficMirrorSession",
     R"({"NetworkInterfaceId": "$source", "TrafficMirrorTargetId": "$target",
         "TrafficMirrorFilterId": "$filter", "SessionNumber": 9})"},
    {"ModifyTrafficMirrorSession", R"({"TrafficMirrorSessionId": "$session"})"},
    {"DeleteTrafficMirrorSession", R"({"TrafficMirrorSessionId": "$session"})"},
    {"DescribeTrafficMirrorSessions", "{}"},
    {"CreateTags", R"({"Resources": ["$session"], "Tags": [{"Key": "a", "Value": "b"}]})"},
    {"DeleteTags", R"({"Resources": ["$session"]})"},
    {"DescribeTags", "{}"},
    {"DescribeNetworkInterfaces", "{}"},
};

// What many operations take.
constexpr const char* not_words = R"({"Description": "a\u0007b"})";
constexpr const char* words = R"({"Description": "words"})";
constexpr const char* no_dry_run = R"({"DryRun": false})";
constexpr const char* dry_run = R"({"DryRun": true})";
constexpr const char* token = R"({"ClientToken": "9d0c-1"})";
constexpr const char* no_token = R"({"ClientToken": "\u00e4"})";
constexpr const char* five = R"({"MaxResults": 5})";
constexpr const char* four = R"({"MaxResults": 4})";
constexpr const char* next = R"({"MaxResults": 5, "NextToken": "$next"})";
constexpr const char* no_next = R"({"NextToken": "0a"})";
constexpr const char* no_filter = R"({"Filters": [{"Name": "colour", "Values": ["x"]}]})";
constexpr const char* half_range = R"({"DestinationPortRange": {"FromPort": 80}})";

constexpr const char* target_tags =
    R"({"TagSpecifications": [{"ResourceType": "traffic-mirror-target", "Tags": [{"Key": "k"}]}]})";
constexpr const char* filter_tags =
    R"({"TagSpecifications": [{"ResourceType": "traffic-mirror-filter", "Tags": [{"Key": "k"}]}]})";
constexpr const char* vpc_tags =
    R"({"TagSpecifications": [{"ResourceType": "vpc", "Tags": [{"Key": "k"}]}]})";
constexpr const char* rule_tags =
    R"({"TagSpecifications": [{"ResourceType": "traffic-mirror-filter-rule", "Tags": [{"Key": "k"}]}]})";
constexpr const char* session_tags =
    R"({"TagSpecifications": [{"ResourceType": "traffic-mirror-session", "Tags": [{"Key": "k"}]}]})";
constexpr const char* unknown_tags =
    R"({"TagSpecifications": [{"ResourceType": "traffic-mirror-sessions", "Tags": [{"Key": "k"}]}]})";

const Row rows[] = {
    {"CreateTrafficMirrorTarget", "NetworkInterfaceId", "{}", R"({"NetworkInterfaceId": "eni-00000000"})",
     "InvalidTrafficMirrorTarget"},
    {"CreateTrafficMirrorTarget", "NetworkLoadBalancerArn",
     R"({"NetworkInterfaceId": null, "NetworkLoadBalancerArn": "$balancer"})",
     R"({"NetworkInterfaceId": null, "NetworkLoadBalancerArn": "arn:aws:x"})",
     "InvalidNetworkLoadBalancerArn.Malformed"},
    {"CreateTrafficMirrorTarget", "GatewayLoadBalancerEndpointId",
     R"({"NetworkInterfaceId": null, "GatewayLoadBalancerEndpointId": "$endpoint"})",
     R"({"GatewayLoadBalancerEndpointId": "$endpoint"})", "InvalidParameterCombination"},
    {"CreateTrafficMirrorTarget", "Description", words, not_words, "InvalidParameterValue"},
    {"CreateTrafficMirrorTarget", "TagSpecifications", target_tags, filter_tags, "InvalidParameterValue"},
    {"CreateTrafficMirrorTarget", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"CreateTrafficMirrorTarget", "ClientToken", token, no_token, "InvalidClientToken"},

    {"DeleteTrafficMirrorTarget", "TrafficMirrorTargetId", "{}", R"({"TrafficMirrorTargetId": "$target"})",
     "TrafficMirrorTargetInUseException"},
    {"DeleteTrafficMirrorTarget", "DryRun", no_dry_run, dry_run, "DryRunOperation"},

    {"DescribeTrafficMirrorTargets", "TrafficMirrorTargetIds", R"({"TrafficMirrorTargetIds": ["$target"]})",
     R"({"TrafficMirrorTargetIds": ["tmt-00000000"]})", "InvalidTrafficMirrorTargetId.NotFound"},
    {"DescribeTrafficMirrorTargets", "Filters",
     R"({"Filters": [{"Name": "network-interface-id", "Values": ["$collector"]}]})", no_filter,
     "InvalidFilter"},
    {"DescribeTrafficMirrorTargets", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DescribeTrafficMirrorTargets", "MaxResults", five, four, "InvalidMaxResults"},
    {"DescribeTrafficMirrorTargets", "NextToken", next, no_next, "InvalidNextToken"},

    {"CreateTrafficMirrorFilter", "Description", words, not_words, "InvalidParameterValue"},
    {"CreateTrafficMirrorFilter", "TagSpecifications", filter_tags, vpc_tags, "InvalidParameterValue"},
    {"CreateTrafficMirrorFilter", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"CreateTrafficMirrorFilter", "ClientToken", token, no_token, "InvalidClientToken"},

    {"ModifyTrafficMirrorFilterNetworkServices", "TrafficMirrorFilterId", "{}",
     R"({"TrafficMirrorFilterId": "tmf-00000000"})", "InvalidTrafficMirrorFilterId.NotFound"},
    {"ModifyTrafficMirrorFilterNetworkServices", "AddNetworkServices",
     R"({"AddNetworkServices": ["amazon-dns"]})", R"({"AddNetworkServices": ["dns"]})",
     "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterNetworkServices", "RemoveNetworkServices",
     R"({"RemoveNetworkServices": ["amazon-dns"]})",
     R"({"AddNetworkServices": ["amazon-dns"], "RemoveNetworkServices": ["amazon-dns"]})",
     "InvalidParameterCombination"},
    {"ModifyTrafficMirrorFilterNetworkServices", "DryRun", no_dry_run, dry_run, "DryRunOperation"},

    {"DeleteTrafficMirrorFilter", "TrafficMirrorFilterId", "{}", R"({"TrafficMirrorFilterId": "$filter"})",
     "TrafficMirrorFilterInUse"},
    {"DeleteTrafficMirrorFilter", "DryRun", no_dry_run, dry_run, "DryRunOperation"},

    {"DescribeTrafficMirrorFilters", "TrafficMirrorFilterIds", R"({"TrafficMirrorFilterIds": ["$filter"]})",
     R"({"TrafficMirrorFilterIds": ["tmf-1"]})", "InvalidTrafficMirrorFilterId.Malformed"},
    {"DescribeTrafficMirrorFilters", "Filters", R"({"Filters": [{"Name": "description", "Values": ["f*"]}]})",
     no_filter, "InvalidFilter"},
    {"DescribeTrafficMirrorFilters", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DescribeTrafficMirrorFilters", "MaxResults", five, R"({"MaxResults": 1001})", "InvalidMaxResults"},
    {"DescribeTrafficMirrorFilters", "NextToken", next, no_next, "InvalidNextToken"},

    {"CreateTrafficMirrorFilterRule", "TrafficMirrorFilterId", "{}",
     R"({"TrafficMirrorFilterId": "tmf-00000000"})", "InvalidTrafficMirrorFilterId.NotFound"},
    {"CreateTrafficMirrorFilterRule", "TrafficDirection", R"({"TrafficDirection": "egress"})",
     R"({"TrafficDirection": "both"})", "InvalidParameterValue"},
    {"CreateTrafficMirrorFilterRule", "RuleNumber", R"({"RuleNumber": 32766})", R"({"RuleNumber": 10})",
     "TrafficMirrorFilterRuleAlreadyExists"},
    {"CreateTrafficMirrorFilterRule", "RuleAction", R"({"RuleAction": "reject"})",
     R"({"RuleAction": "Accept"})", "InvalidParameterValue"},
    {"CreateTrafficMirrorFilterRule", "DestinationPortRange",
     R"({"DestinationPortRange": {"FromPort": 0, "ToPort": 65535}})", half_range, "MissingParameter"},
    {"CreateTrafficMirrorFilterRule", "SourcePortRange",
     R"({"SourcePortRange": {"FromPort": 53, "ToPort": 53}})",
     R"({"Protocol": 1, "SourcePortRange": {"FromPort": 53, "ToPort": 53}})", "InvalidParameterCombination"},
    {"CreateTrafficMirrorFilterRule", "Protocol", R"({"Protocol": 255})", R"({"Protocol": 256})",
     "InvalidParameterValue"},
    {"CreateTrafficMirrorFilterRule", "DestinationCidrBlock", R"({"DestinationCidrBlock": "10.0.0.5/32"})",
     R"({"DestinationCidrBlock": "::/0"})", "InvalidParameterCombination"},
    {"CreateTrafficMirrorFilterRule", "SourceCidrBlock", R"({"SourceCidrBlock": "10.0.0.0/7"})",
     R"({"SourceCidrBlock": "10.0.0.0"})", "InvalidParameterValue"},
    {"CreateTrafficMirrorFilterRule", "Description", words, not_words, "InvalidParameterValue"},
    {"CreateTrafficMirrorFilterRule", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"CreateTrafficMirrorFilterRule", "ClientToken", token, no_token, "InvalidClientToken"},
    {"CreateTrafficMirrorFilterRule", "TagSpecifications", rule_tags,
     R"({"TagSpecifications": [{"Tags": []}]})", "MissingParameter"},

    {"ModifyTrafficMirrorFilterRule", "TrafficMirrorFilterRuleId", "{}",
     R"({"TrafficMirrorFilterRuleId": "tmfr-00000000"})", "InvalidTrafficMirrorFilterRuleId.NotFound"},
    {"ModifyTrafficMirrorFilterRule", "TrafficDirection", R"({"TrafficDirection": "egress"})",
     R"({"TrafficDirection": ""})", "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterRule", "RuleNumber", R"({"RuleNumber": 5})", R"({"RuleNumber": 11})",
     "TrafficMirrorFilterRuleAlreadyExists"},
    {"ModifyTrafficMirrorFilterRule", "RuleAction", R"({"RuleAction": "reject"})", R"({"RuleAction": 1})",
     "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterRule", "DestinationPortRange",
     R"({"DestinationPortRange": {"FromPort": 1, "ToPort": 2}})",
     R"({"DestinationPortRange": {"FromPort": 2, "ToPort": 1}})", "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterRule", "SourcePortRange",
     R"({"SourcePortRange": {"FromPort": 1, "ToPort": 2}})",
     R"({"SourcePortRange": {"FromPort": 1, "ToPort": 2}, "RemoveFields": ["source-port-range"]})",
     "InvalidParameterCombination"},
    {"ModifyTrafficMirrorFilterRule", "Protocol", R"({"Protocol": 6})", R"({"Protocol": "tcp"})",
     "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterRule", "DestinationCidrBlock", R"({"DestinationCidrBlock": "10.0.0.0/30"})",
     R"({"DestinationCidrBlock": ""})", "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterRule", "SourceCidrBlock", R"({"SourceCidrBlock": "0.0.0.0/0"})",
     R"({"SourceCidrBlock": "2001:db8::/32"})", "InvalidParameterCombination"},
    {"ModifyTrafficMirrorFilterRule", "Description", words, not_words, "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterRule", "RemoveFields",
     R"({"Protocol": null, "RemoveFields": ["protocol", "destination-port-range", "source-port-range"]})",
     R"({"RemoveFields": ["rule-number"]})", "InvalidParameterValue"},
    {"ModifyTrafficMirrorFilterRule", "DryRun", no_dry_run, dry_run, "DryRunOperation"},

    {"DeleteTrafficMirrorFilterRule", "TrafficMirrorFilterRuleId", "{}",
     R"({"TrafficMirrorFilterRuleId": "tmf-00000000"})", "InvalidTrafficMirrorFilterRuleId.Malformed"},
    {"DeleteTrafficMirrorFilterRule", "DryRun", no_dry_run, dry_run, "DryRunOperation"},

    {"DescribeTrafficMirrorFilterRules", "TrafficMirrorFilterRuleIds",
     R"({"TrafficMirrorFilterRuleIds": ["$rule"]})", R"({"TrafficMirrorFilterRuleIds": ["tmfr-00000000"]})",
     "InvalidTrafficMirrorFilterRuleId.NotFound"},
    {"DescribeTrafficMirrorFilterRules", "TrafficMirrorFilterId", R"({"TrafficMirrorFilterId": "$filter"})",
     R"({"TrafficMirrorFilterId": "tmf-00000000"})", "InvalidTrafficMirrorFilterId.NotFound"},
    {"DescribeTrafficMirrorFilterRules", "Filters",
     R"({"Filters": [{"Name": "rule-number", "Values": ["1?"]}]})", no_filter, "InvalidFilter"},
    {"DescribeTrafficMirrorFilterRules", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DescribeTrafficMirrorFilterRules", "MaxResults", five, four, "InvalidMaxResults"},
    {"DescribeTrafficMirrorFilterRules", "NextToken", next, no_next, "InvalidNextToken"},

    {"CreateTrafficMirrorSession", "NetworkInterfaceId", "{}", R"({"NetworkInterfaceId": "eni-00000000"})",
     "InvalidNetworkInterfaceID.NotFound"},
    {"CreateTrafficMirrorSession", "TrafficMirrorTargetId", "{}",
     R"({"TrafficMirrorTargetId": "tmt-00000000"})", "InvalidTrafficMirrorTargetId.NotFound"},
    {"CreateTrafficMirrorSession", "TrafficMirrorFilterId", "{}",
     R"({"TrafficMirrorFilterId": "tmf-00000000"})", "InvalidTrafficMirrorFilterId.NotFound"},
    {"CreateTrafficMirrorSession", "PacketLength", R"({"PacketLength": 8500})", R"({"PacketLength": 8501})",
     "InvalidParameterValue"},
    {"CreateTrafficMirrorSession", "SessionNumber", R"({"SessionNumber": 32766})", R"({"SessionNumber": 1})",
     "InvalidParameterValue"},
    {"CreateTrafficMirrorSession", "VirtualNetworkId", R"({"VirtualNetworkId": 16777215})",
     R"({"VirtualNetworkId": 16777216})", "InvalidParameterValue"},
    {"CreateTrafficMirrorSession", "Description", words, not_words, "InvalidParameterValue"},
    {"CreateTrafficMirrorSession", "TagSpecifications", session_tags, unknown_tags, "InvalidParameterValue"},
    {"CreateTrafficMirrorSession", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"CreateTrafficMirrorSession", "ClientToken", token, no_token, "InvalidClientToken"},

    {"ModifyTrafficMirrorSession", "TrafficMirrorSessionId", "{}",
     R"({"TrafficMirrorSessionId": "tms-00000000"})", "InvalidTrafficMirrorSessionId.NotFound"},
    {"ModifyTrafficMirrorSession", "TrafficMirrorTargetId", R"({"TrafficMirrorTargetId": "$free_target"})",
     R"({"TrafficMirrorTargetId": "tmt-00000000"})", "InvalidTrafficMirrorTargetId.NotFound"},
    {"ModifyTrafficMirrorSession", "TrafficMirrorFilterId", R"({"TrafficMirrorFilterId": "$free_filter"})",
     R"({"TrafficMirrorFilterId": "tmf-00000000"})", "InvalidTrafficMirrorFilterId.NotFound"},
    {"ModifyTrafficMirrorSession", "PacketLength", R"({"PacketLength": 1})", R"({"PacketLength": 0})",
     "InvalidParameterValue"},
    {"ModifyTrafficMirrorSession", "SessionNumber", R"({"SessionNumber": 7})", R"({"SessionNumber": 2})",
     "InvalidParameterValue"},
    {"ModifyTrafficMirrorSession", "VirtualNetworkId", R"({"VirtualNetworkId": 1})",
     R"({"VirtualNetworkId": -1})", "InvalidParameterValue"},
    {"ModifyTrafficMirrorSession", "Description", words, not_words, "InvalidParameterValue"},
    {"ModifyTrafficMirrorSession", "RemoveFields", R"({"RemoveFields": ["packet-length", "description"]})",
     R"({"RemoveFields": ["session-number"]})", "InvalidParameterValue"},
    {"ModifyTrafficMirrorSession", "DryRun", no_dry_run, dry_run, "DryRunOperation"},

    {"DeleteTrafficMirrorSession", "TrafficMirrorSessionId", "{}", R"({"TrafficMirrorSessionId": 1})",
     "InvalidParameterValue"},
    {"DeleteTrafficMirrorSession", "DryRun", no_dry_run, dry_run, "DryRunOperation"},

    {"DescribeTrafficMirrorSessions", "TrafficMirrorSessionIds",
     R"({"TrafficMirrorSessionIds": ["$session"]})",
     R"({"TrafficMirrorSessionIds": ["$session"], "MaxResults": 5})", "InvalidParameterCombination"},
    {"DescribeTrafficMirrorSessions", "Filters",
     R"({"Filters": [{"Name": "tag:Name", "Values": ["first"]}]})", no_filter, "InvalidFilter"},
    {"DescribeTrafficMirrorSessions", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DescribeTrafficMirrorSessions", "MaxResults", five, four, "InvalidMaxResults"},
    {"DescribeTrafficMirrorSessions", "NextToken", next, no_next, "InvalidNextToken"},

    {"CreateTags", "Resources", R"({"Resources": ["$session", "$filter", "$rule", "$target"]})",
     R"({"Resources": ["$source"]})", "InvalidID"},
    {"CreateTags", "Tags", R"({"Tags": [{"Key": "only"}]})", R"({"Tags": [{"Key": "AWS:x"}]})",
     "InvalidTagKey.Malformed"},
    {"CreateTags", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DeleteTags", "Resources", "{}", R"({"Resources": ["tms-00000000"]})",
     "InvalidTrafficMirrorSessionId.NotFound"},
    {"DeleteTags", "Tags", R"({"Tags": [{"Key": "Name", "Value": "other"}]})",
     R"({"Tags": [{"Value": "x"}]})", "MissingParameter"},
    {"DeleteTags", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DescribeTags", "Filters", R"({"Filters": [{"Name": "resource-type", "Values": ["*-rule"]}]})",
     R"({"Filters": [{"Name": "tag-key", "Values": ["x"]}]})", "InvalidFilter"},
    {"DescribeTags", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DescribeTags", "MaxResults", five, four, "InvalidMaxResults"},
    {"DescribeTags", "NextToken", next, no_next, "InvalidNextToken"},

    {"DescribeNetworkInterfaces", "NetworkInterfaceIds", R"({"NetworkInterfaceIds": ["$source"]})",
     R"({"NetworkInterfaceIds": ["eni-00000000"]})", "InvalidNetworkInterfaceID.NotFound"},
    {"DescribeNetworkInterfaces", "Filters",
     R"({"Filters": [{"Name": "attachment.device-index", "Values": ["0"]}]})", no_filter, "InvalidFilter"},
    {"DescribeNetworkInterfaces", "IncludeManagedResources", R"({"IncludeManagedResources": true})",
     R"({"IncludeManagedResources": "yes"})", "InvalidParameterValue"},
    {"DescribeNetworkInterfaces", "DryRun", no_dry_run, dry_run, "DryRunOperation"},
    {"DescribeNetworkInterfaces", "MaxResults", five, four, "InvalidMaxResults"},
    {"DescribeNetworkInterfaces", "NextToken", next, no_next, "InvalidNextToken"},
};

/// A store without a file, so that each row begins with the same objects.
class MemoryStore final : public service::Store {
  public:
    explicit MemoryStore(Snapshot snapshot) : snapshot_(std::move(snapshot)) {}
    Snapshot read() override { return snapshot_; }
    bool commit(std::uint64_t revision, const Change& change) override {
        if (revision != snapshot_.revision) return false;
        for (const std::string& id : change.erase)
            std::erase_if(snapshot_.objects, [&](const StoredObject& object) { return object.id == id; });
        for (const StoredObject& object : change.put) put(object);
        ++snapshot_.revision;
        return true;
    }

  private:
    void put(StoredObject object) {
        for (StoredObject& old : snapshot_.objects)
            if (old.id == object.id) {
                old.document = object.document;
                return;
            }
        object.sequence = ++last_;
        snapshot_.objects.push_back(std::move(object));
    }

    Snapshot snapshot_;
    std::uint64_t last_ = 1000;
};

/// At least six of everything, with all that objects can have.
class FilledWorld {
  public:
    FilledWorld()
        : ids_{{"$source", source},
               {"$collector", collector},
               {"$balancer", balancer},
               {"$endpoint", endpoint}} {
        fill_targets_and_filters();
        fill_sessions();
        snapshot_ = world_.store->read();
    }

    [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
    [[nodiscard]] const service::Inventory& inventory() const { return world_.inventory; }
    [[nodiscard]] const std::map<std::string, std::string>& ids() const { return ids_; }

  private:
    void fill_targets_and_filters() {
        ids_["$target"] = world_.create_target();
        for (int i = 0; i < 5; ++i) ids_["$free_target"] = world_.create_target();
        ids_["$filter"] = world_.create_filter();
        for (int i = 0; i < 5; ++i) ids_["$free_filter"] = world_.create_filter();
        Json rule = rule_request(ids_["$filter"], 10);
        for (int number = 10; number < 16; ++number) {
            rule["RuleNumber"] = number;
            const Json made = world_.call("CreateTrafficMirrorFilterRule", rule)["TrafficMirrorFilterRule"];
            if (number == 10) ids_["$rule"] = made["TrafficMirrorFilterRuleId"];
        }
        world_.create_rule(ids_["$filter"], 20, "egress");
        world_.call("ModifyTrafficMirrorFilterNetworkServices",
                    {{"TrafficMirrorFilterId", ids_["$filter"]}, {"AddNetworkServices", {"amazon-dns"}}});
    }
    void fill_sessions() {
        world_.inventory.quotas.sessions_per_interface = 4;
        ids_["$session"] = world_.create_session(ids_["$filter"], ids_["$target"], 1);
        for (int number = 2; number < 4; ++number) {
            world_.create_session(ids_["$filter"], ids_["$target"], number);
            world_.create_session(ids_["$filter"], ids_["$target"], number, second_source);
            world_.create_session(ids_["$filter"], ids_["$target"], number, third_source);
        }
        Json tags = Json::array({Json{{"Key", "Name"}, {"Value", "first"}}});
        for (int i = 0; i < 5; ++i) tags.push_back({{"Key", "k" + std::to_string(i)}});
        const Json all{ids_["$session"], ids_["$filter"], ids_["$rule"], ids_["$target"]};
        world_.call("CreateTags", {{"Resources", all}, {"Tags", tags}});
        world_.call(
            "ModifyTrafficMirrorSession",
            {{"TrafficMirrorSessionId", ids_["$session"]}, {"PacketLength", 100}, {"Description", "one"}});
    }

    World world_;
    std::map<std::string, std::string> ids_;
    Snapshot snapshot_;
};

const FilledWorld& filled() {
    static const FilledWorld world;
    return world;
}

/// Which members of which structures answers had.
std::set<std::string>& seen() {
    static std::set<std::string> names;
    return names;
}

/// Notes what the answer has, which must stand in the model's order.
void look_at(const Shape& shape, const Json& answer) {
    if (shape.kind == Kind::list)
        for (const Json& item : answer) look_at(*shape.element, item);
    if (shape.kind != Kind::structure) return;
    std::ptrdiff_t last = -1;
    for (const auto& [name, value] : answer.items()) {
        const Member* member = service::find_member(shape, name);
        BOOST_REQUIRE_MESSAGE(member != nullptr, std::string(shape.name) + " has no " + name);
        const std::ptrdiff_t place = member - shape.members.data();
        BOOST_TEST(place > last);
        last = place;
        seen().insert(std::string(shape.name) + "." + name);
        look_at(*member->shape, value);
    }
}

/// The service on the filled world, for one row.
struct Case {
    explicit Case(const Row& row) : operation(service::get_operation(row.operation)) {}

    const Operation& operation;
    MemoryStore store{filled().snapshot()};
    FakeNic::Memory nic;
    service::Service service{store, filled().inventory(), [this] { return std::make_unique<FakeNic>(nic); }};

    Json request(const std::string& changes) {
        Json made = parsed(plain_requests.at(std::string(operation.name)));
        const Json to_make = parsed(changes);
        for (const auto& [name, value] : to_make.items()) {
            made.erase(name);
            if (!value.is_null()) made[name] = value;
        }
        return made;
    }

  private:
    Json parsed(std::string json) {
        for (const auto& [name, id] : filled().ids())
            for (std::size_t at = 0; (at = json.find("\"" + name + "\"")) != std::string::npos;)
                json.replace(at + 1, name.size(), id);
        if (const std::size_t at = json.find("$next"); at != std::string::npos)
            json.replace(at, 5, service.call(operation, {{"MaxResults", 5}})["NextToken"]);
        return Json::parse(json);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(all_operations)

BOOST_DATA_TEST_CASE(a_member_is_taken_when_right_and_refused_when_wrong, boost::unit_test::data::make(rows),
                     row) {
    Case right(row);
    const Json request = right.request(row.right);
    const Json answer = right.service.call(right.operation, request);
    look_at(right.operation.output, answer);
    const bool has_object = !answer.empty() && answer.front().is_object();
    if (has_object && answer.front().contains(row.member))
        BOOST_TEST(answer.front()[row.member] == request.at(row.member));

    Case wrong(row);
    const Json bad = wrong.request(row.wrong);
    try {
        wrong.service.call(wrong.operation, bad);
        BOOST_ERROR("accepted");
    } catch (const Error& error) {
        BOOST_TEST(error.code() == row.code);
        if (error.code() == "DryRunOperation")
            BOOST_TEST(error.what() == std::string("Request would have succeeded, but DryRun flag is set."));
    }
    BOOST_TEST(wrong.store.read().revision == filled().snapshot().revision);
    BOOST_TEST(wrong.nic.applied == 0);
}

BOOST_AUTO_TEST_CASE(no_operation_or_member_is_missing_above) {
    std::set<std::string> tried;
    for (const Row& row : rows) tried.insert(std::string(row.operation) + "." + row.member);
    std::size_t members = 0;
    for (const Operation& operation : service::operations())
        for (const Member& member : operation.input.members) {
            BOOST_TEST(tried.contains(std::string(operation.name) + "." + std::string(member.name)),
                       operation.name << "." << member.name << " is not tried");
            ++members;
        }
    BOOST_TEST(tried.size() == members);
}

BOOST_AUTO_TEST_CASE(every_member_of_an_answer_was_seen) {
    // What an inventory can't know of an interface.
    const std::set<std::string> unknown{
        "Association",       "AvailabilityZone",   "OutpostArn", "PrivateDnsName", "Ipv4Prefixes",
        "Ipv6Prefixes",      "RequesterId",        "SubnetId",   "VpcId",          "Ipv6Native",
        "DenyAllIgwTraffic", "GroupName",          "GroupId",    "AttachTime",     "AttachmentId",
        "InstanceId",        "EnaSrdSpecification"};
    const std::function<void(const Shape&)> check = [&](const Shape& shape) {
        if (shape.kind == Kind::list) check(*shape.element);
        if (shape.kind != Kind::structure) return;
        for (const Member& member : shape.members) {
            const std::string name = std::string(shape.name) + "." + std::string(member.name);
            const bool of_interface =
                shape.name.starts_with("NetworkInterface") || shape.name == "GroupIdentifier";
            if (of_interface && unknown.contains(std::string(member.name))) continue;
            BOOST_TEST(seen().contains(name), name << " was in no answer");
            check(*member.shape);
        }
    };
    for (const Operation& operation : service::operations()) check(operation.output);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
