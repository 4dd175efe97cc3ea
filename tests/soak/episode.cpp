// SPDX-License-Identifier: Apache-2.0
#include "episode.hpp"

#include <algorithm>
#include <array>

#include "tain/test/hostile.hpp"
#include "tain/test/scenario.hpp"

namespace tain::test {
namespace {

constexpr unsigned ports = 2;
constexpr std::array both{Direction::ingress, Direction::egress};

class Draw {
  public:
    Draw(unsigned width, std::uint32_t seed) : scenario_(seed * 8 + width / 64) {}

    std::vector<Action> actions(unsigned frames) {
        configure();
        while (frames_ < frames) {
            if (chance(0.5)) paces();
            burst();
            event();
        }
        add(Checkpoint{});
        return std::move(actions_);
    }

  private:
    unsigned below(unsigned limit) { return scenario_.below(limit); }
    bool chance(double probability) { return scenario_.chance(probability); }
    void add(Action action) { actions_.push_back(std::move(action)); }

    void configure() {
        new_wanted();
        add(Change{wanted_, true});
        add(Checkpoint{});
    }

    void new_wanted() {
        wanted_ = scenario_.wanted();
        for (Filter& each : wanted_.filters) {
            if (chance(0.4)) accept_everything(each);
        }
    }

    /// Slow streams cost time, so that they are the exception.
    void paces() {
        constexpr std::array idle{0.0, 0.0, 0.0, 0.1, 0.5, 0.7};
        constexpr std::array stall{0.0, 0.0, 0.0, 0.1, 0.3, 0.6};
        const bool slow = chance(0.03);
        for (unsigned port = 0; port < ports; ++port) {
            for (const Direction direction : both) {
                add(Pace{port, direction, slow && chance(0.5) ? 0.95 : idle.at(below(idle.size())),
                         slow && chance(0.5) ? 0.9 : stall.at(below(stall.size()))});
            }
        }
    }

    /// Any frames, or those that an interface could well see; long and short, or the shortest back to back.
    void burst() {
        const unsigned count = 1 + below(chance(0.5) ? 400 : 40);
        const bool shortest = chance(0.3);
        for (unsigned i = 0; i < count; ++i) {
            const unsigned port = below(ports);
            const Direction direction = both.at(below(2));
            sim::Frame frame{bytes(port, direction, shortest), static_cast<std::uint16_t>(below(65536)),
                             chance(0.05)};
            add(Send{port, direction, std::move(frame)});
        }
        frames_ += count;
    }

    Bytes bytes(unsigned port, Direction direction, bool shortest) {
        if (shortest) return scenario_.frame_for(wanted_, port, direction, 60);
        if (chance(0.05)) return hostile(port);
        if (chance(0.5)) return scenario_.frame(port);
        return scenario_.frame_for(wanted_, port, direction, 60 + below(chance(0.1) ? 1500 : 100));
    }

    Bytes hostile(unsigned port) {
        std::vector<Bytes> frames;
        for (const Interface& each : wanted_.interfaces) {
            if (each.port != port || !each.mac) continue;
            frames = hostile_frames(to_string(*each.mac));
            break;
        }
        if (frames.empty()) return scenario_.frame(port);
        Bytes frame = frames[below(static_cast<unsigned>(frames.size()))];
        // The longest take as much time as thousands of others.
        if (frame.size() > 9000 && !chance(0.05)) frame.resize(9000);
        return frame;
    }

    void event() {
        const unsigned kind = below(100);
        if (kind < 25) return;
        if (kind < 50) {
            add(Wait{below(600)});
        } else if (kind < 72) {
            wanted_ = scenario_.changed(wanted_);
            add(Change{wanted_, chance(0.1)});
        } else if (kind < 75) {
            new_wanted();
            add(Change{wanted_, chance(0.5)});
        } else if (kind < 78) {
            wanted_ = scenario_.changed(wanted_);
            add(BrokenChange{wanted_, below(chance(0.5) ? 100 : 2000)});
        } else if (kind < 84) {
            add(Checkpoint{});
        } else if (kind < 87) {
            add(ReadCounters{});
        } else if (kind < 88) {
            add(Inspect{});
        } else if (kind < 90) {
            add(RestartDriver{});
        } else if (kind < 97) {
            const unsigned count = 1 + below(20);
            for (unsigned i = 0; i < count; ++i) add(ReadAnywhere{4 * below(1U << 18U)});
        } else {
            if (chance(0.5)) {
                add(ResetMirror{});
            } else {
                add(ResetNic{sim::SimulatedNic::shortest_reset + below(chance(0.5) ? 2 : 100)});
            }
            configure();
        }
    }

    Scenario scenario_;
    Wanted wanted_;
    std::vector<Action> actions_;
    unsigned frames_ = 0;
};

Wanted* wanted_in(Action& action) {
    if (auto* change = std::get_if<Change>(&action)) return &change->wanted;
    if (auto* change = std::get_if<BrokenChange>(&action)) return &change->wanted;
    return nullptr;
}

template <typename Objects>
void remove_named(Objects& objects, const std::set<std::string>& names) {
    std::erase_if(objects, [&](const auto& each) { return names.contains(each.id); });
}

/// What refers to an object that is left out goes with it.
void leave_out(Wanted& wanted, const std::set<std::string>& names) {
    remove_named(wanted.interfaces, names);
    remove_named(wanted.targets, names);
    remove_named(wanted.sessions, names);
    std::erase_if(wanted.sessions, [&](const Session& each) {
        return names.contains(each.interface) || names.contains(each.filter) || names.contains(each.target);
    });
    remove_named(wanted.filters, names);
    for (Filter& each : wanted.filters) {
        remove_named(each.ingress, names);
        remove_named(each.egress, names);
    }
    std::erase_if(wanted.resolvers, [&](const IpAddress& each) { return names.contains(to_string(each)); });
}

void add_names(std::set<std::string>& names, const Wanted& wanted) {
    for (const Interface& each : wanted.interfaces) names.insert(each.id);
    for (const Target& each : wanted.targets) names.insert(each.id);
    for (const Session& each : wanted.sessions) names.insert(each.id);
    for (const IpAddress& each : wanted.resolvers) names.insert(to_string(each));
    for (const Filter& filter : wanted.filters) {
        names.insert(filter.id);
        for (const Rule& rule : filter.ingress) names.insert(rule.id);
        for (const Rule& rule : filter.egress) names.insert(rule.id);
    }
}

}  // namespace

Episode draw_episode(unsigned width, std::uint32_t seed, unsigned frames) {
    return {width, seed, Draw(width, seed).actions(frames)};
}

std::set<std::string> objects_of(const Episode& episode) {
    std::set<std::string> names;
    for (Action action : episode.actions) {
        if (const Wanted* wanted = wanted_in(action)) add_names(names, *wanted);
    }
    return names;
}

Episode part_of(const Episode& episode, const Part& part) {
    Episode made{episode.width, episode.seed, {}};
    for (const std::size_t index : part.actions) {
        Action action = episode.actions.at(index);
        if (Wanted* wanted = wanted_in(action)) leave_out(*wanted, part.without);
        if (auto* send = std::get_if<Send>(&action)) {
            if (send->frame.bytes.size() > part.longest) send->frame.bytes.resize(part.longest);
        }
        made.actions.push_back(std::move(action));
    }
    return made;
}

}  // namespace tain::test
