// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/skeleton.hpp"

#include <vector>

namespace tain::cli {
namespace {

using service::Json;
using service::Kind;
using service::Member;
using service::Operation;
using service::Shape;

constexpr std::string_view epoch = "1970-01-01T00:00:00";

/// `name` is what strings are given where `names`; else their first choice or nothing.
Json form_of(const Shape& shape, std::string_view name, bool names) {
    switch (shape.kind) {
        case Kind::string:
            if (names) return std::string(name);
            return shape.choices.empty() ? "" : std::string(shape.choices.front());
        case Kind::integer:
            return 0;
        case Kind::boolean:
            return true;
        case Kind::timestamp:
            return std::string(epoch);
        case Kind::list:
            return Json::array({form_of(*shape.element, shape.element->name, names)});
        case Kind::structure:
            break;
    }
    Json structure = Json::object();
    for (const Member& member : shape.members)
        structure[std::string(member.name)] = form_of(*member.shape, member.name, names);
    return structure;
}

std::string sentence(std::string_view doc) {
    return std::string(doc) + (doc.ends_with('.') ? "" : ".");
}

std::string comment_on(const Member& member) {
    std::string text = member.required ? "[REQUIRED] " : "";
    text += sentence(member.doc);
    if (member.shape->choices.empty()) return text;
    std::string choices;
    for (const std::string_view choice : member.shape->choices)
        choices += (choices.empty() ? "" : ", ") + std::string(choice);
    return text + " Valid values are: " + choices + ".";
}

std::string scalar_text(const Shape& shape) {
    const Json value = form_of(shape, "", false);
    if (!value.is_string()) return value.dump();
    const auto text = value.get<std::string>();
    return text.empty() ? "''" : text;
}

/// The members of a structure, each with its comment; `first` and `margin` stand before the first line and
/// before the others.
std::string members_text(const Shape& shape, const std::string& first, const std::string& margin);

/// What follows "KEY:" in a member's line, and the lines below it.
struct Right {
    std::string value;
    std::string below;
};

Right right_side(const Shape& shape, const std::string& margin) {
    if (shape.kind == Kind::structure) return {"", members_text(shape, margin + "  ", margin + "  ")};
    if (shape.kind != Kind::list) return {" " + scalar_text(shape), ""};
    if (shape.element->kind == Kind::structure)
        return {"", members_text(*shape.element, margin + "- ", margin + "  ")};
    return {"", margin + "- " + scalar_text(*shape.element) + "\n"};
}

std::string members_text(const Shape& shape, const std::string& first, const std::string& margin) {
    std::string text;
    for (const Member& member : shape.members) {
        const Right right = right_side(*member.shape, margin);
        const std::string gap = text.empty() ? "  # " : " # ";
        text += (text.empty() ? first : margin) + std::string(member.name) + ":" + right.value + gap +
                comment_on(member) + "\n" + right.below;
    }
    return text;
}

}  // namespace

std::string input_skeleton(const Operation& operation) {
    return form_of(operation.input, "", false).dump(4) + "\n";
}

std::string yaml_input_skeleton(const Operation& operation) {
    return members_text(operation.input, "", "");
}

Json SkeletonApi::call(const Operation& operation, const Json& /*request*/) {
    if (operation.output.members.empty()) return Json::object();
    return form_of(operation.output, "", true);
}

}  // namespace tain::cli
