// SPDX-License-Identifier: Apache-2.0
// From the words behind an option to the value that its shape in the API model asks for.
#pragma once

#include <string>
#include <vector>

#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::cli {

/// Structures as shorthand or JSON, lists as several words or JSON. Throws CommandError naming the option.
service::Json parameter_value(const service::Member& member, const std::vector<std::string>& words);

/// "TEXT", "NUMBER", "FromPort=NUMBER,ToPort=NUMBER": what help shows behind an option.
std::string placeholder(const service::Shape& shape);

}  // namespace tain::cli
