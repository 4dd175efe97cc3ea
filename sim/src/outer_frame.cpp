// SPDX-License-Identifier: Apache-2.0
#include "outer_frame.hpp"

#include <algorithm>

namespace tain::sim {
namespace {

constexpr std::size_t min_frame_bytes = 60;
constexpr std::uint8_t udp = 17;
constexpr std::uint16_t vxlan_port = 4789;
constexpr std::size_t udp_header_bytes = 8;
constexpr std::size_t vxlan_header_bytes = 8;

void put8(Bytes& bytes, std::size_t value) {
    bytes.push_back(static_cast<std::uint8_t>(value));
}
void put16(Bytes& bytes, std::size_t value) {
    put8(bytes, value >> 8);
    put8(bytes, value);
}
void put32(Bytes& bytes, std::size_t value) {
    put16(bytes, value >> 16);
    put16(bytes, value);
}
void put_address(Bytes& bytes, const IpAddress& address) {
    bytes.insert(bytes.end(), address.bytes.begin() + (address.v6 ? 0 : 12), address.bytes.end());
}

/// The Internet checksum (RFC 1071) of some bytes; an odd last byte counts as if a zero followed.
std::uint16_t checksum(std::span<const std::uint8_t> bytes) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) sum += i % 2 == 0 ? bytes[i] * 256U : bytes[i];
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

Bytes ipv4_header(const OuterHeaders& outer, std::size_t udp_length) {
    Bytes header;
    put8(header, 0x45);
    put8(header, 0);  // DSCP and ECN
    put16(header, 20 + udp_length);
    put16(header, 0);       // identification
    put16(header, 0x4000);  // don't fragment
    put8(header, 64);
    put8(header, udp);
    put16(header, 0);
    put_address(header, outer.source);
    put_address(header, outer.destination);
    const std::uint16_t sum = checksum(header);
    header[10] = static_cast<std::uint8_t>(sum >> 8);
    header[11] = static_cast<std::uint8_t>(sum);
    return header;
}

Bytes ipv6_header(const OuterHeaders& outer, std::size_t udp_length) {
    const std::uint32_t label = std::max(outer.hash & 0xfffffU, 1U);
    Bytes header;
    put32(header, 0x60000000U | label);
    put16(header, udp_length);
    put8(header, udp);
    put8(header, 64);
    put_address(header, outer.source);
    put_address(header, outer.destination);
    return header;
}

/// The UDP datagram with checksum 0.
Bytes datagram(const OuterHeaders& outer, std::span<const std::uint8_t> kept) {
    Bytes bytes;
    put16(bytes, 49152 + (outer.hash & 0x3fff));
    put16(bytes, vxlan_port);
    put16(bytes, udp_header_bytes + vxlan_header_bytes + kept.size());
    put16(bytes, 0);
    put32(bytes, 0x08000000);
    put32(bytes, std::size_t{outer.vni} << 8);
    bytes.insert(bytes.end(), kept.begin(), kept.end());
    return bytes;
}

void set_ipv6_checksum(const OuterHeaders& outer, Bytes& datagram) {
    Bytes covered;
    put_address(covered, outer.source);
    put_address(covered, outer.destination);
    put32(covered, datagram.size());
    put32(covered, udp);
    covered.insert(covered.end(), datagram.begin(), datagram.end());
    const std::uint16_t sum = checksum(covered);
    const std::uint16_t sent = sum == 0 ? 0xffff : sum;
    datagram[6] = static_cast<std::uint8_t>(sent >> 8);
    datagram[7] = static_cast<std::uint8_t>(sent);
}

void append(Bytes& bytes, std::span<const std::uint8_t> more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

}  // namespace

Bytes outer_frame(const OuterHeaders& outer, std::span<const std::uint8_t> kept) {
    const bool v6 = outer.destination.v6;
    Bytes udp_part = datagram(outer, kept);
    if (v6) set_ipv6_checksum(outer, udp_part);
    Bytes bytes;
    append(bytes, outer.destination_mac.bytes);
    append(bytes, outer.source_mac.bytes);
    put16(bytes, v6 ? 0x86dd : 0x0800);
    append(bytes, v6 ? ipv6_header(outer, udp_part.size()) : ipv4_header(outer, udp_part.size()));
    append(bytes, udp_part);
    bytes.resize(std::max(bytes.size(), min_frame_bytes));
    return bytes;
}

}  // namespace tain::sim
