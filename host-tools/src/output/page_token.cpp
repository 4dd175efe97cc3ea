// SPDX-License-Identifier: Apache-2.0
// Tokens are {"NextToken": TOKEN, "boto_truncate_amount": NUMBER} in base64, the AWS client's form.
#include "page_token.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include "python_text.hpp"
#include "tain/cli/command_error.hpp"

namespace tain::output {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr const char* amount_member = "boto_truncate_amount";
constexpr const char* token_member = "NextToken";

std::string base64(std::string_view text) {
    std::string encoded;
    for (std::size_t at = 0; at < text.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = at; i < at + 3; ++i)
            bits = bits << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            encoded += at + i > text.size() ? '=' : alphabet[(bits >> (18 - 6 * i)) & 63];
    }
    return encoded;
}

/// Forgiving, as Python's b64decode: what is not of the alphabet is passed over, padding ends the text.
/// nullopt where the end of a group of four is missing.
std::optional<std::string> from_base64(std::string_view text) {
    std::string decoded;
    std::uint32_t bits = 0;
    std::size_t in_group = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == '=' && in_group >= 2 && in_group + ++padding >= 4) return decoded;
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos) continue;
        padding = 0;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if (in_group > 0) decoded += static_cast<char>(bits >> (6 - 2 * in_group));
        in_group = (in_group + 1) % 4;
    }
    if (in_group != 0) return std::nullopt;
    return decoded;
}

[[noreturn]] void refuse(const std::string& message) {
    throw cli::CommandError(message, cli::exit_failure);
}

std::string encoded(const Json& token) {
    if (token.size() != (token.contains(amount_member) ? 2U : 1U) || !token.contains(token_member))
        refuse("Bad starting token: " + python_source(token));
    std::string text = "{\"NextToken\": " + token.at(token_member).dump(-1, ' ', true);
    if (token.contains(amount_member))
        text += ", \"boto_truncate_amount\": " + token.at(amount_member).dump();
    return base64(text + "}");
}

std::int64_t skipped_by(const Json& amount) {
    if (amount.is_null()) return 0;
    if (amount.is_boolean()) return amount.get<bool>() ? 1 : 0;
    if (!amount.is_number_integer())
        refuse("slice indices must be integers or None or have an __index__ method");
    return amount.get<std::int64_t>();
}

std::optional<StartingToken> parse_own(const std::string& token) {
    const std::optional<std::string> text = from_base64(token);
    if (!text) return std::nullopt;
    Json json = Json::parse(*text, nullptr, false);
    if (json.is_discarded() || json.is_array()) return std::nullopt;
    if (!json.is_object()) refuse("'" + python_type(json) + "' object has no attribute 'pop'");
    StartingToken start;
    if (json.contains(amount_member)) start.skipped = skipped_by(json.at(amount_member));
    json.erase(amount_member);
    start.request = std::move(json);
    return start;
}

StartingToken plain(const std::string& token, std::int64_t skipped) {
    return {{{token_member, token == "None" ? Json() : Json(token)}}, skipped};
}

/// TOKEN___NUMBER, or the service's token.
StartingToken parse_other(const std::string& token) {
    constexpr std::string_view separator = "___";
    const std::size_t at = token.find(separator);
    if (at == std::string::npos) return plain(token, 0);
    const std::string_view amount = std::string_view(token).substr(at + separator.size());
    if (amount.find(separator) != std::string_view::npos) refuse("Bad starting token: " + token);
    std::int64_t skipped = 0;
    const auto [end, error] = std::from_chars(amount.data(), amount.data() + amount.size(), skipped);
    if (error != std::errc() || end != amount.data() + amount.size()) return plain(token, 0);
    return plain(token.substr(0, at), skipped);
}

}  // namespace

StartingToken parse_starting_token(const std::string& token) {
    if (std::optional<StartingToken> own = parse_own(token)) return *std::move(own);
    return parse_other(token);
}

std::string truncation_token(Json request, std::int64_t skipped) {
    request[amount_member] = skipped;
    return encoded(request);
}

std::string boundary_token(const Json& request) {
    return encoded(request);
}

}  // namespace tain::output
