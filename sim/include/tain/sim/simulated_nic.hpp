// SPDX-License-Identifier: Apache-2.0
// The NIC on a workstation: the Verilated pipeline with its clock, its streams and its register bus.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tain/register_bus.hpp"
#include "tain/wanted.hpp"

namespace tain::sim {

using Bytes = std::vector<std::uint8_t>;

/// `standard` has the default sizes and one port; `small` (8 interfaces, 8 filters of 4 rules, 4 targets, two
/// ports, a small copy buffer) serves random and crash tests. `small_copy_port` is that, 64 bits wide only,
/// with a port of their own for copies.
enum class NicSize { standard, small, small_copy_port };

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

/// The pipeline's word on one production frame, given in order per port and direction (design section 4: a
/// frame is counted at its last beat).
struct Judgement {
    unsigned port = 0;
    Direction direction = Direction::ingress;
    bool copied = false;   ///< committed to the copy buffer
    bool dropped = false;  ///< accepted by a session, but it did not fit
};

/// A production frame that has wholly entered the NIC.
struct Passage {
    unsigned port = 0;
    Direction direction = Direction::ingress;
    std::uint64_t offered_clock = 0;   ///< first clock at which its first beat was offered
    std::uint64_t first_clock = 0;     ///< clock at which its first beat was accepted
    std::uint64_t last_clock = 0;      ///< clock at which its last beat was accepted
    std::uint64_t stalled_clocks = 0;  ///< clocks at which one of its beats was offered and not accepted
};

/// What a test or a run wants to be told, at the end of the clock in which it happened. Any may be empty.
struct Hooks {
    std::function<void()> clock;                   ///< before each clock: the moment to send more
    std::function<void(const Passage&)> accepted;  ///< a frame has wholly entered
    std::function<void(const Judgement&)> judged;  ///< before `sent` of the same clock
    std::function<void(unsigned port, const SentFrame&)> sent;  ///< to the wire, or by the copies' own port
    std::function<void(unsigned port, const SentFrame&)> delivered;  ///< to the host; is_copy is false
};

/// One simulated NIC. Every clock drives its sources, sinks and registers together, so register accesses
/// proceed while traffic runs. At each output the AXI4-Stream rules are checked (valid and payload stay until
/// accepted, tkeep contiguous and partial only at the last beat, one side-band a frame, a copy's that of
/// copies): std::logic_error names the stream and the clock.
class SimulatedNic : public RegisterBus {
  public:
    /// width: 64, 128, 256 or 512 bits. wave: path of an FST waveform to write. initial: chooses what stands
    /// at first in memories and registers that no reset sets; nothing may depend on it. The NIC has been
    /// reset and judges every frame from the first on.
    explicit SimulatedNic(NicSize size, unsigned width, const std::optional<std::string>& wave = std::nullopt,
                          std::uint32_t initial = 1);
    ~SimulatedNic() override;
    SimulatedNic(const SimulatedNic&) = delete;
    SimulatedNic& operator=(const SimulatedNic&) = delete;
    SimulatedNic(SimulatedNic&&) = delete;
    SimulatedNic& operator=(SimulatedNic&&) = delete;

    [[nodiscard]] unsigned ports() const;
    [[nodiscard]] unsigned width() const;
    [[nodiscard]] std::uint64_t clock() const;  ///< clocks since construction

    std::uint32_t read32(std::uint32_t address) override;
    void write32(std::uint32_t address, std::uint32_t value) override;

    /// Queues a frame of at least one byte at the source of a port and direction (ingress: from the wire;
    /// egress: from the host).
    void send(unsigned port, Direction direction, Frame frame);
    /// Frames of that source which have not wholly entered.
    [[nodiscard]] std::size_t queued(unsigned port, Direction direction) const;

    /// Probability that a source offers no new beat in a clock (default 0).
    void set_idle(unsigned port, Direction direction, double probability);
    /// Probability that a sink does not accept in a clock (ingress: to the host; egress: to the wire).
    /// Default 0.
    void set_stall(unsigned port, Direction direction, double probability);
    void set_seed(std::uint32_t seed);  ///< of idle and stall patterns
    /// Nothing before `from`, and nothing from `until` on, is put into the waveform.
    void set_wave(std::uint64_t from, std::uint64_t until);

    Hooks& hooks();

    void step();  ///< one clock
    void run(std::uint64_t clocks);
    /// Steps until every frame sent has come out, has been judged, and every committed copy has left. False
    /// when that takes more than max_clocks.
    bool run_until_idle(std::uint64_t max_clocks = 1'000'000);
    [[nodiscard]] bool idle() const;

    /// To be called after the mirror alone was reset, once production has come out: what it was about to
    /// judge and to send then never comes.
    void forget_mirror();

    /// The shortest reset that the NIC asks for, in clocks (tain_nic.sv).
    static constexpr unsigned shortest_reset = 4;

    /// Resets the whole NIC for so many clocks and forgets what is queued or under way.
    void reset(unsigned clocks = shortest_reset);

    /// What a NIC at rest holds, tables and clock included.
    struct State {
        std::vector<std::uint8_t> model;
        std::uint64_t clock = 0;
    };
    /// Of the small NIC of 64 bits only, while nothing is queued or under way.
    [[nodiscard]] State save() const;
    /// Back to that; idle and stall probabilities are 0, whatever was queued is forgotten. Their patterns go
    /// on.
    void restore(const State& state);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tain::sim
