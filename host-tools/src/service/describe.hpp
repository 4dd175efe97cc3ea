// SPDX-License-Identifier: Apache-2.0
// What the describes have in common: things that can be selected by filters and answered in pages.
#pragma once

#include <string>
#include <vector>

#include "handlers.hpp"

namespace tain::service {

/// One thing that a describe may answer.
struct Item {
    std::string place;  ///< orders the things of a describe; stays the same while others come and go
    Json members;
};

/// Throws where what the request chooses by is not well formed.
void check_describe_form(const Operation& operation, const Json& request);
/// The answer to a describe whose form is checked. The call's resources are only read.
Json describe(const Operation& operation, const Call& call);

/// The types of object whose documents a describe needs.
std::vector<std::string_view> types_needed(const Operation& operation);
/// Whether a describe looks into the inventory; the others get one that may be empty.
bool needs_inventory(const Operation& operation);

/// What each describe chooses from, in its order, those alone that the request names by id.
std::vector<Item> list_tags(const Call& call);
std::vector<Item> list_network_interfaces(const Call& call);

/// Throws where the request's `Filters` are not such as the operation takes.
void check_filters(const Operation& operation, const Json& request);
/// Keeps the items that every filter of the request fits.
void keep_fitting(const Operation& operation, const Json& request, std::vector<Item>& items);

/// Throws where the request's `NextToken` is none that this operation gave.
void check_token(const Operation& operation, const Json& request);
/// Keeps one page of the items, which are in the order of their places; the token of the next page, or "".
std::string take_page(const Operation& operation, const Json& request, std::vector<Item>& items);

}  // namespace tain::service
