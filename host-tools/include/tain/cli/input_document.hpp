// SPDX-License-Identifier: Apache-2.0
// --cli-input-json and --cli-input-yaml: a whole request as one document.
#pragma once

#include <optional>
#include <string>

#include "tain/cli/value.hpp"

namespace tain::cli {

/// The dict of the document; an empty one where none was given. Throws CommandError where both are given, a
/// file can't be read, or the text is not a document or not a map.
Value read_input_document(const std::optional<std::string>& json, const std::optional<std::string>& yaml);

}  // namespace tain::cli
