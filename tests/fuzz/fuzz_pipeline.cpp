// SPDX-License-Identifier: Apache-2.0
// Any bytes as a program for the simulated NIC: frames, stalls, changes, register accesses, resets. Where the
// driver writes the tables, the reference model judges everything. Where anybody writes anything to any
// register, production must pass unchanged, copies be whole or absent, every register answer, and all come to
// rest.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <span>

#include "tain/registers.hpp"
#include "tain/test/scenario.hpp"
#include "tain/test/scored_nic.hpp"

namespace {

using namespace tain;
using namespace tain::test;

constexpr unsigned ports = 2;
constexpr std::size_t longest_frame = 1600;
constexpr unsigned most_steps = 60;
constexpr unsigned most_changes = 2;  // each takes as long as hundreds of frames
constexpr unsigned starts = 8;

/// The input, from its beginning; zeros behind its end.
class Input {
  public:
    explicit Input(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    [[nodiscard]] bool ended() const { return bytes_.empty(); }
    std::uint8_t byte() {
        if (bytes_.empty()) return 0;
        const std::uint8_t first = bytes_.front();
        bytes_ = bytes_.subspan(1);
        return first;
    }
    std::uint32_t word() {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) value = value << 8 | byte();
        return value;
    }
    Bytes take(std::size_t count) {
        const auto taken = bytes_.first(std::min(count, bytes_.size()));
        bytes_ = bytes_.subspan(taken.size());
        return {taken.begin(), taken.end()};
    }

  private:
    std::span<const std::uint8_t> bytes_;
};

/// A NIC with a configuration in force, to which every program that begins with it comes back: configuring
/// one takes as long as dozens of programs.
class Start {
  public:
    explicit Start(std::uint32_t seed) : scenario_(seed), scored_(sim::NicSize::small, 64, seed) {
        wanted_ = scenario_.wanted();
        for (Filter& each : wanted_.filters) {
            if (seed % 2 == 0) accept_everything(each);
        }
        device_ = std::make_unique<Device>(scored_.bus());
        scored_.apply(*device_, wanted_);
        state_ = scored_.nic().save();
    }

    ScoredNic& come_back() {
        scored_.restore(state_, wanted_);
        scored_.nic().set_seed(1);
        return scored_;
    }

    /// That of the driver which made the configuration; it does not know what a program changes. For those
    /// that change something there is changing_device().
    Device& device() { return *device_; }
    /// A driver that takes over the NIC as it stands, and leaves it so.
    std::unique_ptr<Device> changing_device() {
        auto device = std::make_unique<Device>(scored_.bus());
        device->apply(wanted_);
        return device;
    }
    [[nodiscard]] const Scenario& scenario() const { return scenario_; }
    [[nodiscard]] const Wanted& wanted() const { return wanted_; }

  private:
    Scenario scenario_;
    ScoredNic scored_;
    std::unique_ptr<Device> device_;
    Wanted wanted_;
    sim::SimulatedNic::State state_;
};

Start& start(unsigned number) {
    // Never destroyed: what Verilator would need for that is gone when the process ends.
    static auto& made = *new std::array<std::unique_ptr<Start>, starts>;
    std::unique_ptr<Start>& one = made.at(number);
    if (!one) one = std::make_unique<Start>(number + 1);
    return *one;
}

/// The first byte says where it begins (3 bits), who writes the tables (2), and whether the driver may change
/// something or at least the counters are compared in the end (3): each takes as long as dozens of programs
/// without, so most are.
class Program {
  public:
    explicit Program(Input input)
        : input_(input),
          how_(input_.byte()),
          by_driver_((how_ >> 3 & 3) != 0),
          changes_left_((how_ >> 5) == 0 ? most_changes : 0),
          start_(start(how_ % starts)),
          scored_(start_.come_back()),
          scenario_(start_.scenario()),
          wanted_(start_.wanted()) {
        if (!by_driver_) scored_.configured_by_others();
    }

    void run() {
        for (unsigned i = 0; i < most_steps && !input_.ended(); ++i) {
            step(input_.byte());
            scored_.score();
        }
        finish();
    }

  private:
    void step(std::uint8_t kind) {
        switch (kind % 8) {
            case 0:
            case 1:
                send(patched());
                break;
            case 2:
                send(input_.take(1 + input_.byte()));
                break;
            case 3:
                pace();
                break;
            case 4:
                scored_.nic().run(input_.byte());
                break;
            case 5:
                scored_.bus().read32(address());
                break;
            case 6:
                by_driver_ ? change() : write();
                break;
            default:
                by_driver_ ? rare(input_.byte()) : write_row();
                break;
        }
    }

    /// A frame that fits the configuration, with some of its bytes changed. Drawn from a byte of the program,
    /// so that a change of the program before it leaves it as it is.
    Bytes patched() {
        scenario_.random().seed(input_.byte());
        // No two bytes are taken in one expression, whose order would be the compiler's.
        std::size_t length = input_.byte();
        if (input_.byte() % 8 == 0) length *= 6;
        length += 60;
        const std::uint8_t kind = input_.byte();
        const unsigned port = kind >> 2 & 1U;
        const Direction direction = (kind & 2U) != 0 ? Direction::egress : Direction::ingress;
        Bytes frame =
            kind % 2 == 0 ? scenario_.frame_for(wanted_, port, direction, length) : scenario_.frame(port);
        const unsigned patches = input_.byte() % 4;
        for (unsigned i = 0; i < patches; ++i) {
            const std::size_t at = input_.byte();
            frame[at % frame.size()] = input_.byte();
        }
        return frame;
    }

    void send(Bytes bytes) {
        const std::uint8_t how = input_.byte();
        if (bytes.empty()) bytes.push_back(how);
        if (bytes.size() > longest_frame) bytes.resize(longest_frame);
        sim::Frame frame{std::move(bytes), static_cast<std::uint16_t>(how * 257U), how >> 5 == 7};
        // The same several times: back to back, and enough to fill a buffer.
        for (int i = 0; i <= (how >> 2 & 3); ++i)
            scored_.send(how % ports, (how & 2U) != 0 ? Direction::egress : Direction::ingress, frame);
    }

    void pace() {
        constexpr std::array levels{0.0, 0.1, 0.5, 0.8};
        const std::uint8_t how = input_.byte();
        const Direction direction = (how & 2U) != 0 ? Direction::egress : Direction::ingress;
        scored_.nic().set_idle(how % ports, direction, levels.at(how >> 2 & 3));
        scored_.set_stall(how % ports, direction, levels.at(how >> 4 & 3));
    }

    void change() {
        const std::uint8_t seed = input_.byte();
        if (changes_left_ == 0) return;
        --changes_left_;
        scenario_.random().seed(seed);
        wanted_ = scenario_.changed(wanted_);
        scored_.apply(changing(), wanted_);
    }

    Device& changing() {
        if (!device_) device_ = start_.changing_device();
        return *device_;
    }
    Device& device() { return device_ ? *device_ : start_.device(); }

    void rare(std::uint8_t kind) {
        if (changes_left_ == 0) return;
        --changes_left_;
        switch (kind % 8) {
            case 0:
            case 1:
                scored_.settle();
                scored_.check_counters(device());
                return;
            case 2:
            case 3:
                scored_.watch_counters(device());
                return;
            case 4:
                device_ = std::make_unique<Device>(scored_.bus());
                scored_.reset();
                break;
            case 5:
                scored_.reset_mirror(changing());
                break;
            case 6:
                wanted_ = start((how_ + 1) % starts).wanted();
                break;
            default:
                wanted_.sessions.clear();
                break;
        }
        scored_.apply(changing(), wanted_);
    }

    /// Mostly one of the registers that do something.
    std::uint32_t address() {
        namespace port = registers::port;
        namespace control = registers::control;
        const std::uint8_t which = input_.byte();
        const std::uint32_t base = port::offset + which % ports * port::size;
        switch (which >> 1 & 7) {
            case 0:
                return base + port::command;
            case 1:
                return base + port::status;
            case 2:
                return base + port::data(input_.byte() % 64);
            case 3:
                return base + port::counter_select;
            case 4:
                return base + port::counter_clear;
            case 5:
                return control::offset + control::flip;
            case 6:
                return control::offset + input_.byte() * 4U;
            default:
                return input_.word() % registers::address_space & ~3U;
        }
    }

    void write() {
        const std::uint32_t at = address();
        write_raw(at, input_.word());
    }

    void write_raw(std::uint32_t at, std::uint32_t value) {
        scored_.bus().write32(at, value);
        const bool resets = at == registers::control::offset + registers::control::reset && (value & 1U) != 0;
        if (!resets) return;
        scored_.mirror_was_reset();
        scored_.configured_by_others();
    }

    /// Any row to any place of any table.
    void write_row() {
        namespace port = registers::port;
        const std::uint8_t how = input_.byte();
        const std::uint32_t base = port::offset + how % ports * port::size;
        const std::uint8_t words = input_.byte() % port::data_count;
        for (unsigned i = 0; i < words; ++i) write_raw(base + port::data(i), input_.word());
        const std::uint32_t table = input_.byte() % 16U;
        const std::uint32_t row = input_.byte() % 64U;
        write_raw(base + port::command, std::uint32_t{how} >> 4U << 28U | table << 23U | row);
    }

    void finish() {
        for (unsigned port = 0; port < ports; ++port) {
            for (const Direction direction : {Direction::ingress, Direction::egress}) {
                scored_.nic().set_idle(port, direction, 0);
                scored_.set_stall(port, direction, 0);
            }
        }
        scored_.settle();
        if (by_driver_ && (how_ >> 5) <= 1) scored_.check_counters(device());
    }

    Input input_;
    std::uint8_t how_;
    bool by_driver_;
    unsigned changes_left_;
    Start& start_;
    ScoredNic& scored_;
    Scenario scenario_;
    Wanted wanted_;
    std::unique_ptr<Device> device_;  // once something was changed
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        Program(Input({data, size})).run();
    } catch (const std::exception& error) {
        std::cerr << error.what() << std::endl;
        std::abort();
    }
    return 0;
}
