// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/parameters.hpp"

#include <charconv>

#include "tain/cli/command_error.hpp"
#include "tain/cli/shorthand.hpp"

namespace tain::cli {

using service::Json;
using service::Kind;
using service::Member;
using service::Shape;

namespace {

bool looks_like_json(const std::string& text) {
    return text.starts_with('[') || text.starts_with('{');
}

Json parse_json(const std::string& text) {
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        throw CommandError("Invalid JSON near character " + std::to_string(error.byte) + ": " + text);
    }
}

Json read_integer(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) throw CommandError("the number " + text + " is too large");
    if (error != std::errc{} || end != text.data() + text.size())
        throw CommandError("invalid literal for int() with base 10: '" + text + "'", exit_failure);
    return value;
}

Json read_boolean(const std::string& text) {
    if (text != "true" && text != "false")
        throw CommandError("expected true or false, received: '" + text + "'");
    return text == "true";
}

/// Shorthand knows only texts: the shape says which of them are numbers, and where one value stands for a
/// list.
Json typed(const Shape& shape, const Json& value) {
    if (shape.kind == Kind::list) {
        Json list = Json::array();
        for (const Json& item : value.is_array() ? value : Json::array({value}))
            list.push_back(typed(*shape.element, item));
        return list;
    }
    if (shape.kind == Kind::structure && value.is_object()) {
        Json structure = Json::object();
        for (const auto& [key, inner] : value.items()) {
            const Member* member = service::find_member(shape, key);
            structure[key] = member == nullptr ? inner : typed(*member->shape, inner);
        }
        return structure;
    }
    if (!value.is_string()) return value;
    if (shape.kind == Kind::integer) return read_integer(value.get<std::string>());
    if (shape.kind == Kind::boolean) return read_boolean(value.get<std::string>());
    return value;
}

Json structure_value(const Shape& shape, const std::string& word) {
    return looks_like_json(word) ? parse_json(word) : typed(shape, parse_shorthand(word));
}

Json value_of(const Shape& shape, const std::vector<std::string>& words) {
    const std::string last = words.empty() ? "" : words.back();
    switch (shape.kind) {
        case Kind::string:
            return last;
        case Kind::integer:
            return read_integer(last);
        case Kind::boolean:
            return read_boolean(last);
        case Kind::structure:
            return structure_value(shape, last);
        case Kind::list:
            break;
    }
    if (words.size() == 1 && words[0].starts_with('[')) return parse_json(words[0]);
    Json list = Json::array();
    for (const std::string& word : words) list.push_back(value_of(*shape.element, {word}));
    return list;
}

bool has_kind(Kind kind, const Json& value) {
    switch (kind) {
        case Kind::string:
            return value.is_string();
        case Kind::integer:
            return value.is_number_integer();
        case Kind::boolean:
            return value.is_boolean();
        case Kind::structure:
            return value.is_object();
        case Kind::list:
            return value.is_array();
    }
    return false;
}

std::string_view kind_name(Kind kind) {
    constexpr std::string_view names[] = {"text", "whole number", "true or false", "structure", "list"};
    return names[static_cast<std::size_t>(kind)];
}

std::string member_names(const Shape& shape) {
    std::string names;
    for (const Member& member : shape.members)
        names += (names.empty() ? "" : ", ") + std::string(member.name);
    return names;
}

[[noreturn]] void refuse_unknown(const Shape& shape, const std::string& key, const std::string& where) {
    throw CommandError("Parameter validation failed: Unknown parameter in " + where + ": \"" + key +
                       "\", must be one of: " + member_names(shape));
}

/// Types and names of what was written as JSON or shorthand; bounds are the service's business.
void check(const Shape& shape, const Json& value, const std::string& where) {
    if (!has_kind(shape.kind, value))
        throw CommandError("Parameter validation failed: Invalid type for parameter " + where + ", value: " +
                           value.dump() + ", valid type: " + std::string(kind_name(shape.kind)));
    if (shape.kind == Kind::list)
        for (std::size_t i = 0; i < value.size(); ++i)
            check(*shape.element, value[i], service::item_of(where, i));
    if (shape.kind != Kind::structure) return;
    for (const auto& [key, inner] : value.items()) {
        const Member* member = service::find_member(shape, key);
        if (member == nullptr) refuse_unknown(shape, key, where);
        check(*member->shape, inner, service::inside(where, key));
    }
}

/// Of a member of a structure: short, since the whole must fit a line.
std::string placeholder_inside(const Shape& shape) {
    if (shape.kind == Kind::integer) return "NUMBER";
    if (shape.kind != Kind::list) return "TEXT";
    return shape.element->kind == Kind::structure ? "[{" + placeholder(*shape.element) + "}]" : "TEXT,...";
}

}  // namespace

Json parameter_value(const Member& member, const std::vector<std::string>& words) {
    Json value;
    try {
        value = value_of(*member.shape, words);
    } catch (const CommandError& error) {
        throw CommandError(
            "Error parsing parameter '--" + service::dashed(member.name) + "': " + error.what(),
            error.exit_code());
    }
    check(*member.shape, value, std::string(member.name));
    return value;
}

std::string placeholder(const Shape& shape) {
    switch (shape.kind) {
        case Kind::string: {
            std::string choices;
            for (const std::string_view choice : shape.choices)
                choices += (choices.empty() ? "" : "|") + std::string(choice);
            return choices.empty() ? "TEXT" : choices;
        }
        case Kind::integer:
            return "NUMBER";
        case Kind::boolean:
            return "";
        case Kind::list:
            return placeholder(*shape.element) + " ...";
        case Kind::structure:
            break;
    }
    std::string pairs;
    for (const Member& member : shape.members)
        pairs +=
            (pairs.empty() ? "" : ",") + std::string(member.name) + "=" + placeholder_inside(*member.shape);
    return pairs;
}

}  // namespace tain::cli
