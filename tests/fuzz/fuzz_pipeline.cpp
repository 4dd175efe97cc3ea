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
constexpr unsigned most_changes = 4;  // each takes as long as hundreds of frames

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

class Program {
  public:
    explicit Program(Input input)
        : input_(input),
          by_driver_(input_.byte() % 4 != 0),
          seed_(input_.byte()),
          scenario_(seed_),
          scored_(sim::NicSize::small, 64, seed_),
          device_(std::make_unique<Device>(scored_.bus())) {
        wanted_ = scenario_.wanted();
        if (by_driver_) {
            scored_.apply(*device_, wanted_);
        } else {
            scored_.configured_by_others();
        }
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

    /// A frame that fits the configuration, with some of its bytes changed.
    Bytes patched() {
        const std::size_t length = 60 + input_.byte() * (input_.byte() % 8 == 0 ? 6U : 1U);
        Bytes frame = input_.byte() % 2 == 0
                          ? scenario_.frame_for(wanted_, input_.byte() % ports, Direction::ingress, length)
                          : scenario_.frame(input_.byte() % ports);
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
        if (++changes_ > most_changes) return;
        wanted_ = scenario_.changed(wanted_);
        scored_.apply(*device_, wanted_);
    }

    void rare(std::uint8_t kind) {
        if (++changes_ > most_changes) return;
        switch (kind % 6) {
            case 0:
                scored_.settle();
                scored_.check_counters(*device_);
                return;
            case 1:
                scored_.watch_counters(*device_);
                return;
            case 2:
                scored_.reset();
                break;
            case 3:
                scored_.reset_mirror(*device_);
                break;
            default:
                wanted_ = scenario_.wanted();
                break;
        }
        scored_.apply(*device_, wanted_);
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
        write_raw(base + port::command,
                  std::uint32_t{how} >> 4U << 28U | input_.byte() % 16U << 23U | input_.byte() % 64U);
    }

    void finish() {
        for (unsigned port = 0; port < ports; ++port) {
            for (const Direction direction : {Direction::ingress, Direction::egress}) {
                scored_.nic().set_idle(port, direction, 0);
                scored_.set_stall(port, direction, 0);
            }
        }
        scored_.settle();
        if (by_driver_) scored_.check_counters(*device_);
    }

    Input input_;
    bool by_driver_;
    std::uint32_t seed_;
    Scenario scenario_;
    ScoredNic scored_;
    std::unique_ptr<Device> device_;
    Wanted wanted_;
    unsigned changes_ = 0;
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
