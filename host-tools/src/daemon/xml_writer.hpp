// SPDX-License-Identifier: Apache-2.0
// Answers of the EC2 query protocol in XML, as the AWS clients read them.
#pragma once

#include <string>
#include <string_view>

#include "tain/error.hpp"
#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::daemon {

inline constexpr std::string_view xml_content_type = "text/xml;charset=UTF-8";

/// <OPERATIONResponse> with the request's id and the answer's members. An operation that answers nothing says
/// <return>true</return>.
std::string answer_xml(const service::Operation& operation, const service::Json& answer,
                       const std::string& request_id);

/// <Response><Errors><Error>…</Error></Errors><RequestID>…</RequestID></Response>
std::string error_xml(std::string_view code, std::string_view message, const std::string& request_id);

/// The HTTP status of an error code: 400 where EC2 has no other for it; 503 for what a client should try
/// again (the store or the NIC can't be reached now).
unsigned http_status(std::string_view code);

}  // namespace tain::daemon
