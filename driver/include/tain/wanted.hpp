// SPDX-License-Identifier: Apache-2.0
// The wanted configuration of a NIC, as plain values: what the service asks for, what the driver makes true
// in the tables, and what the reference model judges frames by. It knows nothing of rows, registers or files.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tain/addresses.hpp"

namespace tain {

enum class Direction { ingress, egress };

struct PortRange {
    std::uint16_t from = 0;
    std::uint16_t to = 65535;
    auto operator<=>(const PortRange&) const = default;
};

/// One rule of a filter (design 2.3). Both prefixes are of one family; port ranges only where the protocol is
/// TCP (6) or UDP (17).
struct Rule {
    std::string id;  ///< tmfr-…
    std::uint32_t number = 0;
    bool accept = true;
    std::optional<std::uint8_t> protocol;  ///< absent = any
    Prefix source;
    Prefix destination;
    std::optional<PortRange> source_ports;
    std::optional<PortRange> destination_ports;
    bool operator==(const Rule&) const = default;
};

struct Filter {
    std::string id;             ///< tmf-…
    std::vector<Rule> ingress;  ///< in any order; tried by ascending number
    std::vector<Rule> egress;
    bool amazon_dns = false;  ///< lists the network service `amazon-dns` (design 2.7)
    bool operator==(const Filter&) const = default;
};

/// A local interface: one behind a port of this NIC.
struct Interface {
    std::string id;  ///< eni-…
    unsigned port = 0;
    std::optional<MacAddress> mac;  ///< absent = `any`: it claims its whole port and is alone on it
    MacAddress source_mac;          ///< outer source MAC of its copies; `mac` itself unless that is absent
    std::optional<IpAddress> ipv4;  ///< outer source address of copies over IPv4
    std::optional<IpAddress> ipv6;  ///< outer source address of copies over IPv6
    bool operator==(const Interface&) const = default;
};

/// One address that copies can be sent to, with the outer destination MAC that leads to it.
struct TargetAddress {
    IpAddress address;
    MacAddress mac;
    bool operator==(const TargetAddress&) const = default;
};

/// A target. A session uses its IPv4 addresses if its interface has an IPv4 address and the target any of
/// them; otherwise its IPv6 addresses. Copies spread over the k addresses of that family, in this order
/// (design 2.11). (A target interface has at most one of each family here; a load balancer's are all of one
/// family.)
struct Target {
    std::string id;  ///< tmt-…
    std::vector<TargetAddress> addresses;
    unsigned mtu = 9001;  ///< largest outer IP packet it receives
    bool operator==(const Target&) const = default;
};

struct Session {
    std::string id;            ///< tms-…
    std::string interface;     ///< id of a member of Wanted::interfaces
    std::string filter;        ///< id of a member of Wanted::filters
    std::string target;        ///< id of a member of Wanted::targets
    std::uint32_t number = 1;  ///< unique on its interface; lower is tried first
    std::optional<std::uint16_t>
        packet_length;      ///< absent = no limit of its own (defaults are already applied)
    std::uint32_t vni = 0;  ///< 24 bits
    bool operator==(const Session&) const = default;
};

/// The classes of traffic that are not copied whatever the rules say (design 2.7).
enum class NeverCopied { dhcp, metadata, ntp, windows_activation };

struct Wanted {
    std::vector<unsigned> port_mtus;  ///< per port; a port beyond the end has 9216
    std::vector<Interface> interfaces;
    std::vector<Filter> filters;
    std::vector<Target> targets;
    std::vector<Session> sessions;
    std::set<NeverCopied> never_copied{NeverCopied::dhcp, NeverCopied::metadata, NeverCopied::ntp,
                                       NeverCopied::windows_activation};
    std::vector<IpAddress> resolvers;
    bool operator==(const Wanted&) const = default;
};

/// Outer bytes in front of the frame that count against the MTU (IP, UDP, VXLAN): design 2.8.
inline constexpr unsigned overhead_in_mtu_ipv4 = 36;
inline constexpr unsigned overhead_in_mtu_ipv6 = 56;
inline constexpr unsigned default_port_mtu = 9216;

}  // namespace tain
