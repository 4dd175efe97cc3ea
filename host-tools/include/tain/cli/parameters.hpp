// SPDX-License-Identifier: Apache-2.0
// From the words behind an option to the value that its shape in the API model asks for.
#pragma once

#include <string>
#include <vector>

#include "tain/cli/value.hpp"
#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::cli {

/// Structures as shorthand or JSON, lists as several words or JSON, anything as file:// or fileb://. Only
/// what can't be read is refused here, with a CommandError as the AWS command line words it; whether the
/// value is what the shape asks for is for parameter_check.hpp.
Value read_parameter(const service::Member& member, const std::vector<std::string>& words);

/// "--packet-length".
std::string option_name(const service::Member& member);

/// "TEXT", "NUMBER", "FromPort=NUMBER,ToPort=NUMBER": what help shows behind an option.
std::string placeholder(const service::Shape& shape);

}  // namespace tain::cli
