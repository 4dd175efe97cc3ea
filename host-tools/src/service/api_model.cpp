// SPDX-License-Identifier: Apache-2.0
// The operations of the API: what each is given and what it answers.
#include "tain/service/api_model.hpp"

#include <algorithm>
#include <cctype>

#include "api_shapes.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

// Members that several operations share, each worded once.

Member dry_run() {
    return {"DryRun", &shapes().boolean, "Only check whether the request is well formed; change nothing"};
}
Member client_token() {
    return {"ClientToken", &shapes().client_token,
            "Makes a repeated request answer as the first one did instead of creating a second object"};
}
Member description(std::string_view doc) {
    return {"Description", &shapes().description, doc};
}
Member tag_specifications() {
    return {.name = "TagSpecifications",
            .shape = &shapes().tag_specifications,
            .doc = "Tags for the new object: ResourceType=TYPE,Tags=[{Key=K,Value=V}]",
            .wire_as = "TagSpecification"};
}
Member required(Member member) {
    member.required = true;
    return member;
}
Member session_id() {
    return {"TrafficMirrorSessionId", &shapes().session_id, "The session (tms-...)"};
}
Member filter_id(std::string_view doc = "The filter (tmf-...)") {
    return {"TrafficMirrorFilterId", &shapes().filter_id, doc};
}
Member rule_id() {
    return {"TrafficMirrorFilterRuleId", &shapes().rule_id, "The rule (tmfr-...)"};
}
Member target_id(std::string_view doc = "The target (tmt-...)") {
    return {"TrafficMirrorTargetId", &shapes().target_id, doc};
}
Member packet_length() {
    return {"PacketLength", &shapes().packet_length,
            "Copy only the first bytes of each frame, this many (1-8500); absent: all of it"};
}
Member session_number() {
    return {"SessionNumber", &shapes().session_number,
            "Place among the interface's sessions (1-32766); the lowest is tried first"};
}
Member network_id(std::string_view doc) {
    return {"VirtualNetworkId", &shapes().network_id, doc};
}
Member direction() {
    return {"TrafficDirection", &shapes().direction,
            "ingress: frames that the interface receives; egress: frames that it sends"};
}
Member rule_number() {
    return {"RuleNumber", &shapes().rule_number,
            "Place among the filter's rules of this direction (1-32766); the first that matches decides"};
}
Member rule_action() {
    return {"RuleAction", &shapes().action, "accept: copy the frame; reject: this session does not"};
}
Member destination_ports() {
    return {"DestinationPortRange", &shapes().port_range,
            "Destination ports, FromPort=80,ToPort=443; for protocol 6 (TCP) and 17 (UDP) only"};
}
Member source_ports() {
    return {"SourcePortRange", &shapes().port_range,
            "Source ports, FromPort=1024,ToPort=65535; for protocol 6 (TCP) and 17 (UDP) only"};
}
Member protocol() {
    return {"Protocol", &shapes().protocol,
            "Protocol number (1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6 ...); absent: any protocol"};
}
Member destination_cidr() {
    return {"DestinationCidrBlock", &shapes().cidr, "Destination addresses (10.0.0.0/8, 2001:db8::/32)"};
}
Member source_cidr() {
    return {"SourceCidrBlock", &shapes().cidr, "Source addresses, of the same family as the destination's"};
}
Member remove_fields(const Shape& fields, std::string_view doc) {
    return {.name = "RemoveFields", .shape = &fields, .doc = doc, .wire_as = "RemoveField"};
}

Shape request(std::vector<Member> members) {
    members.push_back(dry_run());
    return structure_of("Request", std::move(members));
}
/// The request of a create, its members in EC2's order, which is the order of clients' lists and skeletons.
Shape create_request(std::vector<Member> members) {
    members.push_back(tag_specifications());
    members.push_back(dry_run());
    members.push_back(client_token());
    return structure_of("Request", std::move(members));
}
Member query_filters() {
    return {.name = "Filters",
            .shape = &shapes().query_filters,
            .doc = "Answer only objects that fit: Name=NAME,Values=A,B ...",
            .wire_as = "Filter"};
}
Member max_results(const Shape& shape) {
    return {"MaxResults", &shape, "Answer at most this many objects (5-1000)"};
}
Member next_token() {
    return {"NextToken", &shapes().text, "Go on where the answer with this token ended"};
}
/// What describes of mirror objects take besides `members`.
Shape describe_request(std::vector<Member> members) {
    std::ranges::move(
        std::vector{dry_run(), query_filters(), max_results(shapes().max_results), next_token()},
        std::back_inserter(members));
    return structure_of("Request", std::move(members));
}
Shape result(std::vector<Member> members) {
    return structure_of("Result", std::move(members));
}
Shape create_result(std::string_view name, const Shape& shape) {
    return result({{name, &shape}, {"ClientToken", &shapes().client_token}});
}
Shape describe_result(std::string_view name, const Shape& list, std::string_view wire_as) {
    return result({{.name = name, .shape = &list, .wire_as = wire_as}, {"NextToken", &shapes().text}});
}

constexpr std::string_view targets_group = "Targets: where copies go";
constexpr std::string_view filters_group = "Filters: which frames are copied";
constexpr std::string_view sessions_group = "Sessions: an interface, a filter and a target";
constexpr std::string_view tags_group = "Tags: words of your own on any of these";
constexpr std::string_view interfaces_group = "Network interfaces of the inventory";

std::vector<Operation> target_operations(const Shapes& s) {
    return {
        {.name = "CreateTrafficMirrorTarget",
         .group = targets_group,
         .doc = "Create a target from one interface, network load balancer or gateway load balancer endpoint",
         .input = structure_of("Request",
                               {{"NetworkInterfaceId", &s.interface_id, "Send copies to this interface"},
                                {"NetworkLoadBalancerArn", &s.load_balancer_arn,
                                 "Spread copies over the addresses of this network load balancer"},
                                description("Words of your own about the target"),
                                tag_specifications(),
                                dry_run(),
                                client_token(),
                                {"GatewayLoadBalancerEndpointId", &s.endpoint_id,
                                 "Send copies to this gateway load balancer endpoint"}}),
         .output = create_result("TrafficMirrorTarget", s.target)},
        {.name = "DeleteTrafficMirrorTarget",
         .group = targets_group,
         .doc = "Delete a target that no session uses",
         .input = request({required(target_id())}),
         .output = result({target_id()})},
        {.name = "DescribeTrafficMirrorTargets",
         .group = targets_group,
         .doc = "List targets",
         .input = describe_request({{.name = "TrafficMirrorTargetIds",
                                     .shape = &s.target_ids,
                                     .doc = "Only these targets (tmt-...)",
                                     .wire_as = "TrafficMirrorTargetId"}}),
         .output = describe_result("TrafficMirrorTargets", s.targets, "trafficMirrorTargetSet"),
         .filters = {"description", "network-interface-id", "network-load-balancer-arn", "owner-id",
                     "traffic-mirror-target-id"},
         .paginated = true},
    };
}

std::vector<Operation> filter_operations(const Shapes& s) {
    return {
        {.name = "CreateTrafficMirrorFilter",
         .group = filters_group,
         .doc = "Create a filter without rules, which accepts nothing yet",
         .input = create_request({description("Words of your own about the filter")}),
         .output = create_result("TrafficMirrorFilter", s.filter)},
        {.name = "ModifyTrafficMirrorFilterNetworkServices",
         .group = filters_group,
         .doc = "Let a filter accept, or no longer accept, the traffic of the resolvers",
         .input = request({required(filter_id()),
                           {.name = "AddNetworkServices",
                            .shape = &s.services,
                            .doc = "Accept traffic of these services",
                            .wire_as = "AddNetworkService"},
                           {.name = "RemoveNetworkServices",
                            .shape = &s.services,
                            .doc = "No longer accept traffic of these services",
                            .wire_as = "RemoveNetworkService"}}),
         .output = result({{"TrafficMirrorFilter", &s.filter}})},
        {.name = "DeleteTrafficMirrorFilter",
         .group = filters_group,
         .doc = "Delete a filter that no session uses, with its rules",
         .input = request({required(filter_id())}),
         .output = result({filter_id()})},
        {.name = "DescribeTrafficMirrorFilters",
         .group = filters_group,
         .doc = "List filters with their rules",
         .input = describe_request({{.name = "TrafficMirrorFilterIds",
                                     .shape = &s.filter_ids,
                                     .doc = "Only these filters (tmf-...)",
                                     .wire_as = "TrafficMirrorFilterId"}}),
         .output = describe_result("TrafficMirrorFilters", s.filters, "trafficMirrorFilterSet"),
         .filters = {"description", "traffic-mirror-filter-id"},
         .paginated = true},
    };
}

std::vector<Operation> rule_operations(const Shapes& s) {
    return {
        {.name = "CreateTrafficMirrorFilterRule",
         .group = filters_group,
         .doc = "Add a rule to a filter",
         .input =
             structure_of("Request", {required(filter_id()), required(direction()), required(rule_number()),
                                      required(rule_action()), destination_ports(), source_ports(),
                                      protocol(), required(destination_cidr()), required(source_cidr()),
                                      description("Words of your own about the rule"), dry_run(),
                                      client_token(), tag_specifications()}),
         .output = create_result("TrafficMirrorFilterRule", s.rule)},
        {.name = "ModifyTrafficMirrorFilterRule",
         .group = filters_group,
         .doc = "Change a rule; what is not named stays as it is",
         .input = request({required(rule_id()), direction(), rule_number(), rule_action(),
                           destination_ports(), source_ports(), protocol(), destination_cidr(), source_cidr(),
                           description("Words of your own about the rule"),
                           remove_fields(s.rule_fields, "Fields to take away from the rule")}),
         .output = result({{"TrafficMirrorFilterRule", &s.rule}})},
        {.name = "DeleteTrafficMirrorFilterRule",
         .group = filters_group,
         .doc = "Delete a rule",
         .input = request({required(rule_id())}),
         .output = result({rule_id()})},
        {.name = "DescribeTrafficMirrorFilterRules",
         .group = filters_group,
         .doc = "List rules",
         .input = describe_request({{.name = "TrafficMirrorFilterRuleIds",
                                     .shape = &s.rule_ids,
                                     .doc = "Only these rules (tmfr-...)",
                                     .wire_as = "TrafficMirrorFilterRuleId"},
                                    filter_id("Only the rules of this filter (tmf-...)")}),
         .output = describe_result("TrafficMirrorFilterRules", s.rules, "trafficMirrorFilterRuleSet"),
         .filters = {"traffic-mirror-filter-rule-id", "traffic-mirror-filter-id", "rule-number",
                     "rule-action", "traffic-direction", "protocol", "source-cidr-block",
                     "destination-cidr-block", "description"}},
    };
}

std::vector<Operation> session_operations(const Shapes& s) {
    return {
        {.name = "CreateTrafficMirrorSession",
         .group = sessions_group,
         .doc = "Copy the frames of an interface that a filter accepts to a target",
         .input = create_request(
             {required(
                  {"NetworkInterfaceId", &s.interface_id, "The interface whose frames are copied (eni-...)"}),
              required(target_id("Where copies go (tmt-...)")),
              required(filter_id("Which frames are copied (tmf-...)")), packet_length(),
              required(session_number()),
              network_id("VXLAN network identifier of the copies (1-16777215); absent: a random unused one"),
              description("Words of your own about the session")}),
         .output = create_result("TrafficMirrorSession", s.session)},
        {.name = "ModifyTrafficMirrorSession",
         .group = sessions_group,
         .doc = "Change a session; what is not named stays as it is",
         .input = request({required(session_id()), target_id("Where copies go (tmt-...)"),
                           filter_id("Which frames are copied (tmf-...)"), packet_length(), session_number(),
                           network_id("VXLAN network identifier of the copies (1-16777215)"),
                           description("Words of your own about the session"),
                           remove_fields(s.session_fields, "Fields to set back to their defaults")}),
         .output = result({{"TrafficMirrorSession", &s.session}})},
        {.name = "DeleteTrafficMirrorSession",
         .group = sessions_group,
         .doc = "Delete a session: its copies end",
         .input = request({required(session_id())}),
         .output = result({session_id()})},
        {.name = "DescribeTrafficMirrorSessions",
         .group = sessions_group,
         .doc = "List sessions",
         .input = describe_request({{.name = "TrafficMirrorSessionIds",
                                     .shape = &s.session_ids,
                                     .doc = "Only these sessions (tms-...)",
                                     .wire_as = "TrafficMirrorSessionId"}}),
         .output = describe_result("TrafficMirrorSessions", s.sessions, "trafficMirrorSessionSet"),
         .filters = {"description", "network-interface-id", "owner-id", "packet-length", "session-number",
                     "traffic-mirror-filter-id", "traffic-mirror-session-id", "traffic-mirror-target-id",
                     "virtual-network-id"},
         .paginated = true},
    };
}

Member resources() {
    return {.name = "Resources",
            .shape = &shapes().texts,
            .doc = "The objects (tms-..., tmt-..., tmf-..., tmfr-...), at most 1000",
            .wire_as = "ResourceId"};
}

std::vector<Operation> tag_operations(const Shapes& s) {
    return {
        {.name = "CreateTags",
         .group = tags_group,
         .doc = "Put tags on objects; a tag with a key that an object has already gets the new value",
         .input = structure_of("Request", {dry_run(), required(resources()),
                                           required({.name = "Tags",
                                                     .shape = &s.tags,
                                                     .doc = "The tags: Key=K,Value=V ...",
                                                     .wire_as = "Tag"})})},
        {.name = "DeleteTags",
         .group = tags_group,
         .doc = "Take tags from objects",
         .input = structure_of("Request",
                               {dry_run(),
                                required(resources()),
                                {.name = "Tags",
                                 .shape = &s.tags,
                                 .doc = "Key=K: whatever its value; Key=K,Value=V: only with that value; "
                                        "absent: all tags of the objects",
                                 .wire_as = "Tag"}})},
        {.name = "DescribeTags",
         .group = tags_group,
         .doc = "List tags",
         .input = structure_of("Request",
                               {dry_run(), query_filters(), max_results(s.tags_max_results), next_token()}),
         .output = result(
             {{"NextToken", &s.text}, {.name = "Tags", .shape = &s.tag_descriptions, .wire_as = "tagSet"}}),
         .filters = {"key", "resource-id", "resource-type", "value"},
         .paginated = true},
    };
}

std::vector<Operation> interface_operations(const Shapes& s) {
    return {
        {.name = "DescribeNetworkInterfaces",
         .group = interfaces_group,
         .doc = "List the network interfaces of the inventory",
         .input = structure_of("Request",
                               {query_filters(),
                                dry_run(),
                                {.name = "NetworkInterfaceIds",
                                 .shape = &s.interface_ids,
                                 .doc = "Only these interfaces (eni-...)",
                                 .wire_as = "NetworkInterfaceId"},
                                next_token(),
                                max_results(s.max_results),
                                {"IncludeManagedResources", &s.boolean,
                                 "Also list interfaces that a service manages; an inventory has none"}}),
         .output =
             result({{.name = "NetworkInterfaces", .shape = &s.interfaces, .wire_as = "networkInterfaceSet"},
                     {"NextToken", &s.text}}),
         .filters = {"addresses.primary",
                     "addresses.private-ip-address",
                     "association.ip-owner-id",
                     "attachment.attachment-id",
                     "attachment.device-index",
                     "attachment.instance-id",
                     "attachment.instance-owner-id",
                     "attachment.status",
                     "availability-zone",
                     "description",
                     "group-id",
                     "group-name",
                     "interface-type",
                     "ipv6-addresses.ipv6-address",
                     "mac-address",
                     "network-interface-id",
                     "owner-id",
                     "private-dns-name",
                     "private-ip-address",
                     "requester-id",
                     "requester-managed",
                     "source-dest-check",
                     "status",
                     "subnet-id",
                     "vpc-id"},
         .paginated = true},
    };
}

std::vector<Operation> all_operations() {
    std::vector<Operation> all;
    for (const auto& part : {target_operations, filter_operations, rule_operations, session_operations,
                             tag_operations, interface_operations})
        std::ranges::move(part(shapes()), std::back_inserter(all));
    return all;
}

}  // namespace

const std::vector<Operation>& operations() {
    static const std::vector<Operation> all = all_operations();
    return all;
}

const Operation* find_operation(std::string_view name) {
    const auto found = std::ranges::find(operations(), name, &Operation::name);
    return found == operations().end() ? nullptr : &*found;
}

const Operation& get_operation(std::string_view name) {
    const Operation* found = find_operation(name);
    if (found == nullptr)
        throw Error("InvalidAction", std::string(name), "Action",
                    "The action " + std::string(name) + " is not valid for this web service.");
    return *found;
}

const Member* find_member(const Shape& structure, std::string_view name) {
    const auto found = std::ranges::find(structure.members, name, &Member::name);
    return found == structure.members.end() ? nullptr : &*found;
}

const Member& list_member(const Operation& describe) {
    return *std::ranges::find_if(describe.output.members,
                                 [](const Member& member) { return member.shape->kind == Kind::list; });
}

std::string dashed(std::string_view name) {
    std::string text;
    for (const char c : name) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isupper(letter) != 0 && !text.empty()) text += '-';
        text += static_cast<char>(std::tolower(letter));
    }
    return text;
}

std::string request_name(const Member& member) {
    return std::string(member.wire_as.empty() ? member.name : member.wire_as);
}

std::string element_name(const Member& member) {
    std::string text(member.wire_as.empty() ? member.name : member.wire_as);
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
}

}  // namespace tain::service
