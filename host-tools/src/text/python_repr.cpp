// SPDX-License-Identifier: Apache-2.0
#include "tain/text/python_repr.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "tain/text/characters.hpp"

namespace tain::text {
namespace {

std::string hexadecimal(char32_t character, unsigned digits) {
    std::string text(digits, '0');
    for (; digits > 0; character >>= 4) text[--digits] = "0123456789abcdef"[character & 0xfU];
    return text;
}

std::string escaped(char32_t character) {
    if (character == '\n') return "\\n";
    if (character == '\r') return "\\r";
    if (character == '\t') return "\\t";
    if (character < 0x100) return "\\x" + hexadecimal(character, 2);
    if (character < 0x10000) return "\\u" + hexadecimal(character, 4);
    return "\\U" + hexadecimal(character, 8);
}

/// Double quotes only around a text that has single ones and no double ones.
std::string quoted(const std::u32string& characters) {
    const bool single = characters.find('\'') != std::u32string::npos;
    const char quote = single && characters.find('"') == std::u32string::npos ? '"' : '\'';
    std::string text(1, quote);
    for (const char32_t character : characters) {
        if (character == static_cast<char32_t>(quote) || character == '\\') text += '\\';
        text += is_printable(character) ? utf8(character) : escaped(character);
    }
    return text + quote;
}

/// Digits without a point, and the power of ten of the first of them.
struct Decimal {
    std::string digits;
    int exponent = 0;
};

Decimal shortest_decimal(double positive) {
    std::array<char, 32> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), positive, std::chars_format::scientific)
            .ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t e = text.find('e');
    Decimal decimal;
    for (const char c : text.substr(0, e))
        if (c != '.') decimal.digits += c;
    const bool negative = text[e + 1] == '-';
    std::from_chars(text.data() + e + 2, text.data() + text.size(), decimal.exponent);
    if (negative) decimal.exponent = -decimal.exponent;
    return decimal;
}

std::string with_exponent(const Decimal& decimal) {
    std::string text = decimal.digits.substr(0, 1);
    if (decimal.digits.size() > 1) text += '.' + decimal.digits.substr(1);
    const std::string power = std::to_string(std::abs(decimal.exponent));
    return text + (decimal.exponent < 0 ? "e-" : "e+") + (power.size() < 2 ? "0" : "") + power;
}

std::string with_point(Decimal decimal) {
    if (decimal.exponent < 0) {
        decimal.digits.insert(0, static_cast<std::size_t>(-decimal.exponent), '0');
        decimal.exponent = 0;
    }
    const auto whole = static_cast<std::size_t>(decimal.exponent) + 1;
    if (decimal.digits.size() <= whole) decimal.digits.append(whole + 1 - decimal.digits.size(), '0');
    return decimal.digits.insert(whole, ".");
}

}  // namespace

std::string python_repr(std::string_view string) {
    return quoted(code_points(string));
}

std::string python_repr_of_bytes(std::string_view bytes) {
    std::u32string characters;
    for (const char byte : bytes) characters += static_cast<unsigned char>(byte);
    std::string text = "b";
    for (const char32_t character : code_points(quoted(characters)))
        text += character < 0x80 ? utf8(character) : escaped(character);
    return text;
}

std::string python_repr_of_float(double number) {
    if (std::isnan(number)) return "nan";
    const std::string sign = std::signbit(number) ? "-" : "";
    if (std::isinf(number)) return sign + "inf";
    const Decimal decimal = shortest_decimal(std::fabs(number));
    const bool short_enough = decimal.exponent >= -4 && decimal.exponent < 16;
    return sign + (short_enough ? with_point(decimal) : with_exponent(decimal));
}

}  // namespace tain::text
