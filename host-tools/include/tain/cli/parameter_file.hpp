// SPDX-License-Identifier: Apache-2.0
// file://NAME and fileb://NAME in place of a parameter.
#pragma once

#include <optional>
#include <string>

#include "tain/cli/value.hpp"

namespace tain::cli {

/// What the file holds that the word names: text (line ends as "\n") or bytes; nullopt where the word names
/// no file. ~ and $NAME in the name are expanded. Throws CommandError naming the option where it can't be
/// read.
std::optional<Value> load_parameter_file(const std::string& option, const std::string& word);

/// "Error parsing parameter '--filters': …".
[[noreturn]] void refuse_parameter(const std::string& option, const std::string& message);

}  // namespace tain::cli
