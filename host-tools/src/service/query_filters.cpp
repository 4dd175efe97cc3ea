// SPDX-License-Identifier: Apache-2.0
// `Filters` of a describe. A filter's name leads from the model's structure to a member of it, through lists
// and structures where the name has dots: "ipv6-addresses.ipv6-address". Values of one filter are
// alternatives; filters must all fit.
#include <algorithm>
#include <optional>
#include <stdexcept>

#include "describe.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr std::size_t most_filters = 50;
constexpr std::size_t most_values = 200;
constexpr std::string_view tag_prefix = "tag:";

using Path = std::vector<const Member*>;

/// Names that EC2 spells unlike the members they mean.
std::string_view path_name(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> others[] = {
        {"addresses.private-ip-address", "private-ip-addresses.private-ip-address"},
        {"addresses.primary", "private-ip-addresses.primary"},
        {"group-id", "groups.group-id"},
        {"group-name", "groups.group-name"},
    };
    const auto found = std::ranges::find(others, name, [](const auto& entry) { return entry.first; });
    return found == std::end(others) ? name : found->second;
}

/// The members that lead to what the name means; empty where there is no such member.
Path path_to(const Shape& structure, std::string_view name) {
    const std::string_view first = name.substr(0, name.find('.'));
    const auto member = std::ranges::find_if(
        structure.members, [&](const Member& candidate) { return dashed(candidate.name) == first; });
    if (member == structure.members.end()) return {};
    Path path{&*member};
    if (first.size() == name.size()) return path;
    const Shape& inner = member->shape->kind == Kind::list ? *member->shape->element : *member->shape;
    const Path rest = path_to(inner, name.substr(first.size() + 1));
    if (rest.empty()) return {};
    path.insert(path.end(), rest.begin(), rest.end());
    return path;
}

const Shape& item_shape(const Operation& operation) {
    return *list_member(operation).shape->element;
}

/// The member that holds an item's tags; nullptr where it is a tag itself.
const Member* tags_member(const Operation& operation) {
    const Member* tags = find_member(item_shape(operation), "Tags");
    return tags != nullptr ? tags : find_member(item_shape(operation), "TagSet");
}

/// What a filter of a request looks at and for.
struct Criterion {
    std::vector<std::string> patterns;
    Path path;                       ///< the way to the values; that to the tags if there is a `tag`
    bool tag_keys = false;           ///< the values are the keys of tags
    std::optional<std::string> tag;  ///< the values are those of tags with this key
};

std::optional<Criterion> criterion_named(const Operation& operation, std::string_view name) {
    Criterion criterion;
    const Member* tags = tags_member(operation);
    if (name.starts_with(tag_prefix)) {
        criterion.tag = name.substr(tag_prefix.size());
    } else if (name == "tag-key" && tags != nullptr) {
        criterion.tag_keys = true;
    } else if (std::ranges::find(operation.filters, name) != operation.filters.end()) {
        criterion.path = path_to(item_shape(operation), path_name(name));
        if (criterion.path.empty()) throw std::logic_error("no member is meant by " + std::string(name));
        return criterion;
    } else {
        return std::nullopt;
    }
    if (tags != nullptr) criterion.path = {tags};
    return criterion;
}

Criterion read_criterion(const Operation& operation, const Json& filter) {
    for (const char* member : {"Name", "Values"})
        if (!filter.contains(member) || filter.at(member).empty())
            refuse_missing(std::string("Filters.") + member);
    const auto name = text_of(filter, "Name");
    std::optional<Criterion> criterion = criterion_named(operation, name);
    if (!criterion)
        throw Error("InvalidFilter", excerpt(name), "Filters",
                    "The filter '" + excerpt(name) + "' (Filters) is invalid");
    if (filter.at("Values").size() > most_values)
        throw Error("FilterLimitExceeded", excerpt(name), "Filters",
                    "The filter '" + excerpt(name) + "' (Filters) has more than " +
                        std::to_string(most_values) + " values");
    for (const Json& value : filter.at("Values")) criterion->patterns.push_back(value.get<std::string>());
    return *criterion;
}

std::vector<Criterion> read_criteria(const Operation& operation, const Json& request) {
    const Json filters = request.value("Filters", Json::array());
    if (filters.size() > most_filters)
        throw Error("FilterLimitExceeded", "", "Filters",
                    "The request has more than " + std::to_string(most_filters) + " filters (Filters)");
    std::vector<Criterion> criteria;
    for (const Json& filter : filters) criteria.push_back(read_criterion(operation, filter));
    return criteria;
}

/// One step of a pattern: how many of its characters it takes, and whether they fit the character.
std::size_t fits_one(std::string_view pattern, char c) {
    if (pattern.empty()) return 0;
    if (pattern[0] == '\\' && pattern.size() > 1) return pattern[1] == c ? 2 : 0;
    return pattern[0] == '?' || pattern[0] == c ? 1 : 0;
}

/// `*` stands for any text, `?` for one character, a backslash takes the next character as it is. Where the
/// text does not go on as the pattern does, the last star takes one character more.
bool matches(std::string_view pattern, std::string_view text) {
    std::optional<std::string_view> behind_star;
    std::string_view retry;
    while (!text.empty()) {
        if (!pattern.empty() && pattern[0] == '*') {
            pattern.remove_prefix(1);
            behind_star = pattern;
            retry = text;
        } else if (const std::size_t taken = fits_one(pattern, text[0]); taken > 0) {
            pattern.remove_prefix(taken);
            text.remove_prefix(1);
        } else if (behind_star) {
            pattern = *behind_star;
            retry.remove_prefix(1);
            text = retry;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*') == std::string_view::npos;
}

bool matches_any(const Criterion& criterion, const Json& value) {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    return std::ranges::any_of(criterion.patterns,
                               [&](const std::string& pattern) { return matches(pattern, text); });
}

bool fits_tag(const Criterion& criterion, const Json& tag) {
    if (criterion.tag_keys) return matches_any(criterion, tag.at("Key"));
    return tag.at("Key") == *criterion.tag && matches_any(criterion, tag.at("Value"));
}

/// Follows the path from its step `at` on, into each item of a list.
bool fits(const Criterion& criterion, const Json& value, std::size_t at = 0) {
    if (value.is_array())
        return std::ranges::any_of(value, [&](const Json& item) { return fits(criterion, item, at); });
    if (at < criterion.path.size()) {
        const auto found = value.find(criterion.path[at]->name);
        return found != value.end() && fits(criterion, *found, at + 1);
    }
    if (criterion.tag_keys || criterion.tag) return fits_tag(criterion, value);
    return !value.is_object() && matches_any(criterion, value);
}

}  // namespace

void check_filters(const Operation& operation, const Json& request) {
    static_cast<void>(read_criteria(operation, request));
}

void keep_fitting(const Operation& operation, const Json& request, std::vector<Item>& items) {
    const std::vector<Criterion> criteria = read_criteria(operation, request);
    std::erase_if(items, [&](const Item& item) {
        return !std::ranges::all_of(
            criteria, [&](const Criterion& criterion) { return fits(criterion, item.members); });
    });
}

}  // namespace tain::service
