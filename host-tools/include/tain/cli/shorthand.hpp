// SPDX-License-Identifier: Apache-2.0
// The AWS shorthand for structures on the command line: "FromPort=80,ToPort=443",
// "ResourceType=T,Tags=[{Key=Name,Value=web}]", "Name=owner-id,Values=1,2".
#pragma once

#include <string_view>

#include "tain/cli/value.hpp"
#include "tain/service/api_model.hpp"

namespace tain::cli {

/// A dict whose values are strings, lists and dicts. Throws CommandError saying what was expected and found,
/// with a caret under the place.
Value parse_shorthand(std::string_view text);

/// Shorthand knows only texts: the shape says which of them are numbers, and where one value stands for a
/// list. What doesn't fit the shape stays as it is, for the checks that follow. Throws CommandError (255) for
/// texts that are no number.
void give_types(Value& value, const service::Shape& shape);

}  // namespace tain::cli
