// SPDX-License-Identifier: Apache-2.0
// Frames from parts: each function makes the bytes of one header, `join` puts them one behind the other.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "tain/addresses.hpp"

namespace tain::test {

using Bytes = std::vector<std::uint8_t>;

Bytes join(std::initializer_list<Bytes> parts);
/// Bytes from hexadecimal digits; blanks are ignored.
Bytes hex(std::string_view digits);
/// `length` bytes that count up from `first`.
Bytes counting(std::size_t length, std::uint8_t first = 0);

Bytes mac_pair(std::string_view destination, std::string_view source);
Bytes ether_type(std::uint16_t type);
Bytes vlan(std::uint16_t type = 0x8100, std::uint16_t tag = 1);

struct Ipv4Fields {
    std::uint8_t protocol = 17;
    std::string_view source = "198.51.100.7";
    std::string_view destination = "10.0.0.5";
    std::uint8_t version_and_words = 0x45;
    std::uint16_t flags_and_offset = 0;  ///< offset in units of 8 bytes, flags above
};
/// The 20 fixed bytes and then zeros for the options that `version_and_words` promises.
Bytes ipv4(const Ipv4Fields& fields);

struct Ipv6Fields {
    std::uint8_t next_header = 17;
    std::string_view source = "2001:db8::1";
    std::string_view destination = "2001:db8::5";
    std::uint8_t version = 6;
};
Bytes ipv6(const Ipv6Fields& fields);
/// Hop-by-hop, routing or destination options: (`length` + 1) * 8 bytes.
Bytes extension(std::uint8_t next_header, std::uint8_t length = 0);
Bytes fragment(std::uint8_t next_header, std::uint16_t offset);

/// The 4 bytes that TCP, UDP and SCTP begin with.
Bytes ports(std::uint16_t source, std::uint16_t destination);
/// A UDP datagram of 8 + `payload` bytes.
Bytes udp(std::uint16_t source, std::uint16_t destination, std::size_t payload = 4);

}  // namespace tain::test
