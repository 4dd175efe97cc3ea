// SPDX-License-Identifier: Apache-2.0
// The driver against the simulated NIC, frames judged: would fail if the register page and the hardware
// behind it did not mean the same, if a crash of the process left frames judged by a mixture, or if counters
// were lost.
#define BOOST_TEST_MODULE driver_simulated
#include <boost/test/unit_test.hpp>
#include <map>
#include <optional>

#include "tain/device.hpp"
#include "tain/sim/reference_model.hpp"
#include "tain/sim/simulated_nic.hpp"
#include "tain/test/scenario.hpp"

namespace tain::test {
namespace {

struct Crash {};

/// Ends the process that uses it before access number `left`.
class CrashingBus final : public RegisterBus {
  public:
    CrashingBus(RegisterBus& bus, unsigned left) : bus_(bus), left_(left) {}
    std::uint32_t read32(std::uint32_t address) override {
        count();
        return bus_.read32(address);
    }
    void write32(std::uint32_t address, std::uint32_t value) override {
        count();
        bus_.write32(address, value);
    }

  private:
    void count() {
        if (left_-- == 0) throw Crash{};
    }
    RegisterBus& bus_;
    unsigned left_;
};

struct Probe {
    unsigned port = 0;
    Direction direction = Direction::ingress;
    Bytes bytes;
};

/// Frames of all kinds, for both ports and directions, short enough that every copy fits the small buffer.
std::vector<Probe> probes(Scenario& scenario, unsigned count) {
    std::vector<Probe> made;
    for (unsigned i = 0; i < count; ++i) {
        const unsigned port = scenario.below(2);
        Bytes bytes = scenario.frame(port);
        if (bytes.size() > 600) bytes.resize(600);
        made.push_back({port, scenario.chance(0.5) ? Direction::ingress : Direction::egress, bytes});
    }
    return made;
}

using Copies = std::vector<std::optional<Bytes>>;

/// One frame after the other, so that each copy is known to be that of its frame.
Copies copies_of(sim::SimulatedNic& nic, const std::vector<Probe>& frames) {
    Copies copies;
    nic.hooks().sent = [&copies](unsigned, const sim::SentFrame& sent) {
        if (sent.is_copy) copies.back() = sent.frame.bytes;
    };
    for (const Probe& probe : frames) {
        copies.emplace_back();
        nic.send(probe.port, probe.direction, {probe.bytes});
        BOOST_REQUIRE(nic.run_until_idle());
    }
    nic.hooks().sent = nullptr;
    return copies;
}

Copies copies_by_model(const Wanted& wanted, const std::vector<Probe>& frames) {
    const sim::ReferenceModel model(wanted);
    Copies copies;
    for (const Probe& probe : frames) {
        const sim::Verdict verdict = model.judge(probe.port, probe.direction, probe.bytes);
        copies.push_back(verdict.copy ? std::optional(verdict.copy->frame) : std::nullopt);
    }
    return copies;
}

std::size_t count(const Copies& copies) {
    return static_cast<std::size_t>(
        std::count_if(copies.begin(), copies.end(), [](const auto& copy) { return copy.has_value(); }));
}

/// A configuration by which some of these frames are copied.
Wanted copying(Scenario& scenario, const std::vector<Probe>& frames) {
    Wanted wanted = scenario.wanted();
    while (count(copies_by_model(wanted, frames)) < 4) wanted = scenario.wanted();
    return wanted;
}

/// A change that these frames can tell from what was before: of the same objects, or of everything.
Wanted visible_change(Scenario& scenario, const Wanted& before, const std::vector<Probe>& frames,
                      bool whole) {
    const Copies old = copies_by_model(before, frames);
    Wanted after = before;
    while (copies_by_model(after, frames) == old)
        after = whole ? scenario.wanted() : scenario.changed(before);
    return after;
}

/// True when the change needed no more accesses than `at`.
bool crash_and_recover(const Wanted& before, const Wanted& after, const std::vector<Probe>& frames,
                       unsigned at) {
    sim::SimulatedNic nic(sim::NicSize::small, 64);
    Device(nic).apply(before);
    bool crashed = false;
    CrashingBus bus(nic, at);
    try {
        Device(bus).apply(after);
    } catch (const Crash&) {
        crashed = true;
    }
    const Copies left = copies_of(nic, frames);
    const bool old_or_new = left == copies_by_model(before, frames) || left == copies_by_model(after, frames);
    BOOST_CHECK_MESSAGE(old_or_new, "a crash at access " << at << " left a mixture");
    Device(nic).apply(after);
    BOOST_CHECK_MESSAGE(copies_of(nic, frames) == copies_by_model(after, frames), "not repaired: " << at);
    return !crashed;
}

using SessionCounts = std::map<std::string, std::uint64_t>;

SessionCounts copied_by_session(Device& device) {
    SessionCounts counts;
    for (const SessionCounters& entry : device.read_counters().sessions)
        counts[entry.session] += entry.copied;
    return counts;
}

}  // namespace

/// A new process for each change: everything that one needs to know stands in the NIC.
BOOST_AUTO_TEST_CASE(frames_are_judged_as_wanted_after_every_change) {
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            Scenario scenario(seed);
            sim::SimulatedNic nic(sim::NicSize::small, 64);
            Wanted wanted = scenario.wanted();
            SessionCounts expected;
            std::size_t copied = 0;
            for (unsigned round = 0; round < 12; ++round) {
                Device device(nic);
                device.apply(wanted);
                for (const auto& [session, number] : copied_by_session(device)) {
                    BOOST_CHECK_MESSAGE(number == expected[session], session << " has " << number);
                }
                const std::vector<Probe> frames = probes(scenario, 80);
                const Copies copies = copies_of(nic, frames);
                BOOST_CHECK(copies == copies_by_model(wanted, frames));
                copied += count(copies);
                expected = copied_by_session(device);
                wanted = round % 4 == 3 ? scenario.wanted() : scenario.changed(wanted);
            }
            BOOST_CHECK_GT(copied, 40U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_crash_leaves_the_old_or_the_new_configuration) {
    for (const bool whole : {false, true}) {
        BOOST_TEST_CONTEXT("another whole configuration: " << whole) {
            Scenario scenario(1);
            const std::vector<Probe> frames = probes(scenario, 60);
            const Wanted before = copying(scenario, frames);
            const Wanted after = visible_change(scenario, before, frames, whole);
            unsigned at = 0;
            while (!crash_and_recover(before, after, frames, at)) at += 61;
            BOOST_CHECK_GT(at, 61U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_reset_empties_the_tables) {
    Scenario scenario(1);
    sim::SimulatedNic nic(sim::NicSize::small, 64);
    const std::vector<Probe> frames = probes(scenario, 60);
    const Wanted wanted = copying(scenario, frames);
    Device device(nic);
    device.apply(wanted);
    BOOST_CHECK_GT(count(copies_of(nic, frames)), 0U);
    device.reset();
    BOOST_CHECK_EQUAL(count(copies_of(nic, frames)), 0U);
    device.apply(wanted);
    BOOST_CHECK(copies_of(nic, frames) == copies_by_model(wanted, frames));
}

}  // namespace tain::test
