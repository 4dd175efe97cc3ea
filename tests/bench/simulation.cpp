// SPDX-License-Identifier: Apache-2.0
// How fast the simulation is on this machine. Times are of this run on this machine; only their ratios mean
// something elsewhere.
#include <chrono>
#include <cstdio>

#include "figures.hpp"
#include "tain/device.hpp"
#include "workload.hpp"

namespace tain::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void print_frames(std::size_t bytes, unsigned frames) {
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    Device(nic).apply(copy_everything());
    for (unsigned i = 0; i < frames; ++i)
        nic.send(0, i % 2 == 0 ? Direction::ingress : Direction::egress, frame_of(bytes));
    const std::uint64_t first = nic.clock();
    const auto start = Clock::now();
    nic.run_until_idle(10'000'000);
    const double seconds = seconds_since(start);
    const auto clocks = static_cast<double>(nic.clock() - first);
    std::printf("  %4zu-byte frames: %.0f frames a second, %.0f clocks a second\n", bytes, frames / seconds,
                clocks / seconds);
}

}  // namespace

void print_simulation() {
    std::printf(
        "\nSimulation at 512 bits, default sizes, one core, every frame copied (wall time of this "
        "machine)\n");
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    const auto start = Clock::now();
    nic.run(20'000);
    std::printf("  no frames: %.0f clocks a second\n", 20'000 / seconds_since(start));
    print_frames(64, 20'000);
    print_frames(1500, 2'000);
}

}  // namespace tain::bench
