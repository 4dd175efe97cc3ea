// SPDX-License-Identifier: Apache-2.0
// Small captures as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tain::test {

using Octets = std::string;

/// A pcap of these records, one a second.
Octets capture(const std::vector<Octets>& frames, std::uint32_t link_type = 1);

/// A UDP packet over IPv4 from 10.0.7.7 to 10.0.0.5, to the MAC address 02:00:00:00:00:`last`.
Octets udp_frame(char last, char port, std::size_t payload);

}  // namespace tain::test
