// SPDX-License-Identifier: Apache-2.0
// A request as the EC2 query protocol sends it: a form whose names come from the API model.
#pragma once

#include <string>

#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::endpoint {

inline constexpr const char* form_content_type = "application/x-www-form-urlencoded; charset=utf-8";

/// "Action=…&Version=2016-11-15&…": members in the request's own order, lists as NAME.1, NAME.2 …, empty
/// lists and structures left out. Members that the model does not have are not sent.
std::string query_body(const service::Operation& operation, const service::Json& request);

}  // namespace tain::endpoint
