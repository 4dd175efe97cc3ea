// SPDX-License-Identifier: Apache-2.0
#include "cookies.hpp"

#include <set>

#include "never_copied_rows.hpp"

namespace tain {
namespace {

/// FNV-1a.
std::uint32_t hash(const std::string& text) {
    std::uint32_t value = 0x811C9DC5;
    for (const char character : text) value = (value ^ static_cast<std::uint8_t>(character)) * 0x01000193;
    return value;
}

/// A rule without an id is known by its number.
std::string rule_text(const Filter& filter, Direction direction, const Rule& rule) {
    return "rule " + filter.id + (direction == Direction::ingress ? " ingress " : " egress ") +
           (rule.id.empty() ? "#" + std::to_string(rule.number) : rule.id);
}

/// Everything that has a cookie. Sorted, so that the answer does not hang on the order of the configuration.
std::set<std::string> texts_of(const Wanted& wanted) {
    std::set<std::string> texts;
    for (const Interface& entry : wanted.interfaces) texts.insert("interface " + entry.id);
    for (const Session& entry : wanted.sessions) texts.insert("session " + entry.id);
    for (const Target& entry : wanted.targets) texts.insert("target " + entry.id);
    for (const IpAddress& entry : wanted.resolvers) texts.insert("resolver " + to_string(entry));
    for (const NeverCopiedRow& row : never_copied_rows(wanted.never_copied)) {
        texts.insert("never-copied " + row.name);
    }
    for (const Filter& entry : wanted.filters) {
        texts.insert("filter " + entry.id);
        for (const Rule& rule : entry.ingress) texts.insert(rule_text(entry, Direction::ingress, rule));
        for (const Rule& rule : entry.egress) texts.insert(rule_text(entry, Direction::egress, rule));
    }
    return texts;
}

}  // namespace

Cookies::Cookies(const Wanted& wanted) {
    for (const std::string& text : texts_of(wanted)) add(text);
}

void Cookies::add(const std::string& text) {
    std::uint32_t cookie = hash(text);
    while (names_.contains(cookie)) ++cookie;
    cookies_.emplace(text, cookie);
    names_.emplace(cookie, text);
}

std::uint32_t Cookies::of(const std::string& kind, const std::string& name) const {
    return cookies_.at(kind + " " + name);
}

std::uint32_t Cookies::of_rule(const Filter& filter, Direction direction, const Rule& rule) const {
    return cookies_.at(rule_text(filter, direction, rule));
}

}  // namespace tain
