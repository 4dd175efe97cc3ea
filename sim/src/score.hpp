// SPDX-License-Identifier: Apache-2.0
// Compares what the NIC does with what the reference model says, frame by frame, byte by byte.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tain/sim/reference_model.hpp"
#include "tain/sim/simulated_nic.hpp"

namespace tain::sim {

class Score {
  public:
    explicit Score(const Wanted& wanted) : model_(wanted) {}

    /// The verdict on a frame that the NIC has judged; a difference is noted.
    Verdict judged(const Judgement& judgement, std::span<const std::uint8_t> frame, bool bad);
    void copy_left(const SentFrame& sent, const Verdict& verdict);
    void production_left(const Frame& sent, const Frame& expected);

    [[nodiscard]] const std::vector<std::string>& mismatches() const { return mismatches_; }
    [[nodiscard]] std::uint64_t mismatch_count() const { return count_; }

  private:
    void note(std::string mismatch);

    ReferenceModel model_;
    std::uint64_t frames_ = 0;
    std::uint64_t count_ = 0;
    std::vector<std::string> mismatches_;
};

/// The first difference of two byte strings in words; empty where there is none.
std::string first_difference(std::span<const std::uint8_t> got, std::span<const std::uint8_t> expected);

}  // namespace tain::sim
