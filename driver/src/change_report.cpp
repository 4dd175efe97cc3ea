// SPDX-License-Identifier: Apache-2.0
#include "change_report.hpp"

#include <array>
#include <cstdio>
#include <set>

namespace tain {
namespace {

struct NamedTable {
    Table table;
    const char* kind;
};

/// The tables whose rows are objects of their own.
constexpr std::array named_tables{NamedTable{Table::interface, "interface"},
                                  NamedTable{Table::filter, "filter"},
                                  NamedTable{Table::target, "target"},
                                  NamedTable{Table::session, "session"},
                                  NamedTable{Table::never_copied, "never-copied"},
                                  NamedTable{Table::resolver, "resolver"}};

/// The rows of each object.
using Objects = std::map<std::uint32_t, TableImage>;

Objects objects_in(const TableImage& table) {
    Objects objects;
    for (const auto& [index, row] : table) objects[cookie_in(row)].emplace(index, row);
    return objects;
}

/// "kind id"; of the rows of a never-copied class only the class.
std::string name_of(std::uint32_t cookie, const NamedTable& named,
                    const std::map<std::uint32_t, std::string>& names) {
    const auto found = names.find(cookie);
    if (found == names.end()) {
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), " with cookie 0x%08X", cookie);
        return named.kind + std::string(text.data());
    }
    if (named.table != Table::never_copied) return found->second;
    return found->second.substr(0, found->second.find(' ', std::string(named.kind).size() + 1));
}

/// What became of each object of one table of one port.
void compare(const Objects& old, const Objects& now, const NamedTable& named,
             const std::map<std::uint32_t, std::string>& names, std::set<std::string>& lines) {
    for (const auto& [cookie, rows] : now) {
        const auto found = old.find(cookie);
        if (found != old.end() && found->second == rows) continue;
        lines.insert(name_of(cookie, named, names) + (found == old.end() ? ": added" : ": changed"));
    }
    for (const auto& [cookie, rows] : old) {
        if (!now.contains(cookie)) lines.insert(name_of(cookie, named, names) + ": removed");
    }
}

}  // namespace

void add_changes(const NicState& before, const NicState& after,
                 const std::map<std::uint32_t, std::string>& names, std::vector<std::string>& lines) {
    for (const NamedTable& named : named_tables) {
        std::set<std::string> of_table;
        for (unsigned port = 0; port < after.ports.size(); ++port) {
            compare(objects_in(before.ports[port].banks.at(before.active)[named.table]),
                    objects_in(after.ports[port].banks.at(after.active)[named.table]), named, names,
                    of_table);
        }
        lines.insert(lines.end(), of_table.begin(), of_table.end());
    }
}

}  // namespace tain
