// SPDX-License-Identifier: Apache-2.0
// What stands in the tables of one port, as values: occupied rows by their index. A row that is absent is
// empty.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "row_codec.hpp"
#include "tain/device.hpp"
#include "tain/registers.hpp"

namespace tain {

using registers::Table;
using TableImage = std::map<unsigned, Row>;

inline constexpr std::array banked_tables{Table::interface,     Table::session,      Table::filter,
                                          Table::target,        Table::never_copied, Table::resolver,
                                          Table::ingress_range, Table::egress_range};
inline constexpr std::array directions{Direction::ingress, Direction::egress};

constexpr unsigned index_of(Direction direction) {
    return direction == Direction::ingress ? 0U : 1U;
}
constexpr Table range_table(Direction direction) {
    return direction == Direction::ingress ? Table::ingress_range : Table::egress_range;
}
constexpr Table rule_table(Direction direction) {
    return direction == Direction::ingress ? Table::ingress_rule : Table::egress_rule;
}

/// How many of the `data` words a row of the table has, and how many rows there are.
unsigned words_of(Table table);
unsigned rows_of(Table table, const Capabilities& capabilities);

/// One bank of the tables that have banks.
struct BankImage {
    std::array<TableImage, banked_tables.size()> tables;
    TableImage& operator[](Table table) { return tables.at(static_cast<std::size_t>(table)); }
    const TableImage& operator[](Table table) const { return tables.at(static_cast<std::size_t>(table)); }
    bool operator==(const BankImage&) const = default;
};

/// The rule tables, which have one bank, by direction.
struct RuleImage {
    std::array<TableImage, 2> tables;
    TableImage& operator[](Direction direction) { return tables.at(index_of(direction)); }
    const TableImage& operator[](Direction direction) const { return tables.at(index_of(direction)); }
    bool operator==(const RuleImage&) const = default;
};

/// Every table's cookie is the first word of its row.
inline std::uint32_t cookie_in(const Row& row) {
    return row.words[0];
}

/// Index of the row that has this cookie.
std::optional<unsigned> find_cookie(const TableImage& table, std::uint32_t cookie);

/// The lowest index below `rows` that is not in `taken`; nothing where all are.
std::optional<unsigned> lowest_free(const std::set<unsigned>& taken, unsigned rows);

/// The occupied rows of one slot of a rule table.
TableImage slot_rows(const TableImage& rules, unsigned slot, const Capabilities& capabilities);

}  // namespace tain
