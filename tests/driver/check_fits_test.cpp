// SPDX-License-Identifier: Apache-2.0
// What is refused and how it is named: would fail if a configuration that the tables cannot say were
// accepted, or a message left out the object or the field.
#include <boost/test/unit_test.hpp>
#include <functional>

#include "checks.hpp"
#include "examples.hpp"
#include "tain/device.hpp"

namespace tain::test {
namespace {

struct Refusal {
    const char* name;
    std::function<void(Wanted&)> spoil;
    const char* code;
    const char* object;
    const char* field;
    const char* part;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
    return out << refusal.name;
}

constexpr auto invalid = "InvalidParameterValue";

const std::vector<Refusal> refusals{
    {"an interface twice", [](Wanted& w) { w.interfaces.push_back(w.interfaces[0]); }, invalid, "eni-1", "id",
     "twice"},
    {"a filter twice", [](Wanted& w) { w.filters.push_back(w.filters[0]); }, invalid, "tmf-1", "id", "twice"},
    {"a target twice", [](Wanted& w) { w.targets.push_back(w.targets[0]); }, invalid, "tmt-1", "id", "twice"},
    {"a session twice", [](Wanted& w) { w.sessions.push_back(w.sessions[0]); }, invalid, "tms-1", "id",
     "twice"},
    {"no such port", [](Wanted& w) { w.interfaces[0].port = 2; }, invalid, "eni-1", "port", "port 2"},
    {"a group mac", [](Wanted& w) { w.interfaces[0].mac->bytes[0] = 3; }, invalid, "eni-1", "mac", "group"},
    {"a mac twice",
     [](Wanted& w) {
         w.interfaces.push_back(w.interfaces[0]);
         w.interfaces[1].id = "eni-2";
     },
     invalid, "eni-2", "mac", "eni-1"},
    {"any is not alone",
     [](Wanted& w) {
         w.interfaces.push_back(w.interfaces[0]);
         w.interfaces[1].id = "eni-2";
         w.interfaces[1].mac.reset();
     },
     invalid, "eni-2", "mac", "alone"},
    {"ipv4 of the other family", [](Wanted& w) { w.interfaces[0].ipv4 = parse_ip("::1"); }, invalid, "eni-1",
     "ipv4", "IPv6"},
    {"a rule number twice", [](Wanted& w) { w.filters[0].ingress[1].number = 1; }, invalid, "tmf-1",
     "RuleNumber", "taken"},
    {"mixed families", [](Wanted& w) { w.filters[0].ingress[0].source = parse_prefix("::/0"); }, invalid,
     "tmf-1", "DestinationCidrBlock", "two families"},
    {"a prefix of 33 bits", [](Wanted& w) { w.filters[0].ingress[0].source.length = 33; }, invalid, "tmf-1",
     "SourceCidrBlock", "33"},
    {"ports without protocol",
     [](Wanted& w) {
         w.filters[0].ingress[0].source_ports = PortRange{1, 2};
     },
     invalid, "tmf-1", "SourcePortRange", "TCP"},
    {"a range upside down",
     [](Wanted& w) {
         w.filters[0].ingress[0].protocol = 6;
         w.filters[0].ingress[0].destination_ports = PortRange{443, 80};
     },
     invalid, "tmf-1", "DestinationPortRange", "443-80"},
    {"too many rules",
     [](Wanted& w) {
         for (unsigned i = 10; i < 13; ++i) w.filters[0].egress.push_back(make_rule(i, "::/0", "::/0"));
         for (unsigned i = 13; i < 15; ++i) w.filters[0].egress.push_back(make_rule(i, "::/0", "::/0"));
     },
     "TrafficMirrorFilterRuleLimitExceeded", "filter tmf-1", "rules_per_filter",
     "filter tmf-1: 5 egress rules, this NIC holds 4 (rules_per_filter)"},
    {"too many ranges",
     [](Wanted& w) {
         w.filters.push_back(w.filters[0]);
         w.filters[1].id = "tmf-2";
         w.sessions.push_back(w.sessions[0]);
         w.sessions[1].id = "tms-2";
         w.sessions[1].number = 2;
         w.sessions[1].filter = "tmf-2";
         std::uint16_t from = 1001;
         for (Filter& filter : w.filters) {
             filter.ingress.clear();
             for (unsigned i = 0; i < 4; ++i) {
                 filter.ingress.push_back(make_port_rule(i, from++, 2000));
                 filter.ingress.back().source_ports = PortRange{from, 3000};
             }
         }
     },
     "TrafficMirrorFilterRuleLimitExceeded", "filter tmf-2: ingress rule 0 (tmfr-0)", "range_checkers",
     "10 different port ranges with it, this NIC holds 8 (range_checkers)"},
    {"too many filters in use",
     [](Wanted& w) {
         w = many_filters(8, 1);
         w.filters.push_back({"tmf-9", {}, {}, false});
         w.sessions.push_back({"tms-9", "eni-1", "tmf-9", "tmt-1", 2, std::nullopt, 9});
     },
     "TrafficMirrorFilterLimitExceeded", "port 0", "filters", "9 filters in use, this NIC holds 8"},
    {"too many interfaces", [](Wanted& w) { w = many_filters(9, 1); }, "NicCapacityExceeded", "port 0",
     "interfaces", "9 interfaces"},
    {"too many addresses",
     [](Wanted& w) {
         w.targets[0].addresses.insert(w.targets[0].addresses.begin(), 4, w.targets[0].addresses[0]);
     },
     "NicCapacityExceeded", "target tmt-1", "addresses_per_target", "5 addresses, this NIC holds 4"},
    {"no address", [](Wanted& w) { w.targets[0].addresses.clear(); }, invalid, "tmt-1", "addresses",
     "no address"},
    {"too small an mtu", [](Wanted& w) { w.targets[0].mtu = 40; }, invalid, "tmt-1", "mtu", "40"},
    {"too small a port", [](Wanted& w) { w.port_mtus = {56}; }, invalid, "port 0", "mtu", "56"},
    {"no such interface", [](Wanted& w) { w.sessions[0].interface = "eni-7"; }, invalid, "tms-1",
     "NetworkInterfaceId", "eni-7"},
    {"no such filter", [](Wanted& w) { w.sessions[0].filter = "tmf-7"; }, invalid, "tms-1",
     "TrafficMirrorFilterId", "tmf-7"},
    {"no such target", [](Wanted& w) { w.sessions[0].target = "tmt-7"; }, invalid, "tms-1",
     "TrafficMirrorTargetId", "tmt-7"},
    {"no common family", [](Wanted& w) { w.interfaces[0].ipv4.reset(); }, invalid, "tms-1",
     "TrafficMirrorTargetId", "one family"},
    {"a VNI of 25 bits", [](Wanted& w) { w.sessions[0].vni = 1U << 24U; }, invalid, "tms-1",
     "VirtualNetworkId", "24 bits"},
    {"a packet length of 0", [](Wanted& w) { w.sessions[0].packet_length = std::uint16_t{0}; }, invalid,
     "tms-1", "PacketLength", "0"},
    {"a session number twice",
     [](Wanted& w) {
         w.sessions.push_back(w.sessions[0]);
         w.sessions[1].id = "tms-2";
     },
     invalid, "tms-2", "SessionNumber", "taken"},
    {"too many sessions",
     [](Wanted& w) {
         for (unsigned i = 2; i < 6; ++i) {
             w.sessions.push_back(w.sessions[0]);
             w.sessions.back().id = "tms-" + std::to_string(i);
             w.sessions.back().number = i;
         }
     },
     "TrafficMirrorSessionsPerInterfaceLimitExceeded", "interface eni-1", "sessions_per_interface",
     "5 sessions, this NIC holds 4"},
    {"too many resolvers",
     [](Wanted& w) {
         for (unsigned i = 1; i < 6; ++i) w.resolvers.push_back(parse_ip("10.0.0." + std::to_string(i)));
     },
     "NicCapacityExceeded", "resolvers", "resolvers", "5 addresses"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(fits)

BOOST_AUTO_TEST_CASE(good_ones_pass) {
    BOOST_CHECK_NO_THROW(check_fits(one_session(4), small_capabilities()));
    BOOST_CHECK_NO_THROW(check_fits(many_filters(8, 1), small_capabilities()));
    BOOST_CHECK_NO_THROW(check_fits(Wanted{}, small_capabilities()));
}

BOOST_AUTO_TEST_CASE(each_refusal_names_object_and_field) {
    for (const Refusal& refusal : refusals) {
        BOOST_TEST_CONTEXT(refusal) {
            Wanted wanted = one_session(2);
            refusal.spoil(wanted);
            try {
                check_fits(wanted, small_capabilities());
                BOOST_ERROR("accepted");
            } catch (const Error& error) {
                const std::string message = error.what();
                BOOST_CHECK_EQUAL(error.code(), refusal.code);
                BOOST_CHECK_EQUAL(error.object(), refusal.object);
                BOOST_CHECK_EQUAL(error.field(), refusal.field);
                BOOST_CHECK_MESSAGE(message.find(refusal.part) != std::string::npos, message);
                BOOST_CHECK_MESSAGE(message.find(refusal.object) != std::string::npos, message);
                BOOST_CHECK_MESSAGE(message.find('\n') == std::string::npos, message);
            }
        }
    }
}

/// Ranges count once however many rules share them, and aligned ones not at all.
BOOST_AUTO_TEST_CASE(shared_and_aligned_ranges_take_no_more_checkers) {
    Wanted wanted = many_filters(8, 1);
    for (Filter& filter : wanted.filters) {
        filter.ingress = {make_port_rule(1, 1001, 1009), make_port_rule(2, 1024, 2047),
                          make_port_rule(3, 80, 80), make_port_rule(4, 0, 65535)};
    }
    BOOST_CHECK_NO_THROW(check_fits(wanted, small_capabilities()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
