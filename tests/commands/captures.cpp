// SPDX-License-Identifier: Apache-2.0
#include "captures.hpp"

namespace tain::test {
namespace {

Octets little_endian(std::uint64_t value, int bytes) {
    Octets text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> 8 * i & 0xff);
    return text;
}

}  // namespace

Octets capture(const std::vector<Octets>& frames, std::uint32_t link_type) {
    Octets file = little_endian(0xa1b2c3d4, 4) + little_endian(2, 2) + little_endian(4, 2) +
                  little_endian(0, 8) + little_endian(262144, 4) + little_endian(link_type, 4);
    std::uint32_t second = 1700000000;
    for (const Octets& frame : frames) {
        const auto size = static_cast<std::uint32_t>(frame.size());
        file += little_endian(second++, 4) + little_endian(0, 4) + little_endian(size, 4) +
                little_endian(size, 4) + frame;
    }
    return file;
}

Octets udp_frame(char last, char port, std::size_t payload) {
    const auto total = static_cast<char>(28 + payload);
    return Octets("\x02\0\0\0\0", 5) + last + Octets("\x02\0\0\0\x07\x07\x08\0", 8) + Octets("\x45\0\0", 3) +
           total + Octets("\0\0\0\0\x40\x11\0\0\x0a\0\x07\x07\x0a\0\0\x05", 16) + Octets("\x30\x39\0", 3) +
           port + Octets("\0\0\0\0", 4) + Octets(payload, 'p');
}

}  // namespace tain::test
