// SPDX-License-Identifier: Apache-2.0
// The AWS shorthand for structures on the command line: "FromPort=80,ToPort=443",
// "ResourceType=T,Tags=[{Key=Name,Value=web}]", "Name=owner-id,Values=1,2".
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace tain::cli {

/// A structure whose values are texts, lists and structures. Throws CommandError naming what was expected and
/// found.
nlohmann::ordered_json parse_shorthand(std::string_view text);

}  // namespace tain::cli
