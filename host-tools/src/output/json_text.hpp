// SPDX-License-Identifier: Apache-2.0
// JSON as Python's json module writes it with four spaces a level: UTF-8 stays, floats have Python's digits.
#pragma once

#include <string>

#include "tain/service/validation.hpp"

namespace tain::output {

/// Without a line end behind it.
std::string json_text(const service::Json& value);

}  // namespace tain::output
