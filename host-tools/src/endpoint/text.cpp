// SPDX-License-Identifier: Apache-2.0
#include "text.hpp"

#include <algorithm>
#include <cstdlib>

#include "tain/cli/command_error.hpp"
#include "tain/text/shell_words.hpp"

namespace tain::endpoint {

std::optional<std::string> environment(const char* variable) {
    const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): read before any thread runs
    if (value == nullptr) return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\n\v\f\r";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.~").find(c) != std::string_view::npos;
}

std::string two_digits(char c, std::string_view digits) {
    const auto byte = static_cast<unsigned char>(c);
    return {digits[byte >> 4U], digits[byte & 15U]};
}

}  // namespace

std::string percent_encoded(std::string_view bytes, std::string_view kept) {
    std::string encoded;
    for (const char c : bytes) {
        if (is_unreserved(c) || kept.find(c) != std::string_view::npos)
            encoded += c;
        else
            encoded += "%" + two_digits(c, "0123456789ABCDEF");
    }
    return encoded;
}

std::string form_encoded(std::string_view bytes) {
    std::string encoded = percent_encoded(bytes, " ");
    std::ranges::replace(encoded, ' ', '+');
    return encoded;
}

std::optional<std::vector<std::string>> shell_words(std::string_view line) {
    try {
        return text::shell_words(line);
    } catch (const cli::CommandError&) {
        return std::nullopt;
    }
}

}  // namespace tain::endpoint
