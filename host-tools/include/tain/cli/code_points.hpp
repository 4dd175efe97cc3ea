// SPDX-License-Identifier: Apache-2.0
// Texts by their characters, as the AWS command line sees them: its refusals count, quote and split
// characters, not bytes.
#pragma once

#include <string>
#include <string_view>

namespace tain::cli {

/// Bytes that are not UTF-8 become U+DC80 to U+DCFF, one each, and come back as they were.
std::u32string code_points(std::string_view text);
std::string utf8(std::u32string_view characters);
std::string utf8(char32_t character);

/// White space in any script, as Python's str.strip() takes it away.
bool is_space(char32_t character);
std::u32string_view stripped(std::u32string_view text);
std::u32string_view right_stripped(std::u32string_view text);

/// False where repr() writes an escape sequence.
bool is_printable(char32_t character);

/// True where no UTF-8 exists for the character: one half of a pair, or a byte that was not UTF-8.
constexpr bool is_surrogate(char32_t character) {
    return character >= 0xd800 && character <= 0xdfff;
}

}  // namespace tain::cli
