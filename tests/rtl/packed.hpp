// SPDX-License-Identifier: Apache-2.0
// The structs of tain_pkg.sv, as plain values and as flat pins.
#pragma once

#include <array>
#include <cstdint>

#include "pins.hpp"

namespace tain::rtl_test {

using Address = std::array<std::uint8_t, 16>;  // as sent; IPv4 in the last four

struct Outer {
    bool v6 = false;
    std::uint64_t source_mac = 0, destination_mac = 0;
    Address source{}, destination{};
    std::uint32_t vni = 0, hash = 0;
    bool operator==(const Outer&) const = default;
};

struct Judgement {
    bool owned = false;
    std::uint16_t interface_counter = 0;
    bool copy = false;
    std::uint16_t session_counter = 0, keep = 0, rule = 0;
    std::uint8_t sessions = 0;
    Outer outer;
    bool operator==(const Judgement&) const = default;
};

struct Descriptor {
    std::uint64_t capture_time = 0;
    std::uint16_t original_length = 0, rule = 0;
    std::uint8_t sessions = 0;
    std::uint16_t kept = 0, length = 0, checksum = 0;
    Outer outer;
    bool operator==(const Descriptor&) const = default;
};

struct FrameEvent {
    bool valid = false, owned = false;
    std::uint16_t interface_counter = 0;
    bool accepted = false;
    std::uint16_t session_counter = 0;
    bool copied = false, dropped = false, truncated = false, bad = false;
    std::uint16_t kept = 0;
    std::uint32_t length = 0;
};

struct Headers {
    bool ip = false, v6 = false;
    Address source{}, destination{};
    std::uint8_t protocol = 0;
    bool ports_known = false;
    std::uint16_t source_port = 0, destination_port = 0;
    bool operator==(const Headers&) const = default;
};

Flat pack(const Judgement& judgement);
Flat pack(const Descriptor& descriptor);
Flat pack(const FrameEvent& event);
Flat pack(const Headers& headers);
Judgement unpack_judgement(const Flat& flat);
Descriptor unpack_descriptor(const Flat& flat);
FrameEvent unpack_frame_event(const Flat& flat);
Headers unpack_headers(const Flat& flat);

}  // namespace tain::rtl_test
