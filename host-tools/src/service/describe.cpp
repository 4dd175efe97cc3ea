// SPDX-License-Identifier: Apache-2.0
// Every describe is the same: take the objects of a type, keep those that ids and filters name, answer a
// page.
#include <algorithm>
#include <array>
#include <charconv>

#include "handlers.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr std::size_t most_filter_values = 200;
constexpr std::string_view token_prefix = "after-";

/// The type whose objects a describe lists, known by the list's element.
const ResourceType& type_of(const Operation& operation) {
    const std::string_view element = operation.output.members.front().shape->element->name;
    if (element == "TrafficMirrorSession") return session_type;
    if (element == "TrafficMirrorFilter") return filter_type;
    if (element == "TrafficMirrorFilterRule") return rule_type;
    return target_type;
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

std::string plain(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// What a filter of that name looks at; nothing where the object has no such member or tag.
std::vector<std::string> values_of(const Resource& resource, const std::string& name) {
    std::vector<std::string> values;
    for (const Json& tag : resource.members.at("Tags"))
        if (name == "tag-key" || name == "tag:" + tag.at("Key").get<std::string>())
            values.push_back(plain(tag.at(name == "tag-key" ? "Key" : "Value")));
    for (const auto& [member, value] : resource.members.items())
        if (dashed(member) == name) values.push_back(plain(value));
    return values;
}

void check_filter(const Operation& operation, const Json& filter) {
    for (const char* member : {"Name", "Values"})
        if (!filter.contains(member))
            throw Error("MissingParameter", "", std::string("Filters.") + member,
                        std::string("The request must contain the parameter Filters.") + member);
    const auto name = text_of(filter, "Name");
    const bool known = std::ranges::find(operation.filters, name) != operation.filters.end() ||
                       name.starts_with("tag:") || name == "tag-key";
    if (!known)
        throw Error("InvalidFilter", name, "Filters", "The filter '" + name + "' (Filters) is invalid");
    if (filter.at("Values").size() > most_filter_values)
        throw Error("FilterLimitExceeded", name, "Filters",
                    "The filter '" + name + "' (Filters) has more than " +
                        std::to_string(most_filter_values) + " values");
}

/// Values of one filter are alternatives; filters must all fit.
bool fits(const Resource& resource, const Json& filters) {
    return std::ranges::all_of(filters, [&](const Json& filter) {
        const std::vector<std::string> values = values_of(resource, text_of(filter, "Name"));
        return std::ranges::any_of(filter.at("Values"), [&](const Json& pattern) {
            return std::ranges::any_of(
                values, [&](const std::string& value) { return matches(pattern.get<std::string>(), value); });
        });
    });
}

std::uint64_t place_after(const std::string& token) {
    std::uint64_t place = 0;
    const bool begins = token.starts_with(token_prefix);
    const char* first = token.data() + (begins ? token_prefix.size() : 0);
    const char* last = token.data() + token.size();
    const auto [end, error] = std::from_chars(first, last, place);
    if (!begins || error != std::errc{} || end != last)
        throw Error("InvalidNextToken", token, "NextToken",
                    "The token '" + token + "' (NextToken) is invalid");
    return place;
}

/// Drops what a page does not hold; the token of the next one, if there is one.
std::optional<std::string> take_page(std::vector<const Resource*>& found, const Json& request) {
    if (request.contains("NextToken")) {
        const std::uint64_t after = place_after(text_of(request, "NextToken"));
        std::erase_if(found, [&](const Resource* resource) { return resource->sequence <= after; });
    }
    const std::size_t most = request.value("MaxResults", found.size());
    if (found.size() <= most) return std::nullopt;
    found.resize(most);
    return std::string(token_prefix) + std::to_string(found.back()->sequence);
}

std::vector<const Resource*> select(const Operation& operation, const Json& request,
                                    const Resources& resources) {
    const ResourceType& type = type_of(operation);
    const std::string ids_member = std::string(type.id_member) + "s";
    const Json ids = request.value(ids_member, Json::array());
    if (!ids.empty() && request.contains("MaxResults"))
        throw Error("InvalidParameterCombination", "", "MaxResults",
                    "The parameter MaxResults can't be used together with " + ids_member);
    for (const Json& id : ids) static_cast<void>(resources.get(type, id.get<std::string>()));

    std::vector<const Resource*> found = resources.all(type);
    std::erase_if(found, [&](const Resource* resource) { return !ids.empty() && !holds(ids, resource->id); });
    if (&type == &rule_type && request.contains(filter_type.id_member)) {
        const std::string& filter = resources.get(filter_type, text_of(request, filter_type.id_member)).id;
        std::erase_if(
            found, [&](const Resource* rule) { return rule->members.at(filter_type.id_member) != filter; });
    }
    return found;
}

}  // namespace

Json describe(const Operation& operation, const Json& request, const Resources& resources) {
    const Json filters = request.value("Filters", Json::array());
    for (const Json& filter : filters) check_filter(operation, filter);
    std::vector<const Resource*> found = select(operation, request, resources);
    std::erase_if(found, [&](const Resource* resource) { return !fits(*resource, filters); });
    const std::optional<std::string> next = take_page(found, request);

    Json answer = Json::object();
    Json& list = answer[std::string(operation.output.members.front().name)] = Json::array();
    for (const Resource* resource : found) list.push_back(shown(*resource, resources));
    if (next) answer["NextToken"] = *next;
    return answer;
}

}  // namespace tain::service
