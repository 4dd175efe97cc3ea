// SPDX-License-Identifier: Apache-2.0
// Turns a capture into production frames: which port each passes, in which direction, in which order.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tain/addresses.hpp"
#include "tain/sim/capture_file.hpp"
#include "tain/wanted.hpp"

namespace tain::sim {

struct Way {
    unsigned port = 0;
    Direction direction = Direction::ingress;
};

/// A frame on its way through the NIC. One that passes twice (out, then in again) is two of these.
struct PlannedFrame {
    std::shared_ptr<const CapturedFrame> captured;
    Way way;
    /// Shared by such two: whether the first has wholly entered, which the second waits for.
    std::shared_ptr<bool> first_entered;
    bool is_second = false;
};

/// Every address of each `mac: any` interface, by its id: such an interface sent a frame whose source is one
/// of them.
using OwnAddresses = std::map<std::string, std::vector<IpAddress>>;

class CapturePlan {
  public:
    CapturePlan(const std::vector<Interface>& interfaces, const OwnAddresses& own_addresses);

    /// The one or two passages of a frame, in order.
    [[nodiscard]] std::vector<PlannedFrame> plan(CapturedFrame frame) const;
    /// Their ways alone.
    [[nodiscard]] std::vector<Way> ways(const CapturedFrame& frame) const;

  private:
    [[nodiscard]] const unsigned* port_of(const CapturedFrame& frame, std::size_t mac_at) const;
    [[nodiscard]] std::optional<Way> way_by_any(const CapturedFrame& frame) const;

    /// A `mac: any` interface.
    struct WholePort {
        unsigned port = 0;
        std::vector<IpAddress> own;
    };

    std::map<MacAddress, unsigned> ports_;
    std::vector<WholePort> whole_ports_;  ///< by ascending port
};

}  // namespace tain::sim
