// SPDX-License-Identifier: Apache-2.0
// What it takes to bring a session into force, each figure beside its goal.
#include <cstdint>
#include <cstdio>

#include "figures.hpp"
#include "tain/device.hpp"
#include "tain/registers.hpp"
#include "workload.hpp"

namespace tain::bench {
namespace {

constexpr std::uint64_t most_writes = 300, most_clocks_of_flip = 64, most_clocks_of_walk = 15'000;

const char* missed(std::uint64_t value, std::uint64_t goal) {
    return value > goal ? ", missed" : "";
}

void print_apply(const char* what, sim::SimulatedNic& nic, Device& device, const Wanted& wanted) {
    const std::uint64_t start = nic.clock();
    const ApplyReport report = device.apply(wanted);
    std::printf("  %s: %llu register writes (goal: %llu%s), %llu reads, %llu clocks until it is in force\n",
                what, static_cast<unsigned long long>(report.register_writes),
                static_cast<unsigned long long>(most_writes), missed(report.register_writes, most_writes),
                static_cast<unsigned long long>(report.register_reads),
                static_cast<unsigned long long>(nic.clock() - start));
}

/// From the command that starts a rebuild to the end of it, as `status` tells.
void print_walk(sim::SimulatedNic& nic) {
    namespace port = registers::port;
    const std::uint64_t start = nic.clock();
    nic.write32(port::offset + port::command, static_cast<std::uint32_t>(registers::Operation::rebuild)
                                                  << 28U);
    while ((nic.read32(port::offset + port::status) & 1U) != 0) {
    }
    const std::uint64_t clocks = nic.clock() - start;
    std::printf("  rebuild of the rule tables: %llu clocks (goal: %llu%s)\n",
                static_cast<unsigned long long>(clocks), static_cast<unsigned long long>(most_clocks_of_walk),
                missed(clocks, most_clocks_of_walk));
}

/// A bus that tells when its user has begun the last write to the register that flips.
class FlipWatch : public RegisterBus {
  public:
    explicit FlipWatch(sim::SimulatedNic& nic) : nic_(nic) {}
    std::uint32_t read32(std::uint32_t address) override { return nic_.read32(address); }
    void write32(std::uint32_t address, std::uint32_t value) override {
        if (address == registers::control::offset + registers::control::flip) begun = nic_.clock();
        nic_.write32(address, value);
    }
    std::uint64_t begun = 0;

  private:
    sim::SimulatedNic& nic_;
};

/// A session goes while frames of one beat fill both directions: how long after the write that flips the last
/// frame is accepted by it.
void print_flip() {
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    FlipWatch bus(nic);
    Device device(bus);
    Wanted wanted = copy_everything();
    device.apply(wanted);
    std::uint64_t last_accepted = 0;
    nic.hooks().judged = [&](const sim::Judgement& judgement) {
        if (judgement.copied || judgement.dropped) last_accepted = nic.clock();
    };
    nic.hooks().clock = [&] {
        for (const Direction direction : {Direction::ingress, Direction::egress})
            if (nic.queued(0, direction) < 2) nic.send(0, direction, frame_of(60));
    };
    nic.run(1000);
    wanted.sessions.clear();
    device.apply(wanted);
    nic.run(1000);
    const std::uint64_t clocks = last_accepted - bus.begun;
    std::printf(
        "  flip under full traffic: the last frame of the configuration before is counted %llu clocks after "
        "the "
        "write has begun (goal: %llu%s)\n",
        static_cast<unsigned long long>(clocks), static_cast<unsigned long long>(most_clocks_of_flip),
        missed(clocks, most_clocks_of_flip));
}

}  // namespace

void print_programming() {
    std::printf(
        "\nProgramming the default NIC (the clocks are those of a register bus that answers at once)\n");
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    Wanted wanted = ten_rules();
    Device first(nic);
    print_apply("one session (filter of 10 rules, target, session) from an empty NIC", nic, first, wanted);
    wanted.filters[0].ingress[4].source = parse_prefix("192.0.2.0/24");
    print_apply("one rule of it changed, by the same process", nic, first, wanted);
    wanted.filters[0].ingress[4].source = parse_prefix("198.51.100.0/24");
    Device second(nic);
    print_apply("one rule of it changed, by a process that reads the NIC first", nic, second, wanted);
    print_apply("nothing changed", nic, second, wanted);
    print_walk(nic);
    print_flip();
}

}  // namespace tain::bench
