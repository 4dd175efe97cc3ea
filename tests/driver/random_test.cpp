// SPDX-License-Identifier: Apache-2.0
// Random sequences of configurations: would fail if the tables ever meant anything else than what is wanted,
// if a filter that did not change moved, or if an object's counters moved or were not 0 at first.
#include <boost/test/unit_test.hpp>
#include <map>
#include <memory>

#include "checks.hpp"
#include "examples.hpp"
#include "fake_nic.hpp"
#include "random_wanted.hpp"
#include "tain/device.hpp"

namespace tain::test {
namespace {

/// The slot of each filter row by cookie.
std::map<std::uint32_t, unsigned> slots(const FakeNic& nic, unsigned port) {
    std::map<std::uint32_t, unsigned> found;
    for (const auto& [row, words] : nic.active(port, FakeNic::filter)) found[words[0]] = words[1] & 0xFFFFU;
    return found;
}

/// Two filters as they match, whatever the order of their rules.
bool same_filter(Filter left, Filter right) {
    const auto by_number = [](const Rule& a, const Rule& b) { return a.number < b.number; };
    for (Filter* filter : {&left, &right}) {
        std::sort(filter->ingress.begin(), filter->ingress.end(), by_number);
        std::sort(filter->egress.begin(), filter->egress.end(), by_number);
    }
    return left.ingress == right.ingress && left.egress == right.egress;
}

/// Slots may differ only where a filter did: as many as changed, at most.
void check_slots_kept(const std::map<std::uint32_t, unsigned>& before,
                      const std::map<std::uint32_t, unsigned>& now, const Wanted& old, const Wanted& wanted) {
    unsigned changed = 0;
    for (const Filter& filter : wanted.filters) {
        const auto earlier = std::find_if(old.filters.begin(), old.filters.end(),
                                          [&](const Filter& entry) { return entry.id == filter.id; });
        if (earlier == old.filters.end() || !same_filter(*earlier, filter)) ++changed;
    }
    unsigned moved = 0;
    for (const auto& [cookie, slot] : now)
        moved += before.contains(cookie) && before.at(cookie) != slot ? 1 : 0;
    BOOST_CHECK_LE(moved, changed);
}

/// Every counter row that an active row names gets a number that says where it is, so that read_counters
/// tells which row an object has.
void mark_counters(FakeNic& nic) {
    for (unsigned port = 0; port < nic.sizes().ports; ++port) {
        for (const unsigned direction : {0U, 1U}) {
            const unsigned base = 1'000'000 * (2 * port + direction + 1);
            for (const unsigned kind : {0U, 1U}) {  // interface and session have the same numbers as tables
                for (const auto& [row, words] : nic.active(port, kind)) {
                    nic.counter(port, kind, direction, words[1] >> 16U, 0) = base + (words[1] >> 16U);
                }
            }
        }
    }
}

using Marks = std::map<std::string, std::uint64_t>;

/// The mark of each object; its port is part of its name, because every port has counters of its own.
Marks marks(Device& device, const Wanted& wanted) {
    Marks found;
    const Counters counters = device.read_counters();
    for (const auto& entry : counters.interfaces) {
        for (const Interface& owner : wanted.interfaces) {
            if (owner.id != entry.interface) continue;
            found[entry.interface + (entry.direction == Direction::ingress ? " in " : " out ") +
                  std::to_string(owner.port)] = entry.judged;
        }
    }
    for (const auto& entry : counters.sessions) {
        for (const Session& session : wanted.sessions) {
            if (session.id != entry.session) continue;
            for (const Interface& owner : wanted.interfaces) {
                if (owner.id != session.interface) continue;
                found[entry.session + (entry.direction == Direction::ingress ? " in " : " out ") +
                      std::to_string(owner.port)] = entry.copied;
            }
        }
    }
    return found;
}

/// An object that was there before keeps its row, or starts again at 0 where it went to the other port.
void check_marks(const Marks& before, const Marks& now) {
    for (const auto& [name, mark] : now) {
        const auto earlier = before.find(name);
        const std::uint64_t expected = earlier == before.end() ? 0 : earlier->second;
        BOOST_CHECK_MESSAGE(mark == expected, name << " has counter " << mark << ", not " << expected);
    }
}

void check_no_number_twice(const FakeNic& nic) {
    for (unsigned port = 0; port < nic.sizes().ports; ++port) {
        for (const unsigned table : {FakeNic::interface, FakeNic::session}) {
            std::set<unsigned> numbers;
            for (const auto& [row, words] : nic.active(port, table)) {
                BOOST_CHECK(numbers.insert(words[1] >> 16U).second);
            }
        }
        for (const unsigned direction : {0U, 1U}) {
            std::set<unsigned> numbers;
            for (const auto& [cookie, slot] : slots(nic, port)) {
                for (unsigned place = 0; place < nic.sizes().rules; ++place) {
                    const auto row = nic.stored_rules(port, direction).find(slot * nic.sizes().rules + place);
                    if (row == nic.stored_rules(port, direction).end()) continue;
                    BOOST_CHECK(numbers.insert(row->second[1] >> 16U).second);
                }
            }
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(random_sequences)

BOOST_AUTO_TEST_CASE(tables_mean_what_is_wanted) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            RandomWanted random(seed, small_capabilities());
            FakeNic nic;
            auto device = std::make_unique<Device>(nic);
            Wanted wanted = random.whole();
            device->apply(wanted);
            check_means(nic, wanted);
            for (unsigned round = 0; round < 40; ++round) {
                if (round % 5 == 4) device = std::make_unique<Device>(nic);
                mark_counters(nic);
                device->apply(wanted);
                const Marks marks_before = marks(*device, wanted);
                const std::array slots_before{slots(nic, 0), slots(nic, 1)};
                const Wanted old = wanted;
                wanted = random.change(wanted);
                const ApplyReport report = device->apply(wanted);
                check_means(nic, wanted);
                check_no_number_twice(nic);
                check_marks(marks_before, marks(*device, wanted));
                if (report.flips > 1) continue;
                check_slots_kept(slots_before[0], slots(nic, 0), old, wanted);
                check_slots_kept(slots_before[1], slots(nic, 1), old, wanted);
                BOOST_CHECK_EQUAL(device->apply(wanted).flips, 0U);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
