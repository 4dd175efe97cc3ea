// SPDX-License-Identifier: Apache-2.0
// Random configurations, and random changes of one, that fit a NIC. The ids come from small pools, so that
// objects go, come back and change.
#pragma once

#include <random>

#include "tain/device.hpp"
#include "tain/wanted.hpp"

namespace tain::test {

class RandomWanted {
  public:
    RandomWanted(unsigned seed, Capabilities capabilities) : random_(seed), capabilities_(capabilities) {}

    /// Some other configuration: `wanted` with a few things changed, or now and then everything.
    Wanted change(const Wanted& wanted);
    Wanted whole();
    Filter filter(const std::string& id);

  private:
    unsigned below(std::size_t limit) { return static_cast<unsigned>(random_() % limit); }
    bool chance(unsigned in) { return below(in) == 0; }
    bool fits(const Wanted& wanted) const;
    Wanted mutate(Wanted wanted);

    PortRange port_range();
    Prefix prefix(bool v6);
    Rule rule(const std::string& id, unsigned number);
    std::vector<Rule> rules(const std::string& filter);
    Interface interface(unsigned number);
    Target target(unsigned number);
    Session session(const Wanted& wanted, unsigned number);
    void add_session(Wanted& wanted);

    std::mt19937 random_;
    Capabilities capabilities_;
};

}  // namespace tain::test
