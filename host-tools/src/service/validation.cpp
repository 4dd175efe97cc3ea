// SPDX-License-Identifier: Apache-2.0
// One check per kind of value, chosen by the member's shape; no check knows an operation.
#include "tain/service/validation.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "tain/addresses.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr std::size_t most_description = 255;
constexpr std::size_t most_token = 64;
constexpr std::size_t most_tag_key = 127;
constexpr std::size_t most_tag_value = 256;
constexpr std::size_t most_tags = 50;

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

/// Text that can be stored, answered and shown: UTF-8 without control characters.
bool is_printable(const std::string& text) {
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return false;
    try {
        static_cast<void>(nlohmann::json(text).dump());
    } catch (const nlohmann::json::exception&) {
        return false;
    }
    return true;
}

void check_id(const Shape& shape, const std::string& value, const std::string& where) {
    if (is_id(value, shape.prefix)) return;
    refuse_value(where, value, "An id is " + std::string(shape.prefix) + " and 8 or 17 hexadecimal digits.",
                 std::string(shape.malformed));
}

std::string canonical_cidr(const std::string& value, const std::string& where) {
    Prefix prefix;
    try {
        prefix = parse_prefix(value);
    } catch (const Error&) {
        refuse_value(where, value,
                     "It must be an IPv4 or IPv6 CIDR block such as 10.0.0.0/8 or 2001:db8::/32.");
    }
    const unsigned first = prefix.address.v6 ? 0 : 96;
    for (unsigned bit = first + prefix.length; bit < 128; ++bit)
        prefix.address.bytes[bit / 8] &= static_cast<std::uint8_t>(~(0x80U >> bit % 8));
    return to_string(prefix);
}

void check_text(const Shape& shape, Json& json, const std::string& where) {
    const auto value = json.get<std::string>();
    if (!is_printable(value)) refuse_value(where, "...", "It must be UTF-8 text without control characters.");
    switch (shape.text) {
        case Text::plain:
            break;
        case Text::description:
            if (value.size() > most_description)
                refuse_value(where, value.substr(0, 20) + "...", "It may have at most 255 bytes.");
            break;
        case Text::choice:
            if (std::ranges::find(shape.choices, value) == shape.choices.end())
                refuse_value(where, value, "It must be " + joined(shape.choices) + ".");
            break;
        case Text::id:
            check_id(shape, value, where);
            break;
        case Text::load_balancer_arn:
            if (!is_load_balancer_arn(value))
                refuse_value(where, value, "It must be the ARN of a network load balancer.",
                             std::string(shape.malformed));
            break;
        case Text::cidr:
            json = canonical_cidr(value, where);
            break;
        case Text::client_token:
            if (value.empty() || value.size() > most_token ||
                std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) > 0x7e; }))
                refuse_value(where, value, "A token has 1 to 64 ASCII characters.", "InvalidClientToken");
            break;
    }
}

void check_integer(const Shape& shape, const Json& json, const std::string& where) {
    const auto refuse = [&](const std::string& value) {
        refuse_value(where, value,
                     "It must be " + std::to_string(shape.range->least) + " to " +
                         std::to_string(shape.range->most) + ".",
                     std::string(shape.range_code));
    };
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
        refuse(json.dump());
    const auto value = json.get<std::int64_t>();
    if (value < shape.range->least || value > shape.range->most) refuse(json.dump());
}

void check_value(const Shape& shape, Json& json, const std::string& where);

[[noreturn]] void refuse_unknown(const std::string& parameter) {
    throw Error("UnknownParameter", "", parameter, "The parameter " + parameter + " is not recognized");
}

void check_members(const Shape& shape, Json& json, const std::string& where) {
    for (const auto& [key, value] : json.items())
        if (find_member(shape, key) == nullptr) refuse_unknown(inside(where, key));
    for (const Member& member : shape.members) {
        const std::string inner = inside(where, member.name);
        const auto found = json.find(member.name);
        if (found != json.end())
            check_value(*member.shape, *found, inner);
        else if (member.required)
            throw Error("MissingParameter", "", inner, "The request must contain the parameter " + inner);
    }
}

bool has_kind(Kind kind, const Json& json) {
    switch (kind) {
        case Kind::string:
            return json.is_string();
        case Kind::integer:
            return json.is_number_integer();
        case Kind::boolean:
            return json.is_boolean();
        case Kind::structure:
            return json.is_object();
        case Kind::list:
            return json.is_array();
    }
    return false;
}

std::string kind_name(Kind kind) {
    constexpr std::string_view names[] = {"a text", "a whole number", "true or false", "a structure",
                                          "a list"};
    return std::string(names[static_cast<std::size_t>(kind)]);
}

void check_value(const Shape& shape, Json& json, const std::string& where) {
    if (!has_kind(shape.kind, json))
        refuse_value(where, json.dump(-1, ' ', false, Json::error_handler_t::replace),
                     "It must be " + kind_name(shape.kind) + ".");
    switch (shape.kind) {
        case Kind::string:
            return check_text(shape, json, where);
        case Kind::integer:
            return check_integer(shape, json, where);
        case Kind::boolean:
            return;
        case Kind::structure:
            return check_members(shape, json, where);
        case Kind::list:
            for (std::size_t i = 0; i < json.size(); ++i)
                check_value(*shape.element, json[i], item_of(where, i));
    }
}

void check_tag(const Json& tag, std::set<std::string>& keys) {
    const auto key = tag.value("Key", std::string());
    if (key.empty() || key.size() > most_tag_key || key.starts_with("aws:"))
        throw Error("InvalidTagKey.Malformed", "", "Key",
                    "The tag key '" + key + "' must have 1 to 127 characters and not begin with aws:");
    if (tag.value("Value", std::string()).size() > most_tag_value)
        refuse_value("Value", key, "The value of a tag may have at most 256 bytes.");
    if (!keys.insert(key).second) refuse_value("Key", key, "The same tag key is given twice.");
}

}  // namespace

void refuse_value(const std::string& parameter, const std::string& value, const std::string& reason,
                  const std::string& code) {
    throw Error(code, value, parameter,
                "Value (" + value + ") for parameter " + parameter + " is invalid. " + reason);
}

void validate(const Operation& operation, Json& request) {
    check_members(operation.input, request, "");
}

Json requested_tags(const Json& request, std::string_view resource_type) {
    Json tags = Json::array();
    std::set<std::string> keys;
    for (const Json& specification : request.value("TagSpecifications", Json::array())) {
        const auto type = specification.value("ResourceType", std::string());
        if (type != resource_type)
            refuse_value("TagSpecifications.ResourceType", type,
                         "This operation creates a " + std::string(resource_type) + ".");
        for (const Json& tag : specification.value("Tags", Json::array())) {
            check_tag(tag, keys);
            tags.push_back({{"Key", tag.at("Key")}, {"Value", tag.value("Value", std::string())}});
        }
    }
    if (tags.size() > most_tags)
        throw Error("TagLimitExceeded", "", "TagSpecifications", "An object can have at most 50 tags");
    return tags;
}

std::string inside(const std::string& where, std::string_view key) {
    return (where.empty() ? "" : where + ".") + std::string(key);
}

std::string item_of(const std::string& list, std::size_t index) {
    return list + "[" + std::to_string(index) + "]";
}

bool holds(const Json& list, const Json& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_id(std::string_view text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    const std::string_view digits = text.substr(prefix.size());
    return (digits.size() == 8 || digits.size() == 17) &&
           digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_load_balancer_arn(std::string_view text) {
    static const std::regex form(
        "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/net/[A-Za-z0-9-]{1,32}/"
        "[0-9a-f]{16}");
    return std::regex_match(text.begin(), text.end(), form);
}

bool is_account(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace tain::service
