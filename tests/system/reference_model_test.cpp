// SPDX-License-Identifier: Apache-2.0
// The reference model on hand-made frames, against expectations worked out by hand (and hashes and checksums
// by a program of its own). Each case fails when the model departs from the sentence of the design that names
// it.
#define BOOST_TEST_MODULE reference_model
#include "tain/sim/reference_model.hpp"

#include <boost/test/unit_test.hpp>

#include "tain/error.hpp"
#include "tain/test/frames.hpp"

using namespace tain;
using namespace tain::test;
using sim::Copy;
using sim::Headers;
using sim::ReferenceModel;
using sim::RuleHit;
using sim::Verdict;
using Reason = sim::Verdict::Reason;

namespace {

using Numbers8 = std::initializer_list<std::uint8_t>;
using Numbers16 = std::initializer_list<std::uint16_t>;

constexpr const char* local_mac = "02:00:00:00:00:01";
constexpr const char* other_mac = "02:00:00:00:00:02";
constexpr const char* remote_mac = "02:00:00:00:00:99";

Rule rule(std::uint32_t number, bool accept, const char* source, const char* destination) {
    Rule made;
    made.id = "tmfr-" + std::to_string(number);
    made.number = number;
    made.accept = accept;
    made.source = parse_prefix(source);
    made.destination = parse_prefix(destination);
    return made;
}

Rule rule_of(std::uint8_t protocol, std::optional<PortRange> source, std::optional<PortRange> destination) {
    Rule made = rule(10, true, "0.0.0.0/0", "0.0.0.0/0");
    made.protocol = protocol;
    made.source_ports = source;
    made.destination_ports = destination;
    return made;
}

std::vector<Rule> accept_all() {
    return {rule(100, true, "0.0.0.0/0", "0.0.0.0/0"), rule(200, true, "::/0", "::/0")};
}

Filter filter(const char* id, std::vector<Rule> ingress, std::vector<Rule> egress = {}) {
    return {id, std::move(ingress), std::move(egress), false};
}

Session session(const char* id, std::uint32_t number, const char* filter_id) {
    Session made;
    made.id = id;
    made.interface = "eni-1";
    made.filter = filter_id;
    made.target = "tmt-1";
    made.number = number;
    made.vni = 0x123456;
    return made;
}

/// One interface that copies everything IP to one target of both families.
Wanted everything() {
    Wanted wanted;
    wanted.interfaces = {{"eni-1", 0, parse_mac(local_mac), parse_mac(local_mac), parse_ip("10.0.0.5"),
                          parse_ip("2001:db8::5")}};
    wanted.filters = {filter("tmf-1", accept_all(), accept_all())};
    wanted.targets = {{"tmt-1",
                       {{parse_ip("10.0.9.9"), parse_mac("02:00:00:00:ff:01")},
                        {parse_ip("2001:db8:9::9"), parse_mac("02:00:00:00:ff:02")}},
                       9001}};
    wanted.sessions = {session("tms-1", 1, "tmf-1")};
    return wanted;
}

Wanted with_rules(std::vector<Rule> ingress) {
    Wanted wanted = everything();
    wanted.filters = {filter("tmf-1", std::move(ingress))};
    return wanted;
}

Bytes to_local() {
    return mac_pair(local_mac, remote_mac);
}

Bytes over_ipv4(const Ipv4Fields& fields, const Bytes& rest) {
    return join({to_local(), ether_type(0x0800), ipv4(fields), rest});
}
Bytes over_ipv6(const Ipv6Fields& fields, const Bytes& rest) {
    return join({to_local(), ether_type(0x86dd), ipv6(fields), rest});
}

/// 46 bytes: 198.51.100.7:4000 to 10.0.0.5:5000, payload "abcd".
Bytes plain_udp() {
    return over_ipv4({}, udp(4000, 5000));
}

Verdict judge_in(const Wanted& wanted, const Bytes& frame) {
    return sim::judge(wanted, 0, Direction::ingress, frame);
}

bool copied(const Wanted& wanted, const Bytes& frame) {
    return judge_in(wanted, frame).copy.has_value();
}

std::uint16_t at16(const Bytes& bytes, std::size_t at) {
    return static_cast<std::uint16_t>(bytes.at(at) << 8 | bytes.at(at + 1));
}

}  // namespace

// --- 2.1 sessions in order
// -------------------------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(sessions_in_order)

BOOST_AUTO_TEST_CASE(the_lowest_session_number_copies) {
    Wanted wanted = everything();
    wanted.sessions = {session("tms-7", 7, "tmf-1"), session("tms-3", 3, "tmf-1")};
    const Verdict verdict = judge_in(wanted, plain_udp());
    BOOST_TEST(verdict.copy.value().session == "tms-3");
    const std::vector<RuleHit> hits{{"tms-3", "tmf-1", "tmfr-100"}};
    BOOST_TEST((verdict.hits == hits));  // nothing further is tried
}

BOOST_AUTO_TEST_CASE(the_lowest_rule_number_decides) {
    BOOST_TEST(!copied(
        with_rules({rule(20, true, "0.0.0.0/0", "0.0.0.0/0"), rule(10, false, "0.0.0.0/0", "0.0.0.0/0")}),
        plain_udp()));
    BOOST_TEST(copied(
        with_rules({rule(20, false, "0.0.0.0/0", "0.0.0.0/0"), rule(10, true, "0.0.0.0/0", "0.0.0.0/0")}),
        plain_udp()));
}

BOOST_AUTO_TEST_CASE(a_reject_or_no_match_goes_on_to_the_next_session) {
    Wanted wanted = everything();
    wanted.filters.push_back(filter("tmf-reject", {rule(5, false, "198.51.100.0/24", "0.0.0.0/0")}));
    wanted.filters.push_back(filter("tmf-nothing", {rule(6, true, "203.0.113.0/24", "0.0.0.0/0")}));
    wanted.sessions = {session("tms-3", 3, "tmf-1"), session("tms-1", 1, "tmf-reject"),
                       session("tms-2", 2, "tmf-nothing")};
    const Verdict verdict = judge_in(wanted, plain_udp());
    BOOST_TEST(verdict.copy.value().session == "tms-3");
    const std::vector<RuleHit> hits{{"tms-1", "tmf-reject", "tmfr-5"}, {"tms-3", "tmf-1", "tmfr-100"}};
    BOOST_TEST((verdict.hits == hits));
}

BOOST_AUTO_TEST_CASE(no_session_accepts) {
    const Verdict verdict = judge_in(with_rules({rule(5, false, "0.0.0.0/0", "0.0.0.0/0")}), plain_udp());
    BOOST_TEST(!verdict.copy);
    BOOST_TEST((verdict.reason == Reason::not_accepted));
    BOOST_TEST(verdict.hits.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_interface_without_sessions_copies_nothing) {
    Wanted wanted = everything();
    wanted.sessions.clear();
    const Verdict verdict = judge_in(wanted, plain_udp());
    BOOST_TEST(verdict.owned);
    BOOST_TEST(!verdict.copy);
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.2 both ends, 2.6 which interface
// --------------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(which_interface)

Wanted two_interfaces() {
    Wanted wanted = everything();
    wanted.interfaces.push_back(
        {"eni-2", 0, parse_mac(other_mac), parse_mac(other_mac), parse_ip("10.0.0.6"), std::nullopt});
    Session second = session("tms-2", 1, "tmf-1");
    second.interface = "eni-2";
    wanted.sessions.push_back(second);
    return wanted;
}

BOOST_AUTO_TEST_CASE(both_ends_decide_for_themselves) {
    const Bytes frame = join({mac_pair(local_mac, other_mac), ether_type(0x0800), ipv4({}), udp(1, 2)});
    const Verdict out = sim::judge(two_interfaces(), 0, Direction::egress, frame);
    BOOST_TEST(out.interface == "eni-2");
    BOOST_TEST(out.copy.value().session == "tms-2");
    const Verdict in = sim::judge(two_interfaces(), 0, Direction::ingress, frame);
    BOOST_TEST(in.interface == "eni-1");
    BOOST_TEST(in.copy.value().session == "tms-1");
}

BOOST_AUTO_TEST_CASE(rules_are_those_of_the_direction) {
    Wanted wanted = everything();
    wanted.filters = {filter("tmf-1", {}, accept_all())};
    const Bytes out = join({mac_pair(remote_mac, local_mac), ether_type(0x0800), ipv4({}), udp(1, 2)});
    BOOST_TEST(sim::judge(wanted, 0, Direction::egress, out).copy.has_value());
    BOOST_TEST(!copied(wanted, plain_udp()));
}

BOOST_AUTO_TEST_CASE(the_port_belongs_to_the_interface) {
    BOOST_TEST(sim::judge(everything(), 0, Direction::ingress, plain_udp()).owned);
    BOOST_TEST(!sim::judge(everything(), 1, Direction::ingress, plain_udp()).owned);
}

BOOST_AUTO_TEST_CASE(the_other_mac_does_not_make_it_ours) {
    BOOST_TEST(!sim::judge(everything(), 0, Direction::egress, plain_udp()).owned);
    const Bytes out = join({mac_pair(remote_mac, local_mac), ether_type(0x0800), ipv4({}), udp(1, 2)});
    BOOST_TEST(!sim::judge(everything(), 0, Direction::ingress, out).owned);
    BOOST_TEST((judge_in(everything(), out).reason == Reason::unowned));
}

BOOST_AUTO_TEST_CASE(group_addressed_ingress_belongs_to_nobody) {
    Wanted wanted = everything();
    wanted.interfaces[0].mac = parse_mac("03:00:00:00:00:01");
    const Bytes in =
        join({mac_pair("03:00:00:00:00:01", remote_mac), ether_type(0x0800), ipv4({}), udp(1, 2)});
    BOOST_TEST(!judge_in(wanted, in).owned);
}

BOOST_AUTO_TEST_CASE(an_any_interface_owns_its_whole_port) {
    Wanted wanted = everything();
    wanted.interfaces[0].mac.reset();
    wanted.interfaces[0].source_mac = parse_mac(other_mac);
    const Bytes multicast =
        join({mac_pair("01:00:5e:00:00:01", remote_mac), ether_type(0x0800), ipv4({}), udp(1, 2)});
    for (const Direction direction : {Direction::ingress, Direction::egress}) {
        const Verdict verdict = sim::judge(wanted, 0, direction, multicast);
        BOOST_TEST(verdict.interface == "eni-1");
        const Bytes& outer = verdict.copy.value().frame;
        BOOST_TEST((Bytes(outer.begin() + 6, outer.begin() + 12) == hex("020000000002")));
        BOOST_TEST(sim::judge(wanted, 0, direction, hex("01")).owned);
        BOOST_TEST(!sim::judge(wanted, 1, direction, multicast).owned);
    }
}

BOOST_AUTO_TEST_CASE(a_frame_too_short_for_its_mac_belongs_to_nobody) {
    BOOST_TEST(!judge_in(everything(), hex("0200000000")).owned);
    BOOST_TEST(judge_in(everything(), hex("020000000001")).owned);
    BOOST_TEST((judge_in(everything(), hex("020000000001")).reason == Reason::not_ip));
    const Bytes out = mac_pair(remote_mac, local_mac);
    BOOST_TEST(!sim::judge(everything(), 0, Direction::egress, Bytes(out.begin(), out.end() - 1)).owned);
    BOOST_TEST(sim::judge(everything(), 0, Direction::egress, out).owned);
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.3 rules
// ---------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(rules)

BOOST_AUTO_TEST_CASE(protocol) {
    BOOST_TEST(copied(with_rules({rule_of(17, {}, {})}), plain_udp()));
    BOOST_TEST(!copied(with_rules({rule_of(6, {}, {})}), plain_udp()));
    BOOST_TEST(copied(with_rules({rule_of(1, {}, {})}), over_ipv4({.protocol = 1}, {})));
}

BOOST_AUTO_TEST_CASE(ipv6_upper_layer_protocol) {
    Rule tcp = rule(10, true, "::/0", "::/0");
    tcp.protocol = 6;
    BOOST_TEST(copied(with_rules({tcp}), over_ipv6({.next_header = 0}, join({extension(6), ports(1, 2)}))));
    BOOST_TEST(!copied(with_rules({tcp}), over_ipv6({.next_header = 17}, udp(1, 2))));
}

BOOST_AUTO_TEST_CASE(prefixes) {
    const auto matches = [](const char* source, const char* destination) {
        return copied(with_rules({rule(10, true, source, destination)}), plain_udp());
    };
    BOOST_TEST(matches("198.51.100.7/32", "10.0.0.5/32"));
    BOOST_TEST(matches("198.51.100.0/24", "10.0.0.4/31"));
    BOOST_TEST(!matches("198.51.100.6/32", "10.0.0.5/32"));
    BOOST_TEST(!matches("198.51.100.7/32", "10.0.0.6/31"));
    BOOST_TEST(!matches("10.0.0.5/32", "198.51.100.7/32"));  // not the other way round
    BOOST_TEST(matches("128.0.0.0/1", "0.0.0.0/1"));
    BOOST_TEST(!matches("0.0.0.0/1", "0.0.0.0/1"));
}

BOOST_AUTO_TEST_CASE(ipv6_prefixes) {
    const Bytes frame = over_ipv6({}, udp(1, 2));
    BOOST_TEST(copied(with_rules({rule(10, true, "2001:db8::/127", "2001:db8::5/128")}), frame));
    BOOST_TEST(!copied(with_rules({rule(10, true, "2001:db8::2/127", "2001:db8::5/128")}), frame));
    BOOST_TEST(!copied(with_rules({rule(10, true, "2001:db8::/127", "2001:db8::4/128")}), frame));
}

BOOST_AUTO_TEST_CASE(both_prefixes_are_of_one_family) {
    BOOST_TEST(!copied(with_rules({rule(10, true, "::/0", "::/0")}), plain_udp()));
    BOOST_TEST(!copied(with_rules({rule(10, true, "0.0.0.0/0", "0.0.0.0/0")}), over_ipv6({}, udp(1, 2))));
}

BOOST_AUTO_TEST_CASE(port_ranges_include_both_ends) {
    const auto matches = [](PortRange source, PortRange destination) {
        return copied(with_rules({rule_of(17, source, destination)}), plain_udp());
    };
    BOOST_TEST(matches({4000, 4000}, {5000, 5000}));
    BOOST_TEST(matches({3999, 4000}, {5000, 5001}));
    BOOST_TEST(!matches({4001, 65535}, {0, 65535}));
    BOOST_TEST(!matches({0, 65535}, {0, 4999}));
    BOOST_TEST(!matches({5000, 5000}, {4000, 4000}));
}

BOOST_AUTO_TEST_CASE(one_range_may_be_absent) {
    BOOST_TEST(copied(with_rules({rule_of(17, {}, PortRange{5000, 5000})}), plain_udp()));
    BOOST_TEST(copied(with_rules({rule_of(17, PortRange{4000, 4000}, {})}), plain_udp()));
    BOOST_TEST(!copied(with_rules({rule_of(17, {}, PortRange{4000, 4000})}), plain_udp()));
}

BOOST_AUTO_TEST_CASE(what_is_not_ip_matches_no_rule) {
    const Verdict verdict = judge_in(everything(), join({to_local(), ether_type(0x0806), counting(28)}));
    BOOST_TEST(verdict.owned);
    BOOST_TEST(!verdict.copy);
    BOOST_TEST(verdict.hits.empty());
    BOOST_TEST((verdict.reason == Reason::not_ip));
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.4 finding the headers, 2.5 unknown ports
// --------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(finding_the_headers)

bool has_ports(const Bytes& frame, std::uint16_t source = 4000, std::uint16_t destination = 5000) {
    const Headers headers = sim::find_headers(frame);
    if (!headers.source_port && !headers.destination_port) return false;
    BOOST_TEST(headers.source_port.value() == source);
    BOOST_TEST(headers.destination_port.value() == destination);
    return true;
}

BOOST_AUTO_TEST_CASE(up_to_two_vlan_tags) {
    const Bytes rest = join({ether_type(0x0800), ipv4({}), udp(4000, 5000)});
    for (const std::uint16_t type : Numbers16{0x8100, 0x88a8, 0x9100}) {
        BOOST_TEST(has_ports(join({to_local(), vlan(type), rest})));
        BOOST_TEST(has_ports(join({to_local(), vlan(type), vlan(0x8100), rest})));
        BOOST_TEST(!sim::find_headers(join({to_local(), vlan(type), vlan(), vlan(), rest})).ip);
    }
    BOOST_TEST(!sim::find_headers(join({to_local(), vlan(0x9200), rest})).ip);
}

BOOST_AUTO_TEST_CASE(tags_stay_in_the_copy) {
    const Bytes frame = join({to_local(), vlan(), ether_type(0x0800), ipv4({}), udp(4000, 5000)});
    const Copy copy = judge_in(everything(), frame).copy.value();
    BOOST_TEST((Bytes(copy.frame.begin() + 50, copy.frame.end()) == frame));
}

BOOST_AUTO_TEST_CASE(two_tags_and_ipv6) {
    BOOST_TEST(
        has_ports(join({to_local(), vlan(0x88a8), vlan(), ether_type(0x86dd), ipv6({}), udp(4000, 5000)})));
}

BOOST_AUTO_TEST_CASE(frames_that_end_in_the_ethernet_headers) {
    const Bytes frame = join({to_local(), vlan(), vlan(), ether_type(0x0800), ipv4({}), udp(1, 2)});
    for (std::size_t length = 0; length < 22 + 20; ++length) {
        BOOST_TEST(!sim::find_headers(std::span(frame).first(length)).ip);
    }
    BOOST_TEST(sim::find_headers(std::span(frame).first(42)).ip);
}

BOOST_AUTO_TEST_CASE(ipv4_is_known_by_20_bytes_version_and_header_length) {
    const Bytes frame = plain_udp();
    BOOST_TEST(!sim::find_headers(std::span(frame).first(33)).ip);
    BOOST_TEST(sim::find_headers(std::span(frame).first(34)).ip);
    BOOST_TEST(!sim::find_headers(over_ipv4({.version_and_words = 0x55}, udp(1, 2))).ip);
    BOOST_TEST(!sim::find_headers(over_ipv4({.version_and_words = 0x65}, udp(1, 2))).ip);
    BOOST_TEST(!sim::find_headers(over_ipv4({.version_and_words = 0x44}, udp(1, 2))).ip);
    BOOST_TEST(!sim::find_headers(over_ipv4({.version_and_words = 0x40}, udp(1, 2))).ip);
}

BOOST_AUTO_TEST_CASE(ipv4_fields) {
    const Headers headers = sim::find_headers(plain_udp());
    BOOST_TEST(headers.ip);
    BOOST_TEST((headers.source == parse_ip("198.51.100.7")));
    BOOST_TEST((headers.destination == parse_ip("10.0.0.5")));
    BOOST_TEST(headers.protocol == 17);
    BOOST_TEST(has_ports(plain_udp()));
}

BOOST_AUTO_TEST_CASE(ipv4_options_are_skipped) {
    for (std::uint8_t words = 6; words <= 15; ++words) {
        const Ipv4Fields fields{.version_and_words = static_cast<std::uint8_t>(0x40U | words)};
        BOOST_TEST(has_ports(over_ipv4(fields, udp(4000, 5000))));
    }
}

BOOST_AUTO_TEST_CASE(ipv4_options_beyond_the_frame_leave_the_protocol_known) {
    Bytes frame = over_ipv4({.version_and_words = 0x4f}, udp(4000, 5000));
    frame.resize(14 + 20 + 8);
    const Headers headers = sim::find_headers(frame);
    BOOST_TEST(headers.ip);
    BOOST_TEST(headers.protocol == 17);
    BOOST_TEST(!headers.source_port);
}

BOOST_AUTO_TEST_CASE(length_fields_are_not_trusted) {
    Bytes frame = plain_udp();
    frame[16] = 0;  // total length 20: no room for UDP
    frame[17] = 20;
    BOOST_TEST(has_ports(frame));
    frame[16] = 0xff;
    BOOST_TEST(has_ports(frame));
}

BOOST_AUTO_TEST_CASE(ipv6_is_known_by_40_bytes_and_version) {
    const Bytes frame = over_ipv6({}, udp(4000, 5000));
    BOOST_TEST(!sim::find_headers(std::span(frame).first(53)).ip);
    BOOST_TEST(sim::find_headers(std::span(frame).first(54)).ip);
    BOOST_TEST(!sim::find_headers(over_ipv6({.version = 4}, udp(1, 2))).ip);
    BOOST_TEST(!sim::find_headers(over_ipv6({.version = 7}, udp(1, 2))).ip);
    const Headers headers = sim::find_headers(frame);
    BOOST_TEST((headers.source == parse_ip("2001:db8::1")));
    BOOST_TEST((headers.destination == parse_ip("2001:db8::5")));
    BOOST_TEST(has_ports(frame));
}

BOOST_AUTO_TEST_CASE(ether_type_and_version_must_agree) {
    BOOST_TEST(!sim::find_headers(join({to_local(), ether_type(0x86dd), ipv4({}), counting(40)})).ip);
    BOOST_TEST(!sim::find_headers(join({to_local(), ether_type(0x0800), ipv6({}), udp(1, 2)})).ip);
}

BOOST_AUTO_TEST_CASE(each_extension_header_is_skipped) {
    for (const std::uint8_t kind : Numbers8{0, 43, 60}) {
        BOOST_TEST(has_ports(over_ipv6({.next_header = kind}, join({extension(17), udp(4000, 5000)}))));
        BOOST_TEST(has_ports(over_ipv6({.next_header = kind}, join({extension(17, 2), udp(4000, 5000)}))));
    }
    BOOST_TEST(has_ports(over_ipv6({.next_header = 44}, join({fragment(17, 0), udp(4000, 5000)}))));
}

BOOST_AUTO_TEST_CASE(other_headers_are_protocols) {
    for (const std::uint8_t kind : Numbers8{51, 50, 59, 135, 58}) {
        const Headers headers =
            sim::find_headers(over_ipv6({.next_header = kind}, join({extension(17), udp(4000, 5000)})));
        BOOST_TEST(headers.protocol == kind);
        BOOST_TEST(!headers.source_port);
    }
}

BOOST_AUTO_TEST_CASE(at_most_four_are_skipped) {
    const Bytes four = join({extension(60), extension(43), extension(60), extension(17), udp(4000, 5000)});
    BOOST_TEST(has_ports(over_ipv6({.next_header = 0}, four)));
    const Bytes five =
        join({extension(60), extension(43), extension(60), extension(60), extension(17), udp(1, 2)});
    const Headers headers = sim::find_headers(over_ipv6({.next_header = 0}, five));
    BOOST_TEST(headers.protocol == 60);
    BOOST_TEST(!headers.source_port);
}

BOOST_AUTO_TEST_CASE(eight_bytes_of_an_extension_header_must_be_in_the_frame) {
    const Bytes frame = over_ipv6({.next_header = 43}, extension(17));
    BOOST_TEST(sim::find_headers(frame).protocol == 17);
    BOOST_TEST(sim::find_headers(std::span(frame).first(61)).protocol == 43);
    // The rest of a longer one need not be there.
    const Bytes longer = over_ipv6({.next_header = 43}, extension(17, 9));
    BOOST_TEST(sim::find_headers(std::span(longer).first(62)).protocol == 17);
}

BOOST_AUTO_TEST_CASE(eight_bytes_of_an_extension_header_must_be_in_the_first_128) {
    // 54 + 64 = 118: bytes 118-125 are within; 54 + 72 = 126: bytes 126-133 are not.
    const Bytes within = join({extension(60, 7), extension(17), udp(4000, 5000)});
    BOOST_TEST(sim::find_headers(over_ipv6({.next_header = 0}, within)).protocol == 17);
    const Bytes beyond = join({extension(60, 8), extension(17), udp(4000, 5000)});
    BOOST_TEST(sim::find_headers(over_ipv6({.next_header = 0}, beyond)).protocol == 60);
}

BOOST_AUTO_TEST_CASE(an_extension_header_may_end_exactly_at_128) {
    const Bytes tagged = join({to_local(), vlan(), ether_type(0x86dd)});  // IP at 18; 18 + 40 + 56 + 6 = 120
    Bytes frame = join({tagged, ipv6({.next_header = 0}), extension(60, 6), extension(17), udp(1, 2)});
    BOOST_TEST(sim::find_headers(frame).protocol == 17);  // 114-121
    frame = join({to_local(), vlan(), vlan(), ether_type(0x86dd), ipv6({.next_header = 0}), extension(60, 6),
                  extension(17), udp(1, 2)});
    BOOST_TEST(sim::find_headers(frame).protocol == 17);  // 118-125
    frame = join({to_local(), vlan(), vlan(), ether_type(0x86dd), ipv6({.next_header = 0}), extension(60, 7),
                  extension(17), udp(1, 2)});
    BOOST_TEST(sim::find_headers(frame).protocol == 60);  // 126-133
}

BOOST_AUTO_TEST_CASE(nothing_is_skipped_after_a_later_fragments_header) {
    const Bytes rest = join({fragment(60, 1), extension(17), udp(4000, 5000)});
    const Headers later = sim::find_headers(over_ipv6({.next_header = 44}, rest));
    BOOST_TEST(later.protocol == 60);
    BOOST_TEST(!later.source_port);
    const Bytes first = join({fragment(60, 0), extension(17), udp(4000, 5000)});
    BOOST_TEST(has_ports(over_ipv6({.next_header = 44}, first)));
}

BOOST_AUTO_TEST_CASE(later_fragments_have_no_ports) {
    const Headers v6 =
        sim::find_headers(over_ipv6({.next_header = 44}, join({fragment(17, 1), udp(4000, 5000)})));
    BOOST_TEST(v6.protocol == 17);
    BOOST_TEST(!v6.source_port);
    for (const std::uint16_t offset : Numbers16{0x0001, 0x1000, 0x1fff, 0x2001}) {
        const Headers v4 = sim::find_headers(over_ipv4({.flags_and_offset = offset}, udp(4000, 5000)));
        BOOST_TEST(v4.protocol == 17);
        BOOST_TEST(!v4.source_port);
    }
}

BOOST_AUTO_TEST_CASE(first_fragments_have_ports) {
    for (const std::uint16_t flags : Numbers16{0x2000, 0x4000, 0x8000}) {
        BOOST_TEST(has_ports(over_ipv4({.flags_and_offset = flags}, udp(4000, 5000))));
    }
    const Bytes first = over_ipv4({.flags_and_offset = 0x2000}, udp(4000, 5000));
    BOOST_TEST(copied(with_rules({rule_of(17, {}, PortRange{5000, 5000})}), first));
}

BOOST_AUTO_TEST_CASE(tcp_udp_and_sctp_have_ports) {
    for (const std::uint8_t protocol : Numbers8{6, 17, 132}) {
        BOOST_TEST(has_ports(over_ipv4({.protocol = protocol}, udp(4000, 5000))));
    }
    for (const std::uint8_t protocol : Numbers8{1, 33, 47, 136}) {
        BOOST_TEST(!has_ports(over_ipv4({.protocol = protocol}, udp(4000, 5000))));
    }
}

BOOST_AUTO_TEST_CASE(four_bytes_of_ports_must_be_in_the_frame) {
    const Bytes frame = plain_udp();
    BOOST_TEST(!has_ports(Bytes(frame.begin(), frame.begin() + 37)));
    BOOST_TEST(has_ports(Bytes(frame.begin(), frame.begin() + 38)));
}

BOOST_AUTO_TEST_CASE(four_bytes_of_ports_must_be_in_the_first_128) {
    const auto at = [](std::uint8_t extra_bytes_of_tags, std::uint8_t length) {
        Bytes tags;
        for (int i = 0; i < extra_bytes_of_tags / 4; ++i) tags = join({tags, vlan()});
        return join({to_local(), tags, ether_type(0x86dd), ipv6({.next_header = 0}), extension(17, length),
                     udp(4000, 5000)});
    };
    BOOST_TEST(has_ports(at(0, 7)));   // 118-121
    BOOST_TEST(!has_ports(at(0, 8)));  // 126-129
    BOOST_TEST(has_ports(at(4, 7)));   // 122-125
    BOOST_TEST(!has_ports(at(8, 7)));  // 126-129
}

BOOST_AUTO_TEST_CASE(unknown_ports_match_no_range) {
    const Bytes later = over_ipv4({.flags_and_offset = 1}, udp(4000, 5000));
    BOOST_TEST(!copied(with_rules({rule_of(17, PortRange{0, 65535}, {})}), later));
    BOOST_TEST(!copied(with_rules({rule_of(17, {}, PortRange{0, 65535})}), later));
    BOOST_TEST(copied(with_rules({rule_of(17, {}, {})}), later));
    BOOST_TEST(copied(with_rules({rule_of(17, PortRange{0, 65535}, PortRange{0, 65535})}), plain_udp()));
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.7 never copied, resolvers
// -------------------------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(never_copied)

bool is_class(const Bytes& frame, NeverCopied expected) {
    const Verdict verdict = judge_in(everything(), frame);
    Wanted allowing = everything();
    allowing.never_copied.erase(expected);
    // With this class allowed the frame is copied; so it was this class and no other.
    if (verdict.never_copied && (verdict.copy || !verdict.hits.empty() || !copied(allowing, frame)))
        return false;
    return verdict.never_copied == expected && verdict.reason == Reason::never_copied;
}

BOOST_AUTO_TEST_CASE(dhcp_is_udp_to_its_ports) {
    BOOST_TEST(is_class(over_ipv4({}, udp(1, 67)), NeverCopied::dhcp));
    BOOST_TEST(is_class(over_ipv4({}, udp(1, 68)), NeverCopied::dhcp));
    BOOST_TEST(is_class(over_ipv6({}, udp(1, 546)), NeverCopied::dhcp));
    BOOST_TEST(is_class(over_ipv6({}, udp(1, 547)), NeverCopied::dhcp));
}

BOOST_AUTO_TEST_CASE(what_resembles_dhcp_is_copied) {
    const Wanted wanted = everything();
    BOOST_TEST(copied(wanted, over_ipv4({}, udp(67, 1))));  // from the port
    BOOST_TEST(copied(wanted, over_ipv4({}, udp(1, 66))));
    BOOST_TEST(copied(wanted, over_ipv4({}, udp(1, 69))));
    BOOST_TEST(copied(wanted, over_ipv4({}, udp(1, 547))));  // the other family's port
    BOOST_TEST(copied(wanted, over_ipv6({}, udp(1, 67))));
    BOOST_TEST(copied(wanted, over_ipv4({.protocol = 6}, udp(1, 67))));          // TCP
    BOOST_TEST(copied(wanted, over_ipv4({.flags_and_offset = 1}, udp(1, 67))));  // a later fragment
}

BOOST_AUTO_TEST_CASE(classes_by_address_to_and_from) {
    const std::vector<std::pair<const char*, NeverCopied>> v4{
        {"169.254.169.254", NeverCopied::metadata},
        {"169.254.169.123", NeverCopied::ntp},
        {"169.254.169.250", NeverCopied::windows_activation},
        {"169.254.169.251", NeverCopied::windows_activation}};
    for (const auto& [address, expected] : v4) {
        BOOST_TEST(is_class(over_ipv4({.source = address}, udp(1, 2)), expected));
        BOOST_TEST(is_class(over_ipv4({.protocol = 6, .destination = address}, {}), expected));
    }
    const std::vector<std::pair<const char*, NeverCopied>> v6{{"fd00:ec2::254", NeverCopied::metadata},
                                                              {"fd00:ec2::123", NeverCopied::ntp}};
    for (const auto& [address, expected] : v6) {
        BOOST_TEST(is_class(over_ipv6({.source = address}, udp(1, 2)), expected));
        BOOST_TEST(is_class(over_ipv6({.destination = address}, {}), expected));
    }
    BOOST_TEST(copied(everything(), over_ipv4({.source = "169.254.169.252"}, udp(1, 2))));
    BOOST_TEST(copied(everything(), over_ipv6({.source = "fd00:ec2::250"}, udp(1, 2))));
}

Wanted with_resolver(bool first_lists, bool second_lists) {
    Wanted wanted = with_rules({rule(10, false, "0.0.0.0/0", "0.0.0.0/0")});
    wanted.resolvers = {parse_ip("169.254.169.253"), parse_ip("fd00:ec2::253")};
    wanted.filters[0].amazon_dns = first_lists;
    wanted.filters.push_back(filter("tmf-2", accept_all()));
    wanted.filters[1].amazon_dns = second_lists;
    wanted.sessions.push_back(session("tms-2", 2, "tmf-2"));
    return wanted;
}

BOOST_AUTO_TEST_CASE(resolver_traffic_follows_the_network_service_and_not_the_rules) {
    for (const Bytes& frame : {over_ipv4({.source = "169.254.169.253"}, udp(53, 4000)),
                               over_ipv4({.protocol = 6, .destination = "169.254.169.253"}, ports(4000, 53)),
                               over_ipv6({.source = "fd00:ec2::253"}, udp(53, 4000))}) {
        BOOST_TEST(judge_in(with_resolver(true, true), frame).copy.value().session == "tms-1");
        BOOST_TEST(judge_in(with_resolver(false, true), frame).copy.value().session == "tms-2");
        const Verdict neither = judge_in(with_resolver(false, false), frame);
        BOOST_TEST(!neither.copy);
        BOOST_TEST(neither.resolver);
        BOOST_TEST(judge_in(with_resolver(true, true), frame).hits.empty());
        BOOST_TEST(neither.hits.empty());
    }
}

BOOST_AUTO_TEST_CASE(the_network_service_says_nothing_of_other_traffic) {
    BOOST_TEST(!copied(
        [] {
            Wanted wanted = with_resolver(true, true);
            wanted.sessions.pop_back();
            return wanted;
        }(),
        over_ipv4({}, udp(53, 53))));
}

BOOST_AUTO_TEST_CASE(never_copied_wins_over_resolvers) {
    const Verdict verdict =
        judge_in(with_resolver(true, true),
                 over_ipv4({.source = "169.254.169.253", .destination = "169.254.169.254"}, udp(1, 2)));
    BOOST_TEST(!verdict.copy);
    BOOST_TEST((verdict.reason == Reason::never_copied));
    BOOST_TEST(!copied(with_resolver(true, true), over_ipv4({.source = "169.254.169.253"}, udp(1, 67))));
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.8 how much
// ------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(how_much)

Bytes long_udp(std::size_t length) {
    return over_ipv4({}, udp(4000, 5000, length - 42));
}

struct Limits {
    std::optional<std::uint16_t> packet_length = std::nullopt;
    unsigned target_mtu = 9001;
    unsigned port_mtu = default_port_mtu;
    bool over_v6 = false;
};

Copy copy_of(std::size_t length, const Limits& limits) {
    Wanted wanted = everything();
    wanted.sessions[0].packet_length = limits.packet_length;
    wanted.targets[0].mtu = limits.target_mtu;
    if (limits.port_mtu != default_port_mtu) wanted.port_mtus = {limits.port_mtu};
    if (limits.over_v6) wanted.interfaces[0].ipv4.reset();
    return judge_in(wanted, long_udp(length)).copy.value();
}

BOOST_AUTO_TEST_CASE(no_limit_keeps_the_whole_frame) {
    const Copy copy = copy_of(1514, {});
    BOOST_TEST(copy.kept == 1514U);
    BOOST_TEST(!copy.truncated);
    BOOST_TEST(copy.frame.size() == 1564U);
}

BOOST_AUTO_TEST_CASE(the_packet_length_limits) {
    for (const std::uint16_t length : Numbers16{1, 60, 100, 1513}) {
        const Copy copy = copy_of(1514, {.packet_length = length});
        BOOST_TEST(copy.kept == length);
        BOOST_TEST(copy.truncated);
    }
    for (const std::uint16_t length : Numbers16{1514, 1515, 8500}) {
        const Copy copy = copy_of(1514, {.packet_length = length});
        BOOST_TEST(copy.kept == 1514U);
        BOOST_TEST(!copy.truncated);
    }
}

BOOST_AUTO_TEST_CASE(the_smaller_mtu_limits) {
    BOOST_TEST(copy_of(10000, {}).kept == 9001U - 36);
    BOOST_TEST(copy_of(10000, {.target_mtu = 576}).kept == 540U);
    BOOST_TEST(copy_of(10000, {.port_mtu = 1500}).kept == 1464U);
    BOOST_TEST(copy_of(10000, {.target_mtu = 1500, .port_mtu = 1400}).kept == 1364U);
    BOOST_TEST(copy_of(10000, {.target_mtu = 9216}).kept == 9180U);
    BOOST_TEST(copy_of(10000, {.packet_length = std::uint16_t{8500}, .target_mtu = 1500}).kept == 1464U);
    BOOST_TEST(copy_of(43365, {}).kept == 8965U);
}

BOOST_AUTO_TEST_CASE(ipv6_takes_56_bytes_of_the_mtu) {
    BOOST_TEST(copy_of(10000, {.over_v6 = true}).kept == 9001U - 56);
    BOOST_TEST(copy_of(10000, {.target_mtu = 1280, .over_v6 = true}).kept == 1224U);
    BOOST_TEST(copy_of(1514, {.over_v6 = true}).frame.size() == 1584U);
}

BOOST_AUTO_TEST_CASE(the_copy_fills_the_mtu_exactly) {
    // 14 bytes of Ethernet are not part of the IP packet.
    BOOST_TEST(copy_of(10000, {.target_mtu = 1500}).frame.size() == 1514U);
    BOOST_TEST(copy_of(10000, {.target_mtu = 1500, .over_v6 = true}).frame.size() == 1514U);
    BOOST_TEST(at16(copy_of(10000, {.target_mtu = 1500}).frame, 16) == 1500);
}

BOOST_AUTO_TEST_CASE(a_port_without_an_mtu_of_its_own_has_9216) {
    Wanted wanted = everything();
    wanted.interfaces[0].port = 1;
    wanted.targets[0].mtu = 9216;
    wanted.port_mtus = {1500};
    BOOST_TEST(sim::judge(wanted, 1, Direction::ingress, long_udp(10000)).copy.value().kept == 9180U);
}

BOOST_AUTO_TEST_CASE(kept_bytes_are_the_original_ones) {
    const Bytes frame = long_udp(1514);
    const Copy copy = copy_of(1514, {.packet_length = std::uint16_t{100}});
    BOOST_TEST(
        (Bytes(copy.frame.begin() + 50, copy.frame.end()) == Bytes(frame.begin(), frame.begin() + 100)));
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.9 the outer headers
// ---------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(outer_headers)

BOOST_AUTO_TEST_CASE(over_ipv4_byte_by_byte) {
    const Copy copy = judge_in(everything(), plain_udp()).copy.value();
    const Bytes expected =
        hex("02000000ff01 020000000001 0800"
            "4500 0052 0000 4000 4011 1d8e 0a000005 0a000909"
            "d376 12b5 003e 0000"
            "08000000 12345600"
            "020000000001 020000000099 0800 4500 0000 0000 0000 4011 0000 c6336407 0a000005"
            "0fa0 1388 000c 0000 61626364");
    BOOST_TEST((copy.frame == expected));
    BOOST_TEST((copy.target == parse_ip("10.0.9.9")));
}

BOOST_AUTO_TEST_CASE(short_copies_are_padded_and_lengths_do_not_count_it) {
    Wanted wanted = everything();
    wanted.sessions[0].packet_length = std::uint16_t{1};
    const Copy copy = judge_in(wanted, plain_udp()).copy.value();
    const Bytes expected =
        hex("02000000ff01 020000000001 0800"
            "4500 0025 0000 4000 4011 1dbb 0a000005 0a000909"
            "d376 12b5 0011 0000 08000000 12345600 02 000000000000000000");
    BOOST_TEST((copy.frame == expected));
    BOOST_TEST(copy.frame.size() == 60U);
    for (const std::uint16_t length : Numbers16{9, 10, 11}) {
        wanted.sessions[0].packet_length = length;
        BOOST_TEST(judge_in(wanted, plain_udp()).copy.value().frame.size() == std::max(60U, 50U + length));
    }
}

/// The sum over pseudo-header and datagram that a receiver makes; 0xffff where the checksum is right.
std::uint32_t received_sum(const Bytes& frame) {
    const std::size_t length = frame.size() - 54;
    std::uint32_t sum = static_cast<std::uint32_t>(length) + 17;
    for (std::size_t i = 22; i < frame.size(); ++i) sum += i % 2 == 0 ? frame[i] * 256U : frame[i];
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return sum;
}

Wanted over_v6_only() {
    Wanted wanted = everything();
    wanted.interfaces[0].ipv4.reset();
    return wanted;
}

BOOST_AUTO_TEST_CASE(over_ipv6_byte_by_byte) {
    const Copy copy = judge_in(over_v6_only(), plain_udp()).copy.value();
    const Bytes& frame = copy.frame;
    BOOST_TEST((Bytes(frame.begin(), frame.begin() + 60) ==
                hex("02000000ff02 020000000001 86dd 6008d376 003e 11 40"
                    "20010db8000000000000000000000005 20010db8000900000000000000000009 d376 12b5 003e")));
    BOOST_TEST((Bytes(frame.begin() + 62, frame.begin() + 70) == hex("08000000 12345600")));
    BOOST_TEST((Bytes(frame.begin() + 70, frame.end()) == plain_udp()));
    BOOST_TEST(received_sum(frame) == 0xffffU);
    BOOST_TEST((copy.target == parse_ip("2001:db8:9::9")));
}

BOOST_AUTO_TEST_CASE(the_udp_checksum_covers_odd_lengths) {
    Wanted wanted = over_v6_only();
    for (std::uint16_t length = 1; length <= 46; ++length) {
        wanted.sessions[0].packet_length = length;
        const Bytes frame = judge_in(wanted, plain_udp()).copy.value().frame;
        BOOST_TEST(frame.size() == 70U + length);
        BOOST_TEST(received_sum(frame) == 0xffffU);
        BOOST_TEST(at16(frame, 60) != 0);
    }
}

BOOST_AUTO_TEST_CASE(a_computed_checksum_of_zero_is_sent_as_ones) {
    Bytes frame = plain_udp();
    unsigned ones = 0;
    for (unsigned value = 0; value <= 0xffff; ++value) {
        frame[44] = static_cast<std::uint8_t>(value >> 8);
        frame[45] = static_cast<std::uint8_t>(value);
        const std::uint16_t sum = at16(judge_in(over_v6_only(), frame).copy.value().frame, 60);
        BOOST_REQUIRE(sum != 0);
        ones += sum == 0xffff ? 1 : 0;
    }
    BOOST_TEST(ones == 1U);  // 0 and 0xffff of the payload differ by nothing else; one of them is met once
}

BOOST_AUTO_TEST_CASE(a_flow_label_of_zero_becomes_one) {
    const Bytes frame = over_ipv4({}, udp(14050, 5018));
    BOOST_TEST(sim::flow_hash(sim::find_headers(frame)) == 0x73f00000U);
    const Bytes outer = judge_in(over_v6_only(), frame).copy.value().frame;
    BOOST_TEST((Bytes(outer.begin() + 14, outer.begin() + 18) == hex("60000001")));
    BOOST_TEST(at16(outer, 54) == 49152);
}

BOOST_AUTO_TEST_CASE(the_family_follows_source_and_target) {
    Wanted wanted = everything();
    wanted.targets[0].addresses.erase(wanted.targets[0].addresses.begin());  // only IPv6 is left
    BOOST_TEST(judge_in(wanted, plain_udp()).copy.value().target.v6);
    wanted.interfaces[0].ipv6.reset();
    BOOST_CHECK_EXCEPTION(ReferenceModel{wanted}, Error,
                          [](const Error& e) { return e.object() == "tms-1"; });
}

BOOST_AUTO_TEST_CASE(unknown_ids_are_refused) {
    Wanted wanted = everything();
    wanted.sessions[0].filter = "tmf-9";
    BOOST_CHECK_EXCEPTION(ReferenceModel{wanted}, Error,
                          [](const Error& e) { return e.field() == "filter"; });
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.10 the flow hash, 2.11 load balancers
// -----------------------------------------------------------------------------

BOOST_AUTO_TEST_SUITE(flow_hash)

std::uint32_t hash_of(const Bytes& frame) {
    return sim::flow_hash(sim::find_headers(frame));
}

BOOST_AUTO_TEST_CASE(known_values) {
    BOOST_TEST(hash_of(plain_udp()) == 0xb3d8d376U);
    BOOST_TEST(hash_of(over_ipv4({.flags_and_offset = 1}, udp(4000, 5000))) == 0xdd109ed4U);
    BOOST_TEST(hash_of(over_ipv4({.protocol = 1}, udp(4000, 5000))) == 0xcd4e59bbU);
    BOOST_TEST(hash_of(over_ipv4({.protocol = 132}, ports(4000, 5000))) == 0x14813b7dU);
    BOOST_TEST(hash_of(over_ipv6({.next_header = 6}, ports(443, 50000))) == 0x8f5617ceU);
}

BOOST_AUTO_TEST_CASE(both_directions_of_a_flow_have_one_hash) {
    const Bytes back = over_ipv4({.source = "10.0.0.5", .destination = "198.51.100.7"}, udp(5000, 4000));
    BOOST_TEST(hash_of(back) == hash_of(plain_udp()));
    // The ports belong to their addresses: exchanged alone, they make another flow.
    BOOST_TEST(hash_of(over_ipv4({}, udp(5000, 4000))) != hash_of(plain_udp()));
    const Bytes one_host = over_ipv4({.source = "10.0.0.5"}, udp(1, 2));
    BOOST_TEST(hash_of(one_host) == hash_of(over_ipv4({.source = "10.0.0.5"}, udp(2, 1))));
}

BOOST_AUTO_TEST_CASE(copies_spread_over_the_addresses_in_order) {
    Wanted wanted = everything();
    const std::vector<std::vector<unsigned>> expected{
        {}, {0, 0, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 1}, {2, 1, 1, 1, 2, 2, 2, 2},
        {}, {3, 3, 2, 2, 4, 4, 4, 3}};
    for (const std::uint8_t count : Numbers8{1, 2, 3, 5}) {
        wanted.targets[0].addresses.clear();
        for (std::uint8_t i = 0; i < count; ++i) {
            IpAddress address = parse_ip("10.0.9.0");
            address.bytes[15] = i;
            wanted.targets[0].addresses.push_back({address, MacAddress{{2, 0, 0, 0, 0xee, i}}});
        }
        for (std::uint16_t i = 0; i < 8; ++i) {
            const Bytes frame = over_ipv4({}, udp(static_cast<std::uint16_t>(4000 + i), 5000));
            const Copy copy = judge_in(wanted, frame).copy.value();
            BOOST_TEST(copy.frame[33] == expected[count][i]);
            BOOST_TEST(copy.frame[5] == expected[count][i]);  // the MAC goes with the address
            BOOST_TEST(copy.target.bytes[15] == expected[count][i]);
        }
    }
}

BOOST_AUTO_TEST_CASE(only_addresses_of_the_family_count) {
    Wanted wanted = everything();  // one IPv4 and one IPv6 address: k is 1
    BOOST_TEST((judge_in(wanted, plain_udp()).copy.value().target == parse_ip("10.0.9.9")));
}

BOOST_AUTO_TEST_SUITE_END()

// --- 2.12 bad frames
// -------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(a_bad_frame_is_judged_but_not_copied) {
    const ReferenceModel model(everything());
    const Verdict verdict = model.judge(0, Direction::ingress, plain_udp(), true);
    BOOST_TEST(!verdict.copy);
    BOOST_TEST((verdict.reason == Reason::bad));
    BOOST_TEST(verdict.hits.size() == 1U);
    BOOST_TEST((model.judge(0, Direction::ingress, hex("020000000001"), true).reason == Reason::not_ip));
}
