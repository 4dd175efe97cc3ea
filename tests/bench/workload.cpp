// SPDX-License-Identifier: Apache-2.0
#include "workload.hpp"

#include <algorithm>
#include <string>

namespace tain::bench {
namespace {

Rule accept_everything(const std::string& id) {
    Rule rule;
    rule.id = id;
    rule.number = 10;
    rule.source = parse_prefix("0.0.0.0/0");
    rule.destination = parse_prefix("0.0.0.0/0");
    return rule;
}

/// An interface `eni-1`, a target `tmt-1` and a session `tms-1` of filter `tmf-1`.
Wanted one_session(Filter filter, bool over_ipv6) {
    Wanted wanted;
    Interface interface;
    interface.id = "eni-1";
    interface.source_mac = parse_mac("02:00:00:00:00:01");
    (over_ipv6 ? interface.ipv6 : interface.ipv4) = parse_ip(over_ipv6 ? "2001:db8::5" : "10.0.0.5");
    wanted.interfaces = {interface};
    filter.id = "tmf-1";
    wanted.filters = {filter};
    const IpAddress address = parse_ip(over_ipv6 ? "2001:db8:9::9" : "10.0.9.9");
    wanted.targets = {{"tmt-1", {{address, parse_mac("02:00:00:00:00:09")}}, default_port_mtu}};
    Session session;
    session.id = "tms-1";
    session.interface = "eni-1";
    session.filter = "tmf-1";
    session.target = "tmt-1";
    session.vni = 1;
    wanted.sessions = {session};
    return wanted;
}

}  // namespace

Wanted copy_everything(bool over_ipv6) {
    Filter filter;
    filter.ingress = {accept_everything("tmfr-1")};
    filter.egress = {accept_everything("tmfr-2")};
    return one_session(filter, over_ipv6);
}

Wanted ten_rules() {
    Filter filter;
    for (unsigned i = 0; i < 10; ++i) {
        Rule rule = accept_everything("tmfr-" + std::to_string(i));
        rule.number = 10 * (i + 1);
        rule.protocol = i % 2 == 0 ? 6 : 17;
        rule.source = parse_prefix("10." + std::to_string(i) + ".0.0/16");
        rule.destination_ports =
            PortRange{static_cast<std::uint16_t>(1000 * i + 80), static_cast<std::uint16_t>(1000 * i + 443)};
        filter.ingress.push_back(rule);
    }
    Wanted wanted = one_session(filter, false);
    wanted.interfaces[0].mac = parse_mac("02:00:00:00:00:01");
    return wanted;
}

sim::Frame frame_of(std::size_t bytes) {
    sim::Frame frame{sim::Bytes(bytes), 0, false};
    const sim::Bytes start{2, 0, 0, 0,  0,  1, 2, 0,  0, 0, 0, 2,  8, 0, 0x45, 0, 0, 46, 0,
                           0, 0, 0, 64, 17, 0, 0, 10, 1, 0, 1, 10, 0, 0, 5,    4, 0, 0,  80};
    std::copy(start.begin(), start.end(), frame.bytes.begin());
    return frame;
}

}  // namespace tain::bench
