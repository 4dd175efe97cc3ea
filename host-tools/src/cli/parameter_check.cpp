// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/parameter_check.hpp"

#include <algorithm>
#include <charconv>

#include "tain/cli/command_error.hpp"
#include "tain/cli/numbers.hpp"
#include "tain/text/characters.hpp"

namespace tain::cli {
namespace {

using service::Json;
using service::Kind;
using service::Member;
using service::Shape;

std::string member_names(const Shape& shape) {
    std::string names;
    for (const Member& member : shape.members)
        names += (names.empty() ? "" : ", ") + std::string(member.name);
    return names;
}

/// The member of that key; a key that is no text is no member.
const Member* member_of(const Shape& shape, const Value& key) {
    return key.type == Type::string ? service::find_member(shape, key.text) : nullptr;
}

bool has_kind(Kind kind, Type type) {
    switch (kind) {
        case Kind::string:
            return type == Type::string;
        case Kind::integer:
            return type == Type::integer || type == Type::boolean;
        case Kind::boolean:
            return type == Type::boolean;
        case Kind::structure:
            return type == Type::dict;
        case Kind::list:
            return type == Type::list;
        case Kind::timestamp:
            return type == Type::date || type == Type::datetime || type == Type::string;
    }
    return false;
}

std::string_view valid_types(Kind kind) {
    switch (kind) {
        case Kind::string:
            return "<class 'str'>";
        case Kind::integer:
            return "<class 'int'>";
        case Kind::boolean:
            return "<class 'bool'>";
        case Kind::structure:
            return "<class 'dict'>";
        case Kind::list:
            return "<class 'list'>, <class 'tuple'>";
        case Kind::timestamp:
            break;
    }
    return "<class 'datetime.datetime'>, timestamp-string";
}

/// Gathers all faults, in the order in which the AWS command line reports them.
class Checker {
  public:
    [[nodiscard]] const std::string& faults() const { return faults_; }

    /// `where` is empty for the request itself, else "Tags[0].Key".
    void check(const Shape& shape, const Value& value, const std::string& where) {
        if (!has_kind(shape.kind, value.type))
            return report("Invalid type for parameter " + name_of(where) + ", value: " + shown(value) +
                          ", type: " + class_of(value) +
                          ", valid types: " + std::string(valid_types(shape.kind)));
        if (shape.kind == Kind::structure) check_members(shape, value, where);
        if (shape.kind == Kind::list)
            for (std::size_t i = 0; i < value.items.size(); ++i)
                check(*shape.element, value.items[i], service::item_of(where, i));
        if (shape.client_least && is_below(value, *shape.client_least))
            report("Invalid value for parameter " + name_of(where) + ", value: " + shown(value) +
                   ", valid min value: " + std::to_string(*shape.client_least));
    }

  private:
    static std::string name_of(const std::string& where) { return where.empty() ? "input" : where; }
    void report(const std::string& fault) { faults_ += "\n" + fault; }

    void check_members(const Shape& shape, const Value& value, const std::string& where) {
        for (const Member& member : shape.members)
            if (member.required && value.find(member.name) == nullptr)
                report("Missing required parameter in " + name_of(where) + ": \"" + std::string(member.name) +
                       "\"");
        for (const auto& [key, inner] : value.members)
            if (member_of(shape, key) == nullptr)
                report("Unknown parameter in " + name_of(where) + ": \"" + shown(key) +
                       "\", must be one of: " + member_names(shape));
        for (const auto& [key, inner] : value.members)
            if (const Member* member = member_of(shape, key))
                check(*member->shape, inner, service::inside(where, member->name));
    }

    std::string faults_;
};

/// Such a text can't be sent.
void check_encodable(const std::string& text) {
    const std::u32string characters = text::code_points(text);
    const auto first = std::ranges::find_if(characters, text::is_surrogate);
    if (first == characters.end()) return;
    const auto end = std::find_if_not(first, characters.end(), text::is_surrogate);
    const auto from = std::to_string(first - characters.begin());
    const std::string place =
        end - first == 1
            ? "character " + repr(text::utf8(*first)) + " in position " + from
            : "characters in position " + from + "-" + std::to_string(end - characters.begin() - 1);
    throw CommandError("'utf-8' codec can't encode " + place + ": surrogates not allowed", exit_failure);
}

Json json_of_integer(const std::string& digits) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc{} && end == digits.data() + digits.size()) return value;
    return digits;
}

}  // namespace

void check_parameters(const Shape& shape, const Value& request) {
    Checker checker;
    checker.check(shape, request, "");
    if (!checker.faults().empty()) throw CommandError("Parameter validation failed:" + checker.faults());
}

Json json_of(const Value& value, const Shape& shape) {
    if (value.type == Type::boolean && shape.kind == Kind::boolean) return value.text == "True";
    if (value.type == Type::integer) return json_of_integer(value.text);
    if (value.type == Type::list) {
        Json list = Json::array();
        for (const Value& item : value.items) list.push_back(json_of(item, *shape.element));
        return list;
    }
    if (value.type == Type::dict) {
        Json structure = Json::object();
        for (const auto& [key, inner] : value.members)
            structure[key.text] = json_of(inner, *member_of(shape, key)->shape);
        return structure;
    }
    check_encodable(value.text);
    return value.text;
}

}  // namespace tain::cli
