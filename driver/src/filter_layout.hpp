// SPDX-License-Identifier: Apache-2.0
// Where filters stand: filter rows, rule slots, range checkers and rule counters of one port. Promise: a
// filter that is in the active bank as it is wanted keeps its slot and its checkers; any other gets a slot to
// which the active bank does not point, so that it can be written while frames are judged.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cookies.hpp"
#include "counter_numbers.hpp"
#include "table_image.hpp"
#include "tain/device.hpp"
#include "tain/wanted.hpp"

namespace tain {

/// By what the port's frames are judged now.
struct ActiveTables {
    const BankImage& bank;
    const RuleImage& rules;
    const KnownNumbers& known;  ///< also numbers of objects that are only for a moment not in the active bank
    const Capabilities& capabilities;
};

struct FilterGoal {
    std::uint32_t cookie = 0;
    const Filter* wanted = nullptr;  ///< null: it stays as it is in the active bank, whatever that is
};

struct FilterLayout {
    std::map<std::uint32_t, unsigned> row_of;  ///< filter row by cookie
    TableImage filters;
    std::array<TableImage, 2> ranges;  ///< by direction
    std::set<unsigned> new_slots;      ///< slots to be written; all their other rows are to be empty
    RuleImage rules;                   ///< the rows of the new slots
    std::array<Numbering, 2> numbers;  ///< of rule counters, by direction
};

/// Is the filter in the active bank with exactly these rules?
bool stands(const Filter& filter, const Cookies& cookies, const ActiveTables& active);

/// Nothing where slots or range checkers do not suffice.
std::optional<FilterLayout> lay_out_filters(const std::vector<FilterGoal>& goals, const Cookies& cookies,
                                            const ActiveTables& active);

}  // namespace tain
