// SPDX-License-Identifier: Apache-2.0
// The scalars of YAML 1.2: which plain ones are numbers, truths, dates or nothing, and their values.
#pragma once

#include <string>
#include <string_view>

#include "tain/cli/value.hpp"

namespace tain::cli {

inline constexpr std::string_view yaml_tags = "tag:yaml.org,2002:";

/// "int", "str", "merge" …: what a plain scalar without a tag is.
std::string_view resolved_tag(const std::string& text);

/// The value of a scalar with that tag of YAML's own. Throws YamlError for tags that no scalar has, and
/// CommandError (255) for texts that the tag doesn't fit.
Value scalar_value(std::string_view tag, const std::string& text);

}  // namespace tain::cli
