// SPDX-License-Identifier: Apache-2.0
#include "stages.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace tain {
namespace {

using Goals = std::vector<FilterGoal>;

FilterGoal goal_for(const Filter& filter, const Cookies& cookies) {
    return {cookies.of("filter", filter.id), &filter};
}

Goals all_goals(const Wanted& wanted, unsigned port, const Cookies& cookies) {
    Goals goals;
    for (const Filter* filter : filters_of_port(wanted, port)) goals.push_back(goal_for(*filter, cookies));
    return goals;
}

/// Everything at once; nothing where a port has too little room for it.
std::optional<Stage> whole_stage(const Wanted& wanted, const Cookies& cookies,
                                 const std::vector<ActiveTables>& ports) {
    Stage stage;
    stage.last = true;
    for (unsigned port = 0; port < ports.size(); ++port) {
        auto filters = lay_out_filters(all_goals(wanted, port, cookies), cookies, ports[port]);
        if (!filters) return std::nullopt;
        stage.ports.push_back(lay_out_port(wanted, port, std::move(*filters), cookies, ports[port]));
    }
    return stage;
}

/// The active configuration with as many of its changed filters in their new form as there is room for.
FilterLayout exchange_filters(const Wanted& wanted, unsigned port, const Cookies& cookies,
                              const ActiveTables& active) {
    Goals goals;
    for (const auto& [index, row] : active.bank[Table::filter]) goals.push_back({cookie_in(row), nullptr});
    std::optional<FilterLayout> best = lay_out_filters(goals, cookies, active);
    for (const Filter* filter : filters_of_port(wanted, port)) {
        const FilterGoal wish = goal_for(*filter, cookies);
        const auto goal = std::find_if(goals.begin(), goals.end(), [&wish](const FilterGoal& entry) {
            return entry.cookie == wish.cookie;
        });
        if (goal == goals.end() || stands(*filter, cookies, active)) continue;
        goal->wanted = filter;
        auto better = lay_out_filters(goals, cookies, active);
        if (better) {
            best = std::move(better);
        } else {
            goal->wanted = nullptr;
        }
    }
    return std::move(best).value();
}

/// Nothing where no filter of any port can be exchanged.
std::optional<Stage> exchange_stage(const Wanted& wanted, const Cookies& cookies,
                                    const std::vector<ActiveTables>& ports) {
    Stage stage;
    bool progress = false;
    for (unsigned port = 0; port < ports.size(); ++port) {
        FilterLayout filters = exchange_filters(wanted, port, cookies, ports[port]);
        progress = progress || !filters.new_slots.empty();
        stage.ports.push_back(lay_out_filters_only(std::move(filters), ports[port]));
    }
    if (!progress) return std::nullopt;
    return stage;
}

/// The wanted configuration without the sessions of those filters that there is no room for yet. The filters
/// that it removes make room for them.
Stage partial_stage(const Wanted& wanted, const Cookies& cookies, const std::vector<ActiveTables>& ports) {
    Stage stage;
    for (unsigned port = 0; port < ports.size(); ++port) {
        std::vector<const Filter*> filters = filters_of_port(wanted, port);
        std::stable_partition(filters.begin(), filters.end(),
                              [&](const Filter* filter) { return stands(*filter, cookies, ports[port]); });
        Goals goals;
        FilterLayout best = lay_out_filters(goals, cookies, ports[port]).value();
        for (const Filter* filter : filters) {
            goals.push_back(goal_for(*filter, cookies));
            auto better = lay_out_filters(goals, cookies, ports[port]);
            if (better) {
                best = std::move(*better);
            } else {
                goals.pop_back();
                stage.paused.push_back(filter->id);
            }
        }
        stage.ports.push_back(lay_out_port(wanted, port, std::move(best), cookies, ports[port]));
    }
    return stage;
}

}  // namespace

Stage next_stage(const Wanted& wanted, const Cookies& cookies, const std::vector<ActiveTables>& ports) {
    if (auto stage = whole_stage(wanted, cookies, ports)) return std::move(*stage);
    if (auto stage = exchange_stage(wanted, cookies, ports)) return std::move(*stage);
    return partial_stage(wanted, cookies, ports);
}

}  // namespace tain
