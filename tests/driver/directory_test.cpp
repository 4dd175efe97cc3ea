// SPDX-License-Identifier: Apache-2.0
// Opening a NIC: would fail if the driver took something else for a NIC, trusted sizes compiled in, or
// stumbled over a block of a type it does not know.
#include <boost/test/unit_test.hpp>

#include "checks.hpp"
#include "examples.hpp"
#include "fake_nic.hpp"
#include "tain/device.hpp"

namespace tain::test {

BOOST_AUTO_TEST_SUITE(directory)

BOOST_AUTO_TEST_CASE(capabilities_are_those_of_the_nic) {
    FakeNic nic;
    const Device device(nic);
    BOOST_CHECK(device.capabilities() == small_capabilities());
    BOOST_CHECK_EQUAL(device.version(), "1.0");
    BOOST_CHECK(nic.faults().empty());
}

BOOST_AUTO_TEST_CASE(default_capabilities_are_those_of_the_issue) {
    const Capabilities has = default_capabilities();
    BOOST_CHECK_EQUAL(has.ports, 1U);
    BOOST_CHECK_EQUAL(has.interfaces, 64U);
    BOOST_CHECK_EQUAL(has.filters, 32U);
    BOOST_CHECK_EQUAL(has.rule_slots, 36U);
    BOOST_CHECK_EQUAL(has.rules_per_filter, 16U);
    BOOST_CHECK_EQUAL(has.range_checkers, 32U);
    BOOST_CHECK_EQUAL(has.buffer_bytes, 65536U);
}

BOOST_AUTO_TEST_CASE(a_newer_minor_version_is_taken) {
    FakeNic nic;
    nic.version = 0x00010007;
    BOOST_CHECK_EQUAL(Device(nic).version(), "1.7");
}

BOOST_AUTO_TEST_CASE(another_major_version_is_refused_with_both_named) {
    FakeNic nic;
    nic.version = 0x00020001;
    BOOST_CHECK_EXCEPTION(Device{nic}, Error, error_with("NicVersionMismatch", "2.1"));
    BOOST_CHECK_EXCEPTION(Device{nic}, Error, error_with("NicVersionMismatch", "1.0"));
}

BOOST_AUTO_TEST_CASE(something_else_is_refused) {
    FakeNic nic;
    nic.identity = 0x12345678;
    BOOST_CHECK_EXCEPTION(Device{nic}, Error, error_with("NicNotFound", "0x12345678"));
}

BOOST_AUTO_TEST_CASE(a_card_that_is_gone_is_named_so) {
    FakeNic nic;
    nic.gone = true;
    BOOST_CHECK_EXCEPTION(Device{nic}, Error, error_with("NicGone", "gone"));
}

BOOST_AUTO_TEST_CASE(a_card_that_goes_during_a_change_ends_it) {
    FakeNic nic;
    Device device(nic);
    unsigned accesses = 0;
    nic.before_access = [&] { nic.gone = ++accesses > 100; };
    BOOST_CHECK_EXCEPTION(device.apply(one_session(4)), Error, error_with("NicGone", "gone"));
    BOOST_CHECK_EXCEPTION(device.apply(one_session(4)), Error, error_with("NicGone", "gone"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
