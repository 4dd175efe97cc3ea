// SPDX-License-Identifier: Apache-2.0
#include "meaning.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <vector>

namespace tain::test {
namespace {

using Words = FakeNic::Words;

// --- Texts, the same for both sources
// -----------------------------------------------------------------------------

struct Ports {
    unsigned from = 0;
    unsigned to = 65535;
};

struct RuleFacts {
    bool accept = false;
    bool v6 = false;
    bool ports_known = false;
    std::optional<unsigned> protocol;
    std::string source;
    std::string destination;
    Ports source_ports;
    Ports destination_ports;
};

std::string text(const RuleFacts& rule) {
    std::string line = rule.accept ? "accept " : "reject ";
    line += rule.v6 ? "v6 " : "v4 ";
    line += rule.protocol ? "protocol " + std::to_string(*rule.protocol) : "any";
    line += " " + rule.source + " > " + rule.destination;
    if (!rule.ports_known) return line;
    return line + " ports " + std::to_string(rule.source_ports.from) + "-" +
           std::to_string(rule.source_ports.to) + " > " + std::to_string(rule.destination_ports.from) + "-" +
           std::to_string(rule.destination_ports.to);
}

std::string join(const std::vector<std::string>& parts) {
    std::string line;
    for (const std::string& part : parts) line += (line.empty() ? "" : "; ") + part;
    return "[" + line + "]";
}

std::string on(unsigned port) {
    return "port " + std::to_string(port) + " ";
}

std::string session_text(unsigned port, const std::string& owner, unsigned place, const std::string& filter,
                         const std::vector<std::string>& addresses, unsigned vni, unsigned keep) {
    return on(port) + owner + " session " + std::to_string(place) + " vni " + std::to_string(vni) + " keep " +
           std::to_string(keep) + " to " + join(addresses) + " by " + filter;
}

std::string owner_text(const std::optional<MacAddress>& mac, const MacAddress& source, const IpAddress& ipv4,
                       const IpAddress& ipv6) {
    return "interface " + (mac ? to_string(*mac) : "any") + " from " + to_string(source) + " " +
           to_string(ipv4) + " " + to_string(ipv6);
}

std::string address_text(const IpAddress& address, const MacAddress& mac) {
    return to_string(address) + " at " + to_string(mac);
}

// --- From the wanted values
// -----------------------------------------------------------------------------------------

std::string masked(const Prefix& prefix) {
    Prefix cut = prefix;
    const unsigned first = prefix.address.v6 ? 0 : 96;
    for (unsigned bit = first + prefix.length; bit < 128; ++bit) {
        cut.address.bytes[bit / 8] =
            static_cast<std::uint8_t>(cut.address.bytes[bit / 8] & ~(128U >> bit % 8));
    }
    return to_string(cut);
}

std::string wanted_rule(const Rule& rule) {
    RuleFacts facts;
    facts.accept = rule.accept;
    facts.v6 = rule.source.address.v6;
    if (rule.protocol) facts.protocol = *rule.protocol;
    facts.source = masked(rule.source);
    facts.destination = masked(rule.destination);
    facts.ports_known = rule.source_ports || rule.destination_ports;
    if (rule.source_ports) facts.source_ports = {rule.source_ports->from, rule.source_ports->to};
    if (rule.destination_ports)
        facts.destination_ports = {rule.destination_ports->from, rule.destination_ports->to};
    return text(facts);
}

std::string wanted_rules(const std::vector<Rule>& rules) {
    std::map<std::uint32_t, std::string> sorted;
    for (const Rule& rule : rules) sorted[rule.number] = wanted_rule(rule);
    std::vector<std::string> lines;
    for (const auto& [number, line] : sorted) lines.push_back(line);
    return join(lines);
}

std::string wanted_filter(const Wanted& wanted, const std::string& id) {
    const auto filter = std::find_if(wanted.filters.begin(), wanted.filters.end(),
                                     [&](const Filter& f) { return f.id == id; });
    return std::string(filter->amazon_dns ? "dns " : "") + "ingress " + wanted_rules(filter->ingress) +
           " egress " + wanted_rules(filter->egress);
}

std::string wanted_session(const Wanted& wanted, const Interface& owner, const Session& session,
                           unsigned place) {
    const auto target = std::find_if(wanted.targets.begin(), wanted.targets.end(),
                                     [&](const Target& t) { return t.id == session.target; });
    bool v6 = true;
    for (const TargetAddress& address : target->addresses) {
        if (owner.ipv4 && !address.address.v6) v6 = false;
    }
    std::vector<std::string> addresses;
    for (const TargetAddress& address : target->addresses) {
        if (address.address.v6 == v6) addresses.push_back(address_text(address.address, address.mac));
    }
    unsigned keep = owner.port < wanted.port_mtus.size() ? wanted.port_mtus[owner.port] : 9216;
    keep = std::min(keep, target->mtu) - (v6 ? 56 : 36);
    if (session.packet_length) keep = std::min<unsigned>(keep, *session.packet_length);
    const std::string name = owner_text(owner.mac, owner.source_mac, owner.ipv4.value_or(IpAddress{}),
                                        owner.ipv6.value_or(IpAddress{true, {}}));
    return session_text(owner.port, name, place, wanted_filter(wanted, session.filter), addresses,
                        session.vni, keep);
}

void add_interface(const Wanted& wanted, const Interface& owner, Meaning& meaning) {
    meaning.insert(on(owner.port) + owner_text(owner.mac, owner.source_mac, owner.ipv4.value_or(IpAddress{}),
                                               owner.ipv6.value_or(IpAddress{true, {}})));
    std::map<std::uint32_t, const Session*> sessions;
    for (const Session& session : wanted.sessions) {
        if (session.interface == owner.id) sessions[session.number] = &session;
    }
    unsigned place = 0;
    for (const auto& [number, session] : sessions) {
        meaning.insert(wanted_session(wanted, owner, *session, place++));
    }
}

/// The traffic of design 2.7.
std::vector<std::string> never_copied_texts(NeverCopied which) {
    switch (which) {
        case NeverCopied::dhcp:
            return {"never v4 protocol 17 port 67", "never v4 protocol 17 port 68",
                    "never v6 protocol 17 port 546", "never v6 protocol 17 port 547"};
        case NeverCopied::metadata:
            return {"never 169.254.169.254", "never fd00:ec2::254"};
        case NeverCopied::ntp:
            return {"never 169.254.169.123", "never fd00:ec2::123"};
        case NeverCopied::windows_activation:
            return {"never 169.254.169.250", "never 169.254.169.251"};
    }
    return {};
}

// --- From the tables
// ---------------------------------------------------------------------------------------------------

std::uint64_t bits(const Words& words, unsigned lowest, unsigned width) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < width; ++i) {
        const unsigned bit = lowest + i;
        value |= static_cast<std::uint64_t>((words.at(bit / 32) >> (bit % 32)) & 1U) << i;
    }
    return value;
}

MacAddress mac_at(const Words& words, unsigned word) {
    MacAddress mac;
    for (unsigned i = 0; i < 6; ++i)
        mac.bytes[5 - i] = static_cast<std::uint8_t>(bits(words, 32 * word + 8 * i, 8));
    return mac;
}

IpAddress address_at(const Words& words, unsigned lowest, unsigned width, bool v6) {
    IpAddress address;
    address.v6 = v6;
    for (unsigned i = 0; i < width / 8; ++i) {
        address.bytes[15 - i] = static_cast<std::uint8_t>(bits(words, lowest + 8 * i, 8));
    }
    return address;
}

constexpr unsigned value = 64;
constexpr unsigned mask = 64 + 352;

/// A prefix from value and mask; where the mask is no prefix, a line that nothing equals.
std::string prefix_at(const Words& words, unsigned lowest, bool v6) {
    const unsigned width = v6 ? 128 : 32;
    unsigned length = 0;
    while (length < width && bits(words, mask + lowest + width - 1 - length, 1) == 1) ++length;
    for (unsigned bit = length; bit < 128; ++bit) {
        const bool inside = bit < width;
        if (bits(words, mask + lowest + (inside ? width - 1 - bit : bit), 1) == 1) return "a mask with holes";
    }
    return to_string(Prefix{address_at(words, value + lowest, 128, v6), length});
}

/// What value, mask and range checkers leave of one side's ports. bit: where the port stands in the key.
Ports ports_at(const FakeNic& nic, unsigned port, unsigned direction, const Words& words, bool destination) {
    const unsigned lowest = destination ? 282 : 266;
    const auto wild = static_cast<unsigned>(~bits(words, mask + lowest, 16) & 0xFFFFU);
    if ((wild & (wild + 1)) != 0) return {1, 0};
    Ports ports{static_cast<unsigned>(bits(words, value + lowest, 16)), 0};
    ports.to = ports.from | wild;
    for (unsigned checker = 0; checker < 54; ++checker) {
        if (bits(words, mask + 298 + checker, 1) == 0) continue;
        const FakeNic::Rows& ranges = nic.active(port, FakeNic::ingress_range + direction);
        if (bits(words, value + 298 + checker, 1) == 0 || !ranges.contains(checker)) return {2, 0};
        const Words& range = ranges.at(checker);
        if ((bits(range, 32, 1) == 1) != destination) continue;
        ports.from = std::max(ports.from, range[2] & 0xFFFFU);
        ports.to = std::min(ports.to, range[2] >> 16U);
    }
    return ports;
}

std::string table_rule(const FakeNic& nic, unsigned port, unsigned direction, const Words& words) {
    RuleFacts facts;
    facts.accept = bits(words, 32, 1) == 1;
    facts.v6 = bits(words, value + 264, 1) == 1;
    if (bits(words, mask + 264, 1) == 0) return "a rule of both families";
    const std::uint64_t protocol_mask = bits(words, mask + 256, 8);
    if (protocol_mask == 0xFF) facts.protocol = static_cast<unsigned>(bits(words, value + 256, 8));
    if (protocol_mask != 0xFF && protocol_mask != 0) return "half a protocol";
    facts.source = prefix_at(words, 0, facts.v6);
    facts.destination = prefix_at(words, 128, facts.v6);
    facts.ports_known = bits(words, mask + 265, 1) == 1;
    if (facts.ports_known && bits(words, value + 265, 1) == 0) return "a rule for unknown ports";
    facts.source_ports = ports_at(nic, port, direction, words, false);
    facts.destination_ports = ports_at(nic, port, direction, words, true);
    const bool asks_ports = bits(words, mask + 266, 32) != 0 || bits(words, mask + 298, 54) != 0;
    if (asks_ports && !facts.ports_known) return "a port of unknown ports";
    for (unsigned word = 2; word < 13; ++word) {
        if ((words[word] & ~words[word + 11]) != 0) return "a value bit outside the mask";
    }
    return text(facts);
}

std::string table_rules(const FakeNic& nic, unsigned port, unsigned direction, unsigned slot) {
    std::vector<std::string> lines;
    const FakeNic::Rows& in_force = nic.rules_in_force(port, direction);
    for (unsigned place = 0; place < nic.sizes().rules; ++place) {
        const unsigned index = slot * nic.sizes().rules + place;
        const bool stored = nic.stored_rules(port, direction).contains(index);
        if (stored != in_force.contains(index)) return "a rule that is not yet in force";
        if (!stored) continue;
        const Words& words = in_force.at(index);
        if (nic.stored_rules(port, direction).at(index) != words) return "a rule between two forms";
        lines.push_back(table_rule(nic, port, direction, words));
    }
    return join(lines);
}

std::string table_filter(const FakeNic& nic, unsigned port, unsigned row) {
    const FakeNic::Rows& filters = nic.active(port, FakeNic::filter);
    if (!filters.contains(row)) return "a filter that is empty";
    const Words& words = filters.at(row);
    const unsigned slot = words[1] & 0xFFFFU;
    return std::string((words[1] >> 16U & 1U) != 0 ? "dns " : "") + "ingress " +
           table_rules(nic, port, 0, slot) + " egress " + table_rules(nic, port, 1, slot);
}

std::string owner_at(const Words& words) {
    const std::optional<MacAddress> mac =
        (words[1] & 1U) != 0 ? std::nullopt : std::optional<MacAddress>(mac_at(words, 2));
    return owner_text(mac, mac_at(words, 4), address_at(words, 6 * 32, 32, false),
                      address_at(words, 7 * 32, 128, true));
}

std::string table_session(const FakeNic& nic, unsigned port, const Words& owner, const Words& words,
                          unsigned place) {
    std::vector<std::string> addresses;
    const unsigned first = words[2] & 0xFFFFU;
    for (unsigned row = first; row < first + (words[2] >> 16U & 0xFFU); ++row) {
        const FakeNic::Rows& targets = nic.active(port, FakeNic::target);
        if (!targets.contains(row)) {
            addresses.emplace_back("an address that is empty");
            continue;
        }
        const Words& target = targets.at(row);
        addresses.push_back(
            address_text(address_at(target, 4 * 32, 128, (target[1] & 1U) != 0), mac_at(target, 2)));
    }
    return session_text(port, owner_at(owner), place, table_filter(nic, port, words[1] & 0xFFFFU), addresses,
                        words[3], words[4]);
}

void add_interfaces(const FakeNic& nic, unsigned port, Meaning& meaning) {
    const FakeNic::Rows& sessions = nic.active(port, FakeNic::session);
    std::size_t seen = 0;
    for (const auto& [row, words] : nic.active(port, FakeNic::interface)) {
        meaning.insert(on(port) + owner_at(words));
        unsigned place = 0;
        for (unsigned i = 0; i < nic.sizes().sessions; ++i) {
            const auto session = sessions.find(row * nic.sizes().sessions + i);
            if (session == sessions.end()) continue;
            ++seen;
            meaning.insert(table_session(nic, port, words, session->second, place++));
        }
    }
    if (seen != sessions.size()) meaning.insert("a session of no interface");
}

void add_classes(const FakeNic& nic, unsigned port, Meaning& meaning) {
    for (const auto& [row, words] : nic.active(port, FakeNic::never_copied)) {
        const bool v6 = (words[1] & 1U) != 0;
        std::string line = on(port) + "never";
        if ((words[1] >> 1U & 1U) != 0) line += " " + to_string(address_at(words, 3 * 32, 128, v6));
        if ((words[1] >> 2U & 1U) != 0) {
            line += std::string(v6 ? " v6" : " v4") + " protocol " + std::to_string(words[1] >> 16U & 0xFFU) +
                    " port " + std::to_string(words[2]);
        }
        meaning.insert(line);
    }
    for (const auto& [row, words] : nic.active(port, FakeNic::resolver)) {
        meaning.insert(on(port) + "resolver " +
                       to_string(address_at(words, 3 * 32, 128, (words[1] & 1U) != 0)));
    }
}

}  // namespace

Meaning meaning_of(const Wanted& wanted, unsigned ports) {
    Meaning meaning;
    for (const Interface& owner : wanted.interfaces) add_interface(wanted, owner, meaning);
    for (unsigned port = 0; port < ports; ++port) {
        for (const NeverCopied which : wanted.never_copied) {
            for (const std::string& line : never_copied_texts(which)) meaning.insert(on(port) + line);
        }
        for (const IpAddress& address : wanted.resolvers)
            meaning.insert(on(port) + "resolver " + to_string(address));
    }
    return meaning;
}

Meaning meaning_of(const FakeNic& nic) {
    Meaning meaning;
    for (unsigned port = 0; port < nic.sizes().ports; ++port) {
        add_interfaces(nic, port, meaning);
        add_classes(nic, port, meaning);
    }
    return meaning;
}

std::string difference(const Meaning& left, const Meaning& right) {
    std::string lines;
    for (const std::string& line : left) {
        if (!right.contains(line)) lines += "\n  + " + line;
    }
    for (const std::string& line : right) {
        if (!left.contains(line)) lines += "\n  - " + line;
    }
    return lines;
}

}  // namespace tain::test
