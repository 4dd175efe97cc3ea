// SPDX-License-Identifier: Apache-2.0
// The operations that change something, one function each. They get a checked request, look at the objects,
// change them and return the answer; what they change reaches store and NIC afterwards, or not at all. Where
// members must agree with each other, a second function checks that, before anything is looked up.
#pragma once

#include <vector>

#include "tain/service/caller.hpp"
#include "tain/service/inventory.hpp"
#include "tain/service/resources.hpp"
#include "tain/service/validation.hpp"

namespace tain::service {

struct Call {
    const Json& request;
    Resources& resources;
    const Inventory& inventory;
    Caller caller;
    std::string id = {};  ///< of the new object; empty: a new one
};

/// How an operation that changes something is carried out.
struct Handler {
    Json (*handle)(const Call& call);
    void (*check_form)(const Json& request);  ///< nullptr: each member can be checked by itself
    bool concerns_nic = true;                 ///< false: whatever it changes is no matter of the NIC
};

/// nullptr where the operation changes nothing.
const Handler* find_handler(const Operation& operation);

void check_target_form(const Json& request);
Json create_target(const Call& call);
Json delete_target(const Call& call);
void check_filter_form(const Json& request);
Json create_filter(const Call& call);
void check_services_form(const Json& request);
Json modify_network_services(const Call& call);
Json delete_filter(const Call& call);
void check_rule_form(const Json& request);
Json create_rule(const Call& call);
Json modify_rule(const Call& call);
Json delete_rule(const Call& call);
void check_session_form(const Json& request);
Json create_session(const Call& call);
/// Throws where a session of these members can't be, whatever its number.
void check_ends(const Call& call, const Json& session);
Json modify_session(const Call& call);
Json delete_session(const Call& call);
void check_tag_creation_form(const Json& request);
Json create_tags(const Call& call);
void check_tag_deletion_form(const Json& request);
Json delete_tags(const Call& call);

/// A filter's members as answers show them: with its rules.
Json with_rules(Json filter, const Resources& resources);

/// The entry of the inventory, if there is one that the caller may know of; else nullptr.
template <typename Entry>
const Entry* seen(const Call& call, const Entry* entry) {
    return entry != nullptr && call.caller.sees(entry->account) ? entry : nullptr;
}

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
