// SPDX-License-Identifier: Apache-2.0
#include "characters.hpp"

#include <algorithm>
#include <iterator>

namespace tain::output {
namespace {

/// Code points from the first to the last.
struct Span {
    char32_t first;
    char32_t last;
};

/// A character beyond ASCII, and what stands for it among capital letters.
struct Upper {
    char32_t character;
    std::string_view text;
};

#include "character_tables.inc"

template <std::size_t size>
bool contains(const Span (&spans)[size], char32_t character) {
    const Span* span = std::ranges::lower_bound(spans, character, {}, &Span::last);
    return span != std::end(spans) && span->first <= character;
}

bool continues(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::size_t length_by_first_byte(unsigned char byte) {
    if (byte >= 0xF0) return 4;
    if (byte >= 0xE0) return 3;
    return byte >= 0xC0 ? 2 : 1;
}

}  // namespace

std::string_view first_character(std::string_view text) {
    const std::size_t most =
        std::min(text.size(), length_by_first_byte(static_cast<unsigned char>(text.front())));
    std::size_t length = 1;
    while (length < most && continues(text[length])) ++length;
    return text.substr(0, length);
}

char32_t code_point(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1) return first;
    char32_t point = first & (0x7FU >> character.size());
    for (const char byte : character.substr(1))
        point = point << 6 | (static_cast<unsigned char>(byte) & 0x3FU);
    return point;
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const std::string_view character = first_character(text);
        columns += character.size() > 1 && contains(two_columns, code_point(character)) ? 2 : 1;
        text.remove_prefix(character.size());
    }
    return columns;
}

bool is_printable(char32_t character) {
    return !contains(not_printable, character);
}

std::string in_capitals(std::string_view text) {
    std::string capitals;
    while (!text.empty()) {
        const std::string_view character = first_character(text);
        text.remove_prefix(character.size());
        const char32_t point = code_point(character);
        const Upper* upper = std::ranges::lower_bound(upper_case, point, {}, &Upper::character);
        if (point >= 'a' && point <= 'z')
            capitals += static_cast<char>(point - 'a' + 'A');
        else if (upper != std::end(upper_case) && upper->character == point)
            capitals += upper->text;
        else
            capitals += character;
    }
    return capitals;
}

}  // namespace tain::output
