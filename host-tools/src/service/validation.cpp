// SPDX-License-Identifier: Apache-2.0
// One check per kind of value, chosen by the member's shape; no check knows an operation.
#include "tain/service/validation.hpp"

#include <algorithm>
#include <cctype>

#include "tain/addresses.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr std::size_t most_description = 255;
constexpr std::size_t most_token = 64;
constexpr std::size_t most_tag_key = 127;
constexpr std::size_t most_tag_value = 256;
constexpr std::size_t most_quoted = 100;
constexpr std::string_view reserved_keys = "aws:";

/// What a choice may be; a long list is no help.
std::string choices_of(const std::vector<std::string_view>& words) {
    constexpr std::size_t most_named = 10;
    if (words.size() > most_named)
        return "one of the API's " + std::to_string(words.size()) + " words for it";
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

/// Characters of a text that is UTF-8: the bytes that begin one.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

/// EC2 keeps these for itself in upper and lower case.
bool is_reserved(std::string_view key) {
    return key.size() >= reserved_keys.size() &&
           std::ranges::equal(key.substr(0, reserved_keys.size()), reserved_keys, {}, [](char c) {
               return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
           });
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

void check_tag_key(const std::string& key, const std::string& where) {
    if (key.empty() || characters(key) > most_tag_key)
        refuse_value(where, key, "The key of a tag has 1 to 127 characters.", "InvalidTagKey.Malformed");
    if (is_reserved(key))
        refuse_value(where, key, "Keys that begin with aws: are reserved.", "InvalidTagKey.Malformed");
}

/// The others have forms of their own, in which nothing else can be.
bool takes_any_text(Text text) {
    return text == Text::plain || text == Text::description || text == Text::tag_key ||
           text == Text::tag_value;
}

void check_text(const Shape& shape, const std::string& value, const std::string& where) {
    if (takes_any_text(shape.text) && !is_printable(value))
        refuse_value(where, value, "It must be UTF-8 text without control characters.");
    switch (shape.text) {
        case Text::plain:
            break;
        case Text::description:
            if (value.size() > most_description) refuse_value(where, value, "It may have at most 255 bytes.");
            break;
        case Text::choice:
            if (std::ranges::find(shape.choices, value) == shape.choices.end())
                refuse_value(where, value, "It must be " + choices_of(shape.choices) + ".");
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
            static_cast<void>(canonical_cidr(value, where));
            break;
        case Text::client_token:
            if (value.empty() || value.size() > most_token ||
                std::ranges::any_of(value, [](char c) { return c < ' ' || c > '~'; }))
                refuse_value(where, value, "A token has 1 to 64 ASCII characters.", "InvalidClientToken");
            break;
        case Text::tag_key:
            check_tag_key(value, where);
            break;
        case Text::tag_value:
            if (characters(value) > most_tag_value)
                refuse_value(where, value, "The value of a tag has at most 256 characters.");
            break;
    }
}

void check_integer(const Shape& shape, const Json& json, const std::string& where) {
    if (!shape.range) return;
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

void check_value(const Shape& shape, const Json& json, const std::string& where);

[[noreturn]] void refuse_unknown(const std::string& parameter) {
    throw Error("UnknownParameter", "", parameter,
                "The parameter " + excerpt(parameter) + " is not recognized");
}

/// An empty list can't be told from an absent one in a query request, so it is absent here too.
bool is_given(const Json& structure, const Member& member) {
    const auto found = structure.find(member.name);
    return found != structure.end() &&
           !(member.shape->kind == Kind::list && found->is_array() && found->empty());
}

void check_members(const Shape& shape, const Json& json, const std::string& where) {
    for (const auto& [key, value] : json.items())
        if (find_member(shape, key) == nullptr) refuse_unknown(inside(where, key));
    for (const Member& member : shape.members) {
        const std::string inner = inside(where, member.name);
        if (member.required && !is_given(json, member)) refuse_missing(inner);
        const auto found = json.find(member.name);
        if (found != json.end()) check_value(*member.shape, *found, inner);
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
        case Kind::timestamp:
            return json.is_string();
        case Kind::structure:
            return json.is_object();
        case Kind::list:
            return json.is_array();
    }
    return false;
}

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::string:
            return "a text";
        case Kind::integer:
            return "a whole number";
        case Kind::boolean:
            return "true or false";
        case Kind::timestamp:
            return "a time";
        case Kind::structure:
            return "a structure";
        case Kind::list:
            return "a list";
    }
    return "";
}

/// A value of the wrong kind, in as few words as a message can bear.
std::string described(const Json& json) {
    if (json.is_object()) return "a structure";
    if (json.is_array()) return "a list";
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void check_value(const Shape& shape, const Json& json, const std::string& where) {
    if (!has_kind(shape.kind, json))
        refuse_value(where, described(json), "It must be " + std::string(kind_name(shape.kind)) + ".");
    switch (shape.kind) {
        case Kind::string:
            return check_text(shape, json.get_ref<const std::string&>(), where);
        case Kind::integer:
            return check_integer(shape, json, where);
        case Kind::boolean:
        case Kind::timestamp:
            return;
        case Kind::structure:
            return check_members(shape, json, where);
        case Kind::list:
            for (std::size_t i = 0; i < json.size(); ++i)
                check_value(*shape.element, json[i], item_of(where, i));
    }
}

/// Brings the CIDR blocks of a checked value into their canonical form.
void make_canonical(const Shape& shape, Json& json) {
    if (shape.kind == Kind::list)
        for (Json& item : json) make_canonical(*shape.element, item);
    if (shape.kind == Kind::structure)
        for (auto& [key, value] : json.items()) make_canonical(*find_member(shape, key)->shape, value);
    if (shape.text == Text::cidr) json = canonical_cidr(json.get<std::string>(), "");
}

bool all_of_class(std::string_view text, int (*is_member)(int), std::string_view others) {
    return std::ranges::all_of(text, [&](char c) {
        return is_member(static_cast<unsigned char>(c)) != 0 || others.find(c) != std::string_view::npos;
    });
}

/// The text up to the next `end`, which is taken away with it.
std::string_view take_until(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

}  // namespace

void refuse_value(const std::string& parameter, const std::string& value, const std::string& reason,
                  const std::string& code) {
    throw Error(code, excerpt(value), parameter,
                "Value (" + excerpt(value) + ") for parameter " + parameter + " is invalid. " + reason);
}

void refuse_missing(const std::string& parameter) {
    throw Error("MissingParameter", "", parameter, "The request must contain the parameter " + parameter);
}

std::string excerpt(const std::string& value) {
    if (!is_printable(value)) return "...";
    if (value.size() <= most_quoted) return value;
    std::size_t end = most_quoted;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xc0U) == 0x80U) --end;  // whole characters
    return value.substr(0, end) + "...";
}

Json validated(const Operation& operation, const Json& request) {
    check_value(operation.input, request, "");
    Json checked = request;
    make_canonical(operation.input, checked);
    return checked;
}

Json in_order(const Shape& shape, Json answer) {
    if (shape.kind == Kind::list)
        for (Json& item : answer) item = in_order(*shape.element, std::move(item));
    if (shape.kind != Kind::structure) return answer;
    Json ordered = Json::object();
    for (const Member& member : shape.members) {
        const auto found = answer.find(member.name);
        if (found != answer.end())
            ordered[std::string(member.name)] = in_order(*member.shape, std::move(*found));
    }
    return ordered;
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

/// arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/net/NAME/ID
bool is_load_balancer_arn(std::string_view text) {
    constexpr std::size_t most_name = 32;
    constexpr std::size_t id_digits = 16;
    const auto lower_or_digit = [](int c) {
        return static_cast<int>(std::islower(c) != 0 || std::isdigit(c) != 0);
    };
    const std::string_view arn = take_until(text, ':');
    const std::string_view partition = take_until(text, ':');
    const std::string_view product = take_until(text, ':');
    const std::string_view region = take_until(text, ':');
    const std::string_view account = take_until(text, ':');
    const std::string_view kind = take_until(text, '/');
    const std::string_view type = take_until(text, '/');
    const std::string_view name = take_until(text, '/');
    return arn == "arn" && partition.starts_with("aws") && all_of_class(partition, std::islower, "-") &&
           product == "elasticloadbalancing" && !region.empty() &&
           all_of_class(region, lower_or_digit, "-") && is_account(account) && kind == "loadbalancer" &&
           type == "net" && !name.empty() && name.size() <= most_name &&
           all_of_class(name, std::isalnum, "-") && text.size() == id_digits &&
           all_of_class(text, std::isdigit, "abcdef");
}

bool is_account(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace tain::service
