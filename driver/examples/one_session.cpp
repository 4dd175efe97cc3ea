// SPDX-License-Identifier: Apache-2.0
// Programs one session into a simulated NIC, sends it one frame, and prints the session's counters. For a
// card in a slot, the bus would be tain::open_pci("0000:03:00.0") and the rest the same (nothing here has run
// on one).
#include <exception>
#include <iostream>

#include "tain/device.hpp"
#include "tain/sim/simulated_nic.hpp"

int main() try {
    tain::sim::SimulatedNic nic(tain::sim::NicSize::standard, 512);
    tain::Device device(nic);
    std::cout << "simulated NIC, version " << device.version() << ", " << device.capabilities().filters
              << " filters\n";

    tain::Wanted wanted;
    const tain::MacAddress mac = tain::parse_mac("02:00:00:00:00:01");
    wanted.interfaces = {{"eni-1", 0, mac, mac, tain::parse_ip("10.0.0.5"), std::nullopt}};
    wanted.targets = {{"tmt-1", {{tain::parse_ip("10.0.9.9"), tain::parse_mac("02:00:00:00:00:09")}}}};
    const tain::Prefix any = tain::parse_prefix("0.0.0.0/0");
    tain::Filter filter{"tmf-1", {}, {}};
    filter.ingress = {{"tmfr-1", 100, true, 17, any, any, std::nullopt, std::nullopt}};
    wanted.filters = {filter};
    wanted.sessions = {{"tms-1", "eni-1", "tmf-1", "tmt-1", 1, std::nullopt, 4242}};
    const tain::ApplyReport report = device.apply(wanted);
    for (const std::string& line : report.changed) std::cout << line << '\n';
    std::cout << report.register_writes << " register writes, " << report.flips << " flip\n";

    tain::sim::Bytes udp(60);  // to 02:00:00:00:00:01, IPv4, protocol 17
    udp[0] = 2, udp[5] = 1, udp[12] = 8, udp[14] = 0x45, udp[23] = 17;
    nic.send(0, tain::Direction::ingress, {udp});
    nic.run_until_idle();
    for (const tain::SessionCounters& session : device.read_counters().sessions) {
        std::cout << session.session
                  << (session.direction == tain::Direction::ingress ? " ingress" : " egress") << ": "
                  << session.copied << " copied, " << session.kept_bytes << " bytes kept\n";
    }
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
