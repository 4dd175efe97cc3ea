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

/// True for well-formed UTF-8 (no overlong forms, no surrogates, nothing beyond U+10FFFF).
bool is_utf8(std::string_view text);

/// Percent-encoded, but for ASCII letters and digits, "-_.~" and the characters in `kept`.
std::string percent_encoded(std::string_view bytes, std::string_view kept = {});

/// As a form of a web page is encoded: a space is "+".
std::string form_encoded(std::string_view bytes);

/// As Python, in which the AWS client speaks, shows a string: 'it', "it's", 'a\n'.
std::string python_string(std::string_view text);
/// The same for bytes: b'\x1f'.
std::string python_bytes(std::string_view bytes);

/// The words of a command or section name, quoted as a POSIX shell would; nullopt where a quote is not closed
/// or a backslash ends the text. Nothing is expanded.
std::optional<std::vector<std::string>> shell_words(std::string_view text);

}  // namespace tain::endpoint
