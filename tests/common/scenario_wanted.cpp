// SPDX-License-Identifier: Apache-2.0
// Random configurations.
#include <algorithm>

#include "tain/test/scenario.hpp"

namespace tain::test {
namespace {

MacAddress mac(unsigned group, unsigned number) {
    return {{2, 0, 0, 0, static_cast<std::uint8_t>(group), static_cast<std::uint8_t>(number)}};
}

}  // namespace

void accept_everything(Filter& filter) {
    for (std::vector<Rule>* rules : {&filter.ingress, &filter.egress}) {
        for (Rule& rule : *rules) {
            rule.accept = true;
            rule.protocol.reset();
            rule.source_ports.reset();
            rule.destination_ports.reset();
            rule.source.length = rule.destination.length = 0;
        }
    }
}

Scenario::Scenario(std::uint32_t seed, const ScenarioLimits& limits) : limits_(limits), random_(seed) {
    for (unsigned i = 0; i < limits.ports * limits.interfaces; ++i) local_macs_.push_back(mac(1, i));
    for (unsigned i = 0; i < 3; ++i) other_macs_.push_back(mac(9, i));
    other_macs_.push_back(parse_mac("ff:ff:ff:ff:ff:ff"));
    other_macs_.push_back(parse_mac("01:00:5e:00:00:01"));
    v4_ = {"10.0.0.5", "10.0.0.6", "10.0.1.5", "10.128.0.5", "198.51.100.7"};
    v6_ = {"2001:db8::5", "2001:db8::6", "2001:db8:1::5", "2001:db8:8000::5"};
    special_v4_ = {"169.254.169.253", "169.254.169.254", "169.254.169.123", "169.254.169.250",
                   "169.254.169.251"};
    special_v6_ = {"fd00:ec2::253", "fd00:ec2::254", "fd00:ec2::123"};
    ports_ = {53, 67, 68, 80, 443, 546, 547, 1000, 1024, 1100, 40000, 65535, 0};
    true_ranges_ = {{1, 1023}, {1000, 1100}, {444, 40000}};
    protocols_ = {6, 17, 6, 17, 6, 17, 132, 1, 58, 47};
}

unsigned Scenario::below(unsigned limit) {
    return std::uniform_int_distribution<unsigned>(0, limit - 1)(random_);
}

bool Scenario::chance(double probability) {
    return std::bernoulli_distribution(probability)(random_);
}

const std::string& Scenario::address(bool v6) {
    if (chance(0.1)) return one_of(v6 ? special_v6_ : special_v4_);
    return one_of(v6 ? v6_ : v4_);
}

Prefix Scenario::prefix(bool v6) {
    const unsigned longest = v6 ? 128 : 32;
    const IpAddress address = parse_ip(this->address(v6));
    if (chance(0.45)) return {address, 0};
    return {address, chance(0.3) ? longest : below(longest + 1)};
}

PortRange Scenario::port_range() {
    const std::uint16_t port = one_of(ports_);
    switch (below(4)) {
        case 0:
            return {port, port};
        case 1:
            return {0, 65535};
        case 2: {
            const auto low_bits = static_cast<std::uint16_t>((1U << below(17)) - 1);
            return {static_cast<std::uint16_t>(port & ~low_bits),
                    static_cast<std::uint16_t>(port | low_bits)};
        }
        default:
            return one_of(true_ranges_);
    }
}

Rule Scenario::rule(const std::string& id, std::uint32_t number) {
    Rule made;
    made.id = id;
    made.number = number;
    made.accept = chance(0.75);
    const bool v6 = chance(0.4);
    made.source = prefix(v6);
    made.destination = prefix(v6);
    if (chance(0.5)) return made;
    made.protocol = one_of(protocols_);
    if (*made.protocol != 6 && *made.protocol != 17) return made;
    if (chance(0.4)) made.source_ports = port_range();
    if (chance(0.4)) made.destination_ports = port_range();
    return made;
}

std::vector<Rule> Scenario::rules(const std::string& filter) {
    std::vector<Rule> made;
    const unsigned count = chance(0.1) ? 0 : 1 + below(limits_.rules_per_filter);
    for (unsigned i = 0; i < count; ++i) {
        made.push_back(rule("tmfr-" + filter + "-" + std::to_string(fresh_++), 10 * i + 1 + below(9)));
    }
    std::shuffle(made.begin(), made.end(), random_);
    return made;
}

Filter Scenario::filter(const std::string& id) {
    return {id, rules(id), rules(id), chance(0.4)};
}

Interface Scenario::interface(unsigned port, unsigned number) {
    Interface made;
    made.id = "eni-" + std::to_string(port) + "-" + std::to_string(number);
    made.port = port;
    made.mac = local_macs_[port * limits_.interfaces + number];
    made.source_mac = *made.mac;
    const unsigned families = below(4);
    if (families != 1) made.ipv4 = parse_ip("10.0.0." + std::to_string(5 + number));
    if (families == 1 || families == 2) made.ipv6 = parse_ip("2001:db8::" + std::to_string(5 + number));
    return made;
}

std::vector<Interface> Scenario::interfaces() {
    std::vector<Interface> made;
    for (unsigned port = 0; port < limits_.ports; ++port) {
        if (chance(0.2)) {
            made.push_back(interface(port, 0));
            made.back().mac.reset();
            made.back().source_mac = mac(7, port);
            continue;
        }
        // Few are met often; a full table is met too.
        const unsigned count = chance(0.2) ? limits_.interfaces : 1 + below(3);
        for (unsigned i = 0; i < count; ++i) made.push_back(interface(port, i));
    }
    return made;
}

Target Scenario::target(const std::string& id) {
    Target made;
    made.id = id;
    const bool balancer = chance(0.5);
    const bool v6_first = chance(0.4);
    const unsigned count = balancer ? 1 + below(limits_.addresses_per_target) : 1 + below(2);
    for (unsigned i = 0; i < count; ++i) {
        const bool v6 = balancer ? v6_first : (i == 0) == v6_first;
        const std::string last = std::to_string(10 + i);
        made.addresses.push_back({parse_ip((v6 ? "2001:db8:9::" : "10.0.9.") + last), mac(8, below(256))});
    }
    made.mtu = chance(0.5) ? 9001 : 1280 + below(7937);
    return made;
}

Session Scenario::session(const Wanted& wanted, const Interface& source, std::uint32_t number,
                          const std::string& id) {
    Session made;
    made.id = id;
    made.interface = source.id;
    made.number = number;
    made.filter = one_of(wanted.filters).id;
    made.vni = below(1U << 24);
    std::vector<std::string> usable;
    for (const Target& each : wanted.targets) {
        for (const TargetAddress& address : each.addresses) {
            if (address.address.v6 ? source.ipv6.has_value() : source.ipv4.has_value())
                usable.push_back(each.id);
        }
    }
    made.target = usable.empty() ? "" : one_of(usable);
    if (chance(0.6)) made.packet_length = static_cast<std::uint16_t>(1 + below(chance(0.5) ? 200 : 8500));
    return made;
}

void Scenario::add_sessions(Wanted& wanted) {
    for (const Interface& each : wanted.interfaces) {
        const unsigned count = chance(0.1) ? 0 : 1 + below(limits_.sessions_per_interface);
        for (unsigned i = 0; i < count; ++i) {
            const std::string id = "tms-" + each.id + "-" + std::to_string(i);
            Session made = session(wanted, each, 100 * i + 1 + below(99), id);
            if (!made.target.empty()) wanted.sessions.push_back(made);
        }
    }
    std::shuffle(wanted.sessions.begin(), wanted.sessions.end(), random_);
}

Wanted Scenario::wanted() {
    Wanted made;
    for (unsigned port = 0; port < limits_.ports; ++port) {
        if (chance(0.5)) made.port_mtus.resize(port + 1, default_port_mtu);
        if (port < made.port_mtus.size()) made.port_mtus[port] = 1280 + below(7937);
    }
    made.interfaces = interfaces();
    const unsigned filters = 1 + below(limits_.filters);
    for (unsigned i = 0; i < filters; ++i) made.filters.push_back(filter("tmf-" + std::to_string(i)));
    const unsigned targets = 1 + below(limits_.targets);
    for (unsigned i = 0; i < targets; ++i) made.targets.push_back(target("tmt-" + std::to_string(i)));
    for (const NeverCopied each :
         {NeverCopied::dhcp, NeverCopied::metadata, NeverCopied::ntp, NeverCopied::windows_activation}) {
        if (chance(0.3)) made.never_copied.erase(each);
    }
    if (chance(0.7)) made.resolvers = {parse_ip("169.254.169.253"), parse_ip("fd00:ec2::253")};
    if (chance(0.2)) made.resolvers.push_back(parse_ip("10.0.1.5"));
    add_sessions(made);
    return made;
}

Wanted Scenario::changed(const Wanted& before) {
    Wanted after = before;
    const auto index = [&](const auto& list) { return below(static_cast<unsigned>(list.size())); };
    switch (below(6)) {
        case 0:
            after.filters[index(after.filters)].ingress = rules("tmf-new");
            break;
        case 1: {
            Filter& one = after.filters[index(after.filters)];
            one = filter(one.id);
            break;
        }
        case 2:
            if (!after.sessions.empty()) after.sessions.erase(after.sessions.begin() + index(after.sessions));
            break;
        case 3:
            if (!after.sessions.empty()) {
                Session& one = after.sessions[index(after.sessions)];
                one.vni = below(1U << 24);
                one.filter = one_of(after.filters).id;
                one.packet_length = static_cast<std::uint16_t>(1 + below(500));
            }
            break;
        case 4:
            after.targets[index(after.targets)].mtu = 1280 + below(7937);
            break;
        default:
            after.never_copied.clear();
            after.resolvers = {parse_ip("10.0.0.6")};
            break;
    }
    return after;
}

}  // namespace tain::test
