// SPDX-License-Identifier: Apache-2.0
#include "python_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "characters.hpp"

namespace tain::output {
namespace {

std::string hexadecimal(char32_t character, char kind, unsigned digits) {
    std::string text = {'\\', kind};
    for (unsigned digit = digits; digit-- > 0;) text += "0123456789abcdef"[(character >> (4 * digit)) & 15];
    return text;
}

std::string escaped(char32_t character) {
    if (character < 0x100) return hexadecimal(character, 'x', 2);
    if (character < 0x10000) return hexadecimal(character, 'u', 4);
    return hexadecimal(character, 'U', 8);
}

std::string string_source(std::string_view text) {
    const bool double_quotes =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
    const char quote = double_quotes ? '"' : '\'';
    std::string source(1, quote);
    while (!text.empty()) {
        const std::string_view bytes = first_character(text);
        text.remove_prefix(bytes.size());
        const char32_t character = code_point(bytes);
        if (character == '\n')
            source += "\\n";
        else if (character == '\r')
            source += "\\r";
        else if (character == '\t')
            source += "\\t";
        else if (character == '\\' || character == static_cast<char32_t>(quote))
            source.append("\\").append(bytes);
        else
            source += is_printable(character) ? std::string(bytes) : escaped(character);
    }
    return source + quote;
}

std::string list_source(const Json& list) {
    std::string source = "[";
    for (const Json& item : list) source += (source.size() == 1 ? "" : ", ") + python_source(item);
    return source + "]";
}

std::string structure_source(const Json& structure) {
    std::string source = "{";
    for (const auto& [key, value] : structure.items())
        source += (source.size() == 1 ? "" : ", ") + string_source(key) + ": " + python_source(value);
    return source + "}";
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

std::string python_number(double number) {
    if (std::isnan(number)) return "nan";
    const std::string sign = std::signbit(number) ? "-" : "";
    if (std::isinf(number)) return sign + "inf";
    const Decimal decimal = shortest_decimal(std::fabs(number));
    const bool short_enough = decimal.exponent >= -4 && decimal.exponent < 16;
    return sign + (short_enough ? with_point(decimal) : with_exponent(decimal));
}

std::string python_source(const Json& value) {
    switch (value.type()) {
        case Json::value_t::string:
            return string_source(value.get_ref<const std::string&>());
        case Json::value_t::boolean:
            return value.get<bool>() ? "True" : "False";
        case Json::value_t::number_integer:
            return std::to_string(value.get<std::int64_t>());
        case Json::value_t::number_unsigned:
            return std::to_string(value.get<std::uint64_t>());
        case Json::value_t::number_float:
            return python_number(value.get<double>());
        case Json::value_t::array:
            return list_source(value);
        case Json::value_t::object:
            return structure_source(value);
        default:
            return "None";
    }
}

std::string python_text(const Json& value) {
    return value.is_string() ? value.get<std::string>() : python_source(value);
}

std::string python_type(const Json& value) {
    switch (value.type()) {
        case Json::value_t::string:
            return "str";
        case Json::value_t::boolean:
            return "bool";
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
            return "int";
        case Json::value_t::number_float:
            return "float";
        case Json::value_t::array:
            return "list";
        case Json::value_t::object:
            return "dict";
        default:
            return "NoneType";
    }
}

}  // namespace tain::output
