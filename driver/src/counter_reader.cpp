// SPDX-License-Identifier: Apache-2.0
#include "counter_reader.hpp"

#include <optional>

#include "layout.hpp"
#include "rule_rows.hpp"
#include "tain/registers.hpp"

namespace tain {
namespace {

class CounterReader {
  public:
    CounterReader(std::vector<PortWindow>& windows, const NicState& state, const Wanted& wanted,
                  const Cookies& cookies, const Capabilities& capabilities)
        : windows_(windows), state_(state), wanted_(wanted), cookies_(cookies), capabilities_(capabilities) {}

    Counters read() {
        for (unsigned port = 0; port < windows_.size(); ++port) read_port(port);
        return std::move(counters_);
    }

  private:
    void read_port(unsigned port) {
        for (const Direction direction : directions) {
            namespace at = registers::port_counter;
            const std::vector<std::uint64_t> read = windows_[port].read_port_counters(direction);
            counters_.ports.push_back(
                {port, direction, read[at::frames], read[at::bytes], read[at::unowned], read[at::bad]});
        }
        const PortState& state = state_.ports[port];
        const BankImage& bank = state.banks.at(state_.active);
        read_interfaces(port, bank[Table::interface]);
        read_sessions(port, bank[Table::session]);
        for (const Filter* filter : filters_of_port(wanted_, port)) {
            read_rules(port, *filter);
        }
    }

    /// Nothing where the table does not hold it.
    static std::optional<unsigned> number_in(const TableImage& table, std::uint32_t cookie,
                                             registers::Field counter) {
        const auto row = find_cookie(table, cookie);
        if (!row) return std::nullopt;
        return static_cast<unsigned>(get_field(table.at(*row), counter));
    }

    void read_interfaces(unsigned port, const TableImage& table) {
        namespace at = registers::interface_counter;
        for (const Interface& entry : wanted_.interfaces) {
            if (entry.port != port) continue;
            const auto number =
                number_in(table, cookies_.of("interface", entry.id), registers::interface_row::counter);
            if (!number) continue;
            for (const Direction direction : directions) {
                const auto read = windows_[port].read_counters(
                    {registers::CounterKind::interface, direction, *number}, at::count);
                counters_.interfaces.push_back({entry.id, direction, read[at::judged], read[at::not_copied],
                                                read[at::copied], read[at::dropped], read[at::truncated],
                                                read[at::kept_bytes]});
            }
        }
    }

    void read_sessions(unsigned port, const TableImage& table) {
        namespace at = registers::session_counter;
        for (const Session& entry : wanted_.sessions) {
            const auto number =
                number_in(table, cookies_.of("session", entry.id), registers::session_row::counter);
            if (!number) continue;  // on another port, or not there
            for (const Direction direction : directions) {
                const auto read = windows_[port].read_counters(
                    {registers::CounterKind::session, direction, *number}, at::count);
                counters_.sessions.push_back({entry.id, direction, read[at::copied], read[at::kept_bytes],
                                              read[at::truncated], read[at::dropped]});
            }
        }
    }

    void read_rules(unsigned port, const Filter& filter) {
        const PortState& state = state_.ports[port];
        const TableImage& filters = state.banks.at(state_.active)[Table::filter];
        const auto slot = number_in(filters, cookies_.of("filter", filter.id), registers::filter_row::slot);
        if (!slot) return;
        for (const Direction direction : directions) {
            const TableImage rows = slot_rows(state.rules[direction], *slot, capabilities_);
            for (const Rule* rule : in_order(rules_of(filter, direction))) {
                const auto number = number_in(rows, cookies_.of_rule(filter, direction, *rule),
                                              registers::ingress_rule_row::counter);
                if (!number) continue;
                const auto read = windows_[port].read_counters(
                    {registers::CounterKind::rule, direction, *number}, registers::rule_counter::count);
                const std::string name = rule->id.empty() ? "#" + std::to_string(rule->number) : rule->id;
                add_hits({filter.id, name, direction, read[registers::rule_counter::hits]});
            }
        }
    }

    /// A filter in use on several ports has rule counters on each of them.
    void add_hits(const RuleCounters& more) {
        for (RuleCounters& entry : counters_.rules) {
            const bool same =
                entry.filter == more.filter && entry.rule == more.rule && entry.direction == more.direction;
            if (!same) continue;
            entry.hits += more.hits;
            return;
        }
        counters_.rules.push_back(more);
    }

    std::vector<PortWindow>& windows_;
    const NicState& state_;
    const Wanted& wanted_;
    const Cookies& cookies_;
    const Capabilities& capabilities_;
    Counters counters_;
};

}  // namespace

Counters read_counters(std::vector<PortWindow>& windows, const NicState& state, const Wanted& wanted,
                       const Cookies& cookies, const Capabilities& capabilities) {
    return CounterReader(windows, state, wanted, cookies, capabilities).read();
}

}  // namespace tain
