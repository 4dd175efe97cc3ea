// SPDX-License-Identifier: Apache-2.0
#include "timestamps.hpp"

#include <algorithm>

namespace tain::output {
namespace {

using service::Kind;

/// Each 0 stands for any digit, everything else for itself.
bool has_form(std::string_view text, std::string_view form) {
    return std::ranges::equal(
        text, form, [](char c, char wanted) { return wanted == '0' ? c >= '0' && c <= '9' : c == wanted; });
}

bool has_times(const service::Shape& shape) {
    if (shape.kind == Kind::timestamp) return true;
    if (shape.kind == Kind::list) return has_times(*shape.element);
    return std::ranges::any_of(shape.members,
                               [](const service::Member& member) { return has_times(*member.shape); });
}

/// ".5" -> ".500000", ".000" -> "".
std::string microseconds(std::string_view fraction) {
    std::string digits(fraction.substr(0, 7));
    digits.resize(7, '0');
    return digits == ".000000" ? "" : digits;
}

}  // namespace

std::string shown_time(std::string_view wire) {
    constexpr std::string_view seconds_form = "0000-00-00T00:00:00";
    const std::string_view seconds = wire.substr(0, seconds_form.size());
    if (!has_form(seconds, seconds_form)) return std::string(wire);
    std::string_view zone = wire.substr(seconds.size());
    std::string_view fraction;
    if (zone.starts_with('.')) {
        fraction = zone.substr(0, zone.find_first_not_of("0123456789", 1));
        zone.remove_prefix(fraction.size());
    }
    const bool utc = zone == "Z" || zone == "-00:00";
    if (!utc && !zone.empty() && !has_form(zone, "+00:00") && !has_form(zone, "-00:00"))
        return std::string(wire);
    std::string shown(seconds);
    if (fraction.size() > 1) shown += microseconds(fraction);
    return shown.append(utc ? "+00:00" : zone);
}

void show_times(const service::Shape& shape, service::Json& answer) {
    if (!has_times(shape)) return;
    if (shape.kind == Kind::timestamp && answer.is_string())
        answer = shown_time(answer.get_ref<const std::string&>());
    if (shape.kind == Kind::list && answer.is_array())
        for (service::Json& item : answer) show_times(*shape.element, item);
    if (shape.kind != Kind::structure || !answer.is_object()) return;
    for (const service::Member& member : shape.members) {
        const auto found = answer.find(member.name);
        if (found != answer.end()) show_times(*member.shape, *found);
    }
}

}  // namespace tain::output
