// SPDX-License-Identifier: Apache-2.0
#include "random_wanted.hpp"

#include <algorithm>

namespace tain::test {
namespace {

IpAddress ipv4(unsigned a, unsigned b) {
    return parse_ip("10." + std::to_string(a) + ".0." + std::to_string(b));
}

IpAddress ipv6(unsigned a, unsigned b) {
    return parse_ip("2001:db8:" + std::to_string(a) + "::" + std::to_string(b));
}

MacAddress mac(unsigned a, unsigned b) {
    return {{2, 0, 0, 0, static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b)}};
}

}  // namespace

bool RandomWanted::fits(const Wanted& wanted) const {
    try {
        check_fits(wanted, capabilities_);
        return true;
    } catch (const Error&) {
        return false;
    }
}

/// Few different true ranges, so that filters share checkers and a NIC nearly runs out of them.
PortRange RandomWanted::port_range() {
    const auto port = static_cast<std::uint16_t>(below(65536));
    switch (below(6)) {
        case 0:
            return {port, port};
        case 1:
            return {0, 65535};
        case 2:
            return {static_cast<std::uint16_t>(port & 0xFF00U), static_cast<std::uint16_t>(port | 0xFFU)};
        default: {
            const auto from = static_cast<std::uint16_t>(1000 + below(4));
            return {from, static_cast<std::uint16_t>(from + 100)};
        }
    }
}

Prefix RandomWanted::prefix(bool v6) {
    return {v6 ? ipv6(below(9), below(9)) : ipv4(below(9), below(9)), below(v6 ? 129 : 33)};
}

Rule RandomWanted::rule(const std::string& id, unsigned number) {
    Rule made;
    made.id = id;
    made.number = number;
    made.accept = !chance(3);
    const bool v6 = chance(3);
    made.source = prefix(v6);
    made.destination = prefix(v6);
    switch (below(4)) {
        case 0:
            break;
        case 1:
            made.protocol = static_cast<std::uint8_t>(below(256));
            break;
        default: {
            made.protocol = chance(2) ? std::uint8_t{6} : std::uint8_t{17};
            if (chance(2)) made.source_ports = port_range();
            if (chance(2)) made.destination_ports = port_range();
        }
    }
    return made;
}

std::vector<Rule> RandomWanted::rules(const std::string& filter) {
    std::vector<Rule> made;
    const unsigned count = below(capabilities_.rules_per_filter + 1);
    for (unsigned i = 0; i < count; ++i) {
        made.push_back(rule("tmfr-" + filter + "-" + std::to_string(i), 10 * i + below(10)));
    }
    std::shuffle(made.begin(), made.end(), random_);
    return made;
}

Filter RandomWanted::filter(const std::string& id) {
    return {id, rules(id), rules(id), chance(3)};
}

Interface RandomWanted::interface(unsigned number) {
    Interface made;
    made.id = "eni-" + std::to_string(number);
    made.port = below(capabilities_.ports);
    made.mac = mac(1, number);
    made.source_mac = *made.mac;
    made.ipv4 = ipv4(1, number);
    if (chance(2)) made.ipv6 = ipv6(1, number);
    if (made.ipv6 && chance(2)) made.ipv4.reset();
    return made;
}

Target RandomWanted::target(unsigned number) {
    Target made;
    made.id = "tmt-" + std::to_string(number);
    made.mtu = 1280 + below(8000);
    const bool both = chance(2);
    const bool v6 = chance(3);
    const unsigned count = both ? 1 : 1 + below(capabilities_.addresses_per_target);
    for (unsigned i = 0; i < count; ++i) {
        made.addresses.push_back({v6 ? ipv6(2 + number, i) : ipv4(2 + number, i), mac(2, i)});
    }
    if (both) made.addresses.push_back({v6 ? ipv4(2 + number, 99) : ipv6(2 + number, 99), mac(3, number)});
    return made;
}

Session RandomWanted::session(const Wanted& wanted, unsigned number) {
    Session made;
    made.id = "tms-" + std::to_string(number);
    made.interface = wanted.interfaces[below(wanted.interfaces.size())].id;
    made.filter = wanted.filters[below(wanted.filters.size())].id;
    made.target = wanted.targets[below(wanted.targets.size())].id;
    made.number = 1 + below(100);
    if (chance(2)) made.packet_length = static_cast<std::uint16_t>(1 + below(8500));
    made.vni = below(1U << 24U);
    return made;
}

void RandomWanted::add_session(Wanted& wanted) {
    const Session made = session(wanted, below(40));
    const auto old = std::find_if(wanted.sessions.begin(), wanted.sessions.end(),
                                  [&made](const Session& entry) { return entry.id == made.id; });
    if (old == wanted.sessions.end()) {
        wanted.sessions.push_back(made);
    } else {
        *old = made;
    }
}

Wanted RandomWanted::whole() {
    Wanted wanted;
    while (true) {
        wanted = {};
        const unsigned mtus = below(3);
        for (unsigned port = 0; port < mtus; ++port) wanted.port_mtus.push_back(1280 + below(8000));
        const unsigned first = below(4);
        const unsigned interfaces = 1 + below(capabilities_.interfaces);
        for (unsigned i = 0; i < interfaces; ++i) {
            wanted.interfaces.push_back(interface(first + i));
        }
        const unsigned first_filter = below(12);
        for (unsigned i = 0; i < capabilities_.filters; ++i) {
            wanted.filters.push_back(filter("tmf-" + std::to_string(first_filter + i)));
        }
        for (unsigned i = 0; i < capabilities_.targets; ++i) wanted.targets.push_back(target(i));
        const unsigned first_resolver = below(9);
        const unsigned resolvers = below(capabilities_.resolvers + 1);
        for (unsigned i = 0; i < resolvers; ++i) {
            wanted.resolvers.push_back(chance(2) ? ipv4(9, first_resolver + i) : ipv6(9, first_resolver + i));
        }
        if (chance(4)) wanted.never_copied.erase(NeverCopied::dhcp);
        if (chance(4)) wanted.never_copied.erase(NeverCopied::ntp);
        if (!fits(wanted)) continue;
        for (unsigned i = 0; i < 30; ++i) {
            Wanted more = wanted;
            add_session(more);
            if (fits(more)) wanted = std::move(more);
        }
        return wanted;
    }
}

Wanted RandomWanted::mutate(Wanted wanted) {
    switch (below(6)) {
        case 0:
            add_session(wanted);
            break;
        case 1: {
            if (!wanted.sessions.empty())
                wanted.sessions.erase(wanted.sessions.begin() + below(wanted.sessions.size()));
            break;
        }
        case 2: {
            Target& old = wanted.targets[below(wanted.targets.size())];
            const std::string id = old.id;
            old = target(below(4));
            old.id = id;
            break;
        }
        case 3:
            std::shuffle(wanted.filters.begin(), wanted.filters.end(), random_);
            break;
        case 4:
            std::shuffle(wanted.sessions.begin(), wanted.sessions.end(), random_);
            break;
        default: {
            Filter& old = wanted.filters[below(wanted.filters.size())];
            old = filter(old.id);
            break;
        }
    }
    return wanted;
}

Wanted RandomWanted::change(const Wanted& wanted) {
    if (chance(6)) return whole();
    Wanted changed = wanted;
    const unsigned steps = chance(4) ? 12 : 1 + below(3);
    for (unsigned done = 0; done < steps;) {
        Wanted next = mutate(changed);
        if (!fits(next)) continue;
        changed = std::move(next);
        ++done;
    }
    return changed;
}

}  // namespace tain::test
