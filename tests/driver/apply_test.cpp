// SPDX-License-Identifier: Apache-2.0
// Changes one by one: would fail if a change wrote what is there already, cost more than it should, took a
// flip too many, or left anything but the wanted configuration.
#include <boost/test/unit_test.hpp>

#include "checks.hpp"
#include "examples.hpp"
#include "fake_nic.hpp"
#include "tain/device.hpp"

namespace tain::test {
namespace {

bool has_line(const ApplyReport& report, const std::string& line) {
    return std::find(report.changed.begin(), report.changed.end(), line) != report.changed.end();
}

/// The costliest rules: every address bit and both ports matter, over IPv6.
Wanted long_rules(unsigned rules) {
    Wanted wanted = one_session(rules);
    for (Rule& rule : wanted.filters[0].ingress) {
        const std::string number = std::to_string(rule.number);
        rule.source = parse_prefix("2001:db8:1:2:3:4:5:" + number + "/128");
        rule.destination = parse_prefix("2001:db8:" + number + ":2:3:4:5:6/128");
        rule.protocol = 17;
        rule.source_ports = PortRange{static_cast<std::uint16_t>(1000 + rule.number), 2000};
        rule.destination_ports = PortRange{53, 53};
    }
    return wanted;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(apply)

BOOST_AUTO_TEST_CASE(one_session_on_an_empty_nic) {
    FakeNic nic(FakeNic::default_sizes());
    Device device(nic);
    const Wanted wanted = one_session(10);
    const ApplyReport report = device.apply(wanted);
    check_means(nic, wanted);
    BOOST_CHECK_EQUAL(report.flips, 1U);
    BOOST_CHECK_LE(report.register_writes, 300U);
    BOOST_CHECK(has_line(report, "session tms-1: added"));
    BOOST_CHECK(has_line(report, "filter tmf-1: added"));
    BOOST_CHECK(has_line(report, "never-copied dhcp: added"));
    BOOST_CHECK_EQUAL(report.changed.size(), 8U);  // with interface, target and three more classes
    BOOST_TEST_MESSAGE("one session of 10 rules: " << report.register_writes << " writes, "
                                                   << report.register_reads << " reads");
}

BOOST_AUTO_TEST_CASE(the_same_again_writes_nothing) {
    FakeNic nic;
    Device device(nic);
    const Wanted wanted = one_session(4);
    device.apply(wanted);
    const ApplyReport again = device.apply(wanted);
    BOOST_CHECK_EQUAL(again.flips, 0U);
    BOOST_CHECK_EQUAL(again.register_writes, 0U);
    BOOST_CHECK(again.changed.empty());
    Device other(nic);
    const ApplyReport other_again = other.apply(wanted);
    BOOST_CHECK_EQUAL(other_again.flips, 0U);
    BOOST_CHECK(other_again.changed.empty());
    BOOST_CHECK_EQUAL(nic.flips(), 1U);
    check_means(nic, wanted);
}

/// In the process that made the tables, and in a new one, which must read them back.
BOOST_AUTO_TEST_CASE(one_changed_rule) {
    for (const bool fresh : {false, true}) {
        FakeNic nic(FakeNic::default_sizes());
        Device first(nic);
        Wanted wanted = one_session(10);
        first.apply(wanted);
        wanted.filters[0].ingress[4].accept = false;
        Device second(nic);
        const ApplyReport report = (fresh ? second : first).apply(wanted);
        check_means(nic, wanted);
        BOOST_CHECK_EQUAL(report.flips, 1U);
        BOOST_CHECK_LE(report.register_writes, fresh ? 330U : 300U);
        BOOST_CHECK_EQUAL(report.changed.size(), 1U);
        BOOST_CHECK(has_line(report, "filter tmf-1: changed"));
        BOOST_TEST_MESSAGE("one changed rule of 10, " << (fresh ? "new" : "same")
                                                      << " process: " << report.register_writes << " writes, "
                                                      << report.register_reads << " reads");
    }
}

BOOST_AUTO_TEST_CASE(the_costliest_rules) {
    FakeNic nic(FakeNic::default_sizes());
    Device device(nic);
    Wanted wanted = long_rules(10);
    const ApplyReport report = device.apply(wanted);
    check_means(nic, wanted);
    BOOST_CHECK_LE(report.register_writes, 300U);
    wanted.filters[0].ingress[4].accept = false;
    const ApplyReport changed = device.apply(wanted);
    check_means(nic, wanted);
    BOOST_CHECK_LE(changed.register_writes, 300U);
    BOOST_TEST_MESSAGE("costliest rules: " << report.register_writes << " and " << changed.register_writes);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_writes_nothing) {
    FakeNic nic;
    Device device(nic);
    device.apply(one_session(2));
    nic.before_access = [] { BOOST_ERROR("an access"); };
    BOOST_CHECK_EXCEPTION(device.apply(one_session(5)), Error,
                          error_with("TrafficMirrorFilterRuleLimitExceeded", "tmf-1: 5 ingress rules"));
    nic.before_access = nullptr;
    check_means(nic, one_session(2));
    BOOST_CHECK_EQUAL(device.apply(one_session(2)).flips, 0U);
}

BOOST_AUTO_TEST_CASE(everything_goes_and_comes_back) {
    FakeNic nic;
    Device device(nic);
    device.apply(many_filters(8, 1));
    Wanted nothing;
    nothing.never_copied.clear();
    const ApplyReport report = device.apply(nothing);
    check_means(nic, nothing);
    BOOST_CHECK(has_line(report, "session tms-8: removed"));
    device.apply(many_filters(8, 2));
    check_means(nic, many_filters(8, 2));
}

BOOST_AUTO_TEST_CASE(a_reset_is_noticed) {
    FakeNic nic;
    Device device(nic);
    device.apply(one_session(3));
    nic.reset();
    BOOST_CHECK_EXCEPTION(device.read_counters(), Error, error_with("NicReset", "reset"));
    const ApplyReport report = device.apply(one_session(3));
    BOOST_CHECK_EQUAL(report.flips, 1U);
    check_means(nic, one_session(3));
    device.reset();
    check_means(nic, [] {
        Wanted nothing;
        nothing.never_copied.clear();
        return nothing;
    }());
    device.apply(one_session(2));
    check_means(nic, one_session(2));
}

BOOST_AUTO_TEST_CASE(another_process_was_there_in_between) {
    FakeNic nic;
    Device first(nic);
    Device second(nic);
    first.apply(one_session(3));
    second.apply(many_filters(3, 1));
    first.apply(one_session(3));
    check_means(nic, one_session(3));
}

/// 2 spare slots: 2 changed filters go in one flip, 8 in four; before and after each flip every filter is
/// whole.
BOOST_AUTO_TEST_CASE(more_filters_change_than_slots_are_spare) {
    for (const unsigned changed : {1U, 2U, 3U, 8U}) {
        FakeNic nic;
        Device device(nic);
        const Wanted before = many_filters(8, 1);
        Wanted after = before;
        for (unsigned i = 0; i < changed; ++i) after.filters[i] = many_filters(8, 2).filters[i];
        device.apply(before);
        const Meaning old = meaning_of(before, 2);
        const Meaning now = meaning_of(after, 2);
        nic.after_change = [&] {
            for (const std::string& line : meaning_of(nic)) {
                BOOST_CHECK_MESSAGE(old.contains(line) || now.contains(line),
                                    "neither old nor new: " << line);
            }
            BOOST_CHECK_EQUAL(meaning_of(nic).size(), old.size());
        };
        const ApplyReport report = device.apply(after);
        BOOST_CHECK_EQUAL(report.flips, (changed + 1) / 2);
        check_means(nic, after);
    }
}

/// New filters have no old form to stay in meanwhile: their sessions come when their slots are free.
BOOST_AUTO_TEST_CASE(more_filters_are_new_than_slots_are_spare) {
    FakeNic nic;
    Device device(nic);
    device.apply(many_filters(8, 1));
    Wanted other = many_filters(8, 2);
    for (unsigned i = 0; i < 8; ++i) {
        other.filters[i].id = "tmf-new-" + std::to_string(i);
        other.sessions[i].filter = other.filters[i].id;
    }
    device.apply(other);
    check_means(nic, other);
}

/// All filters share 8 checkers, which is all of them, and so do their new forms: no filter can go first.
BOOST_AUTO_TEST_CASE(ranges_are_exchanged_when_all_checkers_are_taken) {
    const auto with_ranges = [](std::uint16_t base) {
        Wanted wanted = many_filters(8, 1);
        for (Filter& filter : wanted.filters) {
            filter.ingress.clear();
            for (unsigned i = 0; i < 4; ++i) {
                const auto from = static_cast<std::uint16_t>(base + 10 * i);
                Rule rule = make_port_rule(i, from, static_cast<std::uint16_t>(from + 4));
                rule.source_ports = rule.destination_ports;
                filter.ingress.push_back(rule);
            }
        }
        return wanted;
    };
    FakeNic nic;
    Device device(nic);
    device.apply(with_ranges(1001));
    check_means(nic, with_ranges(1001));
    device.apply(with_ranges(5001));
    check_means(nic, with_ranges(5001));
}

/// The hashes of these two ids are equal.
BOOST_AUTO_TEST_CASE(two_sessions_of_one_hash_stay_apart) {
    FakeNic nic;
    Device device(nic);
    Wanted wanted = many_filters(2, 1);
    wanted.sessions[0].id = "tms-348249";
    wanted.sessions[1].id = "tms-1016844";
    device.apply(wanted);
    check_means(nic, wanted);
    std::set<std::uint32_t> cookies;
    for (const auto& [row, words] : nic.active(0, FakeNic::session)) cookies.insert(words[0]);
    BOOST_CHECK_EQUAL(cookies.size(), 2U);
}

BOOST_AUTO_TEST_CASE(an_unused_filter_takes_no_room) {
    FakeNic nic;
    Device device(nic);
    Wanted wanted = many_filters(8, 1);
    for (unsigned i = 0; i < 20; ++i)
        wanted.filters.push_back({"tmf-unused-" + std::to_string(i), {}, {}, false});
    BOOST_CHECK_EQUAL(device.apply(wanted).flips, 1U);
    check_means(nic, wanted);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
