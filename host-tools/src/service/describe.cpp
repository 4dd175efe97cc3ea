// SPDX-License-Identifier: Apache-2.0
// Every describe is the same: list the things that ids name, keep those that filters fit, answer a page.
#include "describe.hpp"

#include <algorithm>
#include <iomanip>
#include <map>
#include <sstream>

#include "tain/error.hpp"

namespace tain::service {
namespace {

/// A number as a text that sorts as the number does.
std::string sortable(std::uint64_t number) {
    std::ostringstream text;
    text << std::setw(20) << std::setfill('0') << number;
    return text.str();
}

std::vector<Item> items_of(const std::vector<const Resource*>& resources) {
    std::vector<Item> items;
    for (const Resource* resource : resources)
        items.push_back({sortable(resource->place), resource->members});
    return items;
}

/// The objects of a type; those alone that the request names, if it names any.
std::vector<const Resource*> named_objects(const ResourceType& type, const Call& call) {
    const Json ids = call.request.value(std::string(type.id_member) + "s", Json::array());
    if (ids.empty()) return call.resources.all(type);
    std::map<std::uint64_t, const Resource*> found;
    for (const Json& id : ids) {
        const Resource& resource = call.resources.get(type, id.get_ref<const std::string&>());
        found[resource.place] = &resource;
    }
    std::vector<const Resource*> named;
    for (const auto& [place, resource] : found) named.push_back(resource);
    return named;
}

std::vector<Item> list_targets(const Call& call) {
    return items_of(named_objects(target_type, call));
}

std::vector<Item> list_filters(const Call& call) {
    return items_of(named_objects(filter_type, call));
}

std::vector<Item> list_rules(const Call& call) {
    std::vector<const Resource*> rules = named_objects(rule_type, call);
    if (call.request.contains(filter_type.id_member)) {
        const Resource& filter =
            call.resources.get(filter_type, text_of(call.request, filter_type.id_member));
        std::erase_if(rules, [&](const Resource* rule) {
            return rule->members.at(filter_type.id_member) != filter.id;
        });
    }
    return items_of(rules);
}

std::vector<Item> list_sessions(const Call& call) {
    return items_of(named_objects(session_type, call));
}

struct Describer {
    std::vector<Item> (*list)(const Call& call);
    std::vector<std::string_view> types;  ///< of the objects that it reads
    std::string_view ids = {};            ///< the member that names things by id
    bool with_rules = false;              ///< they are filters, which are answered with their rules
    bool of_inventory = false;            ///< they stand in the inventory
};

const Describer& describer_of(const Operation& operation) {
    static const std::map<std::string_view, Describer> all{
        {"DescribeTrafficMirrorTargets", {list_targets, {target_type.name}, "TrafficMirrorTargetIds"}},
        {"DescribeTrafficMirrorFilters",
         {list_filters, {filter_type.name, rule_type.name}, "TrafficMirrorFilterIds", true}},
        {"DescribeTrafficMirrorFilterRules",
         {list_rules, {filter_type.name, rule_type.name}, "TrafficMirrorFilterRuleIds"}},
        {"DescribeTrafficMirrorSessions", {list_sessions, {session_type.name}, "TrafficMirrorSessionIds"}},
        {"DescribeTags",
         {list_tags, {target_type.name, filter_type.name, rule_type.name, session_type.name}}},
        {"DescribeNetworkInterfaces", {list_network_interfaces, {}, "NetworkInterfaceIds", false, true}},
    };
    return all.at(operation.name);
}

void check_no_page_of_named(const Describer& describer, const Json& request) {
    if (describer.ids.empty() || !request.contains("MaxResults")) return;
    if (request.contains(describer.ids) && !request.at(describer.ids).empty())
        throw Error("InvalidParameterCombination", "", "MaxResults",
                    "The parameter MaxResults can't be used together with " + std::string(describer.ids));
}

}  // namespace

std::vector<std::string_view> types_needed(const Operation& operation) {
    return describer_of(operation).types;
}

bool needs_inventory(const Operation& operation) {
    return describer_of(operation).of_inventory;
}

void check_describe_form(const Operation& operation, const Json& request) {
    check_no_page_of_named(describer_of(operation), request);
    check_filters(operation, request);
    check_token(operation, request);
}

Json describe(const Operation& operation, const Call& call) {
    const Describer& describer = describer_of(operation);
    std::vector<Item> items = describer.list(call);
    keep_fitting(operation, call.request, items);
    const std::string next = take_page(operation, call.request, items);

    Json list = Json::array();
    for (Item& item : items)
        list.push_back(describer.with_rules ? with_rules(std::move(item.members), call.resources)
                                            : std::move(item.members));
    Json answer{{std::string(list_member(operation).name), std::move(list)}};
    if (!next.empty()) answer["NextToken"] = next;
    return answer;
}

}  // namespace tain::service
