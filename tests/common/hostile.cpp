// SPDX-License-Identifier: Apache-2.0
#include "tain/test/hostile.hpp"

#include <algorithm>

namespace tain::test {
namespace {

constexpr std::size_t longest_frame = 65535;

Bytes v4_packet(std::size_t payload = 4) {
    return join({ipv4({}), udp(1, 2, payload)});
}

/// What follows the two MAC addresses.
std::vector<Bytes> hostile_rests() {
    std::vector<Bytes> rests;
    // Tags: as many as are skipped, one more, and nothing behind them.
    rests.push_back(join({vlan(), vlan(0x88a8), ether_type(0x0800), v4_packet()}));
    rests.push_back(join({vlan(), vlan(0x88a8), vlan(0x9100), ether_type(0x0800), v4_packet()}));
    rests.push_back(join({vlan(), vlan()}));
    rests.push_back(hex("8100"));
    // IPv4: header lengths that promise more than there is, or less than there must be.
    for (const std::uint8_t words : std::initializer_list<std::uint8_t>{0x40, 0x44, 0x46, 0x4f, 0x65})
        rests.push_back(join({ether_type(0x0800), ipv4({.version_and_words = words}), ports(1, 2)}));
    rests.push_back(join({ether_type(0x0800), hex("4f"), counting(19)}));
    rests.push_back(join({ether_type(0x0800), ipv4({.flags_and_offset = 0x1fff}), ports(1, 2)}));
    // IPv6: extension headers longer than the frame, too many, behind byte 128, and chains that end in
    // nothing.
    const auto v6 = [](std::uint8_t next, const Bytes& rest) {
        return join({ether_type(0x86dd), ipv6({.next_header = next}), rest});
    };
    rests.push_back(v6(0, hex("11ff000000000000")));
    rests.push_back(v6(0, hex("11ff")));
    rests.push_back(v6(43, join({hex("3cff000000000000"), extension(17), udp(1, 2)})));
    rests.push_back(v6(0, join({extension(60), extension(43), extension(60), extension(17), udp(1, 2)})));
    rests.push_back(
        v6(0, join({extension(60), extension(43), extension(60), extension(60), extension(17), udp(1, 2)})));
    rests.push_back(v6(0, join({extension(60, 7), extension(17), udp(1, 2)})));
    rests.push_back(v6(0, join({extension(60, 8), extension(17), udp(1, 2)})));
    rests.push_back(v6(44, join({fragment(17, 0), udp(1, 2)})));
    rests.push_back(v6(44, join({fragment(0, 1), extension(17), udp(1, 2)})));
    rests.push_back(v6(0, extension(0)));
    rests.push_back(v6(59, {}));
    return rests;
}

}  // namespace

std::vector<Bytes> hostile_frames(std::string_view mac) {
    constexpr std::string_view other = "02:00:00:00:77:77";
    std::vector<Bytes> frames;
    for (const bool to : {true, false}) {
        const Bytes macs = to ? mac_pair(mac, other) : mac_pair(other, mac);
        for (const Bytes& rest : hostile_rests()) frames.push_back(join({macs, rest}));
        const Bytes whole = join({macs, ether_type(0x0800), v4_packet()});
        for (std::size_t length = 1; length <= 34; ++length)
            frames.emplace_back(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        frames.push_back(join({macs, ether_type(0x0800), v4_packet(longest_frame - 14 - 28)}));
        frames.push_back(join({macs, ether_type(0x86dd), ipv6({}), udp(1, 2, longest_frame - 14 - 48)}));
    }
    return frames;
}

}  // namespace tain::test
