// SPDX-License-Identifier: Apache-2.0
// Plays captured frames into a simulated NIC and says which copy leaves for which frame.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tain/sim/capture_file.hpp"
#include "tain/sim/capture_plan.hpp"
#include "tain/sim/simulated_nic.hpp"
#include "tain/wanted.hpp"

namespace tain::sim {

/// When a frame of the capture may enter the NIC.
enum class Pace {
    lossless,  ///< in captured order, each as soon as any copy of it has room
    capture,   ///< at its capture time, never faster than a beat a clock; idle time is skipped
    line       ///< back to back in each direction
};

struct PlayOptions {
    Wanted wanted;  ///< its interfaces and MTUs; all of it only where frames are scored
    Pace pace = Pace::lossless;
    double clock_mhz = 250;      ///< gives capture times their clocks; matters to Pace::capture only
    OwnAddresses own_addresses;  ///< of the `mac: any` interfaces
    unsigned buffer_bytes = 0;   ///< capabilities of the default simulated NIC; matter to Pace::lossless only
    unsigned buffer_copies = 0;

    /// Compares each copy, and each frame without one, with the reference model.
    bool score = false;
};

struct PlayResult {
    std::uint64_t frames_read = 0;                 ///< records that hold a frame
    std::uint64_t records_too_long = 0;            ///< records of more than 65,535 bytes, skipped
    std::array<std::uint64_t, 2> frames_played{};  ///< by direction (index: static_cast<int>(Direction))
    std::array<std::uint64_t, 2> copies{};         ///< copies that left, by direction
    std::array<std::uint64_t, 2> dropped{};        ///< copies that did not fit, by direction
    std::uint64_t copy_bytes = 0;                  ///< of the outer frames
    std::uint64_t clocks = 0;             ///< from the first frame's first beat to the last beat of all
    std::uint64_t bytes_played = 0;       ///< CapturedFrame::read_to of the last frame given to the NIC
    std::vector<std::string> mismatches;  ///< of the score, at most 20 lines
    std::uint64_t mismatch_count = 0;
};

class CapturePlayer {
  public:
    using Frames = std::function<std::optional<CapturedFrame>()>;  ///< nothing: there are no more
    using OnCopy = std::function<void(const CapturedFrame& of, const SentFrame& copy)>;

    /// The NIC's hooks belong to the player while it lives, and no frame is under way before. Throws
    /// tain::Error where an interface sits behind a port that the NIC does not have.
    CapturePlayer(SimulatedNic& nic, const PlayOptions& options, Frames frames, OnCopy on_copy);
    ~CapturePlayer();
    CapturePlayer(const CapturePlayer&) = delete;
    CapturePlayer& operator=(const CapturePlayer&) = delete;

    /// One clock of the NIC, with the frames that may enter at it. Accesses to the NIC's registers in between
    /// take clocks of their own.
    void step();
    /// Whether the last frame has been played, and its copy has left.
    [[nodiscard]] bool finished() const;
    [[nodiscard]] PlayResult result() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tain::sim
