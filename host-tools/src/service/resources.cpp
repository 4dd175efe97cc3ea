// SPDX-License-Identifier: Apache-2.0
// Objects to and from their stored documents: {"members": {...}, "request": {...}}.
#include "tain/service/resources.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "tain/error.hpp"

namespace tain::service {

constexpr ResourceType session_type{"traffic-mirror-session", "tms-", "TrafficMirrorSessionId",
                                    "InvalidTrafficMirrorSessionId.NotFound", "session"};
constexpr ResourceType filter_type{"traffic-mirror-filter", "tmf-", "TrafficMirrorFilterId",
                                   "InvalidTrafficMirrorFilterId.NotFound", "filter"};
constexpr ResourceType rule_type{"traffic-mirror-filter-rule", "tmfr-", "TrafficMirrorFilterRuleId",
                                 "InvalidTrafficMirrorFilterRuleId.NotFound", "filter rule"};
constexpr ResourceType target_type{"traffic-mirror-target", "tmt-", "TrafficMirrorTargetId",
                                   "InvalidTrafficMirrorTargetId.NotFound", "target"};

namespace {

const ResourceType* type_of(std::string_view name) {
    for (const ResourceType* type : {&session_type, &filter_type, &rule_type, &target_type})
        if (type->name == name) return type;
    return nullptr;
}

/// The prefix and 17 random hexadecimal digits, as EC2 makes them.
std::string new_id(const ResourceType& type) {
    static std::random_device random;
    std::uniform_int_distribution<int> digit(0, 15);
    std::string id(type.prefix);
    for (int i = 0; i < 17; ++i) id += "0123456789abcdef"[digit(random)];
    return id;
}

StoredObject stored(const Resource& resource) {
    const Json document{{"members", resource.members}, {"request", resource.request}};
    return {resource.id, std::string(resource.type->name), resource.owner, document.dump(),
            resource.sequence};
}

Resource read_resource(const StoredObject& object) {
    const ResourceType* type = type_of(object.type);
    const Json document = Json::parse(object.document, nullptr, false);
    if (type == nullptr || !document.is_object() || !document.contains("members"))
        throw Error("StoreUnavailable", object.id, "document",
                    object.id + ": the store holds something for it that this program can't read");
    return {object.id, object.owner,           object.sequence,
            type,      document.at("members"), document.value("request", Json())};
}

}  // namespace

Resources::Resources(const Snapshot& snapshot) {
    for (const StoredObject& object : snapshot.objects) resources_.push_back(read_resource(object));
}

std::deque<Resource>::const_iterator Resources::locate(const ResourceType& type, std::string_view id) const {
    return std::ranges::find_if(resources_, [&](const Resource& r) { return r.type == &type && r.id == id; });
}

const Resource* Resources::find(const ResourceType& type, std::string_view id) const {
    const auto found = locate(type, id);
    return found == resources_.end() ? nullptr : &*found;
}

const Resource& Resources::get(const ResourceType& type, std::string_view id) const {
    const Resource* found = find(type, id);
    if (found == nullptr)
        throw Error(std::string(type.not_found), std::string(id), std::string(type.id_member),
                    "The " + std::string(type.noun) + " '" + std::string(id) + "' (" +
                        std::string(type.id_member) + ") does not exist");
    return *found;
}

std::vector<const Resource*> Resources::all(const ResourceType& type, std::string_view member,
                                            std::string_view value) const {
    std::vector<const Resource*> found;
    for (const Resource& resource : resources_)
        if (resource.type == &type &&
            (member.empty() || resource.members.value(member, std::string()) == value))
            found.push_back(&resource);
    return found;
}

std::vector<const Resource*> Resources::rules_of(std::string_view filter, std::string_view direction) const {
    std::vector<const Resource*> rules = all(rule_type, filter_type.id_member, filter);
    std::erase_if(rules,
                  [&](const Resource* rule) { return rule->members.at("TrafficDirection") != direction; });
    std::ranges::sort(rules, {},
                      [](const Resource* rule) { return rule->members.at("RuleNumber").get<int>(); });
    return rules;
}

const Resource* Resources::find_by_token(const ResourceType& type, std::string_view token) const {
    const auto found = std::ranges::find_if(resources_, [&](const Resource& r) {
        return r.type == &type && r.request.is_object() &&
               r.request.value("ClientToken", std::string()) == token;
    });
    return found == resources_.end() ? nullptr : &*found;
}

const Resource& Resources::create(const ResourceType& type, const std::string& owner, const Json& members,
                                  const Json& request) {
    Resource resource{new_id(type), owner, 0, &type, Json::object(), request};
    resource.members[std::string(type.id_member)] = resource.id;
    resource.members.update(members);
    change_.put.push_back(stored(resource));
    return resources_.emplace_back(std::move(resource));
}

void Resources::replace(const ResourceType& type, std::string_view id, const Json& members) {
    const auto found = resources_.begin() + (locate(type, id) - resources_.begin());
    found->members = members;
    change_.put.push_back(stored(*found));
}

void Resources::erase(const ResourceType& type, std::string_view id) {
    resources_.erase(locate(type, id));
    change_.erase.emplace_back(id);
}

}  // namespace tain::service
