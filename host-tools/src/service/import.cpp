// SPDX-License-Identifier: Apache-2.0
#include "import.hpp"

#include <algorithm>
#include <set>

#include "handlers.hpp"
#include "tags.hpp"

namespace tain::service {
namespace {

/// The value of the tag `Name`; "" where there is none.
std::string name_of(const Json& members) {
    for (const Json& tag : members.at("Tags"))
        if (tag.at("Key") == "Name") return text_of(tag, "Value");
    return "";
}

bool differ(const Json& one, const Json& other) {
    return nlohmann::json(one) != nlohmann::json(other);  // whatever the order of members
}

Json without_tags(Json members) {
    members.erase("Tags");
    return members;
}

[[noreturn]] void refuse_ambiguous(const std::string& name, const ResourceType& type) {
    throw Error("InvalidParameterCombination", name, "Name",
                "more than one " + std::string(type.noun) + " is named '" + excerpt(name) + "'");
}

}  // namespace

Import::Import(const ResourceDocument& document, const ImportOptions& options, Resources& resources,
               const Inventory& inventory)
    : document_(document), options_(options), resources_(resources), inventory_(inventory) {}

void Import::run() {
    for (const ResourceType* type : {&target_type, &filter_type, &session_type}) find_names(*type);
    for (const auto* entries : {&document_.targets, &document_.filters, &document_.sessions})
        find_meant(*entries);

    for (const auto* entries : {&document_.sessions, &document_.filters, &document_.targets})
        take_out_meant(*entries);
    if (options_.replace)
        for (const ResourceType* type : {&session_type, &filter_type, &target_type}) take_out_others(*type);

    for (const DocumentEntry& entry : document_.targets) put_in(entry, entry.request);
    for (const DocumentEntry& entry : document_.filters) put_in_filter(entry);
    for (const DocumentEntry& entry : document_.sessions) put_in_session(entry);
    check_other_sessions();
}

// --- What entries mean

void Import::find_names(const ResourceType& type) {
    for (const Resource* resource : resources_.all(type))
        if (const std::string name = name_of(resource->members); !name.empty())
            stored_names_[&type].emplace(name, resource->id);
}

/// The id of the stored object of that name; "" where there is none.
std::string Import::named(const ResourceType& type, const std::string& name) const {
    const auto names = stored_names_.find(&type);
    if (names == stored_names_.end() || name.empty()) return "";
    const auto [first, last] = names->second.equal_range(name);
    if (first == last) return "";
    if (std::next(first) != last) refuse_ambiguous(name, type);
    return first->second;
}

/// The session of the same number on the same interface.
std::string Import::session_at(const Json& request) const {
    const Json interface = request.value("NetworkInterfaceId", Json());
    if (!interface.is_string()) return "";
    for (const Resource* session :
         resources_.all(session_type, "NetworkInterfaceId", interface.get_ref<const std::string&>()))
        if (session->members.at("SessionNumber") == request.value("SessionNumber", Json()))
            return session->id;
    return "";
}

void Import::find_meant(const std::vector<DocumentEntry>& entries) {
    std::set<std::string> names;  // of entries that have nothing else
    for (const DocumentEntry& entry : entries) {
        std::string id = entry.id;
        if (id.empty() && !entry.name.empty() && !names.insert(entry.name).second)
            at_place(entry.where, [&] { refuse_ambiguous(entry.name, *entry.type); });
        if (id.empty()) id = at_place(entry.where, [&] { return named(*entry.type, entry.name); });
        if (id.empty() && entry.name.empty()) id = session_at(entry.request);
        if (!id.empty()) claim(entry, id);
    }
}

void Import::claim(const DocumentEntry& entry, const std::string& id) {
    const auto [earlier, is_first] = claimed_.emplace(id, &entry);
    if (!is_first)
        throw Error("InvalidParameterCombination", id, entry.where,
                    entry.where + ": it means " + id + ", and so does " + earlier->second->where);
    meant_[&entry] = id;
}

/// The id of what an id or name of the document or else of the store refers to.
std::string Import::referred(const ResourceType& type, const std::string& reference) const {
    if (is_id(reference, type.prefix)) return reference;
    if (const auto names = new_names_.find(&type); names != new_names_.end()) {
        const auto [first, last] = names->second.equal_range(reference);
        if (first != last && std::next(first) != last) refuse_ambiguous(reference, type);
        if (first != last) return first->second;
    }
    const std::string id = named(type, reference);
    if (id.empty())
        throw Error(
            std::string(type.not_found), excerpt(reference), std::string(type.id_member),
            "'" + excerpt(reference) + "' is neither the id nor the Name of a " + std::string(type.noun));
    return id;
}

// --- Out

void Import::take_out(const ResourceType& type, const std::string& id) {
    const Resource* resource = resources_.find(type, id);
    if (resource == nullptr) return;
    before_.emplace(id, *resource);
    resources_.erase(type, id);
}

void Import::take_out_meant(const std::vector<DocumentEntry>& entries) {
    for (const DocumentEntry& entry : entries) {
        const auto meant = meant_.find(&entry);
        if (meant == meant_.end()) continue;
        for (std::size_t i = 0; i < entry.rules.size(); ++i)
            if (entry.rules[i]) take_out_rules(*entry.rules[i], meant->second, rule_lists[i].direction);
        take_out(*entry.type, meant->second);
    }
}

/// The rules of the filter and direction, whose entries mean those with their numbers, and others of the
/// filter that entries name by id.
void Import::take_out_rules(const std::vector<DocumentEntry>& entries, const std::string& filter,
                            std::string_view direction) {
    std::map<std::string, std::string> ids;  // by number
    std::vector<std::string> all;
    for (const Resource* rule : resources_.rules_of(filter, direction)) {
        ids[rule->members.at("RuleNumber").dump()] = rule->id;
        all.push_back(rule->id);
    }
    for (const DocumentEntry& entry : entries) {
        const auto same_number = ids.find(entry.request.value("RuleNumber", Json()).dump());
        if (!entry.id.empty()) {
            claim(entry, entry.id);
            const Resource* rule = resources_.find(rule_type, entry.id);
            if (rule != nullptr && rule->members.at("TrafficMirrorFilterId") == filter)
                take_out(rule_type, entry.id);
        } else if (same_number != ids.end() && !claimed_.contains(same_number->second)) {
            claim(entry, same_number->second);
        }
    }
    for (const std::string& id : all) take_out(rule_type, id);
}

void Import::take_out_others(const ResourceType& type) {
    for (const Resource* resource : resources_.all(type)) {
        const std::string id = resource->id;
        if (&type == &filter_type)
            for (const Resource* rule : resources_.all(rule_type, filter_type.id_member, id))
                take_out(rule_type, std::string(rule->id));
        take_out(type, id);
    }
}

// --- In

/// The entry's tags, those it had where the entry says nothing, and its name in any case.
Json Import::tags_for(const DocumentEntry& entry, const std::string& id) const {
    const auto old = before_.find(id);
    Json tags =
        entry.tags ? *entry.tags : (old == before_.end() ? Json::array() : old->second.members.at("Tags"));
    if (entry.tags || entry.name.empty()) return tags;
    return with_tags(tags, Json::array({Json{{"Key", "Name"}, {"Value", entry.name}}}), entry.where);
}

/// Creates the entry's object as the single operation would; its id.
std::string Import::put_in(const DocumentEntry& entry, Json request) {
    return at_place(entry.where, [&] {
        const auto meant = meant_.find(&entry);
        const std::string id = meant == meant_.end() ? "" : meant->second;
        const auto old = before_.find(id);
        if (resources_.find(*entry.type, id) != nullptr)
            throw Error("InvalidParameterValue", id, std::string(entry.type->id_member),
                        id + " belongs to another filter");
        const Json specification{{"ResourceType", entry.type->name}, {"Tags", tags_for(entry, id)}};
        request["TagSpecifications"] = Json::array({specification});
        const Operation& operation = get_operation(document_list(*entry.type).create);
        const Handler& handler = *find_handler(operation);
        const Json checked = validated(operation, request);
        handler.check_form(checked);
        const std::string account = old == before_.end() ? inventory_.account : old->second.owner;
        const Json answer = handler.handle({checked, resources_, inventory_, {account, true}, id});
        const auto made = text_of(answer.front(), entry.type->id_member);
        put_in_.push_back(resources_.find(*entry.type, made));
        places_[made] = entry.where;
        if (!entry.name.empty()) new_names_[entry.type].emplace(entry.name, made);
        return made;
    });
}

void Import::put_in_filter(const DocumentEntry& entry) {
    const std::string id = put_in(entry, entry.request);
    const auto old = before_.find(id);
    Json services = Json::array();
    if (entry.services)
        services = *entry.services;
    else if (old != before_.end())
        services = old->second.members.at("NetworkServices");
    at_place(entry.where, [&] {
        const Operation& operation = get_operation("ModifyTrafficMirrorFilterNetworkServices");
        const Json request =
            validated(operation, {{"TrafficMirrorFilterId", id}, {"AddNetworkServices", services}});
        modify_network_services({request, resources_, inventory_, {inventory_.account, true}});
    });
    for (std::size_t i = 0; i < entry.rules.size(); ++i) {
        if (!entry.rules[i]) continue;
        for (const DocumentEntry& rule : *entry.rules[i]) {
            Json request = rule.request;
            request["TrafficMirrorFilterId"] = id;
            request["TrafficDirection"] = rule_lists[i].direction;
            put_in(rule, std::move(request));
        }
    }
}

void Import::put_in_session(const DocumentEntry& entry) {
    Json request = entry.request;
    for (const ResourceType* type : {&target_type, &filter_type}) {
        const auto reference = request.find(type->id_member);
        if (reference != request.end() && reference->is_string())
            *reference =
                at_place(entry.where, [&] { return referred(*type, reference->get<std::string>()); });
    }
    const auto meant = meant_.find(&entry);
    const auto old = meant == meant_.end() ? before_.end() : before_.find(meant->second);
    if (old != before_.end() && !request.contains("VirtualNetworkId"))
        request["VirtualNetworkId"] = old->second.members.at("VirtualNetworkId");
    put_in(entry, std::move(request));
}

/// Sessions that the document does not name must still be possible where it changed their targets.
void Import::check_other_sessions() const {
    for (const DocumentEntry& entry : document_.targets) {
        const auto meant = meant_.find(&entry);
        const auto old = meant == meant_.end() ? before_.end() : before_.find(meant->second);
        if (old == before_.end()) continue;
        const Json now = resources_.get(target_type, old->first).members;
        if (!differ(without_tags(now), without_tags(old->second.members))) continue;
        for (const Resource* session : resources_.all(session_type, target_type.id_member, old->first))
            at_place(entry.where, [&] {
                check_ends({session->members, resources_, inventory_, {session->owner, true}},
                           session->members);
            });
    }
}

// --- What was done

Json Import::report() const {
    Json report{{"Created", Json::array()}, {"Updated", Json::array()}, {"Deleted", Json::array()}};
    const auto add = [&](const char* list, const Resource& resource, bool with_id) {
        Json entry{{"ResourceType", resource.type->name}};
        if (with_id) entry["ResourceId"] = resource.id;
        if (const std::string name = name_of(resource.members); !name.empty()) entry["Name"] = name;
        report[list].push_back(std::move(entry));
    };
    for (const Resource* resource : put_in_) {
        const auto old = before_.find(resource->id);
        if (old == before_.end())
            add("Created", *resource, !options_.dry_run || claimed_.contains(resource->id));
        else if (differ(old->second.members, resource->members))
            add("Updated", *resource, true);
    }
    for (const auto& [id, old] : before_)
        if (resources_.find(*old.type, id) == nullptr) add("Deleted", old, true);
    return report;
}

std::string Import::place_of(const Error& error) const {
    for (const auto& [id, place] : places_)
        if (error.object().ends_with(id)) return place;
    return "";
}

}  // namespace tain::service
