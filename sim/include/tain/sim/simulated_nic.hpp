// SPDX-License-Identifier: Apache-2.0
// The NIC on a workstation: the Verilated pipeline with its clock, its streams and its register bus.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tain/register_bus.hpp"
#include "tain/wanted.hpp"

namespace tain::sim {

using Bytes = std::vector<std::uint8_t>;

/// `standard` has the default sizes and one port; `small` (8 interfaces, 8 filters of 4 rules, 4 targets, two
/// ports, a small copy buffer) serves random and crash tests.
enum class NicSize { standard, small };

/// A frame as it crosses a stream: its bytes, the opaque side-band of its beats, and whether its last beat is
/// marked bad.
struct Frame {
    Bytes bytes;
    std::uint16_t tuser = 0;
    bool bad = false;
    bool operator==(const Frame&) const = default;
};

/// What left towards the wire.
struct SentFrame {
    Frame frame;
    bool is_copy = false;
    Direction direction = Direction::ingress;  ///< of the frame that was copied; only where is_copy
    std::uint16_t length = 0;                  ///< the length side-band of the copy's first beat
    std::uint64_t first_clock = 0;             ///< clock at which its first beat was accepted
    std::uint64_t last_clock = 0;              ///< clock at which its last beat was accepted
};

/// The pipeline's word on one production frame, given in order per port and direction (design section 4: a frame
/// is counted at its last beat).
struct Judgement {
    unsigned port = 0;
    Direction direction = Direction::ingress;
    bool copied = false;   ///< committed to the copy buffer
    bool dropped = false;  ///< accepted by a session, but it did not fit
};

}  // namespace tain::sim
