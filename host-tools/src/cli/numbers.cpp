// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/numbers.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <vector>

#include "tain/cli/command_error.hpp"
#include "tain/cli/request.hpp"
#include "tain/text/characters.hpp"
#include "tain/text/python_repr.hpp"

namespace tain::cli {
namespace {

/// The zeros of all scripts; each one's digits follow it.
constexpr char32_t zeros[] = {
    0x30,    0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,
    0xce6,   0xd66,   0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,  0x1810,  0x1946,
    0x19d0,  0x1a80,  0x1a90,  0x1b50,  0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,  0xa900,  0xa9d0,
    0xa9f0,  0xaa50,  0xabf0,  0xff10,  0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
    0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60,
    0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0};

std::optional<char> digit_of(char32_t character) {
    const auto* above = std::ranges::upper_bound(zeros, character);
    if (above == std::begin(zeros) || character - above[-1] > 9) return std::nullopt;
    return static_cast<char>('0' + (character - above[-1]));
}

/// Digits, single underscores between them; empty where the text is anything else.
std::string digits_of(std::u32string_view text) {
    std::string digits;
    bool after_digit = false;
    for (const char32_t character : text) {
        const std::optional<char> digit = digit_of(character);
        if (!digit && (character != '_' || !after_digit)) return "";
        if (digit) digits += *digit;
        after_digit = digit.has_value();
    }
    return after_digit ? digits : "";
}

std::string without_leading_zeros(std::string digits) {
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return digits;
}

/// The digits behind sign and white space, and whether the sign is a minus.
std::pair<std::string, bool> signed_digits(std::string_view text) {
    const std::u32string characters = text::code_points(text);
    std::u32string_view number = text::stripped(characters);
    const bool negative = number.starts_with(U'-');
    if (negative || number.starts_with(U'+')) number.remove_prefix(1);
    return {digits_of(number), negative};
}

Value integer(const std::string& digits, bool negative) {
    const std::string shortest = without_leading_zeros(digits);
    return Value::of_digits((negative && shortest != "0" ? "-" : "") + shortest);
}

/// Decimal digits, the lowest first, times `base` plus `digit`.
void shift_in(std::vector<unsigned>& decimals, unsigned base, unsigned digit) {
    unsigned carry = digit;
    for (unsigned& decimal : decimals) {
        const unsigned sum = decimal * base + carry;
        decimal = sum % 10;
        carry = sum / 10;
    }
    for (; carry > 0; carry /= 10) decimals.push_back(carry % 10);
}

}  // namespace

std::string too_many_digits(std::size_t digits) {
    return "Exceeds the limit (" + std::to_string(most_digits) +
           " digits) for integer string conversion: value has " + std::to_string(digits) +
           " digits; use sys.set_int_max_str_digits() to increase the limit";
}

std::optional<std::string> whole_number(std::string_view text) {
    const auto [digits, negative] = signed_digits(text);
    if (digits.empty() || digits.size() > most_digits) return std::nullopt;
    return integer(digits, negative).text;
}

Value integer_of(std::string_view text) {
    const auto [digits, negative] = signed_digits(text);
    if (digits.size() > most_digits) throw CommandError(too_many_digits(digits.size()), exit_failure);
    if (digits.empty()) {
        const std::u32string shown = text::code_points(repr(text)).substr(0, 200);
        throw CommandError("invalid literal for int() with base 10: " + text::utf8(shown), exit_failure);
    }
    return integer(digits, negative);
}

Value integer_of_digits(std::string_view digits, unsigned base, bool negative) {
    std::vector<unsigned> decimals;
    for (const char digit : digits) {
        unsigned value = 0;
        std::from_chars(&digit, &digit + 1, value, 16);
        shift_in(decimals, base, value);
    }
    std::string text = "0";
    for (auto decimal = decimals.rbegin(); decimal != decimals.rend(); ++decimal)
        text += static_cast<char>('0' + *decimal);
    return integer(text, negative);
}

Value real_of(double number) {
    return {.type = Type::real, .text = text::python_repr_of_float(number)};
}

bool is_below(const Value& integer, std::int64_t least) {
    if (integer.type == Type::boolean) return (integer.text == "True" ? 1 : 0) < least;
    std::int64_t value = 0;
    const char* end = integer.text.data() + integer.text.size();
    if (std::from_chars(integer.text.data(), end, value).ec == std::errc{}) return value < least;
    return integer.text.starts_with('-');
}

}  // namespace tain::cli
