// SPDX-License-Identifier: Apache-2.0
// Tags on objects: given when they are made, put and taken away later. A request for many objects does all of
// it or nothing. No NIC knows of tags.
#include "tags.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "describe.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr std::size_t most_tags = 50;
constexpr std::size_t most_ids = 1000;
constexpr std::size_t most_tags_in_request = 1000;

std::string key_of(const Json& tag) {
    return tag.at("Key").get<std::string>();
}

Json with_value(const Json& tag) {
    return {{"Key", tag.at("Key")}, {"Value", tag.value("Value", std::string())}};
}

void check_keys(const Json& tags) {
    for (const Json& tag : tags)
        if (!tag.contains("Key")) refuse_missing("Tags.Key");
}

void check_keys_differ(const Json& tags) {
    std::set<std::string> seen;
    for (const Json& tag : tags)
        if (!seen.insert(key_of(tag)).second)
            refuse_value("Tags.Key", key_of(tag), "The same tag key is given twice.");
}

[[noreturn]] void refuse_too_many(const std::string& object) {
    throw Error("TagLimitExceeded", object, "Tags",
                object + " can have at most " + std::to_string(most_tags) + " tags");
}

void check_count(const Json& request, const std::string& member, std::size_t most) {
    if (request.contains(member) && request.at(member).size() > most)
        refuse_value(member, std::to_string(request.at(member).size()) + " of them",
                     "A request may have at most " + std::to_string(most) + ".");
}

void check_taggable(const std::string& id, std::size_t index) {
    if (type_of_id(id) != nullptr) return;
    throw Error("InvalidID", id, item_of("Resources", index),
                "The ID '" + excerpt(id) + "' (" + item_of("Resources", index) +
                    ") is not valid: tags are for traffic mirror targets (tmt-...), filters (tmf-...), "
                    "filter rules (tmfr-...) and sessions (tms-...)");
}

/// The objects that the request names, each once.
std::vector<const Resource*> tagged_objects(const Call& call) {
    std::vector<const Resource*> objects;
    std::set<std::string> seen;
    for (const Json& id : call.request.at("Resources")) {
        const auto text = id.get<std::string>();
        if (seen.insert(text).second) objects.push_back(&call.resources.get(*type_of_id(text), text));
    }
    return objects;
}

void put_tags(const Call& call, const Resource& object, const Json& tags) {
    if (object.members.at("Tags") == tags) return;
    Json members = object.members;
    members["Tags"] = tags;
    call.resources.replace(*object.type, object.id, members);
}

/// The tags that a DeleteTags names, by key.
using Named = std::multimap<std::string, const Json*>;

/// True where a name has the tag's key, and its value if it has one at all.
bool is_named(const Json& tag, const Named& names) {
    const auto [first, last] = names.equal_range(key_of(tag));
    return std::any_of(first, last, [&](const auto& name) {
        return !name.second->contains("Value") || name.second->at("Value") == tag.at("Value");
    });
}

}  // namespace

Json requested_tags(const Json& request, std::string_view resource_type) {
    Json tags = Json::array();
    for (const Json& specification : request.value("TagSpecifications", Json::array())) {
        if (!specification.contains("ResourceType")) refuse_missing("TagSpecifications.ResourceType");
        const auto type = text_of(specification, "ResourceType");
        if (type != resource_type)
            refuse_value("TagSpecifications.ResourceType", type,
                         "This operation creates a " + std::string(resource_type) + ".");
        const Json given = specification.value("Tags", Json::array());
        check_keys(given);
        for (const Json& tag : given) tags.push_back(with_value(tag));
    }
    check_keys_differ(tags);
    if (tags.size() > most_tags) refuse_too_many("An object");
    return tags;
}

Json with_tags(const Json& tags, const Json& added, const std::string& object) {
    Json result = tags;
    for (const Json& tag : added) {
        const auto same =
            std::ranges::find_if(result, [&](const Json& old) { return old.at("Key") == tag.at("Key"); });
        if (same == result.end())
            result.push_back(with_value(tag));
        else
            *same = with_value(tag);
    }
    if (result.size() > most_tags) refuse_too_many(object);
    return result;
}

void check_tag_deletion_form(const Json& request) {
    check_count(request, "Resources", most_ids);
    check_count(request, "Tags", most_tags_in_request);
    std::size_t index = 0;
    for (const Json& id : request.at("Resources")) check_taggable(id.get<std::string>(), index++);
    if (request.contains("Tags")) check_keys(request.at("Tags"));
}

void check_tag_creation_form(const Json& request) {
    check_tag_deletion_form(request);
    check_keys_differ(request.at("Tags"));
}

Json create_tags(const Call& call) {
    const Json& added = call.request.at("Tags");
    for (const Resource* object : tagged_objects(call))
        put_tags(call, *object, with_tags(object->members.at("Tags"), added, object->id));
    return Json::object();
}

Json delete_tags(const Call& call) {
    Named names;
    const Json named = call.request.value("Tags", Json::array());
    for (const Json& tag : named) names.emplace(key_of(tag), &tag);
    for (const Resource* object : tagged_objects(call)) {
        Json kept = Json::array();
        for (const Json& tag : object->members.at("Tags"))
            if (!names.empty() && !is_named(tag, names)) kept.push_back(tag);
        put_tags(call, *object, kept);
    }
    return Json::object();
}

std::vector<Item> list_tags(const Call& call) {
    std::vector<Item> items;
    for (const ResourceType* type : resource_types())
        for (const Resource* object : call.resources.all(*type))
            for (const Json& tag : object->members.at("Tags"))
                items.push_back({object->id + "/" + key_of(tag),
                                 {{"Key", tag.at("Key")},
                                  {"ResourceId", object->id},
                                  {"ResourceType", type->name},
                                  {"Value", tag.at("Value")}}});
    std::ranges::sort(items, {}, &Item::place);
    return items;
}

}  // namespace tain::service
