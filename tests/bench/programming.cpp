// SPDX-License-Identifier: Apache-2.0
// What it takes to bring a session into force.
#include <cstdio>

#include "figures.hpp"
#include "tain/device.hpp"
#include "workload.hpp"

namespace tain::bench {
namespace {

void print_apply(const char* what, sim::SimulatedNic& nic, Device& device, const Wanted& wanted) {
    const std::uint64_t start = nic.clock();
    const ApplyReport report = device.apply(wanted);
    std::printf("  %s: %llu register writes, %llu reads, %llu clocks until it is in force\n", what,
                static_cast<unsigned long long>(report.register_writes),
                static_cast<unsigned long long>(report.register_reads),
                static_cast<unsigned long long>(nic.clock() - start));
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
}

}  // namespace tain::bench
