// SPDX-License-Identifier: Apache-2.0
// Changes of configuration in the middle of line-rate traffic: each frame is judged and encapsulated by the
// configuration before or by the one after the change, never by a mixture, with one point of change in each
// direction of each port; and no copy that both would make is lost. Fails for any torn or late table.
#define BOOST_TEST_MODULE change
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>

#include "tain/device.hpp"
#include "tain/test/scenario.hpp"
#include "tain/test/scored_nic.hpp"

using namespace tain;
using namespace tain::test;
namespace data = boost::unit_test::data;

namespace {

const std::vector<unsigned> widths{64, 128, 256, 512};
constexpr Direction both[]{Direction::ingress, Direction::egress};

unsigned first_seed() {
    const char* text = std::getenv("TAIN_SEED");
    return text == nullptr ? 1 : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

/// Keeps every source busy while it lives: in every clock, unless the sources were told to idle.
class LineRate {
  public:
    LineRate(ScoredNic& scored, Scenario& scenario, const Wanted& wanted)
        : scored_(scored), scenario_(scenario), wanted_(wanted) {
        scored_.nic().hooks().clock = [this] { refill(); };
    }
    ~LineRate() { scored_.nic().hooks().clock = {}; }
    LineRate(const LineRate&) = delete;
    LineRate& operator=(const LineRate&) = delete;

  private:
    void refill() {
        for (unsigned port = 0; port < scored_.ports(); ++port) {
            for (const Direction direction : both) {
                while (scored_.nic().queued(port, direction) < 2) {
                    scored_.send(port, direction, {frame(port, direction)});
                }
            }
        }
    }
    Bytes frame(unsigned port, Direction direction) {
        if (scenario_.chance(0.3)) return scenario_.frame(port);
        return scenario_.frame_for(wanted_, port, direction, 60 + scenario_.below(200));
    }

    ScoredNic& scored_;
    Scenario& scenario_;
    const Wanted& wanted_;
};

void must(const std::function<void()>& check) {
    try {
        check();
    } catch (const std::exception& error) {
        BOOST_FAIL(error.what());
    }
}

/// The first bytes are enough to tell two configurations apart, and short copies find room.
void keep_copies_short(Wanted& wanted) {
    for (Session& session : wanted.sessions) {
        session.packet_length = std::min<std::uint16_t>(session.packet_length.value_or(64), 64);
    }
}

void one_change(ScoredNic& scored, Device& device, Scenario& scenario, const Wanted& before,
                const Wanted& after) {
    {
        const LineRate traffic(scored, scenario, before);
        scored.nic().run(300);
        must([&] { scored.apply(device, after); });
        scored.nic().run(300);
    }
    must([&] { scored.settle(); });
}

}  // namespace

BOOST_DATA_TEST_CASE(small_changes, data::make(widths), width) {
    Totals totals;
    for (unsigned seed = first_seed(); seed < first_seed() + 2; ++seed) {
        BOOST_TEST_CONTEXT("width " << width << ", seed " << seed) {
            Scenario scenario(seed * 6000 + width);
            ScoredNic scored(sim::NicSize::small, width, seed);
            Device device(scored.bus());
            Wanted before = scenario.wanted();
            keep_copies_short(before);
            must([&] { scored.apply(device, before); });
            for (int i = 0; i < 5; ++i) {
                Wanted after = scenario.changed(before);
                keep_copies_short(after);
                one_change(scored, device, scenario, before, after);
                before = after;
            }
            totals += scored.totals();
        }
    }
    BOOST_TEST_MESSAGE(totals.flips << " flips, " << totals.copied << " copies");
    BOOST_TEST(totals.flips >= 2U + 2U);  // two of them onto an empty NIC
    BOOST_TEST(totals.copied > 20U);
}

/// With room for every copy, a change costs none.
BOOST_DATA_TEST_CASE(no_copy_is_lost, data::make(widths), width) {
    Totals totals;
    BOOST_TEST_CONTEXT("width " << width << ", seed " << first_seed()) {
        Scenario scenario(first_seed() * 8000 + width);
        ScoredNic scored(sim::NicSize::small, width, first_seed());
        Device device(scored.bus());
        for (unsigned port = 0; port < scored.ports(); ++port) {
            for (const Direction direction : both) scored.nic().set_idle(port, direction, 0.9);
        }
        Wanted before = scenario.wanted();
        keep_copies_short(before);
        must([&] { scored.apply(device, before); });
        for (int i = 0; i < 6; ++i) {
            Wanted after = scenario.changed(before);
            keep_copies_short(after);
            one_change(scored, device, scenario, before, after);
            before = after;
        }
        totals += scored.totals();
    }
    BOOST_TEST(totals.copied > 10U);
    BOOST_TEST(totals.dropped == 0U);
}

/// Accepts everything IP, in both directions.
Filter accept_all(const std::string& id) {
    std::vector<Rule> rules(2);
    rules[0].id = "tmfr-" + id + "-4";
    rules[1].id = "tmfr-" + id + "-6";
    rules[0].number = 4;
    rules[1].number = 6;
    rules[1].source.address.v6 = rules[1].destination.address.v6 = true;
    return {id, rules, rules, true};
}

/// Nearly every frame of an interface is copied.
Wanted mostly_copied(Scenario& scenario) {
    Wanted wanted = scenario.wanted();
    for (std::size_t i = 1; i < wanted.filters.size(); ++i)
        wanted.filters[i] = accept_all(wanted.filters[i].id);
    return wanted;
}

/// The same objects with every field changed that reaches a copy. Of the filters only one changes: where more
/// change than there are spare slots, a change takes several flips.
Wanted all_changed(const Wanted& before, Scenario& scenario) {
    Wanted after = before;
    for (Interface& interface : after.interfaces) {
        if (interface.ipv4) interface.ipv4->bytes[15] ^= 0x80U;
        if (interface.ipv6) interface.ipv6->bytes[15] ^= 0x80U;
    }
    for (Session& session : after.sessions) {
        session.vni ^= 0xffffffU;
        session.packet_length = static_cast<std::uint16_t>(session.packet_length.value_or(64) / 2 + 1);
    }
    for (Target& target : after.targets) {
        for (TargetAddress& address : target.addresses) {
            address.mac.bytes[4] ^= 0xffU;
            address.address.bytes[15] ^= 0x80U;
        }
    }
    const Wanted other = scenario.wanted();
    after.never_copied = other.never_copied;
    after.resolvers = other.resolvers;
    after.filters[0] = accept_all(after.filters[0].id);
    return after;
}

/// A frame is under way between two tables for a few clocks only; so frames are short, copies many, and each
/// configuration gives way to the other again and again.
BOOST_DATA_TEST_CASE(all_tables_at_once, data::make(widths), width) {
    Totals totals;
    unsigned applied = 0;
    for (unsigned seed = first_seed(); seed < first_seed() + 3; ++seed) {
        BOOST_TEST_CONTEXT("width " << width << ", seed " << seed) {
            Scenario scenario(seed * 7000 + width);
            ScoredNic scored(sim::NicSize::small, width, seed);
            Device device(scored.bus());
            for (unsigned port = 0; port < scored.ports(); ++port) {
                for (const Direction direction : both) scored.nic().set_idle(port, direction, 0.7);
            }
            Wanted before = mostly_copied(scenario);
            keep_copies_short(before);
            Wanted after = all_changed(before, scenario);
            must([&] { scored.apply(device, before); });
            ++applied;
            for (int i = 0; i < 12; ++i) {
                one_change(scored, device, scenario, before, after);
                ++applied;
                std::swap(before, after);
            }
            totals += scored.totals();
        }
    }
    BOOST_TEST_MESSAGE(totals.flips << " flips, " << totals.copied << " copies, " << totals.dropped
                                    << " drops");
    BOOST_TEST(totals.flips == applied);
    BOOST_TEST(totals.copied > 1000U);
}
