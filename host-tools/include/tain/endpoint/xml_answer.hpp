// SPDX-License-Identifier: Apache-2.0
// Answers of the EC2 query protocol, from XML into the JSON of the API model.
#pragma once

#include <string>
#include <string_view>

#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::endpoint {

enum class TimestampForm {
    iso8601,  ///< "2026-11-22T19:30:00+00:00", whatever form the endpoint chose
    wire,     ///< as the endpoint wrote it
};

/// The answer to an operation, members in the model's order. The names of the root and of list items do not
/// matter, elements that the model does not have are ignored, and so are namespaces. An absent element is an
/// absent member; of a repeated one the first counts. Throws cli::CommandError (255) with the AWS client's
/// words where the text is not XML in UTF-8 or a value is not of its type.
service::Json parse_answer(const service::Operation& operation, std::string_view body,
                           TimestampForm timestamps = TimestampForm::iso8601);

struct ErrorAnswer {
    std::string code;     ///< "Unknown" where the answer has none
    std::string message;  ///< "Unknown" where the answer has none
};

/// The first error of an answer with an HTTP status from 300 on, in either of its forms
/// (Response/Errors/Error and ErrorResponse/Error). From 500 on, nothing or a web page stands for the status
/// itself: "503" and "Service Unavailable". Throws as parse_answer.
ErrorAnswer parse_error_answer(int status, std::string_view body);

}  // namespace tain::endpoint
