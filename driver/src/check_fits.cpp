// SPDX-License-Identifier: Apache-2.0
// Is a configuration consistent, and does a NIC hold it? Promise: what passes here, `apply` can do.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "layout.hpp"
#include "never_copied_rows.hpp"
#include "rule_rows.hpp"
#include "tain/device.hpp"

namespace tain {
namespace {

[[noreturn]] void invalid(const std::string& object, const std::string& field, const std::string& message) {
    throw Error("InvalidParameterValue", object, field, message);
}

/// A count that must not exceed a capability, which the message names.
void check_count(std::size_t count, unsigned most, const std::string& code, const std::string& object,
                 const std::string& what, const std::string& capability) {
    if (count <= most) return;
    throw Error(code, object, capability,
                (object.empty() ? "" : object + ": ") + std::to_string(count) + " " + what +
                    ", this NIC holds " + std::to_string(most) + " (" + capability + ")");
}

template <typename Value>
void check_unique_ids(const std::vector<Value>& values, const std::string& kind) {
    std::set<std::string> seen;
    for (const Value& value : values) {
        if (!seen.insert(value.id).second) invalid(value.id, "id", kind + " " + value.id + " is there twice");
    }
}

// --- Filters
// ----------------------------------------------------------------------------------------------------

std::string name_of(const Filter& filter, Direction direction, const Rule& rule) {
    return "filter " + filter.id + ": " + (direction == Direction::ingress ? "ingress" : "egress") +
           " rule " + std::to_string(rule.number) + (rule.id.empty() ? "" : " (" + rule.id + ")");
}

void check_prefix(const std::string& name, const Filter& filter, const Prefix& prefix,
                  const std::string& field) {
    if (prefix.length <= (prefix.address.v6 ? 128U : 32U)) return;
    invalid(filter.id, field,
            name + ": a prefix of " + std::to_string(prefix.length) + " bits (" + field + ")");
}

void check_ports(const std::string& name, const Filter& filter, const Rule& rule,
                 const std::optional<PortRange>& range, const std::string& field) {
    if (!range) return;
    if (rule.protocol != 6 && rule.protocol != 17) {
        invalid(filter.id, field, name + ": a port range needs protocol 6 (TCP) or 17 (UDP) (" + field + ")");
    }
    if (range->from > range->to) {
        invalid(filter.id, field,
                name + ": port range " + std::to_string(range->from) + "-" + std::to_string(range->to) +
                    " is upside down (" + field + ")");
    }
}

void check_rules(const Filter& filter, Direction direction, const Capabilities& capabilities) {
    const std::vector<Rule>& rules = rules_of(filter, direction);
    const std::string word = direction == Direction::ingress ? "ingress" : "egress";
    check_count(rules.size(), capabilities.rules_per_filter, "TrafficMirrorFilterRuleLimitExceeded",
                "filter " + filter.id, word + " rules", "rules_per_filter");
    std::set<std::uint32_t> numbers;
    std::set<std::string> ids;
    for (const Rule& rule : rules) {
        const std::string name = name_of(filter, direction, rule);
        if (!numbers.insert(rule.number).second) {
            invalid(filter.id, "RuleNumber", name + ": its number is taken (RuleNumber)");
        }
        if (!rule.id.empty() && !ids.insert(rule.id).second) {
            invalid(filter.id, "id", name + ": its id is there twice");
        }
        if (rule.source.address.v6 != rule.destination.address.v6) {
            invalid(filter.id, "DestinationCidrBlock",
                    name + ": source and destination are of two families (DestinationCidrBlock)");
        }
        check_prefix(name, filter, rule.source, "SourceCidrBlock");
        check_prefix(name, filter, rule.destination, "DestinationCidrBlock");
        check_ports(name, filter, rule, rule.source_ports, "SourcePortRange");
        check_ports(name, filter, rule, rule.destination_ports, "DestinationPortRange");
    }
}

// --- Interfaces, targets
// ------------------------------------------------------------------------------------------

void check_interface(const Interface& entry, const Capabilities& capabilities) {
    const std::string name = "interface " + entry.id;
    if (entry.port >= capabilities.ports) {
        invalid(entry.id, "port",
                name + ": port " + std::to_string(entry.port) + ", this NIC has " +
                    std::to_string(capabilities.ports) + " (ports)");
    }
    if (entry.mac && entry.mac->is_group()) {
        invalid(entry.id, "mac", name + ": mac " + to_string(*entry.mac) + " is a group address");
    }
    if (entry.ipv4 && entry.ipv4->v6) invalid(entry.id, "ipv4", name + ": ipv4 is an IPv6 address");
    if (entry.ipv6 && !entry.ipv6->v6) invalid(entry.id, "ipv6", name + ": ipv6 is an IPv4 address");
}

void check_interfaces_of_port(const Wanted& wanted, unsigned port, const Capabilities& capabilities) {
    std::map<MacAddress, std::string> macs;
    const Interface* whole_port = nullptr;
    std::size_t count = 0;
    for (const Interface& entry : wanted.interfaces) {
        if (entry.port != port) continue;
        ++count;
        if (!entry.mac) {
            whole_port = &entry;
        } else if (!macs.emplace(*entry.mac, entry.id).second) {
            invalid(entry.id, "mac",
                    "interface " + entry.id + ": mac " + to_string(*entry.mac) + " is that of " +
                        macs.at(*entry.mac) + " on the same port");
        }
    }
    if (whole_port != nullptr && count > 1) {
        invalid(
            whole_port->id, "mac",
            "interface " + whole_port->id + ": mac any, but it is not alone on port " + std::to_string(port));
    }
    check_count(count, capabilities.interfaces, "NicCapacityExceeded", "port " + std::to_string(port),
                "interfaces", "interfaces");
}

void check_target(const Target& target, const Capabilities& capabilities) {
    const std::string name = "target " + target.id;
    if (target.addresses.empty()) invalid(target.id, "addresses", name + ": it has no address");
    check_count(target.addresses.size(), capabilities.addresses_per_target, "NicCapacityExceeded", name,
                "addresses", "addresses_per_target");
    if (target.mtu <= overhead_in_mtu_ipv6) {
        invalid(target.id, "mtu",
                name + ": an mtu of " + std::to_string(target.mtu) + " leaves no room for a copy");
    }
}

void check_port_mtus(const Wanted& wanted) {
    for (std::size_t port = 0; port < wanted.port_mtus.size(); ++port) {
        if (wanted.port_mtus[port] > overhead_in_mtu_ipv6) continue;
        invalid("port " + std::to_string(port), "mtu",
                "port " + std::to_string(port) + ": an mtu of " + std::to_string(wanted.port_mtus[port]) +
                    " leaves no room for a copy");
    }
}

// --- Sessions
// -------------------------------------------------------------------------------------------------------

template <typename Value>
const Value& referred(const std::vector<Value>& values, const std::string& id, const Session& session,
                      const std::string& field) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&id](const Value& v) { return v.id == id; });
    if (found == values.end()) {
        invalid(session.id, field, "session " + session.id + ": there is no " + id + " (" + field + ")");
    }
    return *found;
}

void check_session(const Wanted& wanted, const Session& session) {
    const std::string name = "session " + session.id;
    const Interface& source = referred(wanted.interfaces, session.interface, session, "NetworkInterfaceId");
    referred(wanted.filters, session.filter, session, "TrafficMirrorFilterId");
    const Target& target = referred(wanted.targets, session.target, session, "TrafficMirrorTargetId");
    if (!goes_over_v6(source, target)) {
        invalid(session.id, "TrafficMirrorTargetId",
                name + ": interface " + source.id + " and target " + target.id +
                    " have no address of one family (TrafficMirrorTargetId)");
    }
    if (session.vni >= 1U << 24U) {
        invalid(session.id, "VirtualNetworkId",
                name + ": " + std::to_string(session.vni) + " has more than 24 bits (VirtualNetworkId)");
    }
    if (session.packet_length == 0) {
        invalid(session.id, "PacketLength", name + ": a packet length of 0 (PacketLength)");
    }
}

void check_session_numbers(const Wanted& wanted, const Capabilities& capabilities) {
    std::map<std::string, std::set<std::uint32_t>> numbers;
    for (const Session& session : wanted.sessions) {
        if (!numbers[session.interface].insert(session.number).second) {
            invalid(session.id, "SessionNumber",
                    "session " + session.id + ": number " + std::to_string(session.number) + " is taken on " +
                        session.interface + " (SessionNumber)");
        }
    }
    for (const auto& [interface, taken] : numbers) {
        check_count(taken.size(), capabilities.sessions_per_interface,
                    "TrafficMirrorSessionsPerInterfaceLimitExceeded", "interface " + interface, "sessions",
                    "sessions_per_interface");
    }
}

// --- What the tables of a port hold
// -------------------------------------------------------------------------------------

std::set<std::string> targets_of_port(const Wanted& wanted, unsigned port) {
    std::set<std::string> interfaces;
    for (const Interface& entry : wanted.interfaces) {
        if (entry.port == port) interfaces.insert(entry.id);
    }
    std::set<std::string> targets;
    for (const Session& session : wanted.sessions) {
        if (interfaces.contains(session.interface)) targets.insert(session.target);
    }
    return targets;
}

void check_ranges(const std::vector<const Filter*>& filters, Direction direction,
                  const Capabilities& capabilities) {
    std::set<RangeCheck> ranges;
    for (const Filter* filter : filters) {
        for (const Rule* rule : in_order(rules_of(*filter, direction))) {
            for (const RangeCheck& check : checks_of(*rule)) ranges.insert(check);
            check_count(ranges.size(), capabilities.range_checkers, "TrafficMirrorFilterRuleLimitExceeded",
                        name_of(*filter, direction, *rule), "different port ranges with it",
                        "range_checkers");
        }
    }
}

void check_port(const Wanted& wanted, unsigned port, const Capabilities& capabilities) {
    const std::string name = "port " + std::to_string(port);
    check_interfaces_of_port(wanted, port, capabilities);
    const std::vector<const Filter*> filters = filters_of_port(wanted, port);
    check_count(filters.size(), capabilities.filters, "TrafficMirrorFilterLimitExceeded", name,
                "filters in use", "filters");
    check_count(targets_of_port(wanted, port).size(), capabilities.targets,
                "TrafficMirrorTargetLimitExceeded", name, "targets in use", "targets");
    for (const Direction direction : directions) check_ranges(filters, direction, capabilities);
}

}  // namespace

void check_fits(const Wanted& wanted, const Capabilities& capabilities) {
    check_unique_ids(wanted.interfaces, "interface");
    check_unique_ids(wanted.filters, "filter");
    check_unique_ids(wanted.targets, "target");
    check_unique_ids(wanted.sessions, "session");
    check_port_mtus(wanted);
    for (const Interface& entry : wanted.interfaces) check_interface(entry, capabilities);
    for (const Filter& filter : wanted.filters) {
        for (const Direction direction : directions) check_rules(filter, direction, capabilities);
    }
    for (const Target& target : wanted.targets) check_target(target, capabilities);
    for (const Session& session : wanted.sessions) check_session(wanted, session);
    check_session_numbers(wanted, capabilities);
    check_count(never_copied_rows(wanted.never_copied).size(), capabilities.never_copied,
                "NicCapacityExceeded", "never_copied", "rows", "never_copied");
    const std::set<IpAddress> resolvers(wanted.resolvers.begin(), wanted.resolvers.end());
    check_count(resolvers.size(), capabilities.resolvers, "NicCapacityExceeded", "resolvers", "addresses",
                "resolvers");
    for (unsigned port = 0; port < capabilities.ports; ++port) check_port(wanted, port, capabilities);
}

}  // namespace tain
