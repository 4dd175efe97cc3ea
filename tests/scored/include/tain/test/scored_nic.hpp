// SPDX-License-Identifier: Apache-2.0
// A simulated NIC, programmed by the driver, whose every output is held to the reference model: production
// unchanged, each frame treated by the configuration in force, each copy byte for byte and none dropped that
// had room, each counter; also while the configuration changes under traffic, and over resets.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tain/device.hpp"
#include "tain/sim/reference_model.hpp"
#include "tain/sim/simulated_nic.hpp"
#include "tain/test/frames.hpp"
#include "tain/test/ledger.hpp"

namespace tain::test {

/// What the frames that were scored came to.
struct Totals {
    std::uint64_t frames = 0, unowned = 0, not_copied = 0, copied = 0, dropped = 0, truncated = 0, bad = 0;
    std::uint64_t flips = 0;
    std::uint64_t under_way = 0;  ///< frames that two configurations explain alike, at a change
    std::uint64_t loose = 0;  ///< frames in a change of several flips, whose steps the model does not know

    Totals& operator+=(const Totals& more);
};

class ScoredNic {
  public:
    /// seed: of stalls, and of what no reset sets. wave: path of a waveform to write.
    ScoredNic(sim::NicSize size, unsigned width, std::uint32_t seed,
              const std::optional<std::string>& wave = std::nullopt);

    sim::SimulatedNic& nic() { return nic_; }
    /// For the driver: by it the scoring learns when a change takes effect.
    RegisterBus& bus() { return bus_; }
    [[nodiscard]] unsigned ports() const { return nic_.ports(); }
    [[nodiscard]] const Totals& totals() const { return totals_; }
    /// The clock at which a frame or copy last entered, was judged, or left.
    [[nodiscard]] std::uint64_t last_moved() const { return last_moved_; }

    void send(unsigned port, Direction direction, sim::Frame frame);
    /// Called for each frame when it has wholly entered.
    std::function<void(unsigned port, Direction direction, const sim::Frame& frame)> on_entered;
    void set_stall(unsigned port, Direction direction, double probability);

    /// Each frame is judged by the configuration before or by the one after, and each direction of each port
    /// has one point where it switches. Where the driver throws, so does this; what is in force is then open
    /// until the next apply.
    ApplyReport apply(Device& device, const Wanted& wanted);

    // These throw std::logic_error at the first thing that is not as the model says.

    /// Scores every frame that is through.
    void score();
    /// Runs until every frame and copy has left, and scores them.
    void settle();
    /// At rest only: every counter.
    void check_counters(Device& device);
    /// At any time: no counter lags behind what has been scored.
    void watch_counters(Device& device);

    /// Of the mirror, under traffic: production must not notice. Ends at rest.
    void reset_mirror(Device& device);
    /// Of the whole NIC for so many clocks, whatever is under way.
    void reset(unsigned clocks = sim::SimulatedNic::shortest_reset);

    /// Back to a state of `nic` in which `wanted` was in force and no frame had come yet.
    void restore(const sim::SimulatedNic::State& state, const Wanted& wanted);

    /// Somebody else writes to the registers: what is done to copies is not judged from now on, up to the
    /// next reset. Production is, and every copy must be whole, announced, and in order.
    void configured_by_others();
    /// Somebody else resets the mirror by its register.
    void mirror_was_reset();

  private:
    /// What became of one production frame.
    struct Passed {
        sim::Frame frame;
        std::uint64_t offered = 0;  ///< clock at which its first beat was offered
        std::uint64_t begun = 0;    ///< and accepted
        bool judged = false;
        std::uint64_t judged_at = 0;
        sim::Judgement judgement;
        std::optional<Bytes> copy;  ///< the copy that left, if one did
        std::uint64_t copy_left_at = 0;
    };
    struct Kept {
        std::size_t bytes;
        std::uint64_t until;
    };
    /// One direction of one port. Frames are numbered from the last reset on.
    struct Lane {
        std::deque<sim::Frame> waiting;    // sent, not entered
        std::deque<Passed> passed;         // entered, not scored yet; the first is number `scored`
        std::uint64_t scored = 0;          // frames scored, and gone
        std::uint64_t judged = 0;          // frames
        std::uint64_t left = 0;            // frames, as production
        std::deque<std::uint64_t> copies;  // frames whose copy is committed and has not left
        std::size_t epoch = 0;             // the configuration by which the last scored frame was judged
        std::deque<Kept> kept;             // copies of late that took room in the buffer
        std::deque<std::uint64_t>
            copy_ends;  // egress only: last clocks of copies that left before what comes next
        double stall = 0;
        std::uint64_t stall_since = 0;

        Passed& at(std::uint64_t number) { return passed.at(number - scored); }
        [[nodiscard]] std::uint64_t entered() const { return scored + passed.size(); }
        void forget();
    };
    /// A configuration and when it took effect; without a model one that is not known.
    struct Epoch {
        std::shared_ptr<const sim::ReferenceModel> model;
        Generations generations;
        std::uint64_t begun = 0, ended = 0;  // clocks of the write that flips
    };
    /// The NIC's registers, watched for flips.
    class WatchedBus : public RegisterBus {
      public:
        explicit WatchedBus(ScoredNic& scored) : scored_(scored) {}
        std::uint32_t read32(std::uint32_t address) override;
        void write32(std::uint32_t address, std::uint32_t value) override;

      private:
        ScoredNic& scored_;
    };

    static std::size_t lane_index(unsigned port, Direction direction);
    Lane& lane(unsigned port, Direction direction) { return lanes_.at(lane_index(port, direction)); }
    void on_accepted(const sim::Passage& passage);
    void on_judged(const sim::Judgement& judgement);
    void on_sent(unsigned port, const sim::SentFrame& sent);
    void check_passed_over(unsigned port, const sim::SentFrame& sent);
    void on_production(Lane& from, const sim::Frame& frame, const std::string& name);

    void begin_unconfigured();
    void make_known(const Wanted& wanted);
    void score_frame(unsigned port, Direction direction, Lane& of, const Passed& passed);
    void score_room(unsigned port, Direction direction, Lane& of, const Passed& passed,
                    const sim::Verdict& verdict);
    void count(const Passed& passed, const sim::Verdict& verdict);
    [[nodiscard]] bool production_left() const;
    [[nodiscard]] bool production_waits() const;

    sim::SimulatedNic nic_;
    bool copies_share_port_;  // with egress production
    WatchedBus bus_{*this};
    std::vector<Lane> lanes_;
    std::vector<Epoch> epochs_;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> flips_;  // of the apply under way
    unsigned generation_ = 0;
    std::size_t buffer_bytes_ = 0, buffer_copies_ = 0;
    Ledger ledger_;
    bool counts_known_ = true;
    Totals totals_;
    std::uint64_t last_moved_ = 0;
};

}  // namespace tain::test
