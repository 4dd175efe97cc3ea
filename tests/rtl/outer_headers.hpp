// SPDX-License-Identifier: Apache-2.0
// What a copy looks like on the wire, written from design 2.9 and the RFCs, byte by byte: the tests' own
// answer to what tain_prefix, tain_prepend and tain_checksum make together.
#pragma once

#include "packed.hpp"
#include "stream.hpp"

namespace tain::rtl_test {

inline void append(Bytes& bytes, std::uint64_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// RFC 1071, over whole 16-bit words; an odd last byte is followed by a zero.
inline std::uint16_t internet_sum(const Bytes& bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        sum += i % 2 == 0 ? static_cast<std::uint32_t>(bytes[i]) << 8 : bytes[i];
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<std::uint16_t>(sum);
}

inline Bytes udp_and_vxlan(const Outer& outer, std::size_t kept, std::uint16_t checksum) {
    Bytes bytes;
    append(bytes, 49152U + (outer.hash & 0x3fffU), 2);
    append(bytes, 4789, 2);
    append(bytes, kept + 16, 2);
    append(bytes, checksum, 2);
    append(bytes, 0x08000000, 4);
    append(bytes, outer.vni, 3);
    append(bytes, 0, 1);
    return bytes;
}

inline std::uint16_t udp_checksum(const Outer& outer, const Bytes& payload) {
    if (!outer.v6) return 0;
    Bytes covered(outer.source.begin(), outer.source.end());
    covered.insert(covered.end(), outer.destination.begin(), outer.destination.end());
    append(covered, payload.size() + 16, 4);
    append(covered, 17, 4);
    const auto headers = udp_and_vxlan(outer, payload.size(), 0);
    covered.insert(covered.end(), headers.begin(), headers.end());
    covered.insert(covered.end(), payload.begin(), payload.end());
    const auto checksum = static_cast<std::uint16_t>(~internet_sum(covered));
    return checksum == 0 ? 0xffff : checksum;
}

inline Bytes ipv4_header(const Outer& outer, std::size_t kept) {
    Bytes header;
    append(header, 0x4500, 2);
    append(header, kept + 36, 2);
    append(header, 0x00004000, 4);
    append(header, 0x4011, 2);
    append(header, 0, 2);
    header.insert(header.end(), outer.source.begin() + 12, outer.source.end());
    header.insert(header.end(), outer.destination.begin() + 12, outer.destination.end());
    const auto checksum = static_cast<std::uint16_t>(~internet_sum(header));
    header[10] = static_cast<std::uint8_t>(checksum >> 8);
    header[11] = static_cast<std::uint8_t>(checksum);
    return header;
}

inline Bytes outer_frame(const Outer& outer, const Bytes& payload) {
    Bytes frame;
    append(frame, outer.destination_mac, 6);
    append(frame, outer.source_mac, 6);
    append(frame, outer.v6 ? 0x86dd : 0x0800, 2);
    if (outer.v6) {
        const auto label = (outer.hash & 0xfffffU) == 0 ? 1U : outer.hash & 0xfffffU;
        append(frame, 0x60000000U | label, 4);
        append(frame, payload.size() + 16, 2);
        append(frame, 0x1140, 2);
        frame.insert(frame.end(), outer.source.begin(), outer.source.end());
        frame.insert(frame.end(), outer.destination.begin(), outer.destination.end());
    } else {
        const auto header = ipv4_header(outer, payload.size());
        frame.insert(frame.end(), header.begin(), header.end());
    }
    const auto headers = udp_and_vxlan(outer, payload.size(), udp_checksum(outer, payload));
    frame.insert(frame.end(), headers.begin(), headers.end());
    frame.insert(frame.end(), payload.begin(), payload.end());
    if (frame.size() < 60) frame.resize(60);
    return frame;
}

inline Outer random_outer(Random& random) {
    Outer outer;
    outer.v6 = below(random, 2) == 0;
    outer.source_mac = std::uniform_int_distribution<std::uint64_t>(0, (1ULL << 48) - 1)(random);
    outer.destination_mac = std::uniform_int_distribution<std::uint64_t>(0, (1ULL << 48) - 1)(random);
    for (std::size_t i = outer.v6 ? 0 : 12; i < 16; ++i) {
        outer.source[i] = static_cast<std::uint8_t>(random());
        outer.destination[i] = static_cast<std::uint8_t>(random());
    }
    outer.vni = static_cast<std::uint32_t>(random()) & 0xffffffU;
    outer.hash = static_cast<std::uint32_t>(random());
    // The flow label is never 0 (design 2.9): hashes whose part of it is 0, and such as miss that by a bit.
    const auto label = below(random, 8);
    if (label < 2) outer.hash &= 0xfff00000U;
    if (label == 1) outer.hash |= 1U << below(random, 20);
    return outer;
}

}  // namespace tain::rtl_test
