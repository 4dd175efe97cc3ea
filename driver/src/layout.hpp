// SPDX-License-Identifier: Apache-2.0
// From the wanted configuration to the rows of one port: the whole image of the idle bank, the rule rows that
// must be there before it is flipped, and the counters that must be zeroed. Promise: nothing here touches a
// NIC.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "cookies.hpp"
#include "filter_layout.hpp"
#include "table_image.hpp"
#include "tain/wanted.hpp"

namespace tain {

struct CounterRow {
    registers::CounterKind kind = registers::CounterKind::interface;
    Direction direction = Direction::ingress;
    unsigned number = 0;
    auto operator<=>(const CounterRow&) const = default;
};

struct PortLayout {
    BankImage bank;
    std::set<unsigned> new_slots;
    RuleImage rules;  ///< all rows of the new slots
    std::vector<CounterRow> clear_before;
    std::vector<CounterRow> clear_after;
};

/// The filters that sessions of this port use, by id.
std::vector<const Filter*> filters_of_port(const Wanted& wanted, unsigned port);

/// Does a session copy over IPv6 (wanted.hpp: IPv4 where both ends have it)? Nothing where no family is
/// usable.
std::optional<bool> goes_over_v6(const Interface& source, const Target& target);

/// Everything that port `port` is to have, with the sessions of filters in `filters` and no others.
PortLayout lay_out_port(const Wanted& wanted, unsigned port, FilterLayout filters, const Cookies& cookies,
                        const ActiveTables& active);

/// The active bank with only its filters laid out anew.
PortLayout lay_out_filters_only(FilterLayout filters, const ActiveTables& active);

}  // namespace tain
