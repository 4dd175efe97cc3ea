// SPDX-License-Identifier: Apache-2.0
// Small questions about text that several parts of the client ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tain::endpoint {

/// The value of an environment variable; an empty one is a value.
std::optional<std::string> environment(const char* variable);

/// Without white space (ASCII's) at both ends.
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// Percent-encoded, but for ASCII letters and digits, "-_.~" and the characters in `kept`.
std::string percent_encoded(std::string_view bytes, std::string_view kept = {});

/// As a form of a web page is encoded: a space is "+".
std::string form_encoded(std::string_view bytes);

/// The words of a command or section name (tain/text/shell_words.hpp); nullopt where a quote is not closed or
/// a backslash ends the text.
std::optional<std::vector<std::string>> shell_words(std::string_view text);

}  // namespace tain::endpoint
