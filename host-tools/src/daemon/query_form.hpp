// SPDX-License-Identifier: Apache-2.0
// A request as the EC2 query protocol sends it: a form whose names come from the API model, in any order.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::daemon {

/// Names and values, decoded, in the order sent.
using Form = std::vector<std::pair<std::string, std::string>>;

/// "A=1&B=x+y%26z". Throws tain::Error(MalformedQueryString) where an escape is none or the text is no UTF-8,
/// InvalidQueryParameter where a name is there twice or there are more than 10,000.
Form parse_form(std::string_view text);

/// The value of that name; nullptr where it is absent.
const std::string* find(const Form& form, std::string_view name);

struct ApiRequest {
    const service::Operation* operation = nullptr;
    service::Json members;  ///< as the model names them; nothing but their types is checked yet
};

/// Throws tain::Error: MissingAction, InvalidAction, NoSuchVersion (MissingParameter where it is absent),
/// UnknownParameter (no such member, or a value where a structure or list is, with the name as it was sent),
/// InvalidParameterValue (no integer, no boolean).
ApiRequest read_request(const Form& form);

}  // namespace tain::daemon
