// SPDX-License-Identifier: Apache-2.0
// Turns a capture into production frames: which port each passes, in which direction, in which order.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "tain/sim/capture_file.hpp"
#include "tain/sim/capture_run.hpp"

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

class CapturePlan {
  public:
    explicit CapturePlan(const CaptureRunOptions& options);

    /// The one or two passages of a frame, in order.
    [[nodiscard]] std::vector<PlannedFrame> plan(CapturedFrame frame) const;

  private:
    [[nodiscard]] std::vector<Way> ways(const CapturedFrame& frame) const;
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
