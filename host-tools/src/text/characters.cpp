// SPDX-License-Identifier: Apache-2.0
#include "tain/text/characters.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tain::text {
namespace {

constexpr char32_t escaped_bytes = 0xdc00;

struct Sequence {
    unsigned length;
    char32_t first_bits;
    char32_t least;  ///< a smaller character has a shorter sequence
};

/// By its first byte; length 0 where none begins so.
Sequence sequence_of(unsigned char byte) {
    if (byte < 0x80) return {1, byte, 0};
    if (byte >> 5 == 0x6) return {2, byte & 0x1fU, 0x80};
    if (byte >> 4 == 0xe) return {3, byte & 0x0fU, 0x800};
    if (byte >> 3 == 0x1e) return {4, byte & 0x07U, 0x10000};
    return {0, 0, 0};
}

/// The character at the front of `text`, and how many bytes it takes; 0 where they are not UTF-8.
std::pair<char32_t, unsigned> first_character(std::string_view text) {
    const Sequence sequence = sequence_of(static_cast<unsigned char>(text[0]));
    if (sequence.length == 0 || sequence.length > text.size()) return {0, 0};
    char32_t character = sequence.first_bits;
    for (unsigned i = 1; i < sequence.length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >> 6 != 0x2) return {0, 0};
        character = character << 6 | (byte & 0x3fU);
    }
    if (character < sequence.least || character > 0x10ffff) return {0, 0};
    return {character, sequence.length};
}

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

}  // namespace

std::u32string code_points(std::string_view text) {
    std::u32string characters;
    while (!text.empty()) {
        const auto [character, length] = first_character(text);
        characters += length == 0 ? escaped_bytes + static_cast<unsigned char>(text[0]) : character;
        text.remove_prefix(std::max(length, 1U));
    }
    return characters;
}

std::string utf8(char32_t character) {
    if (character >= escaped_bytes + 0x80 && character <= escaped_bytes + 0xff)
        return {static_cast<char>(character - escaped_bytes)};
    if (character < 0x80) return {static_cast<char>(character)};
    const auto more = [&](unsigned shift) { return static_cast<char>(0x80U | (character >> shift & 0x3fU)); };
    if (character < 0x800) return {static_cast<char>(0xc0U | character >> 6), more(0)};
    if (character < 0x10000) return {static_cast<char>(0xe0U | character >> 12), more(6), more(0)};
    return {static_cast<char>(0xf0U | character >> 18), more(12), more(6), more(0)};
}

std::string utf8(std::u32string_view characters) {
    std::string text;
    for (const char32_t character : characters) text += utf8(character);
    return text;
}

bool is_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
           c == 0x3000;
}

std::u32string_view right_stripped(std::u32string_view text) {
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::u32string_view stripped(std::u32string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    return right_stripped(text);
}

bool is_printable(char32_t character) {
    return !contains(not_printable, character);
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto [character, length] = first_character(text);
        if (length == 0 || is_surrogate(character)) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (const char32_t character : code_points(text)) columns += contains(two_columns, character) ? 2 : 1;
    return columns;
}

std::string in_capitals(std::string_view text) {
    std::string capitals;
    for (const char32_t character : code_points(text)) {
        const Upper* upper = std::ranges::lower_bound(upper_case, character, {}, &Upper::character);
        if (character >= 'a' && character <= 'z')
            capitals += static_cast<char>(character - 'a' + 'A');
        else if (upper != std::end(upper_case) && upper->character == character)
            capitals += upper->text;
        else
            capitals += utf8(character);
    }
    return capitals;
}

}  // namespace tain::text
