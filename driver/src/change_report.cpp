// SPDX-License-Identifier: Apache-2.0
#include "change_report.hpp"

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

/// By name, so that an object that differs on several ports is told once.
using Found = std::map<std::string, Difference::Kind>;

/// What became of each object of one table of one port.
void compare(const Objects& old, const Objects& now, const NamedTable& named,
             const std::map<std::uint32_t, std::string>& names, Found& found) {
    for (const auto& [cookie, rows] : now) {
        const auto earlier = old.find(cookie);
        if (earlier != old.end() && earlier->second == rows) continue;
        found.emplace(name_of(cookie, named, names),
                      earlier == old.end() ? Difference::Kind::missing : Difference::Kind::different);
    }
    for (const auto& [cookie, rows] : old) {
        if (!now.contains(cookie))
            found.emplace(name_of(cookie, named, names), Difference::Kind::superfluous);
    }
}

const char* done_about(Difference::Kind kind) {
    switch (kind) {
        case Difference::Kind::missing:
            return ": added";
        case Difference::Kind::different:
            return ": changed";
        case Difference::Kind::superfluous:
            return ": removed";
    }
    return "";
}

}  // namespace

std::vector<Difference> differences(const NicState& before, const NicState& after,
                                    const std::map<std::uint32_t, std::string>& names) {
    std::vector<Difference> all;
    for (const NamedTable& named : named_tables) {
        Found found;
        for (unsigned port = 0; port < after.ports.size(); ++port) {
            compare(objects_in(before.ports[port].banks.at(before.active)[named.table]),
                    objects_in(after.ports[port].banks.at(after.active)[named.table]), named, names, found);
        }
        for (const auto& [object, kind] : found) all.push_back({kind, object});
    }
    return all;
}

std::vector<std::string> change_lines(const NicState& before, const NicState& after,
                                      const std::map<std::uint32_t, std::string>& names) {
    std::vector<std::string> lines;
    for (const Difference& each : differences(before, after, names))
        lines.push_back(each.object + done_about(each.kind));
    return lines;
}

}  // namespace tain
