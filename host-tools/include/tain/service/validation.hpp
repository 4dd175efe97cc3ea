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

/// The request as the operation takes it: each member checked by itself, CIDR blocks in their canonical form
/// (host bits zero, RFC 5952). Throws tain::Error with the EC2 code and a message that names the member.
Json validated(const Operation& operation, const Json& request);

/// `answer` with its members in the model's order.
Json in_order(const Shape& shape, Json answer);

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

/// A value as messages quote it: what is long is cut, what is no printable text becomes "...".
std::string excerpt(const std::string& value);

/// "InvalidParameterValue: Value (x) for parameter P is invalid. REASON".
[[noreturn]] void refuse_value(const std::string& parameter, const std::string& value,
                               const std::string& reason, const std::string& code = "InvalidParameterValue");
/// "MissingParameter: The request must contain the parameter P".
[[noreturn]] void refuse_missing(const std::string& parameter);

}  // namespace tain::service
