// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "never_copied_rows.hpp"

namespace tain {
namespace {

using registers::CounterKind;

template <typename Value>
const Value* find_id(const std::vector<Value>& values, const std::string& id) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&id](const Value& v) { return v.id == id; });
    return found == values.end() ? nullptr : &*found;
}

const Interface* interface_on(const Wanted& wanted, unsigned port, const std::string& id) {
    const Interface* found = find_id(wanted.interfaces, id);
    return found != nullptr && found->port == port ? found : nullptr;
}

std::vector<const Session*> sessions_of_port(const Wanted& wanted, unsigned port) {
    std::vector<const Session*> sessions;
    for (const Session& session : wanted.sessions) {
        if (interface_on(wanted, port, session.interface) != nullptr) sessions.push_back(&session);
    }
    return sessions;
}

/// An index for every cookie: the one it has in `active` (rows come in groups of `group`), else the lowest
/// free.
std::map<std::uint32_t, unsigned> place(const std::vector<std::uint32_t>& cookies, const TableImage& active,
                                        unsigned group, unsigned count) {
    std::map<std::uint32_t, unsigned> placed;
    std::set<unsigned> taken;
    for (const std::uint32_t cookie : cookies) {
        const auto row = find_cookie(active, cookie);
        if (row && taken.insert(*row / group).second) placed[cookie] = *row / group;
    }
    for (const std::uint32_t cookie : cookies) {
        if (placed.contains(cookie)) continue;
        const auto index = lowest_free(taken, count);
        if (!index) throw Error("InternalError", "", "", "a table has no room although it was checked");
        placed[cookie] = *index;
        taken.insert(*index);
    }
    return placed;
}

std::set<unsigned> counting(const TableImage& table, registers::Field counter) {
    std::set<unsigned> numbers;
    for (const auto& [index, row] : table) numbers.insert(static_cast<unsigned>(get_field(row, counter)));
    return numbers;
}

/// IPv4 addresses first, so that those of one family stand side by side.
std::vector<TargetAddress> by_family(const Target& target) {
    std::vector<TargetAddress> addresses = target.addresses;
    std::stable_partition(addresses.begin(), addresses.end(),
                          [](const TargetAddress& entry) { return !entry.address.v6; });
    return addresses;
}

unsigned count_family(const Target& target, bool v6) {
    return static_cast<unsigned>(std::count_if(target.addresses.begin(), target.addresses.end(),
                                               [v6](const auto& entry) { return entry.address.v6 == v6; }));
}

/// Design 2.8, but for the frame's own length.
unsigned bytes_kept(const Session& session, const Target& target, unsigned port_mtu, bool v6) {
    const unsigned room = std::min(target.mtu, port_mtu) - (v6 ? overhead_in_mtu_ipv6 : overhead_in_mtu_ipv4);
    return std::min({room, static_cast<unsigned>(session.packet_length.value_or(65535)), 65535U});
}

class PortPlacer {
  public:
    PortPlacer(const Wanted& wanted, unsigned port, FilterLayout filters, const Cookies& cookies,
               const ActiveTables& active)
        : wanted_(wanted), port_(port), filters_(std::move(filters)), cookies_(cookies), active_(active) {
        for (const Session* session : sessions_of_port(wanted, port)) {
            const bool placed = filters_.row_of.contains(cookies.of("filter", session->filter));
            if (placed) sessions_.push_back(session);
        }
    }

    PortLayout place_all() {
        layout_ = lay_out_filters_only(filters_, active_);
        layout_.bank = {};
        layout_.bank[Table::filter] = filters_.filters;
        layout_.bank[Table::ingress_range] = filters_.ranges[0];
        layout_.bank[Table::egress_range] = filters_.ranges[1];
        place_interfaces();
        place_targets();
        place_sessions();
        place_never_copied();
        place_resolvers();
        return std::move(layout_);
    }

  private:
    void clear(CounterKind kind, const Numbering& numbering) {
        for (const Direction direction : directions) {
            for (const unsigned number : numbering.clear_before) {
                layout_.clear_before.push_back({kind, direction, number});
            }
            for (const unsigned number : numbering.clear_after) {
                layout_.clear_after.push_back({kind, direction, number});
            }
        }
    }

    void place_interfaces() {
        const TableImage& before = active_.bank[Table::interface];
        std::vector<std::uint32_t> cookies;
        std::vector<const Interface*> interfaces;
        for (const Interface& entry : wanted_.interfaces) {
            if (entry.port != port_) continue;
            interfaces.push_back(&entry);
            cookies.push_back(cookies_.of("interface", entry.id));
        }
        const unsigned count = active_.capabilities.interfaces;
        interface_rows_ = place(cookies, before, 1, count);
        const Numbering numbering = number_objects(
            cookies, active_.known.interfaces, counting(before, registers::interface_row::counter), count);
        clear(CounterKind::interface, numbering);
        for (const Interface* entry : interfaces) {
            const std::uint32_t cookie = cookies_.of("interface", entry->id);
            layout_.bank[Table::interface][interface_rows_.at(cookie)] =
                interface_row(*entry, cookie, numbering.numbers.at(cookie));
        }
    }

    static Row interface_row(const Interface& entry, std::uint32_t cookie, unsigned counter) {
        namespace fields = registers::interface_row;
        Row row;
        set_field(row, fields::cookie, cookie);
        set_field(row, fields::any, entry.mac ? 0 : 1);
        set_field(row, fields::counter, counter);
        if (entry.mac) set_mac(row, fields::mac, *entry.mac);
        set_mac(row, fields::source_mac, entry.source_mac);
        if (entry.ipv4) set_address(row, fields::ipv4, *entry.ipv4);
        if (entry.ipv6) set_address(row, fields::ipv6, *entry.ipv6);
        return row;
    }

    void place_targets() {
        std::vector<std::uint32_t> cookies;
        std::set<std::string> used;
        for (const Session* session : sessions_) used.insert(session->target);
        cookies.reserve(used.size());
        for (const std::string& id : used) cookies.push_back(cookies_.of("target", id));
        const unsigned group = active_.capabilities.addresses_per_target;
        target_rows_ = place(cookies, active_.bank[Table::target], group, active_.capabilities.targets);
        for (const std::string& id : used) {
            const std::uint32_t cookie = cookies_.of("target", id);
            unsigned index = target_rows_.at(cookie) * group;
            for (const TargetAddress& address : by_family(*find_id(wanted_.targets, id))) {
                layout_.bank[Table::target][index++] = target_row(address, cookie);
            }
        }
    }

    static Row target_row(const TargetAddress& address, std::uint32_t cookie) {
        namespace fields = registers::target_row;
        Row row;
        set_field(row, fields::cookie, cookie);
        set_field(row, fields::v6, address.address.v6 ? 1 : 0);
        set_mac(row, fields::mac, address.mac);
        set_address(row, fields::address, address.address);
        return row;
    }

    void place_sessions() {
        std::sort(sessions_.begin(), sessions_.end(),
                  [](const Session* left, const Session* right) { return left->number < right->number; });
        std::vector<std::uint32_t> cookies;
        cookies.reserve(sessions_.size());
        for (const Session* session : sessions_) cookies.push_back(cookies_.of("session", session->id));
        const Numbering numbering =
            number_objects(cookies, active_.known.sessions,
                           counting(active_.bank[Table::session], registers::session_row::counter),
                           rows_of(Table::session, active_.capabilities));
        clear(CounterKind::session, numbering);
        std::map<std::string, unsigned> places;
        for (const Session* session : sessions_) {
            const std::uint32_t owner = cookies_.of("interface", session->interface);
            const unsigned first = interface_rows_.at(owner) * active_.capabilities.sessions_per_interface;
            const unsigned index = first + places[session->interface]++;
            const std::uint32_t cookie = cookies_.of("session", session->id);
            layout_.bank[Table::session][index] = session_row(*session, cookie, numbering.numbers.at(cookie));
        }
    }

    Row session_row(const Session& session, std::uint32_t cookie, unsigned counter) const {
        namespace fields = registers::session_row;
        const Target& target = *find_id(wanted_.targets, session.target);
        const bool v6 = goes_over_v6(*find_id(wanted_.interfaces, session.interface), target).value();
        const unsigned base =
            target_rows_.at(cookies_.of("target", target.id)) * active_.capabilities.addresses_per_target;
        const unsigned port_mtu =
            port_ < wanted_.port_mtus.size() ? wanted_.port_mtus[port_] : default_port_mtu;
        Row row;
        set_field(row, fields::cookie, cookie);
        set_field(row, fields::filter, filters_.row_of.at(cookies_.of("filter", session.filter)));
        set_field(row, fields::counter, counter);
        set_field(row, fields::first_address, base + (v6 ? count_family(target, false) : 0));
        set_field(row, fields::address_count, count_family(target, v6));
        set_field(row, fields::vni, session.vni);
        set_field(row, fields::keep, bytes_kept(session, target, port_mtu, v6));
        return row;
    }

    /// Rows that are nothing but their content.
    void place_rows(Table table, const std::map<std::uint32_t, Row>& rows) {
        std::vector<std::uint32_t> cookies;
        cookies.reserve(rows.size());
        for (const auto& [cookie, row] : rows) cookies.push_back(cookie);
        const auto placed = place(cookies, active_.bank[table], 1, rows_of(table, active_.capabilities));
        for (const auto& [cookie, row] : rows) layout_.bank[table][placed.at(cookie)] = row;
    }

    void place_never_copied() {
        std::map<std::uint32_t, Row> rows;
        for (const NeverCopiedRow& entry : never_copied_rows(wanted_.never_copied)) {
            const std::uint32_t cookie = cookies_.of("never-copied", entry.name);
            Row row = entry.row;
            set_field(row, registers::never_copied_row::cookie, cookie);
            rows.emplace(cookie, row);
        }
        place_rows(Table::never_copied, rows);
    }

    void place_resolvers() {
        namespace fields = registers::resolver_row;
        std::map<std::uint32_t, Row> rows;
        for (const IpAddress& address : wanted_.resolvers) {
            const std::uint32_t cookie = cookies_.of("resolver", to_string(address));
            Row row;
            set_field(row, fields::cookie, cookie);
            set_field(row, fields::v6, address.v6 ? 1 : 0);
            set_address(row, fields::address, address);
            rows.emplace(cookie, row);
        }
        place_rows(Table::resolver, rows);
    }

    const Wanted& wanted_;
    unsigned port_;
    FilterLayout filters_;
    const Cookies& cookies_;
    const ActiveTables& active_;
    std::vector<const Session*> sessions_;
    std::map<std::uint32_t, unsigned> interface_rows_;
    std::map<std::uint32_t, unsigned> target_rows_;
    PortLayout layout_;
};

void clear_rules(PortLayout& layout, const FilterLayout& filters) {
    for (const Direction direction : directions) {
        const Numbering& numbering = filters.numbers.at(index_of(direction));
        for (const unsigned number : numbering.clear_before) {
            layout.clear_before.push_back({CounterKind::rule, direction, number});
        }
        for (const unsigned number : numbering.clear_after) {
            layout.clear_after.push_back({CounterKind::rule, direction, number});
        }
    }
}

}  // namespace

std::vector<const Filter*> filters_of_port(const Wanted& wanted, unsigned port) {
    std::map<std::string, const Filter*> used;
    for (const Session* session : sessions_of_port(wanted, port)) {
        used.emplace(session->filter, find_id(wanted.filters, session->filter));
    }
    std::vector<const Filter*> filters;
    filters.reserve(used.size());
    for (const auto& [id, filter] : used) filters.push_back(filter);
    return filters;
}

std::optional<bool> goes_over_v6(const Interface& source, const Target& target) {
    if (source.ipv4 && count_family(target, false) > 0) return false;
    if (source.ipv6 && count_family(target, true) > 0) return true;
    return std::nullopt;
}

PortLayout lay_out_port(const Wanted& wanted, unsigned port, FilterLayout filters, const Cookies& cookies,
                        const ActiveTables& active) {
    return PortPlacer(wanted, port, std::move(filters), cookies, active).place_all();
}

PortLayout lay_out_filters_only(FilterLayout filters, const ActiveTables& active) {
    PortLayout layout;
    layout.bank = active.bank;
    layout.bank[Table::filter] = filters.filters;
    layout.bank[Table::ingress_range] = filters.ranges[0];
    layout.bank[Table::egress_range] = filters.ranges[1];
    clear_rules(layout, filters);
    layout.new_slots = std::move(filters.new_slots);
    layout.rules = std::move(filters.rules);
    return layout;
}

}  // namespace tain
