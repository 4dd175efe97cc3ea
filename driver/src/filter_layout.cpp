// SPDX-License-Identifier: Apache-2.0
#include "filter_layout.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "rule_rows.hpp"
#include "tain/registers.hpp"

namespace tain {
namespace {

namespace filter_fields = registers::filter_row;
namespace rule_fields = registers::ingress_rule_row;

/// Range checkers of one direction: by number what each looks for, and the other way round.
struct Checkers {
    std::map<unsigned, RangeCheck> by_number;
    std::map<RangeCheck, unsigned> number_of;

    void set(unsigned number, const RangeCheck& check) {
        by_number.emplace(number, check);
        number_of.emplace(check, number);
    }
};

using CheckersByDirection = std::array<Checkers, 2>;

CheckersByDirection checkers_in(const BankImage& bank) {
    CheckersByDirection checkers;
    for (const Direction direction : directions) {
        for (const auto& [number, row] : bank[range_table(direction)]) {
            checkers.at(index_of(direction)).set(number, range_check_in(row));
        }
    }
    return checkers;
}

unsigned slot_in(const Row& filter_row) {
    return static_cast<unsigned>(get_field(filter_row, filter_fields::slot));
}

std::optional<unsigned> active_slot(std::uint32_t cookie, const ActiveTables& active) {
    const TableImage& filters = active.bank[Table::filter];
    const auto index = find_cookie(filters, cookie);
    if (!index) return std::nullopt;
    return slot_in(filters.at(*index));
}

/// Cookie, match and range bits of one rule; nothing where a range that it needs has no checker. Its counter
/// is not set yet.
std::optional<Row> row_with_checkers(const Rule& rule, std::uint32_t cookie, const Checkers& checkers) {
    Row row = rule_row(rule);
    set_field(row, rule_fields::cookie, cookie);
    for (const RangeCheck& check : checks_of(rule)) {
        const auto number = checkers.number_of.find(check);
        if (number == checkers.number_of.end()) return std::nullopt;
        ask_checker(row, number->second);
    }
    return row;
}

bool rules_stand(const Filter& filter, Direction direction, unsigned slot, const Cookies& cookies,
                 const ActiveTables& active, const Checkers& checkers) {
    if (slot >= active.capabilities.rule_slots) return false;
    TableImage expected;
    unsigned index = slot * active.capabilities.rules_per_filter;
    for (const Rule* rule : in_order(rules_of(filter, direction))) {
        const std::uint32_t cookie = cookies.of_rule(filter, direction, *rule);
        auto row = row_with_checkers(*rule, cookie, checkers);
        const NumberMap& known = active.known.rules.at(index_of(direction));
        const auto number = known.find(cookie);
        if (!row || number == known.end()) return false;
        set_field(*row, rule_fields::counter, number->second);
        expected.emplace(index++, *row);
    }
    return expected == slot_rows(active.rules[direction], slot, active.capabilities);
}

bool stands_at(const Filter& filter, unsigned slot, const Cookies& cookies, const ActiveTables& active,
               const CheckersByDirection& checkers) {
    return std::all_of(directions.begin(), directions.end(), [&](Direction direction) {
        return rules_stand(filter, direction, slot, cookies, active, checkers.at(index_of(direction)));
    });
}

/// Lays out one port's filters: those that keep their slots first, because they decide what is free.
class FilterPlacer {
  public:
    FilterPlacer(const Cookies& cookies, const ActiveTables& active)
        : cookies_(cookies), active_(active), active_checkers_(checkers_in(active.bank)) {
        for (const auto& [index, row] : active.bank[Table::filter]) pointed_to_.insert(slot_in(row));
    }

    std::optional<FilterLayout> place(const std::vector<FilterGoal>& goals) {
        std::vector<FilterGoal> to_write;
        for (const FilterGoal& goal : goals) {
            if (!keep(goal)) to_write.push_back(goal);
        }
        for (const FilterGoal& goal : to_write) {
            if (!add_checkers(*goal.wanted)) return std::nullopt;
        }
        number_rules(to_write);
        for (const FilterGoal& goal : to_write) {
            if (!write(goal)) return std::nullopt;
        }
        if (!place_rows(goals)) return std::nullopt;
        fill_ranges();
        return std::move(layout_);
    }

  private:
    bool keep(const FilterGoal& goal) {
        const auto slot = active_slot(goal.cookie, active_);
        if (goal.wanted != nullptr) {
            if (!slot || kept_.contains(*slot)) return false;
            if (!stands_at(*goal.wanted, *slot, cookies_, active_, active_checkers_)) return false;
        }
        kept_.insert(*slot);
        slot_of_[goal.cookie] = *slot;
        for (const Direction direction : directions) keep_checkers(direction, *slot);
        return true;
    }

    void keep_checkers(Direction direction, unsigned slot) {
        const Checkers& from = active_checkers_.at(index_of(direction));
        Checkers& to = checkers_.at(index_of(direction));
        for (const auto& [index, row] : slot_rows(active_.rules[direction], slot, active_.capabilities)) {
            rule_cookies_.at(index_of(direction)).push_back(cookie_in(row));
            for (const unsigned number : asked_checkers(row)) {
                const auto check = from.by_number.find(number);
                if (check != from.by_number.end()) to.set(number, check->second);
            }
        }
    }

    bool add_checkers(const Filter& filter) {
        return std::all_of(directions.begin(), directions.end(), [&](Direction direction) {
            const std::vector<Rule>& rules = rules_of(filter, direction);
            return std::all_of(rules.begin(), rules.end(), [&](const Rule& rule) {
                const std::vector<RangeCheck> checks = checks_of(rule);
                return std::all_of(checks.begin(), checks.end(),
                                   [&](const RangeCheck& check) { return add_checker(direction, check); });
            });
        });
    }

    bool add_checker(Direction direction, const RangeCheck& check) {
        Checkers& checkers = checkers_.at(index_of(direction));
        if (checkers.number_of.contains(check)) return true;
        const Checkers& before = active_checkers_.at(index_of(direction));
        const auto same = before.number_of.find(check);
        if (same != before.number_of.end() && !checkers.by_number.contains(same->second)) {
            checkers.set(same->second, check);
            return true;
        }
        std::set<unsigned> taken;
        for (const auto& [number, other] : checkers.by_number) taken.insert(number);
        const auto number = lowest_free(taken, active_.capabilities.range_checkers);
        if (number) checkers.set(*number, check);
        return number.has_value();
    }

    void number_rules(const std::vector<FilterGoal>& to_write) {
        for (const Direction direction : directions) {
            std::vector<std::uint32_t>& cookies = rule_cookies_.at(index_of(direction));
            for (const FilterGoal& goal : to_write) {
                for (const Rule& rule : rules_of(*goal.wanted, direction)) {
                    cookies.push_back(cookies_.of_rule(*goal.wanted, direction, rule));
                }
            }
            layout_.numbers.at(index_of(direction)) =
                number_objects(cookies, active_.known.rules.at(index_of(direction)), counting(direction),
                               rows_of(Table::ingress_rule, active_.capabilities));
        }
    }

    std::set<unsigned> counting(Direction direction) const {
        std::set<unsigned> numbers;
        for (const unsigned slot : pointed_to_) {
            for (const auto& [index, row] : slot_rows(active_.rules[direction], slot, active_.capabilities)) {
                numbers.insert(static_cast<unsigned>(get_field(row, rule_fields::counter)));
            }
        }
        return numbers;
    }

    bool write(const FilterGoal& goal) {
        std::array<std::vector<Row>, 2> rows;
        for (const Direction direction : directions) {
            rows.at(index_of(direction)) = rows_for(*goal.wanted, direction);
        }
        const auto slot = cheapest_slot(rows);
        if (!slot) return false;
        layout_.new_slots.insert(*slot);
        slot_of_[goal.cookie] = *slot;
        for (const Direction direction : directions) {
            unsigned index = *slot * active_.capabilities.rules_per_filter;
            for (const Row& row : rows.at(index_of(direction)))
                layout_.rules[direction].emplace(index++, row);
        }
        return true;
    }

    std::vector<Row> rows_for(const Filter& filter, Direction direction) const {
        std::vector<Row> rows;
        for (const Rule* rule : in_order(rules_of(filter, direction))) {
            const std::uint32_t cookie = cookies_.of_rule(filter, direction, *rule);
            Row row = row_with_checkers(*rule, cookie, checkers_.at(index_of(direction))).value();
            set_field(row, rule_fields::counter, layout_.numbers.at(index_of(direction)).numbers.at(cookie));
            rows.push_back(row);
        }
        return rows;
    }

    /// Of the slots that neither bank of this change points to, the one whose rows differ least: a filter
    /// that is changed to and fro finds most of its rows in place.
    std::optional<unsigned> cheapest_slot(const std::array<std::vector<Row>, 2>& rows) const {
        std::optional<unsigned> best;
        unsigned best_cost = std::numeric_limits<unsigned>::max();
        for (unsigned slot = 0; slot < active_.capabilities.rule_slots; ++slot) {
            if (pointed_to_.contains(slot) || layout_.new_slots.contains(slot)) continue;
            const unsigned cost = cost_of(slot, rows);
            if (cost < best_cost) best = slot;
            best_cost = std::min(cost, best_cost);
        }
        return best;
    }

    unsigned cost_of(unsigned slot, const std::array<std::vector<Row>, 2>& rows) const {
        unsigned cost = 0;
        for (const Direction direction : directions) {
            const std::vector<Row>& wanted = rows.at(index_of(direction));
            for (unsigned place = 0; place < active_.capabilities.rules_per_filter; ++place) {
                const unsigned index = slot * active_.capabilities.rules_per_filter + place;
                const auto found = active_.rules[direction].find(index);
                const bool occupied = found != active_.rules[direction].end();
                const bool same =
                    place < wanted.size() ? occupied && found->second == wanted[place] : !occupied;
                cost += same ? 0 : 1;
            }
        }
        return cost;
    }

    /// A filter keeps its row; new ones take the lowest that are free.
    bool place_rows(const std::vector<FilterGoal>& goals) {
        std::set<unsigned> taken;
        for (const FilterGoal& goal : goals) {
            if (const auto index = find_cookie(active_.bank[Table::filter], goal.cookie)) {
                layout_.row_of[goal.cookie] = *index;
                taken.insert(*index);
            }
        }
        for (const FilterGoal& goal : goals) {
            if (!layout_.row_of.contains(goal.cookie)) {
                const auto index = lowest_free(taken, active_.capabilities.filters);
                if (!index) return false;
                layout_.row_of[goal.cookie] = *index;
                taken.insert(*index);
            }
            layout_.filters[layout_.row_of.at(goal.cookie)] = filter_row(goal);
        }
        return true;
    }

    Row filter_row(const FilterGoal& goal) const {
        if (goal.wanted == nullptr) {
            return active_.bank[Table::filter].at(layout_.row_of.at(goal.cookie));
        }
        Row row;
        set_field(row, filter_fields::cookie, goal.cookie);
        set_field(row, filter_fields::slot, slot_of_.at(goal.cookie));
        set_field(row, filter_fields::amazon_dns, goal.wanted->amazon_dns ? 1 : 0);
        return row;
    }

    void fill_ranges() {
        for (const Direction direction : directions) {
            for (const auto& [number, check] : checkers_.at(index_of(direction)).by_number) {
                layout_.ranges.at(index_of(direction)).emplace(number, range_row(check));
            }
        }
    }

    const Cookies& cookies_;
    const ActiveTables& active_;
    CheckersByDirection active_checkers_;
    CheckersByDirection checkers_;
    std::set<unsigned> pointed_to_;  ///< slots of the active bank
    std::set<unsigned> kept_;        ///< slots whose rules stay
    std::map<std::uint32_t, unsigned> slot_of_;
    std::array<std::vector<std::uint32_t>, 2> rule_cookies_;
    FilterLayout layout_;
};

}  // namespace

bool stands(const Filter& filter, const Cookies& cookies, const ActiveTables& active) {
    const auto slot = active_slot(cookies.of("filter", filter.id), active);
    return slot && stands_at(filter, *slot, cookies, active, checkers_in(active.bank));
}

std::optional<FilterLayout> lay_out_filters(const std::vector<FilterGoal>& goals, const Cookies& cookies,
                                            const ActiveTables& active) {
    return FilterPlacer(cookies, active).place(goals);
}

}  // namespace tain
