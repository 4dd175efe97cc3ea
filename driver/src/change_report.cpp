// SPDX-License-Identifier: Apache-2.0
#include "change_report.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

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

std::string name_of(std::uint32_t cookie, const char* kind,
                    const std::map<std::uint32_t, std::string>& names) {
    const auto found = names.find(cookie);
    if (found != names.end()) return found->second;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), " with cookie 0x%08X", cookie);
    return kind + std::string(text.data());
}

void add_line(std::vector<std::string>& lines, const std::string& line) {
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
}

}  // namespace

void add_changes(const NicState& before, const NicState& after,
                 const std::map<std::uint32_t, std::string>& names, std::vector<std::string>& lines) {
    for (const NamedTable& named : named_tables) {
        for (unsigned port = 0; port < after.ports.size(); ++port) {
            const Objects old = objects_in(before.ports[port].banks.at(before.active)[named.table]);
            const Objects now = objects_in(after.ports[port].banks.at(after.active)[named.table]);
            for (const auto& [cookie, rows] : now) {
                const auto found = old.find(cookie);
                const char* verb = found == old.end() ? "added" : "changed";
                if (found != old.end() && found->second == rows) continue;
                add_line(lines, name_of(cookie, named.kind, names) + ": " + verb);
            }
            for (const auto& [cookie, rows] : old) {
                if (!now.contains(cookie)) {
                    add_line(lines, name_of(cookie, named.kind, names) + ": removed");
                }
            }
        }
    }
}

}  // namespace tain
