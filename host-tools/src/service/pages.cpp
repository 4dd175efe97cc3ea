// SPDX-License-Identifier: Apache-2.0
// Pages. A token names the place behind which the next page begins, not a count, so it stays right when
// things come and go in between; and the operation, since the places of another mean nothing here.
#include <algorithm>

#include "describe.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

std::string to_hex(std::string_view text) {
    std::string hex;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        hex += {digits[byte >> 4U], digits[byte & 0xfU]};
    }
    return hex;
}

/// "" where it is not hexadecimal.
std::string from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0 || hex.find_first_not_of(digits) != std::string_view::npos) return "";
    std::string text;
    for (std::size_t at = 0; at < hex.size(); at += 2)
        text += static_cast<char>(digits.find(hex[at]) * 16 + digits.find(hex[at + 1]));
    return text;
}

std::string head_of(const Operation& operation) {
    return std::string(operation.name) + "/";
}

std::string place_in(const Operation& operation, const std::string& token) {
    const std::string text = from_hex(token);
    const std::string head = head_of(operation);
    if (!text.starts_with(head))
        throw Error("InvalidNextToken", excerpt(token), "NextToken",
                    "The token '" + excerpt(token) + "' (NextToken) is invalid");
    return text.substr(head.size());
}

}  // namespace

void check_token(const Operation& operation, const Json& request) {
    if (request.contains("NextToken")) static_cast<void>(place_in(operation, text_of(request, "NextToken")));
}

std::string take_page(const Operation& operation, const Json& request, std::vector<Item>& items) {
    if (request.contains("NextToken")) {
        const std::string after = place_in(operation, text_of(request, "NextToken"));
        items.erase(items.begin(), std::ranges::upper_bound(items, after, {}, &Item::place));
    }
    const std::size_t most = request.value("MaxResults", items.size());
    if (items.size() <= most) return "";
    items.resize(most);
    return to_hex(head_of(operation) + items.back().place);
}

}  // namespace tain::service
