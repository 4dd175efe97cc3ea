// SPDX-License-Identifier: Apache-2.0
// Looking at a NIC without changing it: would fail if a difference were overlooked or invented, if counters
// of another process could not be read, or if anything were written but what selects what is read.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "checks.hpp"
#include "examples.hpp"
#include "fake_nic.hpp"
#include "random_wanted.hpp"
#include "tain/device.hpp"

namespace tain {

std::ostream& operator<<(std::ostream& out, const Difference& difference) {
    return out << static_cast<int>(difference.kind) << " " << difference.object;
}

}  // namespace tain

namespace tain::test {
namespace {

using Kind = Difference::Kind;

/// By a process of its own; the tables are as before.
Inspection inspect(FakeNic& nic, const Wanted& wanted) {
    const Meaning before = meaning_of(nic);
    Inspection inspection = Device(nic).inspect(wanted);
    BOOST_CHECK(meaning_of(nic) == before);
    return inspection;
}

void check_differences(FakeNic& nic, const Wanted& wanted, std::vector<Difference> expected) {
    const std::vector<Difference> found = inspect(nic, wanted).differences;
    BOOST_CHECK_EQUAL_COLLECTIONS(found.begin(), found.end(), expected.begin(), expected.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(inspection)

BOOST_AUTO_TEST_CASE(a_nic_that_nobody_programmed_lacks_everything) {
    FakeNic nic;
    const Wanted wanted = one_session(2);
    const Inspection inspection = inspect(nic, wanted);
    BOOST_CHECK(!inspection.programmed);
    BOOST_CHECK(inspection.counters.sessions.empty());
    BOOST_CHECK(inspection.counters.interfaces.empty());
    BOOST_CHECK_EQUAL(inspection.counters.ports.size(), 4U);
    const auto& all = inspection.differences;
    BOOST_CHECK(std::ranges::find(all, Difference{Kind::missing, "session tms-1"}) != all.end());
    BOOST_CHECK(std::ranges::all_of(all, [](const Difference& d) { return d.kind == Kind::missing; }));
}

BOOST_AUTO_TEST_CASE(what_was_applied_does_not_differ) {
    FakeNic nic;
    const Wanted wanted = one_session(3);
    Device(nic).apply(wanted);
    const Inspection inspection = inspect(nic, wanted);
    BOOST_CHECK(inspection.programmed);
    BOOST_CHECK(inspection.differences.empty());
}

BOOST_AUTO_TEST_CASE(every_object_that_differs_is_named) {
    FakeNic nic;
    const Wanted wanted = one_session(3);
    Device(nic).apply(wanted);

    Wanted other = wanted;
    other.sessions[0].vni = 77;
    check_differences(nic, other, {{Kind::different, "session tms-1"}});
    other = wanted;
    other.filters[0].ingress[1].accept = !other.filters[0].ingress[1].accept;
    check_differences(nic, other, {{Kind::different, "filter tmf-1"}});
    other = wanted;
    other.targets[0].addresses[0].mac.bytes[5] ^= 1;
    check_differences(nic, other, {{Kind::different, "target tmt-1"}});
    other = wanted;
    other.interfaces[0].source_mac.bytes[5] ^= 2;
    check_differences(nic, other, {{Kind::different, "interface eni-1"}});
    other = wanted;
    other.resolvers.push_back(parse_ip("10.9.9.9"));
    check_differences(nic, other, {{Kind::missing, "resolver 10.9.9.9"}});
    other = wanted;
    other.never_copied = {NeverCopied::dhcp};
    const std::vector<Difference> found = inspect(nic, other).differences;
    BOOST_CHECK(!found.empty());
    BOOST_CHECK(std::ranges::all_of(found, [](const Difference& d) { return d.kind == Kind::superfluous; }));
}

BOOST_AUTO_TEST_CASE(one_session_more_in_the_nic) {
    FakeNic nic;
    Wanted more = one_session(3);
    Session second = more.sessions[0];
    second.id = "tms-2";
    second.number = 2;
    more.sessions.push_back(second);
    Device(nic).apply(more);
    const std::vector<Difference> found = inspect(nic, one_session(3)).differences;
    BOOST_REQUIRE_EQUAL(found.size(), 1U);
    BOOST_CHECK(found[0].kind == Kind::superfluous);
    BOOST_CHECK(found[0].object.starts_with("session with cookie 0x"));
}

/// Whatever stands in the NIC: no difference exactly where apply would change nothing.
BOOST_AUTO_TEST_CASE(it_agrees_with_apply) {
    RandomWanted random(11, small_capabilities());
    FakeNic nic;
    Wanted now = random.whole();
    for (unsigned round = 0; round < 60; ++round) {
        Device(nic).apply(now);
        const Wanted next = round % 5 == 0 ? random.whole() : random.change(now);
        const std::vector<Difference> found = inspect(nic, next).differences;
        const ApplyReport report = Device(nic).apply(next);
        BOOST_CHECK_EQUAL(found.empty(), report.flips == 0);
        const auto paused = std::ranges::count_if(
            report.changed, [](const std::string& line) { return line.find("paused") != std::string::npos; });
        BOOST_CHECK_EQUAL(found.size() + static_cast<std::size_t>(paused), report.changed.size());
        BOOST_CHECK(inspect(nic, next).differences.empty());
        now = next;
    }
}

BOOST_AUTO_TEST_CASE(counters_of_another_process) {
    FakeNic nic;
    const Wanted wanted = one_session(2);
    Device owner(nic);
    owner.apply(wanted);
    for (unsigned i = 0; i < 4; ++i) nic.counter(0, 1, 0, 0, i) = 100 + i;
    const Counters expected = owner.read_counters();
    const Counters read = inspect(nic, wanted).counters;
    BOOST_REQUIRE_EQUAL(read.sessions.size(), expected.sessions.size());
    for (std::size_t i = 0; i < read.sessions.size(); ++i)
        BOOST_CHECK_EQUAL(read.sessions[i].copied, expected.sessions[i].copied);
    BOOST_CHECK_EQUAL(read.interfaces.size(), expected.interfaces.size());
    BOOST_CHECK_EQUAL(read.rules.size(), expected.rules.size());
    BOOST_CHECK_GE(read.sessions[0].copied, 100U);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_and_what_is_gone) {
    FakeNic nic;
    Wanted wanted = one_session(2);
    wanted.sessions[0].filter = "tmf-none";
    Device device(nic);
    BOOST_CHECK_EXCEPTION(device.inspect(wanted), Error, error_with("InvalidParameterValue", "tmf-none"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
