// SPDX-License-Identifier: Apache-2.0
#include "player.hpp"

#include <exception>
#include <memory>
#include <stdexcept>

#include "tain/error.hpp"

namespace tain::test {
namespace {

struct DriverDied {};

/// A bus whose user dies at an access.
class DyingBus : public RegisterBus {
  public:
    explicit DyingBus(RegisterBus& bus) : bus_(bus) {}
    void die_after(std::uint64_t accesses) { left_ = accesses; }
    void live() { left_.reset(); }

    std::uint32_t read32(std::uint32_t address) override {
        count();
        return bus_.read32(address);
    }
    void write32(std::uint32_t address, std::uint32_t value) override {
        count();
        bus_.write32(address, value);
    }

  private:
    void count() {
        if (!left_) return;
        if (*left_ == 0) throw DriverDied{};
        --*left_;
    }

    RegisterBus& bus_;
    std::optional<std::uint64_t> left_;
};

class Player {
  public:
    Player(const Episode& episode, const std::optional<Wave>& wave)
        : scored_(sim::NicSize::small, episode.width, episode.seed,
                  wave ? std::optional(wave->path) : std::nullopt),
          device_(std::make_unique<Device>(bus_)) {
        if (wave) scored_.nic().set_wave(wave->from, wave->until);
    }

    ScoredNic& scored() { return scored_; }

    void operator()(const Send& send) { scored_.send(send.port, send.direction, send.frame); }
    void operator()(const Pace& pace) {
        scored_.nic().set_idle(pace.port, pace.direction, pace.idle);
        scored_.set_stall(pace.port, pace.direction, pace.stall);
    }
    void operator()(const Wait& wait) { scored_.nic().run(wait.clocks); }
    void operator()(const Change& change) {
        if (change.at_rest) scored_.settle();
        apply(change.wanted);
        scored_.score();
    }
    void operator()(const BrokenChange& change) {
        bus_.die_after(change.accesses);
        try {
            apply(change.wanted);
        } catch (const DriverDied&) {
        }
        bus_.live();
        restart();
        scored_.score();
    }
    void operator()(const Checkpoint&) {
        scored_.settle();
        if (configured_) scored_.check_counters(*device_);
    }
    void operator()(const ReadCounters&) {
        if (configured_) scored_.watch_counters(*device_);
    }
    void operator()(const Inspect&) {
        const Inspection inspection = device_->inspect(wanted_);
        if (configured_ && !inspection.differences.empty())
            throw std::logic_error("the tables changed: " + inspection.differences.front().object);
    }
    void operator()(const RestartDriver&) { restart(); }
    void operator()(const ReadAnywhere& read) { scored_.nic().read32(read.address); }
    void operator()(const ResetMirror&) {
        scored_.reset_mirror(*device_);
        unconfigured();
    }
    void operator()(const ResetNic& reset) {
        scored_.reset(reset.clocks);
        unconfigured();
    }

  private:
    void apply(const Wanted& wanted) {
        wanted_ = wanted;
        configured_ = false;
        scored_.apply(*device_, wanted);
        configured_ = true;
    }
    /// What stood in force stays so, which the new driver finds out by making it so again.
    void restart() {
        device_ = std::make_unique<Device>(bus_);
        apply(wanted_);
    }
    void unconfigured() {
        wanted_ = {};
        configured_ = false;
    }

    ScoredNic scored_;
    DyingBus bus_{scored_.bus()};
    std::unique_ptr<Device> device_;
    Wanted wanted_;
    bool configured_ = false;
};

}  // namespace

Outcome play(const Episode& episode, const std::optional<Wave>& wave) {
    Player player(episode, wave);
    Outcome outcome;
    try {
        for (; outcome.failed_at < episode.actions.size(); ++outcome.failed_at)
            std::visit(player, episode.actions[outcome.failed_at]);
        player(Checkpoint{});
    } catch (const Error& error) {
        outcome.failure = std::string("the driver: ") + error.what();
    } catch (const std::exception& error) {
        outcome.failure = error.what();
    }
    outcome.clocks = player.scored().nic().clock();
    outcome.last_moved = player.scored().last_moved();
    outcome.totals = player.scored().totals();
    return outcome;
}

}  // namespace tain::test
