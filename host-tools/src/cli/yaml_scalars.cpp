// SPDX-License-Identifier: Apache-2.0
#include "yaml_scalars.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <regex>

#include "tain/cli/command_error.hpp"
#include "tain/cli/numbers.hpp"
#include "tain/cli/yaml_reader.hpp"

namespace tain::cli {
namespace {

struct Resolver {
    std::string_view tag;
    std::string_view first;  ///< a text that begins with none of these is not tried
    std::regex form;
};

/// In the order in which they are tried.
const std::array<Resolver, 7>& resolvers() {
    using std::regex;
    static const std::array<Resolver, 7> all{{
        {"bool", "tTfF", regex("true|True|TRUE|false|False|FALSE")},
        {"float", "-+0123456789.",
         regex("[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|"
               "[-+]?\\.[0-9_]+([eE][-+][0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)")},
        {"int", "-+0123456789", regex("[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+")},
        {"merge", "<", regex("<<")},
        {"null", "~nN", regex("~|null|Null|NULL")},
        {"timestamp", "0123456789",
         regex("[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:"
               "[0-9]{2}(\\.[0-9]*)?([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?")},
        {"value", "=", regex("=")},
    }};
    return all;
}

constexpr std::size_t most_resolved = 8192;  ///< std::regex recurses; no number of people's is longer

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// Without underscores and sign; true where the sign is a minus.
bool take_sign(std::string& text) {
    std::erase(text, '_');
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.erase(0, 1);
    return negative;
}

bool has_only(std::string_view text, std::string_view characters) {
    return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

[[noreturn]] void fail_literal(const std::string& text, unsigned base) {
    throw CommandError("invalid literal for int() with base " + std::to_string(base) + ": " + repr(text),
                       exit_failure);
}

Value integer_with_base(const std::string& digits, unsigned base, bool negative) {
    if (!has_only(digits, std::string_view("0123456789abcdefABCDEF").substr(0, base == 16 ? 22 : base)))
        fail_literal(digits, base);
    if (digits.size() > most_digits) throw CommandError(too_many_digits(digits.size()), exit_failure);
    return integer_of_digits(digits, base, negative);
}

Value integer_value(std::string text) {
    if (text.empty()) throw CommandError("string index out of range", exit_failure);
    const bool negative = take_sign(text);
    if (text.starts_with("0b")) return integer_with_base(text.substr(2), 2, negative);
    if (text.starts_with("0o")) return integer_with_base(text.substr(2), 8, negative);
    if (text.starts_with("0x")) return integer_with_base(text.substr(2), 16, negative);
    Value value = integer_of(text);
    if (negative && value.text != "0") value.text.insert(0, "-");
    return value;
}

Value real_value(const std::string& original) {
    std::string text = lower(original);
    const double sign = take_sign(text) ? -1 : 1;
    if (text == ".inf") return real_of(sign * HUGE_VAL);
    if (text == ".nan") return real_of(NAN);
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size())
        throw CommandError("could not convert string to float: " + repr(text), exit_failure);
    return real_of(sign * number);
}

Value truth_value(const std::string& text) {
    const std::string word = lower(text);
    if (word == "true" || word == "yes" || word == "y" || word == "on") return Value::of_truth(true);
    if (word == "false" || word == "no" || word == "n" || word == "off") return Value::of_truth(false);
    throw CommandError(repr(word), exit_failure);
}

int number(const std::ssub_match& digits) {
    return digits.length() == 0 ? 0 : std::atoi(digits.str().c_str());
}

/// Fills `pattern` as printf does.
template <typename... Numbers>
std::string filled(const char* pattern, Numbers... numbers) {
    std::array<char, 96> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), pattern, numbers...);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

using Moment = std::chrono::sys_time<std::chrono::microseconds>;

std::chrono::year_month_day day_of(const std::smatch& parts) {
    const std::chrono::year_month_day day{std::chrono::year(number(parts[1])),
                                          std::chrono::month(static_cast<unsigned>(number(parts[2]))),
                                          std::chrono::day(static_cast<unsigned>(number(parts[3])))};
    const auto fail = [](const std::string& what) { throw CommandError(what, exit_failure); };
    if (int(day.year()) < 1) fail("year 0 is out of range");
    if (!day.month().ok()) fail("month must be in 1..12");
    if (!day.ok()) fail("day is out of range for month");
    return day;
}

/// The six digits behind the point, the seventh rounded.
std::chrono::microseconds fraction_of(std::string digits) {
    const bool up = digits.size() > 6 && digits[6] > '4';
    digits.resize(6, '0');
    return std::chrono::microseconds(std::atoi(digits.c_str()) + (up ? 1 : 0));
}

Moment moment_of(const std::smatch& parts) {
    const int limits[] = {23, 59, 59};
    constexpr std::string_view names[] = {"hour", "minute", "second"};
    for (std::size_t i = 0; i < 3; ++i)
        if (number(parts[4 + i]) > limits[i])
            throw CommandError(std::string(names[i]) + " must be in 0.." + std::to_string(limits[i]),
                               exit_failure);
    const auto offset = std::chrono::hours(number(parts[9])) + std::chrono::minutes(number(parts[10]));
    return std::chrono::sys_days(day_of(parts)) + std::chrono::hours(number(parts[4])) +
           std::chrono::minutes(number(parts[5])) + std::chrono::seconds(number(parts[6])) +
           fraction_of(parts[7].str()) - (parts[8] == "-" ? -offset : offset);
}

Value shown_moment(Moment moment) {
    const auto midnight = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss time(moment - midnight);
    const int numbers[] = {int(day.year()),
                           static_cast<int>(unsigned(day.month())),
                           static_cast<int>(unsigned(day.day())),
                           static_cast<int>(time.hours().count()),
                           static_cast<int>(time.minutes().count()),
                           static_cast<int>(time.seconds().count()),
                           static_cast<int>(time.subseconds().count())};
    Value value{.type = Type::datetime};
    value.text = filled("%04d-%02d-%02d %02d:%02d:%02d", numbers[0], numbers[1], numbers[2], numbers[3],
                        numbers[4], numbers[5]);
    if (numbers[6] != 0) value.text += filled(".%06d", numbers[6]);
    const int shown = numbers[6] != 0 ? 7 : numbers[5] != 0 ? 6 : 5;
    for (int i = 0; i < shown; ++i) value.code += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
    value.code = "datetime.datetime(" + value.code + ")";
    return value;
}

Value time_value(const std::string& text) {
    static const std::regex form(
        "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \\t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})"
        "(?:\\.([0-9]*))?(?:[ \\t]*(?:Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?)?");
    std::smatch parts;
    if (text.size() > most_resolved || !std::regex_match(text, parts, form))
        throw YamlError("no timestamp: " + text);
    if (parts[4].length() > 0) return shown_moment(moment_of(parts));
    const std::chrono::year_month_day day = day_of(parts);
    return {.type = Type::date,
            .text = filled("%04d-%02u-%02u", int(day.year()), unsigned(day.month()), unsigned(day.day())),
            .code = filled("datetime.date(%d, %u, %u)", int(day.year()), unsigned(day.month()),
                           unsigned(day.day()))};
}

/// Base 64; characters that are not of it are passed over.
Value bytes_value(const std::string& text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Value value{.type = Type::bytes};
    unsigned bits = 0;
    std::size_t taken = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) continue;
        bits = bits << 6 | static_cast<unsigned>(digit);
        if (++taken % 4 != 1) value.text += static_cast<char>(bits >> (6 - 2 * ((taken - 1) % 4)) & 0xffU);
    }
    const bool padded = taken % 4 == 0 || std::ranges::count(text, '=') >= std::ptrdiff_t(4 - taken % 4);
    if (taken % 4 == 1 || !padded) throw YamlError("base 64 that ends early");
    return value;
}

}  // namespace

std::string_view resolved_tag(const std::string& text) {
    if (text.empty()) return "null";
    if (text.size() > most_resolved) return has_only(text, "0123456789") ? "int" : "str";
    for (const Resolver& resolver : resolvers())
        if (resolver.first.find(text[0]) != std::string_view::npos && std::regex_match(text, resolver.form))
            return resolver.tag;
    return "str";
}

Value scalar_value(std::string_view tag, const std::string& text) {
    if (tag == "str") return Value::of_text(text);
    if (tag == "null") return {};
    if (tag == "bool") return truth_value(text);
    if (tag == "int") return integer_value(text);
    if (tag == "float") return real_value(text);
    if (tag == "timestamp") return time_value(text);
    if (tag == "binary") return bytes_value(text);
    throw YamlError("no scalar is a " + std::string(tag));
}

}  // namespace tain::cli
