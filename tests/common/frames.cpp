// SPDX-License-Identifier: Apache-2.0
#include "tain/test/frames.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

namespace tain::test {
namespace {

void put16(Bytes& bytes, std::size_t at, std::size_t value) {
    bytes.at(at) = static_cast<std::uint8_t>(value >> 8);
    bytes.at(at + 1) = static_cast<std::uint8_t>(value);
}

void put_address(Bytes& bytes, std::size_t at, std::string_view text) {
    const IpAddress address = parse_ip(text);
    for (std::size_t i = address.v6 ? 0 : 12; i < 16; ++i) bytes.at(at++) = address.bytes.at(i);
}

}  // namespace

Bytes join(std::initializer_list<Bytes> parts) {
    Bytes all;
    for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

Bytes hex(std::string_view digits) {
    std::string packed;
    for (const char c : digits) {
        if (c != ' ') packed += c;
    }
    if (packed.size() % 2 != 0) throw std::invalid_argument("half a byte in hexadecimal digits");
    Bytes bytes;
    for (std::size_t i = 0; i < packed.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoul(packed.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

Bytes counting(std::size_t length, std::uint8_t first) {
    Bytes bytes(length);
    std::iota(bytes.begin(), bytes.end(), first);
    return bytes;
}

Bytes mac_pair(std::string_view destination, std::string_view source) {
    const MacAddress to = parse_mac(destination);
    const MacAddress from = parse_mac(source);
    Bytes bytes(12);
    std::copy(to.bytes.begin(), to.bytes.end(), bytes.begin());
    std::copy(from.bytes.begin(), from.bytes.end(), bytes.begin() + 6);
    return bytes;
}

Bytes ether_type(std::uint16_t type) {
    Bytes bytes(2);
    put16(bytes, 0, type);
    return bytes;
}

Bytes vlan(std::uint16_t type, std::uint16_t tag) {
    return join({ether_type(type), ether_type(tag)});
}

Bytes ipv4(const Ipv4Fields& fields) {
    Bytes bytes(std::max<std::size_t>(20, (fields.version_and_words & 15U) * std::size_t{4}));
    bytes[0] = fields.version_and_words;
    put16(bytes, 6, fields.flags_and_offset);
    bytes[8] = 64;
    bytes[9] = fields.protocol;
    put_address(bytes, 12, fields.source);
    put_address(bytes, 16, fields.destination);
    return bytes;
}

Bytes ipv6(const Ipv6Fields& fields) {
    Bytes bytes(40);
    bytes[0] = static_cast<std::uint8_t>(fields.version << 4);
    bytes[6] = fields.next_header;
    bytes[7] = 64;
    put_address(bytes, 8, fields.source);
    put_address(bytes, 24, fields.destination);
    return bytes;
}

Bytes extension(std::uint8_t next_header, std::uint8_t length) {
    Bytes bytes((length + std::size_t{1}) * 8);
    bytes[0] = next_header;
    bytes[1] = length;
    return bytes;
}

Bytes fragment(std::uint8_t next_header, std::uint16_t offset) {
    Bytes bytes(8);
    bytes[0] = next_header;
    // What would be a length elsewhere is reserved here and must not count.
    bytes[1] = 7;
    put16(bytes, 2, static_cast<std::size_t>(offset) << 3 | 1U);
    return bytes;
}

Bytes ports(std::uint16_t source, std::uint16_t destination) {
    Bytes bytes(4);
    put16(bytes, 0, source);
    put16(bytes, 2, destination);
    return bytes;
}

Bytes udp(std::uint16_t source, std::uint16_t destination, std::size_t payload) {
    Bytes lengths(4);
    put16(lengths, 0, 8 + payload);
    return join({ports(source, destination), lengths, counting(payload, 'a')});
}

}  // namespace tain::test
