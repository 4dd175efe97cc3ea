// SPDX-License-Identifier: Apache-2.0
// A rule of a filter as value and mask over the rule key, and the true port ranges for which it needs a
// checker.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "row_codec.hpp"
#include "tain/wanted.hpp"

namespace tain {

/// A port range of one side that value and mask cannot say.
struct RangeCheck {
    bool destination = false;
    PortRange range;
    auto operator<=>(const RangeCheck&) const = default;
};

/// The checker that a range needs: none for one port, for every port, and for an aligned power of two of
/// ports.
std::optional<RangeCheck> check_for(bool destination, const PortRange& range);
std::vector<RangeCheck> checks_of(const Rule& rule);

/// The row but for cookie, counter and range bits.
Row rule_row(const Rule& rule);

/// Asks in a rule row that range checker number `checker` hits; and the checkers that a row asks for.
void ask_checker(Row& row, unsigned checker);
std::set<unsigned> asked_checkers(const Row& row);

Row range_row(const RangeCheck& check);
RangeCheck range_check_in(const Row& range_row);

/// By ascending rule number: the order of the places in a slot.
std::vector<const Rule*> in_order(const std::vector<Rule>& rules);
inline const std::vector<Rule>& rules_of(const Filter& filter, Direction direction) {
    return direction == Direction::ingress ? filter.ingress : filter.egress;
}

}  // namespace tain
