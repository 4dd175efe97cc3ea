// SPDX-License-Identifier: Apache-2.0
// Documents of resources: written from objects, and read into entries.
#include "tain/service/resource_document.hpp"

#include <algorithm>

#include "document_entry.hpp"
#include "handlers.hpp"

namespace tain::service {
namespace {

const DocumentList document_lists[] = {
    {&target_type, "targets", "CreateTrafficMirrorTarget", "DeleteTrafficMirrorTarget"},
    {&filter_type, "filters", "CreateTrafficMirrorFilter", "DeleteTrafficMirrorFilter"},
    {&rule_type, "rules", "CreateTrafficMirrorFilterRule", "DeleteTrafficMirrorFilterRule"},
    {&session_type, "sessions", "CreateTrafficMirrorSession", "DeleteTrafficMirrorSession"},
};

/// Members of requests that mean nothing in a document.
bool is_of_requests_only(std::string_view member) {
    return member == "TagSpecifications" || member == "ClientToken" || member == "DryRun";
}

Json exported_tags(const Json& tags) {
    Json mapping = Json::object();
    for (const Json& tag : tags) mapping[text_of(tag, "Key")] = tag.at("Value");
    return mapping;
}

/// Its id, what created it, and its tags; without the members that its place in the document says.
Json exported(const Resource& resource, const std::vector<std::string_view>& without = {}) {
    const DocumentList& list = document_list(*resource.type);
    Json entry{{std::string(resource.type->id_member), resource.id}};
    for (const Member& member : get_operation(list.create).input.members)
        if (resource.members.contains(member.name) &&
            std::ranges::find(without, member.name) == without.end())
            entry[std::string(member.name)] = resource.members.at(member.name);
    entry["Tags"] = exported_tags(resource.members.at("Tags"));
    return entry;
}

Json exported_filter(const Resource& filter, const Resources& resources) {
    Json entry = exported(filter);
    entry["NetworkServices"] = filter.members.at("NetworkServices");
    for (const RuleList& list : rule_lists) {
        Json& rules = entry[std::string(list.name)] = Json::array();
        for (const Resource* rule : resources.rules_of(filter.id, list.direction))
            rules.push_back(exported(*rule, {"TrafficMirrorFilterId", "TrafficDirection"}));
    }
    return entry;
}

[[noreturn]] void refuse_kind(const std::string& where, const Json& value, const std::string& kind) {
    throw Error("InvalidParameterValue", "", where,
                where + ": it must be " + kind + ", not " + value.type_name());
}

/// Takes the member out of the entry.
std::optional<Json> take(Json& entry, std::string_view member) {
    const auto found = entry.find(member);
    if (found == entry.end()) return std::nullopt;
    Json value = std::move(*found);
    entry.erase(found);
    return value;
}

std::string take_text(Json& entry, std::string_view member, const std::string& where) {
    const std::optional<Json> value = take(entry, member);
    if (!value) return "";
    if (!value->is_string()) refuse_kind(inside(where, member), *value, "a text");
    return value->get<std::string>();
}

std::string take_id(Json& entry, const ResourceType& type, const std::string& where) {
    std::string id = take_text(entry, type.id_member, where);
    if (!id.empty() && !is_id(id, type.prefix))
        at_place(where, [&] {
            const Member& member =
                *find_member(get_operation(document_list(type).remove).input, type.id_member);
            refuse_value(std::string(type.id_member), id,
                         "An id is " + std::string(type.prefix) + " and 8 or 17 hexadecimal digits.",
                         std::string(member.shape->malformed));
        });
    return id;
}

/// As a list of Key and Value, whichever of the two forms it has.
std::optional<Json> take_tags(Json& entry, const std::string& where) {
    std::optional<Json> tags = take(entry, "Tags");
    if (!tags || tags->is_array()) return tags;
    if (!tags->is_object()) refuse_kind(where + ".Tags", *tags, "a mapping of keys to values or a list");
    Json list = Json::array();
    for (auto& [key, value] : tags->items()) list.push_back({{"Key", key}, {"Value", std::move(value)}});
    return list;
}

/// The value of the tag `Name`, if there is one.
const Json* name_in(const std::optional<Json>& tags) {
    if (!tags) return nullptr;
    for (const Json& tag : *tags)
        if (tag.is_object() && tag.contains("Value") && tag.value("Key", Json()) == "Name")
            return &tag.at("Value");
    return nullptr;
}

/// The key `Name` is a short way to write the tag.
void read_name(Json& json, DocumentEntry& entry) {
    entry.name = take_text(json, "Name", entry.where);
    const Json* tag = name_in(entry.tags);
    if (tag != nullptr && !tag->is_string()) refuse_kind(entry.where + ".Tags.Name", *tag, "a text");
    if (tag == nullptr) {
        if (entry.tags && !entry.name.empty())
            entry.tags->push_back({{"Key", "Name"}, {"Value", entry.name}});
        return;
    }
    if (!entry.name.empty() && *tag != entry.name)
        throw Error("InvalidParameterCombination", "", entry.where + ".Name",
                    entry.where + ".Name: it says '" + excerpt(entry.name) + "' and the tag Name says '" +
                        excerpt(tag->get<std::string>()) + "'");
    entry.name = tag->get<std::string>();
}

using Entries = std::vector<DocumentEntry>;

DocumentEntry read_entry(const ResourceType& type, Json json, const std::string& where);

Entries read_entries(const ResourceType& type, Json list, const std::string& where) {
    if (!list.is_array()) refuse_kind(where, list, "a list");
    Entries entries;
    for (std::size_t i = 0; i < list.size(); ++i)
        entries.push_back(read_entry(type, std::move(list[i]), item_of(where, i)));
    return entries;
}

void read_parts(Json& json, DocumentEntry& entry) {
    entry.services = take(json, "NetworkServices");
    if (entry.services && !entry.services->is_array())
        refuse_kind(entry.where + ".NetworkServices", *entry.services, "a list");
    for (std::size_t i = 0; i < entry.rules.size(); ++i) {
        const auto name = std::string(rule_lists[i].name);
        std::optional<Json> rules = take(json, name);
        if (rules) entry.rules[i] = read_entries(rule_type, std::move(*rules), entry.where + "." + name);
    }
}

void check_members(const ResourceType& type, const Json& json, const std::string& where) {
    for (const auto& [key, value] : json.items()) {
        const bool of_place =
            &type == &rule_type && (key == "TrafficMirrorFilterId" || key == "TrafficDirection");
        if (of_place || is_of_requests_only(key))
            throw Error("UnknownParameter", "", inside(where, key),
                        inside(where, key) + ": this member has no place here");
    }
}

DocumentEntry read_entry(const ResourceType& type, Json json, const std::string& where) {
    if (!json.is_object()) refuse_kind(where, json, "a mapping");
    DocumentEntry entry;
    entry.type = &type;
    entry.where = where;
    entry.id = take_id(json, type, where);
    entry.tags = take_tags(json, where);
    read_name(json, entry);
    if (&type == &filter_type) read_parts(json, entry);
    check_members(type, json, where);
    entry.request = std::move(json);
    if (entry.id.empty() && entry.name.empty() && (&type == &target_type || &type == &filter_type))
        throw Error("MissingParameter", "", where + ".Name",
                    where + ".Name: a " + std::string(type.noun) + " needs a Name or its " +
                        std::string(type.id_member));
    return entry;
}

}  // namespace

const DocumentList& document_list(const ResourceType& type) {
    return *std::ranges::find(document_lists, &type, &DocumentList::type);
}

Json export_document(const Resources& resources) {
    Json document{{"targets", Json::array()}, {"filters", Json::array()}, {"sessions", Json::array()}};
    for (const Resource* target : resources.all(target_type))
        document["targets"].push_back(exported(*target));
    for (const Resource* filter : resources.all(filter_type))
        document["filters"].push_back(exported_filter(*filter, resources));
    for (const Resource* session : resources.all(session_type))
        document["sessions"].push_back(exported(*session));
    return document;
}

ResourceDocument read_document(const Json& document) {
    if (!document.is_object()) refuse_kind("the document", document, "a mapping");
    ResourceDocument read;
    for (const auto& [key, value] : document.items()) {
        if (key == "targets")
            read.targets = read_entries(target_type, value, key);
        else if (key == "filters")
            read.filters = read_entries(filter_type, value, key);
        else if (key == "sessions")
            read.sessions = read_entries(session_type, value, key);
        else
            throw Error("UnknownParameter", "", key,
                        excerpt(key) + ": the document has targets, filters and sessions only");
    }
    return read;
}

bool is_placed(const Error& error) {
    return std::ranges::any_of(document_lists, [&](const DocumentList& list) {
        return error.field().starts_with(std::string(list.name) + "[");
    });
}

Error placed(const Error& error, const std::string& where) {
    if (is_placed(error)) return error;
    // What requests call otherwise than a document does.
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"TagSpecifications[0].", ""}, {"AddNetworkServices", "NetworkServices"}};
    std::string field = error.field();
    for (const auto& [of_request, of_document] : names)
        if (field.starts_with(of_request)) field.replace(0, of_request.size(), of_document);
    const std::string place = field.empty() ? where : inside(where, field);
    return {error.code(), error.object(), place, place + ": " + error.what()};
}

}  // namespace tain::service
