// SPDX-License-Identifier: Apache-2.0
#include "table_image.hpp"

#include <algorithm>

namespace tain {

unsigned words_of(Table table) {
    switch (table) {
        case Table::interface:
            return registers::interface_row::words;
        case Table::session:
            return registers::session_row::words;
        case Table::filter:
            return registers::filter_row::words;
        case Table::target:
            return registers::target_row::words;
        case Table::never_copied:
            return registers::never_copied_row::words;
        case Table::resolver:
            return registers::resolver_row::words;
        case Table::ingress_range:
        case Table::egress_range:
            return registers::ingress_range_row::words;
        case Table::ingress_rule:
        case Table::egress_rule:
            return registers::ingress_rule_row::words;
    }
    return registers::row_words;
}

unsigned rows_of(Table table, const Capabilities& capabilities) {
    switch (table) {
        case Table::interface:
            return capabilities.interfaces;
        case Table::session:
            return capabilities.interfaces * capabilities.sessions_per_interface;
        case Table::filter:
            return capabilities.filters;
        case Table::target:
            return capabilities.targets * capabilities.addresses_per_target;
        case Table::never_copied:
            return capabilities.never_copied;
        case Table::resolver:
            return capabilities.resolvers;
        case Table::ingress_range:
        case Table::egress_range:
            return capabilities.range_checkers;
        case Table::ingress_rule:
        case Table::egress_rule:
            return capabilities.rule_slots * capabilities.rules_per_filter;
    }
    return 0;
}

std::optional<unsigned> find_cookie(const TableImage& table, std::uint32_t cookie) {
    const auto found = std::find_if(table.begin(), table.end(), [cookie](const auto& entry) {
        return cookie_in(entry.second) == cookie;
    });
    if (found == table.end()) return std::nullopt;
    return found->first;
}

std::optional<unsigned> lowest_free(const std::set<unsigned>& taken, unsigned rows) {
    for (unsigned index = 0; index < rows; ++index) {
        if (!taken.contains(index)) return index;
    }
    return std::nullopt;
}

TableImage slot_rows(const TableImage& rules, unsigned slot, const Capabilities& capabilities) {
    const unsigned first = slot * capabilities.rules_per_filter;
    return {rules.lower_bound(first), rules.lower_bound(first + capabilities.rules_per_filter)};
}

}  // namespace tain
