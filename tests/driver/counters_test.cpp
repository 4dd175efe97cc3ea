// SPDX-License-Identifier: Apache-2.0
// Reading counters: would fail if a counter went to another name, lost its upper half, or was not summed over
// ports where a filter is in use on two.
#include <boost/test/unit_test.hpp>

#include "checks.hpp"
#include "counter_numbers.hpp"
#include "examples.hpp"
#include "fake_nic.hpp"
#include "tain/device.hpp"

namespace tain::test {

BOOST_AUTO_TEST_SUITE(counters)

BOOST_AUTO_TEST_CASE(every_counter_has_its_name) {
    FakeNic nic;
    Device device(nic);
    Wanted wanted = one_session(2);
    wanted.filters[0].egress.push_back(make_rule(7, "10.0.0.0/8", "10.0.0.0/8"));
    Interface second = wanted.interfaces[0];
    second.id = "eni-2";
    second.port = 1;
    wanted.interfaces.push_back(second);
    Session other = wanted.sessions[0];
    other.id = "tms-2";
    other.interface = "eni-2";
    wanted.sessions.push_back(other);
    device.apply(wanted);
    constexpr std::uint64_t large = 0x1234567800000000;
    for (unsigned i = 0; i < 6; ++i) nic.counter(0, 0, 1, 0, i) = large + i;
    for (unsigned i = 0; i < 4; ++i) nic.counter(1, 1, 0, 0, i) = large + 10 + i;
    nic.counter(0, 2, 0, 0, 0) = 5;
    nic.counter(0, 2, 0, 1, 0) = 7;
    nic.counter(1, 2, 0, 1, 0) = 11;
    nic.counter(0, 2, 1, 0, 0) = 13;
    for (unsigned i = 0; i < 4; ++i) nic.port_counter(1, 1, i) = large + 20 + i;

    const Counters read = device.read_counters();
    BOOST_REQUIRE_EQUAL(read.ports.size(), 4U);
    BOOST_REQUIRE_EQUAL(read.interfaces.size(), 4U);
    BOOST_REQUIRE_EQUAL(read.sessions.size(), 4U);
    BOOST_REQUIRE_EQUAL(read.rules.size(), 3U);
    const InterfaceCounters& interface = read.interfaces[1];
    BOOST_CHECK_EQUAL(interface.interface, "eni-1");
    BOOST_CHECK(interface.direction == Direction::egress);
    BOOST_CHECK_EQUAL(interface.judged, large);
    BOOST_CHECK_EQUAL(interface.not_copied, large + 1);
    BOOST_CHECK_EQUAL(interface.copied, large + 2);
    BOOST_CHECK_EQUAL(interface.dropped, large + 3);
    BOOST_CHECK_EQUAL(interface.truncated, large + 4);
    BOOST_CHECK_EQUAL(interface.kept_bytes, large + 5);
    const SessionCounters& session = read.sessions[2];
    BOOST_CHECK_EQUAL(session.session, "tms-2");
    BOOST_CHECK(session.direction == Direction::ingress);
    BOOST_CHECK_EQUAL(session.copied, large + 10);
    BOOST_CHECK_EQUAL(session.kept_bytes, large + 11);
    BOOST_CHECK_EQUAL(session.truncated, large + 12);
    BOOST_CHECK_EQUAL(session.dropped, large + 13);
    BOOST_CHECK_EQUAL(read.rules[0].rule, "tmfr-1");
    BOOST_CHECK_EQUAL(read.rules[0].hits, 5U);
    BOOST_CHECK_EQUAL(read.rules[1].rule, "tmfr-2");
    BOOST_CHECK_EQUAL(read.rules[1].hits, 18U);
    BOOST_CHECK_EQUAL(read.rules[2].rule, "tmfr-7");
    BOOST_CHECK_EQUAL(read.rules[2].hits, 13U);
    const PortCounters& port = read.ports[3];
    BOOST_CHECK_EQUAL(port.port, 1U);
    BOOST_CHECK(port.direction == Direction::egress);
    BOOST_CHECK_EQUAL(port.frames, large + 20);
    BOOST_CHECK_EQUAL(port.bytes, large + 21);
    BOOST_CHECK_EQUAL(port.unowned, large + 22);
    BOOST_CHECK_EQUAL(port.bad, large + 23);
    BOOST_CHECK(nic.faults().empty());
}

/// A changed rule moves to another slot and keeps counting where it counted.
BOOST_AUTO_TEST_CASE(a_changed_rule_keeps_its_hits) {
    FakeNic nic;
    Wanted wanted = one_session(3);
    Device(nic).apply(wanted);
    for (unsigned i = 0; i < 3; ++i) nic.counter(0, 2, 0, i, 0) = 100 + i;
    wanted.filters[0].ingress[0].accept = false;
    wanted.filters[0].ingress.erase(wanted.filters[0].ingress.begin() + 1);
    wanted.filters[0].ingress.push_back(make_rule(9, "10.0.0.0/8", "10.0.0.0/8"));
    Device device(nic);
    device.apply(wanted);
    const Counters read = device.read_counters();
    BOOST_REQUIRE_EQUAL(read.rules.size(), 3U);
    BOOST_CHECK_EQUAL(read.rules[0].hits, 100U);
    BOOST_CHECK_EQUAL(read.rules[1].hits, 102U);
    BOOST_CHECK_EQUAL(read.rules[2].hits, 0U);
}

/// All numbers are taken, and every session goes for another one: its number is free only after the flip.
BOOST_AUTO_TEST_CASE(new_objects_start_at_0_though_every_number_is_taken) {
    FakeNic nic;
    Device device(nic);
    Wanted wanted = many_filters(8, 1);
    device.apply(wanted);
    for (unsigned i = 0; i < 8; ++i) nic.counter(0, 0, 0, i, 0) = 1000;
    for (Interface& entry : wanted.interfaces) entry.id += "0";
    for (Session& entry : wanted.sessions) entry.interface += "0";
    BOOST_CHECK_EQUAL(device.apply(wanted).flips, 1U);
    for (const InterfaceCounters& entry : device.read_counters().interfaces)
        BOOST_CHECK_EQUAL(entry.judged, 0U);
}

BOOST_AUTO_TEST_CASE(numbers_are_kept_then_free_then_taken_from_what_goes) {
    const NumberMap known{{11, 3}, {12, 0}};
    const Numbering numbering = number_objects({21, 11, 22, 23}, known, {0, 1, 3}, 5);
    BOOST_CHECK((numbering.numbers == NumberMap{{11, 3}, {21, 2}, {22, 4}, {23, 0}}));
    BOOST_CHECK((numbering.clear_before == std::vector<unsigned>{2, 4}));
    BOOST_CHECK((numbering.clear_after == std::vector<unsigned>{0}));
}

BOOST_AUTO_TEST_CASE(counters_need_a_configuration) {
    FakeNic nic;
    Device device(nic);
    BOOST_CHECK_EXCEPTION(device.read_counters(), Error, error_with("NicNotConfigured", "apply"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
