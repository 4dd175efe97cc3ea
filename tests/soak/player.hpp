// SPDX-License-Identifier: Apache-2.0
// Plays an episode on a simulated NIC that is held to the reference model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "episode.hpp"
#include "tain/test/scored_nic.hpp"

namespace tain::test {

struct Outcome {
    std::optional<std::string> failure;  ///< what was not as the model says
    std::size_t failed_at = 0;           ///< index of the action in which that was seen
    std::uint64_t clocks = 0;            ///< up to there
    std::uint64_t last_moved = 0;        ///< the clock at which a frame or copy last went somewhere
    Totals totals;
};

struct Wave {
    std::string path;
    std::uint64_t from = 0, until = 0;  ///< clocks
};

Outcome play(const Episode& episode, const std::optional<Wave>& wave = std::nullopt);

}  // namespace tain::test
