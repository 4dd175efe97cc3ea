// SPDX-License-Identifier: Apache-2.0
// What a request must be like before anything is looked up: its members, their types, forms and bounds, all
// read from the API model.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tain/service/api_model.hpp"

namespace tain::service {

/// Requests, answers and stored objects: JSON whose members keep their order.
using Json = nlohmann::ordered_json;

/// Throws tain::Error with the EC2 code and a message that names the member at fault. CIDR blocks are brought
/// into their canonical form (host bits zero, RFC 5952).
void validate(const Operation& operation, Json& request);

/// Tags of the new object that the request asks for (a JSON list of Key and Value), checked.
Json requested_tags(const Json& request, std::string_view resource_type);

/// "Filters" and "Name": "Filters.Name"; "" and "Filters": "Filters".
std::string inside(const std::string& where, std::string_view key);
/// "Filters" and 1: "Filters[1]".
std::string item_of(const std::string& list, std::size_t index);

/// True where the JSON list has this member.
bool holds(const Json& list, const Json& value);

/// True for `prefix` and 8 or 17 hexadecimal digits.
bool is_id(std::string_view text, std::string_view prefix);
/// True for the ARN of a network load balancer.
bool is_load_balancer_arn(std::string_view text);
/// True for twelve digits.
bool is_account(std::string_view text);

/// "InvalidParameterValue: Value (x) for parameter P is invalid. REASON".
[[noreturn]] void refuse_value(const std::string& parameter, const std::string& value,
                               const std::string& reason, const std::string& code = "InvalidParameterValue");

}  // namespace tain::service
