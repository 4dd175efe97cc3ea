// SPDX-License-Identifier: Apache-2.0
#include "examples.hpp"

namespace tain::test {

Capabilities small_capabilities() {
    Capabilities small;
    small.ports = 2;
    small.data_width = 64;
    small.interfaces = 8;
    small.sessions_per_interface = 4;
    small.filters = 8;
    small.rule_slots = 10;
    small.rules_per_filter = 4;
    small.targets = 4;
    small.addresses_per_target = 4;
    small.never_copied = 16;
    small.resolvers = 4;
    small.range_checkers = 8;
    small.buffer_bytes = 4096;
    small.buffer_copies = 64;
    return small;
}

Rule make_rule(unsigned number, const std::string& source, const std::string& destination) {
    Rule rule;
    rule.id = "tmfr-" + std::to_string(number);
    rule.number = number;
    rule.source = parse_prefix(source);
    rule.destination = parse_prefix(destination);
    return rule;
}

Rule make_port_rule(unsigned number, std::uint16_t from, std::uint16_t to) {
    Rule rule = make_rule(number, "0.0.0.0/0", "0.0.0.0/0");
    rule.protocol = 6;
    rule.destination_ports = PortRange{from, to};
    return rule;
}

namespace {

Interface make_interface(unsigned number) {
    Interface made;
    made.id = "eni-" + std::to_string(number);
    made.mac = MacAddress{{2, 0, 0, 0, 0, static_cast<std::uint8_t>(number)}};
    made.source_mac = *made.mac;
    made.ipv4 = parse_ip("10.0.0." + std::to_string(number));
    return made;
}

Target make_target() {
    return {"tmt-1", {{parse_ip("10.0.9.9"), parse_mac("02:00:00:00:ff:01")}}, 9001};
}

}  // namespace

Wanted one_session(unsigned rules) {
    Wanted wanted;
    wanted.interfaces = {make_interface(1)};
    wanted.targets = {make_target()};
    Filter filter{"tmf-1", {}, {}, false};
    for (unsigned i = 1; i <= rules; ++i) {
        filter.ingress.push_back(make_rule(i, "10." + std::to_string(i) + ".0.0/16", "192.168.0.0/24"));
    }
    wanted.filters = {filter};
    wanted.sessions = {{"tms-1", "eni-1", "tmf-1", "tmt-1", 1, std::nullopt, 4242}};
    return wanted;
}

Wanted many_filters(unsigned filters, unsigned variant) {
    Wanted wanted;
    wanted.targets = {make_target()};
    for (unsigned i = 1; i <= filters; ++i) {
        const std::string text = std::to_string(i);
        wanted.interfaces.push_back(make_interface(i));
        wanted.filters.push_back(
            {"tmf-" + text,
             {make_rule(1, "10." + text + "." + std::to_string(variant) + ".0/24", "0.0.0.0/0")},
             {},
             false});
        wanted.sessions.push_back({"tms-" + text, "eni-" + text, "tmf-" + text, "tmt-1", 1, std::nullopt, i});
    }
    return wanted;
}

}  // namespace tain::test
