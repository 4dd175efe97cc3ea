// SPDX-License-Identifier: Apache-2.0
// What the operations on all kinds of objects have in common.
#include "handlers.hpp"

#include "tain/error.hpp"

namespace tain::service {

Json shown(const Resource& resource, const Resources& resources) {
    Json members = resource.members;
    if (resource.type != &filter_type) return members;
    for (const auto& [direction, name] :
         {std::pair{"ingress", "IngressFilterRules"}, {"egress", "EgressFilterRules"}}) {
        Json& rules = members[name] = Json::array();
        for (const Resource* rule : resources.rules_of(resource.id, direction))
            rules.push_back(rule->members);
    }
    return members;
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
    throw Error(code, object, what,
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
