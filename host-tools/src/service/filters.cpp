// SPDX-License-Identifier: Apache-2.0
// Filters and their rules.
#include <algorithm>

#include "handlers.hpp"
#include "tags.hpp"
#include "tain/addresses.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr int tcp = 6;
constexpr int udp = 17;

const std::vector<std::string_view> rule_members{
    "TrafficDirection", "RuleNumber",           "RuleAction",      "Protocol",   "DestinationPortRange",
    "SourcePortRange",  "DestinationCidrBlock", "SourceCidrBlock", "Description"};

void check_port_range(const Json& rule, const std::string& member) {
    const auto range = rule.find(member);
    if (range == rule.end()) return;
    for (const char* end : {"FromPort", "ToPort"})
        if (!range->contains(end)) refuse_missing(member + "." + end);
    if (range->at("FromPort") > range->at("ToPort"))
        refuse_value(member, range->at("FromPort").dump() + "-" + range->at("ToPort").dump(),
                     "FromPort must not be greater than ToPort.");
    const int protocol = rule.value("Protocol", -1);
    if (protocol != tcp && protocol != udp)
        throw Error("InvalidParameterCombination", "", member,
                    "The parameter " + member +
                        " is for Protocol 6 (TCP) and 17 (UDP) only, and Protocol is " +
                        (protocol < 0 ? "absent" : std::to_string(protocol)));
}

/// What must hold between the members of a rule.
void check_rule(const Json& rule) {
    const Prefix source = parse_prefix(text_of(rule, "SourceCidrBlock"));
    const Prefix destination = parse_prefix(text_of(rule, "DestinationCidrBlock"));
    if (source.address.v6 != destination.address.v6)
        throw Error("InvalidParameterCombination", "", "SourceCidrBlock",
                    "The parameters SourceCidrBlock (" + to_string(source) + ") and DestinationCidrBlock (" +
                        to_string(destination) + ") must be of one address family");
    check_port_range(rule, "SourcePortRange");
    check_port_range(rule, "DestinationPortRange");
}

/// No other rule of the filter may have this number in this direction.
void check_number(const Call& call, const std::string& filter, const Json& rule, const std::string& own_id) {
    const auto direction = text_of(rule, "TrafficDirection");
    const auto rules = call.resources.rules_of(filter, direction);
    const auto same = std::ranges::find_if(rules, [&](const Resource* other) {
        return other->id != own_id && other->members.at("RuleNumber") == rule.at("RuleNumber");
    });
    if (same != rules.end())
        throw Error("TrafficMirrorFilterRuleAlreadyExists", filter, "RuleNumber",
                    "The rule number " + rule.at("RuleNumber").dump() +
                        " (RuleNumber) is already being used by " + (*same)->id + " for " + direction +
                        " in the filter '" + filter + "'");
}

}  // namespace

void check_filter_form(const Json& request) {
    static_cast<void>(requested_tags(request, filter_type.name));
}

Json create_filter(const Call& call) {
    check_quota(call.resources.count(filter_type), call.inventory.quotas.filters,
                "TrafficMirrorFilterLimitExceeded", "", "filters");
    Json members = own_members(call, filter_type, {"Description"});
    members["NetworkServices"] = Json::array();
    const Resource& filter = call.resources.create(filter_type, call.caller.account, members, call.id);
    return {{"TrafficMirrorFilter", with_rules(filter.members, call.resources)}};
}

void check_services_form(const Json& request) {
    const Json removed = request.value("RemoveNetworkServices", Json::array());
    for (const Json& service : request.value("AddNetworkServices", Json::array()))
        if (holds(removed, service))
            throw Error("InvalidParameterCombination", "", "AddNetworkServices",
                        "The service " + service.get<std::string>() +
                            " is named by both AddNetworkServices and RemoveNetworkServices");
}

Json modify_network_services(const Call& call) {
    const Resource& filter = call.resources.get(filter_type, text_of(call.request, "TrafficMirrorFilterId"));
    const Json removed = call.request.value("RemoveNetworkServices", Json::array());
    Json services = filter.members.at("NetworkServices");
    for (const Json& service : call.request.value("AddNetworkServices", Json::array()))
        if (!holds(services, service)) services.push_back(service);
    Json kept = Json::array();
    for (const Json& service : services)
        if (!holds(removed, service)) kept.push_back(service);
    Json members = filter.members;
    members["NetworkServices"] = kept;
    if (members != filter.members) call.resources.replace(filter_type, filter.id, members);
    return {{"TrafficMirrorFilter", with_rules(filter.members, call.resources)}};
}

Json delete_filter(const Call& call) {
    const std::string id = call.resources.get(filter_type, text_of(call.request, "TrafficMirrorFilterId")).id;
    const auto sessions = call.resources.all(session_type, "TrafficMirrorFilterId", id);
    if (!sessions.empty())
        throw Error(
            "TrafficMirrorFilterInUse", id, "TrafficMirrorFilterId",
            "The filter '" + id + "' (TrafficMirrorFilterId) is used by the session " + sessions.front()->id);
    std::vector<std::string> rules;
    for (const Resource* rule : call.resources.all(rule_type, "TrafficMirrorFilterId", id))
        rules.push_back(rule->id);
    for (const std::string& rule : rules) call.resources.erase(rule_type, rule);
    call.resources.erase(filter_type, id);
    return {{"TrafficMirrorFilterId", id}};
}

void check_rule_form(const Json& request) {
    check_rule(request);
    static_cast<void>(requested_tags(request, rule_type.name));
}

Json create_rule(const Call& call) {
    const Resource& filter = call.resources.get(filter_type, text_of(call.request, "TrafficMirrorFilterId"));
    check_number(call, filter.id, call.request, "");
    check_quota(call.resources.all(rule_type, "TrafficMirrorFilterId", filter.id).size(),
                call.inventory.quotas.rules_per_filter, "TrafficMirrorFilterRuleLimitExceeded", filter.id,
                "rules");
    Json members{{"TrafficMirrorFilterId", filter.id}};
    members.update(own_members(call, rule_type, rule_members));
    return {{"TrafficMirrorFilterRule",
             call.resources.create(rule_type, filter.owner, members, call.id).members}};
}

Json modify_rule(const Call& call) {
    const Resource& rule = call.resources.get(rule_type, text_of(call.request, "TrafficMirrorFilterRuleId"));
    const Json members = modified_members(rule.members, call.request, rule_members);
    check_rule(members);
    check_number(call, text_of(members, "TrafficMirrorFilterId"), members, rule.id);
    if (members != rule.members) call.resources.replace(rule_type, rule.id, members);
    return {{"TrafficMirrorFilterRule", rule.members}};
}

Json delete_rule(const Call& call) {
    const std::string id =
        call.resources.get(rule_type, text_of(call.request, "TrafficMirrorFilterRuleId")).id;
    call.resources.erase(rule_type, id);
    return {{"TrafficMirrorFilterRuleId", id}};
}

}  // namespace tain::service
