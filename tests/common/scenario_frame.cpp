// SPDX-License-Identifier: Apache-2.0
// Random frames.
#include <algorithm>
#include <iterator>

#include "tain/test/scenario.hpp"

namespace tain::test {
namespace {

Bytes bytes_of(const MacAddress& mac) {
    return {mac.bytes.begin(), mac.bytes.end()};
}

}  // namespace

const MacAddress& Scenario::near_mac(unsigned port) {
    if (chance(0.1)) return one_of(local_macs_);
    return local_macs_[port * limits_.interfaces + below(std::min(3U, limits_.interfaces))];
}

Bytes Scenario::ethernet(unsigned port) {
    const MacAddress to = chance(0.7) ? near_mac(port) : one_of(other_macs_);
    const MacAddress from = chance(0.7) ? near_mac(port) : one_of(other_macs_);
    Bytes made = join({bytes_of(to), bytes_of(from)});
    // Three tags are one too many.
    const unsigned tags = chance(0.6) ? 0 : below(4);
    const std::vector<std::uint16_t> types{0x8100, 0x88a8, 0x9100};
    for (unsigned i = 0; i < tags; ++i)
        made = join({made, vlan(one_of(types), static_cast<std::uint16_t>(below(65536)))});
    return made;
}

std::size_t Scenario::payload_length() {
    switch (below(20)) {
        case 0:
            return 0;
        case 1:
            return 1400 + below(100);
        case 2:
            return 100 + below(400);
        case 3:
            return below(40) == 0 ? 8900 + below(200) : 1500 + below(1500);
        default:
            return below(100);
    }
}

Bytes Scenario::upper_layer() {
    const Bytes payload = counting(payload_length(), static_cast<std::uint8_t>(below(256)));
    const auto any = [&] {
        const std::uint16_t port = one_of(ports_);
        return chance(0.3) ? static_cast<std::uint16_t>(port + 1) : port;
    };
    return join({ports(any(), any()), payload});
}

Bytes Scenario::ipv4_packet() {
    Ipv4Fields fields;
    fields.protocol = chance(0.9) ? one_of(protocols_) : static_cast<std::uint8_t>(below(256));
    const std::string source = address(false);
    const std::string destination = address(false);
    fields.source = source;
    fields.destination = destination;
    if (chance(0.3)) fields.version_and_words = static_cast<std::uint8_t>(0x40U | (5 + below(11)));
    if (chance(0.05)) fields.version_and_words = static_cast<std::uint8_t>(below(256));
    const std::vector<std::uint16_t> offsets{0x2000, 0x4000, 0x0001, 0x2001, 0x1fff, 0x0100};
    if (chance(0.25)) fields.flags_and_offset = one_of(offsets);
    return join({ether_type(0x0800), ipv4(fields), upper_layer()});
}

Bytes Scenario::ipv6_packet() {
    Ipv6Fields fields;
    const std::string source = address(true);
    const std::string destination = address(true);
    fields.source = source;
    fields.destination = destination;
    if (chance(0.03)) fields.version = static_cast<std::uint8_t>(below(16));
    const std::uint8_t protocol = chance(0.9) ? one_of(protocols_) : static_cast<std::uint8_t>(below(256));
    // Built from the back: each header names the one behind it.
    std::uint8_t next = protocol;
    Bytes chain;
    const unsigned count = chance(0.5) ? 0 : below(6);
    for (unsigned i = 0; i < count; ++i) {
        const std::vector<std::uint8_t> kinds{0, 43, 60, 44};
        const std::uint8_t kind = one_of(kinds);
        const auto length = static_cast<std::uint8_t>(chance(0.7) ? 0 : below(chance(0.9) ? 6 : 256));
        const auto offset = static_cast<std::uint16_t>(chance(0.6) ? 0 : below(8192));
        chain = join({kind == 44 ? fragment(next, offset) : extension(next, length), chain});
        next = kind;
    }
    fields.next_header = next;
    return join({ether_type(0x86dd), ipv6(fields), chain, upper_layer()});
}

Bytes Scenario::ip_packet() {
    return chance(0.55) ? ipv4_packet() : ipv6_packet();
}

void Scenario::mutilate(Bytes& frame) {
    if (chance(0.15)) frame.resize(1 + below(static_cast<unsigned>(frame.size())));
    if (chance(0.1)) {
        const auto first = static_cast<unsigned>(std::min<std::size_t>(frame.size(), 140));
        const unsigned flips = 1 + below(4);
        for (unsigned i = 0; i < flips; ++i) frame[below(first)] = static_cast<std::uint8_t>(below(256));
    }
}

Bytes Scenario::frame(unsigned port) {
    if (chance(0.03)) {
        Bytes garbage(1 + below(200));
        for (std::uint8_t& byte : garbage) byte = static_cast<std::uint8_t>(below(256));
        return garbage;
    }
    if (chance(0.03)) return join({ethernet(port), ether_type(0x0806), counting(46)});
    Bytes made = join({ethernet(port), ip_packet()});
    mutilate(made);
    if (chance(0.0005)) made.resize(chance(0.5) ? 65535 : 43365, 0x5a);
    return made;
}

Bytes Scenario::frame_for(const Wanted& wanted, unsigned port, Direction direction, std::size_t length) {
    std::vector<Interface> locals;
    std::copy_if(wanted.interfaces.begin(), wanted.interfaces.end(), std::back_inserter(locals),
                 [&](const Interface& each) { return each.port == port; });
    const Interface& local = one_of(locals);
    const Bytes ours = bytes_of(local.mac.value_or(one_of(local_macs_)));
    const Bytes theirs = bytes_of(other_macs_[0]);
    const bool v6 = chance(0.4);
    const std::string source = address(v6);
    const std::string destination = address(v6);
    const auto protocol = static_cast<std::uint8_t>(chance(0.5) ? 6 : 17);
    Bytes made = direction == Direction::ingress ? join({ours, theirs}) : join({theirs, ours});
    made = join({made,
                 v6 ? join({ether_type(0x86dd), ipv6({protocol, source, destination})})
                    : join({ether_type(0x0800), ipv4({protocol, source, destination})}),
                 ports(one_of(ports_), one_of(ports_))});
    const auto filler = static_cast<std::uint8_t>(below(256));
    made.resize(std::max<std::size_t>(length, 60), filler);
    return made;
}

}  // namespace tain::test
