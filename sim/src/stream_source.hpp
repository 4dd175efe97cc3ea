// SPDX-License-Identifier: Apache-2.0
// Plays queued frames into one input stream, beat by beat, with idle clocks where asked for.
#pragma once

#include <deque>
#include <optional>
#include <random>

#include "nic_model.hpp"
#include "tain/sim/simulated_nic.hpp"

namespace tain::sim {

class StreamSource {
  public:
    StreamSource(const StreamPins& pins, unsigned port, Direction direction, unsigned beat_bytes)
        : pins_(pins), port_(port), direction_(direction), beat_bytes_(beat_bytes) {}

    void send(Frame frame);
    [[nodiscard]] std::size_t queued() const { return frames_.size(); }
    void set_idle(double probability) { idle_ = probability; }

    /// Before the clock edge: offers the next beat, unless one is being offered already.
    void drive(std::mt19937& random);
    /// Once the outputs have settled: the frame that has wholly entered with this clock, if one has.
    std::optional<Passage> sample(std::uint64_t clock);
    void clear();

  private:
    void offer();

    StreamPins pins_;
    unsigned port_;
    Direction direction_;
    unsigned beat_bytes_;
    double idle_ = 0;
    std::deque<Frame> frames_;
    std::size_t sent_ = 0;  // bytes of the first frame that have been accepted
    bool offering_ = false;
    Passage passage_;
};

}  // namespace tain::sim
