// SPDX-License-Identifier: Apache-2.0
// Texts of addresses: strict in what is read (no leading zeros, no blanks, no short forms of IPv4), one form
// in what is written.
#include "tain/addresses.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "tain/error.hpp"

namespace tain {
namespace {

[[noreturn]] void refuse(std::string_view text, const std::string& expected) {
    const std::string quoted(text);
    throw Error("InvalidParameterValue", quoted, "", "'" + quoted + "' is not " + expected);
}

/// Reads all of `text` as a number; false where anything else stands in it.
bool read_number(std::string_view text, int base, unsigned& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc{} && end == text.data() + text.size();
}

/// The bytes that a text stands for, as the C library reads it; false where it does not.
bool read_address(int family, std::string_view text, std::uint8_t* bytes) {
    if (text.find('\0') != std::string_view::npos) return false;
    return inet_pton(family, std::string(text).c_str(), bytes) == 1;
}

bool read_ip(std::string_view text, IpAddress& ip) {
    ip.v6 = text.find(':') != std::string_view::npos;
    return ip.v6 ? read_address(AF_INET6, text, ip.bytes.data())
                 : read_address(AF_INET, text, ip.bytes.data() + 12);
}

}  // namespace

bool Prefix::contains(const IpAddress& other) const {
    if (address.v6 != other.v6) return false;
    const std::size_t first = address.v6 ? 0 : 12;
    for (unsigned bit = 0; bit < length; bit += 8) {
        const unsigned bits = std::min(8U, length - bit);
        const auto mask = static_cast<std::uint8_t>(0xff00U >> bits);
        const std::size_t at = first + bit / 8;
        if (((address.bytes[at] ^ other.bytes[at]) & mask) != 0) return false;
    }
    return true;
}

MacAddress parse_mac(std::string_view text) {
    MacAddress mac;
    bool good = text.size() == 17;
    for (std::size_t i = 0; good && i < 6; ++i) {
        unsigned value = 0;
        good = read_number(text.substr(3 * i, 2), 16, value) && (i == 5 || text[3 * i + 2] == ':');
        mac.bytes[i] = static_cast<std::uint8_t>(value);
    }
    if (!good) refuse(text, "a MAC address (02:00:00:00:00:01)");
    return mac;
}

IpAddress parse_ip(std::string_view text) {
    IpAddress ip;
    if (!read_ip(text, ip)) refuse(text, "an IPv4 or IPv6 address");
    return ip;
}

Prefix parse_prefix(std::string_view text) {
    const std::size_t slash = text.find('/');
    Prefix prefix;
    if (slash == std::string_view::npos || !read_ip(text.substr(0, slash), prefix.address))
        refuse(text, "a CIDR block (10.0.0.0/8, 2001:db8::/32)");
    const std::string_view digits = text.substr(slash + 1);
    const unsigned most = prefix.address.v6 ? 128 : 32;
    const bool padded = digits.size() > 1 && digits[0] == '0';
    if (padded || !read_number(digits, 10, prefix.length) || prefix.length > most)
        refuse(text, "a CIDR block: its prefix length runs from 0 to " + std::to_string(most));
    return prefix;
}

std::string to_string(const MacAddress& mac) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : mac.bytes) {
        if (!text.empty()) text += ':';
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string to_string(const IpAddress& ip) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (ip.v6)
        inet_ntop(AF_INET6, ip.bytes.data(), text.data(), text.size());
    else
        inet_ntop(AF_INET, ip.bytes.data() + 12, text.data(), text.size());
    return text.data();
}

std::string to_string(const Prefix& prefix) {
    return to_string(prefix.address) + "/" + std::to_string(prefix.length);
}

}  // namespace tain
