// SPDX-License-Identifier: Apache-2.0
// Who is who in a capture: hosts, which become interfaces, and routers, which become next hops.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tain/addresses.hpp"
#include "tain/sim/capture_file.hpp"

namespace tain::commands {

struct SurveyedStation {
    MacAddress mac;
    std::vector<IpAddress> addresses;  ///< its own, IPv4 first, the busiest first
    std::uint64_t frames = 0;          ///< IP frames from it and to it
};

struct Survey {
    std::vector<SurveyedStation> hosts;    ///< the busiest first
    std::vector<SurveyedStation> routers;  ///< likewise; their addresses are not told
};

/// A source address is a station's own where a frame from it has a time to live as senders set it (64, 128,
/// 255, 32), or ARP says so; else the station passed it on. A station that passes on more than it sends is a
/// router, every other with an address of its own a host.
class CaptureSurvey {
  public:
    void add(const sim::CapturedFrame& frame);
    [[nodiscard]] Survey result() const;

  private:
    struct Address {
        std::uint64_t frames = 0;
        bool own = false;
    };
    struct Station {
        std::uint64_t frames = 0;
        std::map<IpAddress, Address> sources;
    };
    void add_arp(const sim::Bytes& frame, std::size_t at);
    void add_ip(const sim::Bytes& frame, std::size_t at);

    std::map<MacAddress, Station> stations_;
};

}  // namespace tain::commands
