// SPDX-License-Identifier: Apache-2.0
// Characters of UTF-8 text: how many columns they take in a table, and whether they can be shown at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tain::output {

/// The bytes of the first character of a text that is not empty. A byte that starts none counts as one.
std::string_view first_character(std::string_view text);

/// The Unicode code point of one character.
char32_t code_point(std::string_view character);

/// Columns of a text as the AWS command line counts them: two for wide and full-width characters and for
/// those of ambiguous width, one for any other, control and combining characters among them.
std::size_t columns_of(std::string_view text);

/// What Python's str.isprintable() says.
bool is_printable(char32_t character);

/// All letters as capitals, as Python's str.upper() has them: one letter may become two.
std::string in_capitals(std::string_view text);

}  // namespace tain::output
