// SPDX-License-Identifier: Apache-2.0
// Finds the addresses, the protocol and the ports in a frame, as far as its bytes go.
#include <algorithm>
#include <array>

#include "tain/sim/reference_model.hpp"

namespace tain::sim {
namespace {

constexpr std::size_t parsed_bytes = 128;  // ports and extension headers beyond this are not looked at
constexpr unsigned max_vlan_tags = 2;
constexpr unsigned max_extension_headers = 4;

constexpr std::uint8_t hop_by_hop = 0;
constexpr std::uint8_t routing = 43;
constexpr std::uint8_t fragment = 44;
constexpr std::uint8_t destination_options = 60;

using Frame = std::span<const std::uint8_t>;

std::uint16_t read16(Frame frame, std::size_t at) {
    return static_cast<std::uint16_t>(frame[at] << 8 | frame[at + 1]);
}

bool is_vlan(std::uint16_t ether_type) {
    return ether_type == 0x8100 || ether_type == 0x88a8 || ether_type == 0x9100;
}

bool is_skippable(std::uint8_t protocol) {
    return protocol == hop_by_hop || protocol == routing || protocol == fragment ||
           protocol == destination_options;
}

bool has_ports(std::uint8_t protocol) {
    return protocol == 6 || protocol == 17 || protocol == 132;
}

IpAddress read_address(Frame frame, std::size_t at, bool v6) {
    IpAddress address;
    address.v6 = v6;
    const std::size_t length = v6 ? 16 : 4;
    std::copy_n(frame.begin() + static_cast<std::ptrdiff_t>(at), length, address.bytes.end() - length);
    return address;
}

void read_ports(Frame frame, std::size_t at, Headers& headers) {
    if (!has_ports(headers.protocol) || at + 4 > std::min(frame.size(), parsed_bytes)) return;
    headers.source_port = read16(frame, at);
    headers.destination_port = read16(frame, at + 2);
}

void read_ipv4(Frame frame, std::size_t at, Headers& headers) {
    if (at + 20 > frame.size()) return;
    const unsigned version = frame[at] >> 4;
    const std::size_t header_words = frame[at] & 0x0fU;
    if (version != 4 || header_words < 5) return;
    headers.ip = true;
    headers.protocol = frame[at + 9];
    headers.source = read_address(frame, at + 12, false);
    headers.destination = read_address(frame, at + 16, false);
    const bool later_fragment = (read16(frame, at + 6) & 0x1fffU) != 0;
    if (!later_fragment) read_ports(frame, at + header_words * 4, headers);
}

void read_ipv6(Frame frame, std::size_t at, Headers& headers) {
    if (at + 40 > frame.size() || frame[at] >> 4 != 6) return;
    headers.ip = true;
    headers.protocol = frame[at + 6];
    headers.source = read_address(frame, at + 8, true);
    headers.destination = read_address(frame, at + 24, true);
    std::size_t next = at + 40;
    for (unsigned skipped = 0; skipped < max_extension_headers && is_skippable(headers.protocol); ++skipped) {
        if (next + 8 > std::min(frame.size(), parsed_bytes)) break;
        const bool is_fragment = headers.protocol == fragment;
        const bool later_fragment = is_fragment && read16(frame, next + 2) >> 3 != 0;
        const std::size_t length = is_fragment ? 8 : (frame[next + 1] + std::size_t{1}) * 8;
        headers.protocol = frame[next];
        next += length;
        if (later_fragment) return;
    }
    read_ports(frame, next, headers);
}

}  // namespace

Headers find_headers(Frame frame) {
    Headers headers;
    std::size_t type_at = 12;
    for (unsigned tags = 0; tags < max_vlan_tags; ++tags) {
        if (type_at + 2 > frame.size() || !is_vlan(read16(frame, type_at))) break;
        type_at += 4;
    }
    if (type_at + 2 > frame.size()) return headers;
    const std::uint16_t ether_type = read16(frame, type_at);
    if (ether_type == 0x0800) read_ipv4(frame, type_at + 2, headers);
    if (ether_type == 0x86dd) read_ipv6(frame, type_at + 2, headers);
    return headers;
}

namespace {

using Endpoint = std::array<std::uint8_t, 18>;

Endpoint endpoint(const IpAddress& address, std::uint16_t port) {
    Endpoint bytes{};
    std::copy(address.bytes.begin(), address.bytes.end(), bytes.begin());
    bytes[16] = static_cast<std::uint8_t>(port >> 8);
    bytes[17] = static_cast<std::uint8_t>(port);
    return bytes;
}

std::uint32_t crc32c_step(std::uint32_t crc, std::uint8_t byte) {
    constexpr std::uint32_t castagnoli_reflected = 0x82f63b78;
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? castagnoli_reflected : 0U);
    return crc;
}

}  // namespace

std::uint32_t flow_hash(const Headers& headers) {
    const Endpoint from = endpoint(headers.source, headers.source_port.value_or(0));
    const Endpoint to = endpoint(headers.destination, headers.destination_port.value_or(0));
    std::uint32_t crc = 0xffffffff;
    for (const std::uint8_t byte : std::min(from, to)) crc = crc32c_step(crc, byte);
    for (const std::uint8_t byte : std::max(from, to)) crc = crc32c_step(crc, byte);
    return crc32c_step(crc, headers.protocol) ^ 0xffffffff;
}

}  // namespace tain::sim
