// SPDX-License-Identifier: Apache-2.0
// Which row of counters each object has. Promise: an object keeps its number over changes; a new one gets a
// number in which the active bank does not count, as long as there is one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "table_image.hpp"

namespace tain {

/// Numbers by cookie; no two cookies have the same.
using NumberMap = std::map<std::uint32_t, unsigned>;

struct KnownNumbers {
    NumberMap interfaces;
    NumberMap sessions;
    std::array<NumberMap, 2> rules;  ///< by direction
};

/// The numbers that a bank (and the rule slots it points to) counts in, and with lower rank those of
/// `earlier`.
KnownNumbers numbers_in(const BankImage& bank, const RuleImage& rules, const Capabilities& capabilities,
                        const KnownNumbers& earlier);

struct Numbering {
    NumberMap numbers;
    std::vector<unsigned> clear_before;  ///< new ones that nothing counts in: to be zeroed before the flip
    std::vector<unsigned> clear_after;   ///< new ones of objects that go away with the flip: zeroed after it
};

/// Numbers below `size` for `cookies`: known ones are kept; `counting` are those in use by the active bank.
Numbering number_objects(const std::vector<std::uint32_t>& cookies, const NumberMap& known,
                         const std::set<unsigned>& counting, unsigned size);

}  // namespace tain
