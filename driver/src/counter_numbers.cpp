// SPDX-License-Identifier: Apache-2.0
#include "counter_numbers.hpp"

#include <algorithm>

#include "tain/error.hpp"

namespace tain {
namespace {

bool has_number(const NumberMap& map, unsigned number) {
    return std::any_of(map.begin(), map.end(),
                       [number](const auto& entry) { return entry.second == number; });
}

void add(NumberMap& map, std::uint32_t cookie, unsigned number, unsigned size) {
    if (number < size && !has_number(map, number)) map.emplace(cookie, number);
}

void add_rows(NumberMap& map, const TableImage& table, registers::Field counter, unsigned size) {
    for (const auto& [index, row] : table) {
        add(map, cookie_in(row), static_cast<unsigned>(get_field(row, counter)), size);
    }
}

void add_earlier(NumberMap& map, const NumberMap& earlier, unsigned size) {
    for (const auto& [cookie, number] : earlier) add(map, cookie, number, size);
}

}  // namespace

KnownNumbers numbers_in(const BankImage& bank, const RuleImage& rules, const Capabilities& capabilities,
                        const KnownNumbers& earlier) {
    KnownNumbers known;
    const unsigned interfaces = rows_of(Table::interface, capabilities);
    const unsigned sessions = rows_of(Table::session, capabilities);
    const unsigned rule_numbers = rows_of(Table::ingress_rule, capabilities);
    add_rows(known.interfaces, bank[Table::interface], registers::interface_row::counter, interfaces);
    add_rows(known.sessions, bank[Table::session], registers::session_row::counter, sessions);
    add_earlier(known.interfaces, earlier.interfaces, interfaces);
    add_earlier(known.sessions, earlier.sessions, sessions);
    for (const Direction direction : directions) {
        NumberMap& map = known.rules.at(index_of(direction));
        for (const auto& [index, row] : bank[Table::filter]) {
            const auto slot = static_cast<unsigned>(get_field(row, registers::filter_row::slot));
            add_rows(map, slot_rows(rules[direction], slot, capabilities),
                     registers::ingress_rule_row::counter, rule_numbers);
        }
        add_earlier(map, earlier.rules.at(index_of(direction)), rule_numbers);
    }
    return known;
}

Numbering number_objects(const std::vector<std::uint32_t>& cookies, const NumberMap& known,
                         const std::set<unsigned>& counting, unsigned size) {
    Numbering result;
    std::set<unsigned> taken;
    for (const std::uint32_t cookie : cookies) {
        const auto found = known.find(cookie);
        if (found != known.end() && taken.insert(found->second).second) {
            result.numbers.emplace(cookie, found->second);
        }
    }
    std::set<unsigned> avoided = counting;
    avoided.insert(taken.begin(), taken.end());
    std::set<unsigned> avoided_if_possible = avoided;
    for (const auto& [cookie, number] : known) avoided_if_possible.insert(number);
    for (const std::uint32_t cookie : cookies) {
        if (result.numbers.contains(cookie)) continue;
        auto number = lowest_free(avoided_if_possible, size);
        if (!number) number = lowest_free(avoided, size);
        const bool unused = number.has_value();
        if (!number) number = lowest_free(taken, size);
        if (!number) throw Error("InternalError", "", "", "more objects than counters");
        (unused ? result.clear_before : result.clear_after).push_back(*number);
        result.numbers.emplace(cookie, *number);
        taken.insert(*number);
        avoided.insert(*number);
        avoided_if_possible.insert(*number);
    }
    return result;
}

}  // namespace tain
