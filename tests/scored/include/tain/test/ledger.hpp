// SPDX-License-Identifier: Apache-2.0
// What the counters must say, by the model. Of a frame that was under way at a change it may be open by which
// configuration it was judged, so each count has a least and a most.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tain/device.hpp"
#include "tain/sim/reference_model.hpp"
#include "tain/sim/simulated_nic.hpp"

namespace tain::test {

/// Objects that have counters, by name; which of several of that name it is, where one was removed and made
/// anew with counters at 0.
using Generations = std::map<std::string, unsigned>;

class Ledger {
  public:
    static constexpr unsigned most_fields = 6;
    using Counts = std::map<std::string, std::array<std::uint64_t, most_fields>>;

    /// What one frame adds, by the configuration whose verdict it is.
    static Counts of_frame(const sim::Frame& frame, const sim::Judgement& judgement,
                           const sim::Verdict& verdict, const Generations& generations);

    /// A frame that was judged by one of several configurations: what it adds by each of them.
    void add(const std::vector<Counts>& either);
    /// From now on the counters are `counters` and what is added.
    void start_from(const Counters& counters, const Generations& generations);
    void clear() {
        ranges_.clear();
        unsplit_.clear();
    }

    /// Throws std::logic_error naming the first counter that is wrong.
    void compare(const Counters& counters, const Generations& generations) const;
    /// As above, while frames are under way: what is scored must have been counted.
    void compare_at_least(const Counters& counters, const Generations& generations) const;

  private:
    struct Range {
        std::uint64_t least = 0, most = 0;
    };
    /// Hits of a rule on the ports of these names together: the driver gave their sum.
    struct Unsplit {
        std::set<std::string> names;
        std::uint64_t hits;
    };
    void check(const Counters& counters, const Generations& generations, bool at_rest) const;
    /// What of these sums a rule still counts whose counts now have these names.
    Range left_of_sums(const std::set<std::string>& names) const;

    std::map<std::string, std::array<Range, most_fields>> ranges_;
    std::vector<Unsplit> unsplit_;
};

/// Those of a NIC that was never configured: its ports.
Generations generations_of_ports(unsigned ports, unsigned fresh);

/// The objects of a configuration that have counters in the NIC, as generations after `before`: those that
/// `before` has too go on counting, the others are `fresh`.
Generations generations_of(const Wanted& wanted, const Generations& before, unsigned fresh);

}  // namespace tain::test
