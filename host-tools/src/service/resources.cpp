// SPDX-License-Identifier: Apache-2.0
// Objects to and from their stored documents: {"members": {...}}.
#include "tain/service/resources.hpp"

#include <algorithm>
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

/// The prefix and 17 random hexadecimal digits, as EC2 makes them.
std::string new_id(const ResourceType& type) {
    thread_local std::random_device random;
    std::uniform_int_distribution<int> digit(0, 15);
    std::string id(type.prefix);
    for (int i = 0; i < 17; ++i) id += "0123456789abcdef"[digit(random)];
    return id;
}

StoredObject stored(const Resource& resource) {
    const Json document{{"members", resource.members}};
    return {resource.id, std::string(resource.type->name), resource.owner, document.dump(), resource.place};
}

[[noreturn]] void refuse_document(const StoredObject& object) {
    throw Error("StoreUnavailable", object.id, "document",
                object.id + ": the store holds something for it that this program can't read");
}

Resource read_resource(const ResourceType& type, const StoredObject& object) {
    Json document = Json::parse(object.document, nullptr, false);
    if (!document.is_object() || !document.contains("members")) refuse_document(object);
    return {object.id, object.owner, &type, std::move(document.at("members")), object.sequence};
}

/// True where the document says the same, whatever the order of its members.
bool is_stored(const Resource& resource, const StoredObject& object) {
    const Resource before = read_resource(*resource.type, object);
    return nlohmann::json(before.members) == nlohmann::json(resource.members);
}

/// The member's text; nullptr where it is absent or something else.
const std::string* text_in(const Resource& resource, std::string_view member) {
    const auto found = resource.members.find(member);
    return found == resource.members.end() ? nullptr : found->get_ptr<const std::string*>();
}

}  // namespace

const std::vector<const ResourceType*>& resource_types() {
    static const std::vector<const ResourceType*> all{&target_type, &filter_type, &rule_type, &session_type};
    return all;
}

const ResourceType* type_of_id(std::string_view id) {
    const auto found = std::ranges::find_if(
        resource_types(), [&](const ResourceType* type) { return is_id(id, type->prefix); });
    return found == resource_types().end() ? nullptr : *found;
}

Resources::Resources(Snapshot snapshot) : snapshot_(std::move(snapshot)) {
    for (const StoredObject& object : snapshot_.objects) next_ = std::max(next_, object.sequence + 1);
}

Resources::Table& Resources::table(const ResourceType& type) const {
    const auto [found, is_new] = tables_.try_emplace(&type);
    if (is_new)
        for (const StoredObject& object : snapshot_.objects)
            if (object.type == type.name) enter(found->second, read_resource(type, object));
    return found->second;
}

const Resources::Index& Resources::index(Table& table, std::string_view member) {
    const auto [found, is_new] = table.indexes.try_emplace(std::string(member));
    if (is_new)
        for (const auto& [place, resource] : table.by_place)
            if (const std::string* text = text_in(resource, member)) found->second[*text].insert(place);
    return found->second;
}

void Resources::enter_in_indexes(Table& table, const Resource& resource) {
    for (auto& [member, index] : table.indexes)
        if (const std::string* text = text_in(resource, member)) index[*text].insert(resource.place);
}

void Resources::leave_indexes(Table& table, const Resource& resource) {
    for (auto& [member, index] : table.indexes)
        if (const std::string* text = text_in(resource, member)) index[*text].erase(resource.place);
}

const Resource& Resources::enter(Table& table, Resource resource) {
    table.places[resource.id] = resource.place;
    enter_in_indexes(table, resource);
    const Place place = resource.place;
    return table.by_place.insert_or_assign(place, std::move(resource)).first->second;
}

const Resource* Resources::find(const ResourceType& type, std::string_view id) const {
    const Table& found = table(type);
    const auto at = found.places.find(id);
    if (at == found.places.end()) return nullptr;
    const Resource& resource = found.by_place.at(at->second);
    return is_seen(resource) ? &resource : nullptr;
}

const Resource& Resources::get(const ResourceType& type, std::string_view id) const {
    const Resource* found = find(type, id);
    if (found == nullptr)
        throw Error(std::string(type.not_found), std::string(id), std::string(type.id_member),
                    "The " + std::string(type.noun) + " '" + std::string(id) + "' (" +
                        std::string(type.id_member) + ") does not exist");
    return *found;
}

std::vector<const Resource*> Resources::all(const ResourceType& type) const {
    std::vector<const Resource*> found;
    for (const auto& [place, resource] : table(type).by_place)
        if (is_seen(resource)) found.push_back(&resource);
    return found;
}

std::vector<const Resource*> Resources::all(const ResourceType& type, std::string_view member,
                                            std::string_view value) const {
    Table& from = table(type);
    const Index& by_value = index(from, member);
    const auto places = by_value.find(value);
    std::vector<const Resource*> found;
    if (places != by_value.end())
        for (const Place place : places->second) found.push_back(&from.by_place.at(place));
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

const Resource& Resources::create(const ResourceType& type, const std::string& owner, const Json& members,
                                  const std::string& id) {
    const auto left = left_places_.find(id);
    Resource resource{id.empty() ? new_id(type) : id, owner, &type, Json::object(),
                      left == left_places_.end() ? next_++ : left->second};
    resource.members[std::string(type.id_member)] = resource.id;
    resource.members.update(members);
    touched_.push_back({&type, resource.id, resource.place});
    return enter(table(type), std::move(resource));
}

void Resources::replace(const ResourceType& type, std::string_view id, const Json& members) {
    Table& in = table(type);
    Resource& resource = in.by_place.at(in.places.find(id)->second);
    leave_indexes(in, resource);
    resource.members = members;
    enter_in_indexes(in, resource);
    touched_.push_back({&type, resource.id, resource.place});
}

void Resources::erase(const ResourceType& type, std::string_view id) {
    Table& from = table(type);
    const auto at = from.places.find(id);
    const Resource& resource = from.by_place.at(at->second);
    leave_indexes(from, resource);
    touched_.push_back({&type, resource.id, resource.place});
    left_places_[resource.id] = resource.place;
    from.by_place.erase(resource.place);
    from.places.erase(at);
}

Change Resources::change() const {
    std::map<std::string_view, const StoredObject*> before;
    for (const StoredObject& object : snapshot_.objects) before[object.id] = &object;
    Change change;
    std::set<std::string_view> seen;
    for (const auto& [type, id, place] : touched_) {
        if (!seen.insert(id).second) continue;
        const Resource* now = find(*type, id);
        const auto old = before.find(id);
        if (now == nullptr && old != before.end()) change.erase.push_back(id);
        if (now != nullptr && (old == before.end() || !is_stored(*now, *old->second)))
            change.put.push_back(stored(*now));
    }
    return change;
}

}  // namespace tain::service
