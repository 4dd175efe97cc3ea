// SPDX-License-Identifier: Apache-2.0
// Texts by their characters, as the AWS command line sees them: its refusals count, quote and split
// characters, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tain::text {

/// Bytes that are not UTF-8 become U+DC80 to U+DCFF, one each, and come back as they were.
std::u32string code_points(std::string_view text);
std::string utf8(std::u32string_view characters);
std::string utf8(char32_t character);

/// White space in any script, as Python's str.strip() takes it away.
bool is_space(char32_t character);
std::u32string_view stripped(std::u32string_view text);
std::u32string_view right_stripped(std::u32string_view text);

/// What Python's str.isprintable() says: false where repr() writes an escape sequence.
bool is_printable(char32_t character);

/// True where no UTF-8 exists for the character: one half of a pair, or a byte that was not UTF-8.
constexpr bool is_surrogate(char32_t character) {
    return character >= 0xd800 && character <= 0xdfff;
}

/// True for well-formed UTF-8 (no overlong forms, no surrogates, nothing beyond U+10FFFF).
bool is_utf8(std::string_view text);

/// Columns of a text as the AWS command line counts them: two for wide and full-width characters and for
/// those of ambiguous width, one for any other, control and combining characters among them.
std::size_t columns_of(std::string_view text);

/// All letters as capitals, as Python's str.upper() has them: one letter may become two.
std::string in_capitals(std::string_view text);

}  // namespace tain::text
