// SPDX-License-Identifier: Apache-2.0
// An episode of the random test: everything that happens to one NIC, drawn from a seed before anything
// happens, so that it can be played again, whole or in part.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tain/sim/simulated_nic.hpp"
#include "tain/wanted.hpp"

namespace tain::test {

/// A frame is offered at a source, behind those that wait there.
struct Send {
    unsigned port;
    Direction direction;
    sim::Frame frame;
};
/// How often a source rests and a sink stalls from now on.
struct Pace {
    unsigned port;
    Direction direction;
    double idle, stall;
};
struct Wait {
    std::uint64_t clocks;
};
/// The driver makes the NIC equal to this, under traffic or, `at_rest`, after it.
struct Change {
    Wanted wanted;
    bool at_rest;
};
/// The driver dies after so many register accesses of a change; another one carries the change out.
struct BrokenChange {
    Wanted wanted;
    std::uint64_t accesses;
};
/// All frames run out; all counters are compared.
struct Checkpoint {};
/// The counters are read under traffic.
struct ReadCounters {};
/// The driver compares the tables with what they should hold, under traffic.
struct Inspect {};
/// Another driver takes over a NIC in force.
struct RestartDriver {};
/// Any register is read; it must answer.
struct ReadAnywhere {
    std::uint32_t address;
};
struct ResetMirror {};
struct ResetNic {
    unsigned clocks;
};

using Action = std::variant<Send, Pace, Wait, Change, BrokenChange, Checkpoint, ReadCounters, Inspect,
                            RestartDriver, ReadAnywhere, ResetMirror, ResetNic>;

struct Episode {
    unsigned width;
    std::uint32_t seed;
    std::vector<Action> actions;
};

Episode draw_episode(unsigned width, std::uint32_t seed, unsigned frames);

/// What of an episode is played: how a failure is made small.
struct Part {
    std::vector<std::size_t> actions;  ///< which of them, ascending
    std::set<std::string> without;     ///< ids of objects left out of all configurations
    std::size_t longest = 65535;       ///< frames are cut to this
};

Episode part_of(const Episode& episode, const Part& part);

/// The ids of all objects in its configurations.
std::set<std::string> objects_of(const Episode& episode);

}  // namespace tain::test
