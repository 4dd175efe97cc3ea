// SPDX-License-Identifier: Apache-2.0
// The operations that change something, one function each. They get a checked request, look at the objects,
// change them and return the answer; what they change reaches store and NIC afterwards, or not at all.
#pragma once

#include <vector>

#include "tain/service/inventory.hpp"
#include "tain/service/resources.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

struct Call {
    const Json& request;
    Resources& resources;
    const Inventory& inventory;
    std::string account;
};

Json create_target(const Call& call);
Json delete_target(const Call& call);
Json create_filter(const Call& call);
Json modify_network_services(const Call& call);
Json delete_filter(const Call& call);
Json create_rule(const Call& call);
Json modify_rule(const Call& call);
Json delete_rule(const Call& call);
Json create_session(const Call& call);
Json modify_session(const Call& call);
Json delete_session(const Call& call);

/// Any describe: by ids, filters, and in pages.
Json describe(const Operation& operation, const Json& request, const Resources& resources);

/// An object as answers show it: its members in the model's order, a filter with its rules.
Json shown(const Resource& resource, const Resources& resources);

/// The request's text member of that name.
std::string text_of(const Json& request, std::string_view member);

/// The members of `request` that describe the object itself, and its tags.
Json own_members(const Call& call, const ResourceType& type, const std::vector<std::string_view>& names);

/// Throws the quota's error where `present` objects already are all that the quota allows.
void check_quota(std::size_t present, unsigned quota, const std::string& code, const std::string& object,
                 const std::string& what);

/// Members named by `RemoveFields` taken away, those of `names` that the request gives put in place.
Json modified_members(const Json& members, const Json& request, const std::vector<std::string_view>& names);

}  // namespace tain::service
