// SPDX-License-Identifier: Apache-2.0
// MAC addresses, IP addresses and prefixes as plain values, with their usual texts.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tain {

/// Six bytes in the order in which they are sent.
struct MacAddress {
    std::array<std::uint8_t, 6> bytes{};
    auto operator<=>(const MacAddress&) const = default;
    /// True for multicast and broadcast (IEEE 802, the lowest bit of the first byte).
    [[nodiscard]] bool is_group() const { return (bytes[0] & 1U) != 0; }
};

/// Sixteen bytes in network order; an IPv4 address stands in the last four and the rest is 0.
struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const IpAddress&) const = default;
};

/// An address block. `length` counts the leading bits that matter: 0-32 for IPv4, 0-128 for IPv6.
/// Bits of `address` beyond `length` are ignored wherever a prefix is matched.
struct Prefix {
    IpAddress address;
    unsigned length = 0;
    auto operator<=>(const Prefix&) const = default;
    [[nodiscard]] bool contains(const IpAddress& other) const;
};

/// Text to value ("02:00:00:00:00:01", "10.0.0.5", "2001:db8::5", "10.0.0.0/8"). Each throws
/// tain::Error(InvalidParameterValue) which quotes the text when it is not of that form.
MacAddress parse_mac(std::string_view text);
IpAddress parse_ip(std::string_view text);
Prefix parse_prefix(std::string_view text);

/// Value to text; IPv6 in the form of RFC 5952.
std::string to_string(const MacAddress& mac);
std::string to_string(const IpAddress& ip);
std::string to_string(const Prefix& prefix);

}  // namespace tain
