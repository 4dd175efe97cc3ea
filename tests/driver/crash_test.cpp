// SPDX-License-Identifier: Apache-2.0
// The process that changes a NIC dies between any two register accesses, and a new one applies: would fail if
// any write before the flip touched what frames are judged by, or if the new process trusted half written
// tables.
#include <boost/test/unit_test.hpp>

#include "checks.hpp"
#include "examples.hpp"
#include "fake_nic.hpp"
#include "random_wanted.hpp"
#include "tain/device.hpp"

namespace tain::test {
namespace {

struct Crash {};

/// Dies before access number `at` of the change from `before` to `after`; then a new process applies `last`.
/// True when the change needed no more accesses than `at`.
bool crash_and_recover(const Wanted& before, const Wanted& after, const Wanted& last, unsigned at) {
    FakeNic nic;
    Device(nic).apply(before);
    bool crashed = false;
    const Meaning old = meaning_of(before, 2);
    const Meaning now = meaning_of(after, 2);
    const auto old_or_new = [&] {
        const Meaning has = meaning_of(nic);
        BOOST_CHECK_MESSAGE(has == old || has == now,
                            "access " << at << " left a mixture" << difference(has, now));
    };
    {
        Device dying(nic);
        unsigned accesses = 0;
        nic.before_access = [&] {
            if (++accesses > at) throw Crash{};
        };
        try {
            dying.apply(after);
        } catch (const Crash&) {
            crashed = true;
        }
    }
    old_or_new();
    const Meaning left = meaning_of(nic);
    const Meaning goal = meaning_of(last, 2);
    nic.before_access = nullptr;
    nic.after_change = [&] {
        const Meaning has = meaning_of(nic);
        BOOST_CHECK_MESSAGE(has == left || has == goal, "recovery from " << at << difference(has, goal));
    };
    Device fresh(nic);
    fresh.apply(last);
    check_means(nic, last);
    return !crashed;
}

void crash_everywhere(const Wanted& before, const Wanted& after, const Wanted& last, unsigned step = 1) {
    unsigned at = 0;
    while (!crash_and_recover(before, after, last, at)) at += step;
    BOOST_CHECK_GT(at, 10U);
}

Wanted with_ranges(std::uint16_t base) {
    Wanted wanted = one_session(2);
    for (Rule& rule : wanted.filters[0].ingress) {
        rule.protocol = 6;
        rule.source_ports = PortRange{base, static_cast<std::uint16_t>(base + 9)};
    }
    return wanted;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_AUTO_TEST_CASE(the_first_session) {
    Wanted nothing;
    nothing.never_copied.clear();
    crash_everywhere(nothing, one_session(3), one_session(3));
}

BOOST_AUTO_TEST_CASE(a_changed_rule) {
    Wanted after = one_session(3);
    after.filters[0].ingress[1].accept = false;
    crash_everywhere(one_session(3), after, after);
}

BOOST_AUTO_TEST_CASE(fewer_rules_then_another_configuration) {
    crash_everywhere(one_session(4), one_session(2), one_session(3));
}

BOOST_AUTO_TEST_CASE(back_to_the_old_configuration) {
    Wanted after = one_session(3);
    after.filters[0].ingress[1].accept = false;
    after.sessions[0].vni = 99;
    crash_everywhere(one_session(3), after, one_session(3));
}

BOOST_AUTO_TEST_CASE(other_ranges_in_the_same_checkers) {
    crash_everywhere(with_ranges(1001), with_ranges(2001), with_ranges(2001));
    crash_everywhere(with_ranges(1001), with_ranges(2001), with_ranges(3001));
}

BOOST_AUTO_TEST_CASE(everything_is_new) {
    crash_everywhere(many_filters(4, 1), one_session(4), one_session(4), 3);
}

/// Many points of random changes that take one flip.
BOOST_AUTO_TEST_CASE(random_changes) {
    RandomWanted random(7, small_capabilities());
    Wanted before = random.whole();
    for (unsigned round = 0; round < 6; ++round) {
        const Wanted after = random.change(before);
        FakeNic nic;
        Device device(nic);
        device.apply(before);
        if (device.apply(after).flips == 1) {
            for (unsigned at = round; !crash_and_recover(before, after, after, at); at += 17) {
            }
        }
        before = after;
    }
}

/// A crash in the recovery of a crash.
BOOST_AUTO_TEST_CASE(again_and_again) {
    const Wanted before = many_filters(4, 1);
    const Wanted after = many_filters(4, 2);
    FakeNic nic;
    Device(nic).apply(before);
    unsigned crashes = 0;
    for (unsigned at = 25;; at += 7) {
        nic.before_access = nullptr;
        Device device(nic);
        unsigned accesses = 0;
        nic.before_access = [&] {
            if (++accesses > at) throw Crash{};
        };
        try {
            device.apply(after);
            break;
        } catch (const Crash&) {
            ++crashes;
        }
        BOOST_CHECK(meaning_of(nic) == meaning_of(before, 2) || meaning_of(nic) == meaning_of(after, 2));
    }
    BOOST_CHECK_GT(crashes, 3U);
    check_means(nic, after);
}

/// The bus failed, not the process: the same object must not believe what it was about to write.
BOOST_AUTO_TEST_CASE(the_same_object_goes_on) {
    const Wanted before = one_session(4);
    const Wanted after = many_filters(4, 2);
    for (unsigned at = 0; at < 150; at += 3) {
        FakeNic nic;
        Device device(nic);
        device.apply(before);
        unsigned accesses = 0;
        nic.before_access = [&] {
            if (++accesses > at) throw Crash{};
        };
        BOOST_CHECK_THROW(device.apply(after), Crash);
        nic.before_access = nullptr;
        BOOST_CHECK_EXCEPTION(device.read_counters(), Error, error_with("NicNotConfigured", "apply"));
        device.apply(after);
        check_means(nic, after);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
