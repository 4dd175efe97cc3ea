// SPDX-License-Identifier: Apache-2.0
// What the operations on all kinds of objects have in common.
#include "handlers.hpp"

#include <map>

#include "tags.hpp"
#include "tain/error.hpp"

namespace tain::service {

const Handler* find_handler(const Operation& operation) {
    static const std::map<std::string_view, Handler> all{
        {"CreateTrafficMirrorTarget", {create_target, check_target_form}},
        {"DeleteTrafficMirrorTarget", {delete_target, nullptr}},
        {"CreateTrafficMirrorFilter", {create_filter, check_filter_form}},
        {"ModifyTrafficMirrorFilterNetworkServices", {modify_network_services, check_services_form}},
        {"DeleteTrafficMirrorFilter", {delete_filter, nullptr}},
        {"CreateTrafficMirrorFilterRule", {create_rule, check_rule_form}},
        {"ModifyTrafficMirrorFilterRule", {modify_rule, nullptr}},
        {"DeleteTrafficMirrorFilterRule", {delete_rule, nullptr}},
        {"CreateTrafficMirrorSession", {create_session, check_session_form}},
        {"ModifyTrafficMirrorSession", {modify_session, nullptr}},
        {"DeleteTrafficMirrorSession", {delete_session, nullptr}},
        {"CreateTags", {create_tags, check_tag_creation_form, false}},
        {"DeleteTags", {delete_tags, check_tag_deletion_form, false}},
    };
    const auto found = all.find(operation.name);
    return found == all.end() ? nullptr : &found->second;
}

Json with_rules(Json filter, const Resources& resources) {
    const auto id = text_of(filter, filter_type.id_member);
    for (const auto& [direction, name] :
         {std::pair{"ingress", "IngressFilterRules"}, {"egress", "EgressFilterRules"}}) {
        Json& rules = filter[name] = Json::array();
        for (const Resource* rule : resources.rules_of(id, direction)) rules.push_back(rule->members);
    }
    return filter;
}

std::string text_of(const Json& request, std::string_view member) {
    return request.at(member).get<std::string>();
}

Json own_members(const Call& call, const ResourceType& type, const std::vector<std::string_view>& names) {
    Json members = Json::object();
    for (const std::string_view name : names)
        if (call.request.contains(name)) members[std::string(name)] = call.request.at(name);
    members["Tags"] = requested_tags(call.request, type.name);
    return members;
}

void check_quota(std::size_t present, unsigned quota, const std::string& code, const std::string& object,
                 const std::string& what) {
    if (present < quota) return;
    throw Error(code, object, "",
                (object.empty() ? "The account" : object) + " has reached its limit of " +
                    std::to_string(quota) + " " + what);
}

Json modified_members(const Json& members, const Json& request, const std::vector<std::string_view>& names) {
    const Json removed = request.value("RemoveFields", Json::array());
    const auto is_removed = [&](std::string_view name) { return holds(removed, dashed(name)); };
    Json modified = Json::object();
    for (const auto& [name, value] : members.items())
        if (!is_removed(name)) modified[name] = value;
    for (const std::string_view name : names) {
        if (!request.contains(name)) continue;
        if (is_removed(name))
            throw Error("InvalidParameterCombination", "", std::string(name),
                        "The parameter " + std::string(name) + " is both given and named by RemoveFields");
        modified[std::string(name)] = request.at(name);
    }
    return modified;
}

}  // namespace tain::service
