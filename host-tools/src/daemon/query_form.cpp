// SPDX-License-Identifier: Apache-2.0
#include "query_form.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "tain/error.hpp"
#include "tain/text/characters.hpp"

namespace tain::daemon {

using service::Json;
using service::Kind;
using service::Member;
using service::Shape;

namespace {

constexpr std::string_view api_version = "2016-11-15";
constexpr std::size_t most_names = 10'000;
constexpr std::size_t most_index_digits = 6;
constexpr int most_steps = 16;  // in a name; the model's deepest has five

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

[[noreturn]] void refuse_form(const std::string& reason) {
    throw Error("MalformedQueryString", "", "", "The query string contains a syntax error: " + reason);
}

std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
        const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
        if (!low) refuse_form("a % is not followed by two hexadecimal digits");
        plain += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    if (!text::is_utf8(plain)) refuse_form("it is not UTF-8");
    return plain;
}

/// The parameters as the tree that their dotted names make: a value, or named branches.
struct Node {
    const std::string* value = nullptr;
    std::string name;  ///< whole, as it was sent
    std::map<std::string, Node, std::less<>> branches;
};

[[noreturn]] void refuse_unknown(const std::string& name) {
    throw Error("UnknownParameter", "", service::excerpt(name),
                "The parameter " + service::excerpt(name) + " is not recognized");
}

void enter(Node& root, const std::string& name, const std::string& value) {
    Node* node = &root;
    std::string_view rest = name;
    // A tree as deep as a request is long would overrun the stack.
    if (std::ranges::count(name, '.') >= most_steps) refuse_unknown(name);
    while (true) {
        const std::size_t dot = rest.find('.');
        node = &node->branches[std::string(rest.substr(0, dot))];
        if (node->name.empty())
            node->name = name.substr(0, name.size() - (dot == rest.npos ? 0 : rest.size() - dot));
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    node->value = &value;
}

/// "1", "2", …: how a list's items are named; others are no numbers.
std::optional<unsigned> item_number(std::string_view text) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || text.starts_with('0') || text.size() > most_index_digits) return std::nullopt;
    return number;
}

Json value_of(const Shape& shape, const Node& node);

Json structure_of(const Shape& shape, const Node& node) {
    Json structure = Json::object();
    std::set<std::string_view> taken;
    for (const Member& member : shape.members) {
        const auto branch = node.branches.find(service::request_name(member));
        if (branch == node.branches.end()) continue;
        taken.insert(branch->first);
        structure[std::string(member.name)] = value_of(*member.shape, branch->second);
    }
    for (const auto& [name, branch] : node.branches)
        if (!taken.contains(name)) refuse_unknown(branch.name);
    return structure;
}

/// In the order of their numbers, which may have gaps.
Json list_of(const Shape& element, const Node& node) {
    std::map<unsigned, const Node*> items;
    for (const auto& [name, branch] : node.branches) {
        const auto number = item_number(name);
        if (!number) refuse_unknown(branch.name);
        items[*number] = &branch;
    }
    Json list = Json::array();
    for (const auto& [number, item] : items) list.push_back(value_of(element, *item));
    return list;
}

Json integer_of(const Node& node) {
    const std::string& text = *node.value;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        service::refuse_value(node.name, text, "It must be an integer.");
    return number;
}

Json boolean_of(const Node& node) {
    if (*node.value == "true" || *node.value == "false") return *node.value == "true";
    service::refuse_value(node.name, *node.value, "It must be true or false.");
}

Json value_of(const Shape& shape, const Node& node) {
    const bool is_branch = shape.kind == Kind::structure || shape.kind == Kind::list;
    if (is_branch == (node.value != nullptr)) refuse_unknown(node.name);
    if (!is_branch && !node.branches.empty()) refuse_unknown(node.branches.begin()->second.name);
    switch (shape.kind) {
        case Kind::structure:
            return structure_of(shape, node);
        case Kind::list:
            return list_of(*shape.element, node);
        case Kind::integer:
            return integer_of(node);
        case Kind::boolean:
            return boolean_of(node);
        default:
            return *node.value;
    }
}

const service::Operation& operation_of(const Form& form) {
    const std::string* action = find(form, "Action");
    if (action == nullptr || action->empty())
        throw Error("MissingAction", "", "Action",
                    "The request is missing an action or a required parameter.");
    const service::Operation* operation = service::find_operation(*action);
    if (operation == nullptr)
        throw Error("InvalidAction", service::excerpt(*action), "Action",
                    "The action " + service::excerpt(*action) + " is not valid for this web service.");
    const std::string* version = find(form, "Version");
    if (version == nullptr) service::refuse_missing("Version");
    if (*version != api_version)
        throw Error("NoSuchVersion", "", "Version",
                    "The requested version (" + service::excerpt(*version) +
                        ") of service AmazonEC2 does not exist; this is " + std::string(api_version));
    return *operation;
}

}  // namespace

Form parse_form(std::string_view text) {
    Form form;
    std::set<std::string> seen;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) continue;
        if (form.size() == most_names)
            throw Error("InvalidQueryParameter", "", "", "There are too many parameters");
        const std::size_t equals = pair.find('=');
        std::string name = decoded(pair.substr(0, equals));
        if (!seen.insert(name).second)
            throw Error("InvalidQueryParameter", "", service::excerpt(name),
                        "The parameter " + service::excerpt(name) + " is given twice");
        form.emplace_back(std::move(name), equals == std::string_view::npos
                                               ? std::string()
                                               : decoded(pair.substr(equals + 1)));
    }
    return form;
}

const std::string* find(const Form& form, std::string_view name) {
    const auto found = std::ranges::find(form, name, &Form::value_type::first);
    return found == form.end() ? nullptr : &found->second;
}

ApiRequest read_request(const Form& form) {
    const service::Operation& operation = operation_of(form);
    Node root;
    for (const auto& [name, value] : form)
        if (name != "Action" && name != "Version") enter(root, name, value);
    return {&operation, structure_of(operation.input, root)};
}

}  // namespace tain::daemon
