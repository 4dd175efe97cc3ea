// SPDX-License-Identifier: Apache-2.0
// What a model is trained with that is compiled by its profile (cmake/TainVerilate.cmake): an idle NIC, and
// one that is programmed and copies short frames and long ones. The build runs it; its argument is a folder
// for the captures.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "tain/addresses.hpp"
#include "tain/device.hpp"
#include "tain/sim/capture_file.hpp"
#include "tain/sim/capture_run.hpp"
#include "tain/sim/simulated_nic.hpp"

namespace tain::sim {
namespace {

Rule accept_everything(const char* id) {
    Rule rule;
    rule.id = id;
    rule.number = 10;
    rule.source = parse_prefix("0.0.0.0/0");
    rule.destination = parse_prefix("0.0.0.0/0");
    return rule;
}

/// One interface, all of whose frames are copied.
Wanted everything_copied() {
    Interface interface;
    interface.id = "eni-1";
    interface.source_mac = parse_mac("02:00:00:00:00:01");
    interface.ipv4 = parse_ip("10.0.0.5");
    Filter filter;
    filter.id = "tmf-1";
    filter.ingress = {accept_everything("tmfr-1")};
    filter.egress = {accept_everything("tmfr-2")};
    Session session;
    session.id = "tms-1";
    session.interface = interface.id;
    session.filter = filter.id;
    session.target = "tmt-1";
    session.vni = 1;
    Wanted wanted;
    wanted.interfaces = {interface};
    wanted.filters = {filter};
    wanted.targets = {
        {session.target, {{parse_ip("10.0.9.9"), parse_mac("02:00:00:00:00:09")}}, default_port_mtu}};
    wanted.sessions = {session};
    return wanted;
}

/// UDP over IPv4, from another host and port each time.
Bytes frame_of(std::size_t bytes, unsigned number) {
    const auto low = static_cast<std::uint8_t>(number), high = static_cast<std::uint8_t>(number >> 8U);
    const Bytes start{2, 0, 0, 0,  0,  1, 2, 0,  0,    0, 0,   2,  8, 0, 0x45, 0, 0,   46, 0,
                      0, 0, 0, 64, 17, 0, 0, 10, high, 0, low, 10, 0, 0, 5,    4, low, 0,  80};
    Bytes frame(bytes);
    std::copy(start.begin(), start.end(), frame.begin());
    return frame;
}

/// As many clocks with short frames as with long ones, and as without any.
void train(const std::filesystem::path& folder) {
    constexpr unsigned clocks = 6000;
    SimulatedNic idle(NicSize::standard, 512);
    idle.run(clocks);

    CaptureRunOptions options;
    options.wanted = everything_copied();
    options.input = folder / "training.pcap";
    options.output = folder / "training-copies.pcap";
    options.buffer_bytes = default_capabilities().buffer_bytes;
    options.buffer_copies = default_capabilities().buffer_copies;
    options.program = [&](RegisterBus& bus) { Device(bus).apply(options.wanted); };
    CaptureWriter capture(options.input);
    unsigned number = 0;
    for (const auto& [bytes, frames] : {std::pair{64U, clocks / 2}, std::pair{1500U, clocks / 24}})
        for (unsigned i = 0; i < frames; ++i, ++number) capture.write(number, frame_of(bytes, number));
    capture.commit();
    run_capture(options);
}

}  // namespace
}  // namespace tain::sim

int main(int count, char** words) {
    try {
        if (count != 2) throw std::invalid_argument("its argument is a folder");
        tain::sim::train(words[1]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tain_train_nic: %s\n", error.what());
        return 1;
    }
}
