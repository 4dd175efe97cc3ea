// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/reference.hpp"

#include "tain/cli/commands.hpp"
#include "tain/cli/operation_options.hpp"

namespace tain::cli {
namespace {

using service::Kind;
using service::Member;
using service::Operation;
using service::Shape;

constexpr std::string_view head = R"(<!-- Made by tain_reference from the API model; change that. -->
# Operations

Every operation of `tain`, its options and its answer, as the API model describes them. How options are written, what
errors look like and what tain's own commands do: [command-line.md](command-line.md).

)";

/// A cell of a table: a bar would end it.
std::string cell(const std::string& text) {
    std::string safe;
    for (const char c : text) safe += c == '|' ? "\\|" : std::string(1, c);
    return safe;
}

std::string code(const std::string& text) {
    return text.empty() ? "" : "`" + text + "`";
}

std::string row(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& content : cells) text += " " + cell(content) + (content.empty() ? "|" : " |");
    return text + "\n";
}

std::string names_of(const OptionText& option) {
    std::string text;
    for (const std::string& name : option.names) text += (text.empty() ? "" : ", ") + code(name);
    return text;
}

std::string options_table(const std::vector<OptionText>& options) {
    std::string text = row({"option", "takes", "required", "meaning"}) + "|---|---|---|---|\n";
    for (const OptionText& option : options)
        text += row({names_of(option), code(option.type), option.required ? "yes" : "", option.doc});
    return text;
}

/// Members inside others begin with the path to them; "[]" stands for each item of a list.
std::string answer_rows(const Shape& shape, const std::string& path) {
    std::string text;
    for (const Member& member : shape.members) {
        const bool list = member.shape->kind == Kind::list;
        const std::string place = path + std::string(member.name);
        text += row({code(place), type_of(*member.shape), std::string(member.doc)});
        text += answer_rows(list ? *member.shape->element : *member.shape, place + (list ? "[]." : "."));
    }
    return text;
}

std::string answer_table(const Operation& operation) {
    if (operation.output.members.empty()) return "It prints nothing.\n";
    return row({"answer", "type", "meaning"}) + "|---|---|---|\n" + answer_rows(operation.output, "");
}

std::string filters_line(const Operation& operation) {
    if (operation.filters.empty()) return "";
    std::string text = "Names for `--filters`: `tag:KEY`, `tag-key`";
    for (const std::string_view filter : operation.filters) text += ", " + code(std::string(filter));
    return text + ".\n\n";
}

std::string examples_block(const Operation& operation) {
    const std::vector<std::string> examples = examples_of(operation);
    std::string text;
    for (const std::string& example : examples) text += "$ tain " + example + "\n";
    return text.empty() ? "" : "```console\n" + text + "```\n\n";
}

std::string operation_part(const Operation& operation) {
    return "### `" + service::command_name(operation) + "`\n\n" + std::string(operation.doc) + ".\n\n" +
           examples_block(operation) + options_table(operation_options(operation)) + "\n" +
           filters_line(operation) + answer_table(operation) + "\n";
}

}  // namespace

std::string reference_page() {
    std::string page(head);
    page += "## Options of every command\n\n" + options_table(command_options(Program().app())) + "\n";
    std::string_view group;
    for (const Operation& operation : service::operations()) {
        if (operation.group != group) page += "## " + std::string(operation.group) + "\n\n";
        group = operation.group;
        page += operation_part(operation);
    }
    page.pop_back();
    return page;
}

}  // namespace tain::cli
