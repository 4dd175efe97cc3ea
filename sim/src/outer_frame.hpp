// SPDX-License-Identifier: Apache-2.0
// The outer frame of a copy: Ethernet, IP, UDP and VXLAN in front of the kept bytes.
#pragma once

#include <cstdint>
#include <span>

#include "tain/sim/reference_model.hpp"

namespace tain::sim {

struct OuterHeaders {
    MacAddress source_mac;
    MacAddress destination_mac;
    IpAddress source;  ///< of the same family as `destination`
    IpAddress destination;
    std::uint32_t hash = 0;  ///< of the flow
    std::uint32_t vni = 0;
};

Bytes outer_frame(const OuterHeaders& outer, std::span<const std::uint8_t> kept);

}  // namespace tain::sim
