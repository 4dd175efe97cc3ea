// SPDX-License-Identifier: Apache-2.0
// How many beats a copy takes, and whether the way out is ever idle while copies wait.
#include <cstdint>
#include <cstdio>

#include "figures.hpp"
#include "tain/device.hpp"
#include "workload.hpp"

namespace tain::bench {
namespace {

void print_one(unsigned width, bool over_ipv6, std::size_t bytes) {
    sim::SimulatedNic nic(sim::NicSize::small, width);
    Device(nic).apply(copy_everything(over_ipv6));
    const std::size_t beat = width / 8;
    const std::size_t outer = bytes + (over_ipv6 ? 70 : 50);
    const std::size_t expected = ((outer < 60 ? 60 : outer) + beat - 1) / beat;
    std::uint64_t copies = 0, first = 0, last = 0, wrong = 0;
    nic.hooks().sent = [&](unsigned, const sim::SentFrame& frame) {
        if (copies++ == 0) first = frame.first_clock;
        if (frame.last_clock - frame.first_clock + 1 != expected) ++wrong;
        last = frame.last_clock;
    };
    for (unsigned i = 0; i < 200; ++i) nic.send(0, Direction::ingress, frame_of(bytes));
    nic.run_until_idle();
    const std::uint64_t idle = last - first + 1 - copies * expected;
    std::printf(
        "  %3u bits, %s, %4zu bytes: %2zu beats a copy, %llu copies in %llu clocks, %llu idle, %llu of "
        "another length\n",
        width, over_ipv6 ? "IPv6" : "IPv4", bytes, expected, static_cast<unsigned long long>(copies),
        static_cast<unsigned long long>(last - first + 1), static_cast<unsigned long long>(idle),
        static_cast<unsigned long long>(wrong));
}

}  // namespace

void print_copies() {
    std::printf("\nCopies of ingress frames that come back to back, the way out free\n");
    for (const unsigned width : {64U, 128U, 256U, 512U})
        for (const bool over_ipv6 : {false, true})
            for (const std::size_t bytes : {60U, 64U, 127U, 590U, 1514U}) print_one(width, over_ipv6, bytes);
}

}  // namespace tain::bench
