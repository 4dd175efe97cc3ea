// SPDX-License-Identifier: Apache-2.0
// Random configurations and random frames that belong together: both draw from the same small pools of
// addresses, ports and MACs, so that rules are hit, missed and nearly hit often. Equal seeds give equal
// scenarios.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tain/test/frames.hpp"
#include "tain/wanted.hpp"

namespace tain::test {

/// What a NIC can hold, as far as a configuration must respect it.
struct ScenarioLimits {
    unsigned ports = 2;
    unsigned interfaces = 8;  ///< per port
    unsigned sessions_per_interface = 4;
    unsigned filters = 8;
    unsigned rules_per_filter = 4;  ///< per direction
    unsigned targets = 4;
    unsigned addresses_per_target = 4;
    unsigned resolvers = 4;
};

/// Makes all of its rules accept whatever comes, so that there is more to copy than there is room for.
void accept_everything(Filter& filter);

class Scenario {
  public:
    explicit Scenario(std::uint32_t seed, const ScenarioLimits& limits = {});

    Wanted wanted();
    /// `before` with one thing changed: a rule, a filter, a session, a target or the classes.
    Wanted changed(const Wanted& before);
    /// Any bytes: well-formed frames of all kinds, mutilated ones, runts from 1 byte, now and then a jumbo.
    /// Its MACs are mostly those of the first interfaces of `port`.
    Bytes frame(unsigned port);
    /// A well-formed frame of `length` bytes (at least 60) for an interface of `wanted` on `port`.
    Bytes frame_for(const Wanted& wanted, unsigned port, Direction direction, std::size_t length);

    std::mt19937& random() { return random_; }
    unsigned below(unsigned limit);
    bool chance(double probability);

  private:
    template <typename Value>
    const Value& one_of(const std::vector<Value>& values) {
        return values[below(static_cast<unsigned>(values.size()))];
    }

    const std::string& address(bool v6);
    Prefix prefix(bool v6);
    PortRange port_range();
    Rule rule(const std::string& id, std::uint32_t number);
    std::vector<Rule> rules(const std::string& filter);
    Filter filter(const std::string& id);
    std::vector<Interface> interfaces();
    Interface interface(unsigned port, unsigned number);
    Target target(const std::string& id);
    Session session(const Wanted& wanted, const Interface& source, std::uint32_t number,
                    const std::string& id);
    void add_sessions(Wanted& wanted);

    const MacAddress& near_mac(unsigned port);
    Bytes ethernet(unsigned port);
    Bytes ip_packet();
    Bytes ipv4_packet();
    Bytes ipv6_packet();
    Bytes upper_layer();
    std::size_t payload_length();
    void mutilate(Bytes& frame);

    ScenarioLimits limits_;
    std::mt19937 random_;
    std::vector<MacAddress> local_macs_, other_macs_;
    std::vector<std::string> v4_, v6_;
    std::vector<std::string> special_v4_, special_v6_;  ///< never copied, or a resolver's
    std::vector<std::uint16_t> ports_;
    std::vector<PortRange> true_ranges_;  ///< few, since each takes a range checker
    std::vector<std::uint8_t> protocols_;
    unsigned fresh_ = 0;  ///< for ids never used before
};

}  // namespace tain::test
