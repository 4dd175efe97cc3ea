// SPDX-License-Identifier: Apache-2.0
#include "shrink.hpp"

#include <algorithm>
#include <numeric>

namespace tain::test {
namespace {

class Shrinker {
  public:
    Shrinker(const Episode& episode, unsigned most_plays) : episode_(episode), plays_left_(most_plays) {}

    Part shrink(std::size_t failed_at) {
        part_.actions.resize(std::min(failed_at + 1, episode_.actions.size()));
        std::iota(part_.actions.begin(), part_.actions.end(), 0U);
        fewer_actions();
        fewer_objects();
        shorter_frames();
        fewer_actions();
        return part_;
    }

  private:
    bool fails(const Part& part) {
        if (plays_left_ == 0) return false;
        --plays_left_;
        return play(part_of(episode_, part)).failure.has_value();
    }

    /// Takes `smaller` where it still fails.
    bool accept(Part smaller) {
        if (!fails(smaller)) return false;
        part_ = std::move(smaller);
        return true;
    }

    /// Leaves out runs of actions, half of them at first, at last each one by itself.
    void fewer_actions() {
        for (std::size_t run = part_.actions.size() / 2; run > 0; run /= 2) {
            for (std::size_t from = 0; from < part_.actions.size();) {
                Part smaller = part_;
                const auto first = smaller.actions.begin() + static_cast<std::ptrdiff_t>(from);
                smaller.actions.erase(
                    first, first + static_cast<std::ptrdiff_t>(std::min(run, smaller.actions.size() - from)));
                if (!accept(std::move(smaller))) from += run;
            }
        }
    }

    /// Filters come before their rules, which go with them.
    void fewer_objects() {
        for (const std::string& name : objects_of(part_of(episode_, part_))) {
            if (!objects_of(part_of(episode_, part_)).contains(name)) continue;
            Part smaller = part_;
            smaller.without.insert(name);
            accept(std::move(smaller));
        }
    }

    void shorter_frames() {
        for (const std::size_t longest : {64U, 128U, 256U, 512U, 1514U, 4000U}) {
            Part smaller = part_;
            smaller.longest = longest;
            if (accept(std::move(smaller))) return;
        }
    }

    const Episode& episode_;
    unsigned plays_left_;
    Part part_;
};

}  // namespace

Part shrink(const Episode& episode, const Outcome& outcome, unsigned most_plays) {
    return Shrinker(episode, most_plays).shrink(outcome.failed_at);
}

}  // namespace tain::test
