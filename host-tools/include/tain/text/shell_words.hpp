// SPDX-License-Identifier: Apache-2.0
// A line of text as a shell would part it into words: blanks part, quotes and backslashes keep together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tain::text {

/// Nothing is expanded. Throws cli::CommandError (255), with Python's words, where a quote is not closed or
/// nothing follows a backslash.
std::vector<std::string> shell_words(std::string_view line);

}  // namespace tain::text
