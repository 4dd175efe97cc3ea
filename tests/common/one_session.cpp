// SPDX-License-Identifier: Apache-2.0
#include "tain/test/one_session.hpp"

namespace tain::test {

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

Wanted copy_everything(bool over_ipv6) {
    Filter filter;
    filter.ingress = {accept_everything("tmfr-1")};
    filter.egress = {accept_everything("tmfr-2")};
    return one_session(filter, over_ipv6);
}

}  // namespace tain::test
