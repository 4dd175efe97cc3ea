// SPDX-License-Identifier: Apache-2.0
// Answers as the AWS command line prints them: JSON, four spaces, members in the model's order.
#pragma once

#include <string>

#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::output {

/// Members that the answer does not have are left out; those that the shape does not know too.
std::string json_text(const service::Shape& shape, const service::Json& answer);

}  // namespace tain::output
