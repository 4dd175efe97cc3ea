// SPDX-License-Identifier: Apache-2.0
// A simulated NIC whose every output is kept beside its input, to be compared with the reference model
// afterwards.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "tain/device.hpp"
#include "tain/sim/reference_model.hpp"
#include "tain/sim/simulated_nic.hpp"
#include "tain/test/frames.hpp"

namespace tain::test {

/// What became of one production frame.
struct Passed {
    sim::Frame frame;
    std::uint64_t begun = 0;  ///< clock of its first beat
    std::uint64_t judged_at = 0;
    sim::Judgement judgement;
    std::optional<Bytes> copy;  ///< the copy that left, if one did
};

/// What the counters must say, by the model.
struct Expected {
    struct Copies {
        std::uint64_t copied = 0, kept_bytes = 0, truncated = 0, dropped = 0;
    };
    std::map<std::pair<unsigned, int>, PortCounters> ports;
    std::map<std::pair<std::string, int>, InterfaceCounters> interfaces;
    std::map<std::pair<std::string, int>, SessionCounters> sessions;
    std::map<std::pair<std::string, int>, std::uint64_t> hits;  ///< by rule id
};

class ScoredNic {
  public:
    ScoredNic(sim::NicSize size, unsigned width, std::uint32_t seed);

    sim::SimulatedNic& nic() { return nic_; }
    [[nodiscard]] unsigned ports() const { return nic_.ports(); }
    void send(unsigned port, Direction direction, sim::Frame frame);
    [[nodiscard]] const std::vector<Passed>& passed(unsigned port, Direction direction) const;

    /// Throws std::logic_error at the first frame that was not treated by `model`; adds it all to `expected`.
    void check(const sim::ReferenceModel& model, Expected& expected) const;
    /// As above, where a change from one model to another happened in between: each direction of each port
    /// has one point where it switched. Frames judged before `begun` are by `before`, those entered after
    /// `ended` by `after`.
    void check_change(const sim::ReferenceModel& before, const sim::ReferenceModel& after,
                      std::uint64_t begun, std::uint64_t ended) const;
    /// Whether every frame that has entered has left again, unchanged.
    [[nodiscard]] bool production_left() const;
    void forget();

  private:
    struct Lane {
        std::deque<sim::Frame> waiting;  // sent, not entered
        std::vector<Passed> passed;      // entered
        std::size_t judged = 0;          // of `passed`
        std::size_t left = 0;            // of `passed`: production out
        std::deque<std::size_t> copies;  // of `passed`: committed, copy not left
    };
    Lane& lane(unsigned port, Direction direction);
    void on_accepted(const sim::Passage& passage);
    void on_judged(const sim::Judgement& judgement);
    void on_sent(unsigned port, const sim::SentFrame& sent);
    void on_production(Lane& from, const sim::Frame& frame, const std::string& name);

    sim::SimulatedNic nic_;
    std::vector<Lane> lanes_;
};

/// Throws std::logic_error naming the first counter that differs.
void compare(const Counters& counters, const Expected& expected);

}  // namespace tain::test
