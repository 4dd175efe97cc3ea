// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/value.hpp"

#include <algorithm>

#include "tain/text/python_repr.hpp"

namespace tain::cli {
namespace {

std::string repr_of(const Value& value);

std::string joined(const std::vector<Value>& items) {
    std::string text;
    for (const Value& item : items) text += (text.empty() ? "" : ", ") + repr_of(item);
    return text;
}

std::string pairs_of(const Value& dict) {
    std::string text;
    for (const auto& [key, value] : dict.members) {
        if (!text.empty()) text += ", ";
        text += dict.ordered ? "(" + repr_of(key) + ", " + repr_of(value) + ")"
                             : repr_of(key) + ": " + repr_of(value);
    }
    if (!dict.ordered) return "{" + text + "}";
    return "OrderedDict(" + (text.empty() ? "" : "[" + text + "]") + ")";
}

std::string repr_of(const Value& value) {
    switch (value.type) {
        case Type::none:
            return "None";
        case Type::string:
            return repr(value.text);
        case Type::bytes:
            return text::python_repr_of_bytes(value.text);
        case Type::date:
        case Type::datetime:
            return value.code;
        case Type::list:
            return "[" + joined(value.items) + "]";
        case Type::set:
            return value.items.empty() ? "set()" : "{" + joined(value.items) + "}";
        case Type::dict:
            return pairs_of(value);
        default:
            return value.text;
    }
}

}  // namespace

const Value* Value::find(std::string_view key) const {
    const auto found = std::ranges::find_if(members, [&](const auto& member) {
        return member.first.type == Type::string && member.first.text == key;
    });
    return found == members.end() ? nullptr : &found->second;
}

void Value::set(Value key, Value value) {
    const auto found = std::ranges::find_if(members, [&](const auto& member) { return member.first == key; });
    if (found == members.end())
        members.emplace_back(std::move(key), std::move(value));
    else
        found->second = std::move(value);
}

std::string class_of(const Value& value) {
    if (value.ordered) return "<class 'collections.OrderedDict'>";
    constexpr std::string_view names[] = {
        "NoneType",          "bool", "int",  "float", "str", "bytes", "datetime.date",
        "datetime.datetime", "list", "dict", "set"};
    return "<class '" + std::string(names[static_cast<std::size_t>(value.type)]) + "'>";
}

std::string shown(const Value& value) {
    const bool bare = value.type == Type::string || value.type == Type::date || value.type == Type::datetime;
    return bare ? value.text : repr_of(value);
}

std::string repr(std::string_view text) {
    return text::python_repr(text);
}

}  // namespace tain::cli
