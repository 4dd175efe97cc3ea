// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/help.hpp"

#include <sstream>

#include "tain/cli/operation_options.hpp"

namespace tain::cli {
namespace {

using service::Kind;
using service::Member;
using service::Operation;
using service::Shape;

constexpr std::size_t most_columns = 100;
constexpr std::size_t indent = 6;

/// Words in lines of at most `most_columns`, each line behind `margin` blanks and between two of them
/// `joint`.
std::string wrapped(const std::string& text, std::size_t margin, const std::string& joint = "") {
    std::istringstream words(text);
    std::string lines;
    std::string line(margin, ' ');
    bool empty = true;
    for (std::string word; words >> word; empty = false) {
        if (!empty && line.size() + 1 + word.size() + joint.size() > most_columns) {
            lines += line + joint + "\n";
            line.assign(margin + (joint.empty() ? 0 : 4), ' ');
            empty = true;
        }
        line += (empty ? "" : " ") + word;
    }
    return text.empty() ? "" : lines + line + "\n";
}

std::string option_text(const OptionText& option) {
    std::string head = "  " + comma_separated(option.names);
    if (!option.type.empty()) head += " " + option.type;
    if (option.required) head += "  (required)";
    return head + "\n" + wrapped(option.doc, indent);
}

std::string section(const std::string& heading, const std::string& text) {
    return text.empty() ? "" : "\n" + heading + "\n" + text;
}

std::string options_text(const std::vector<OptionText>& options) {
    std::string text;
    for (const OptionText& option : options) text += option_text(option);
    return text;
}

std::string usage(const std::string& called_as, const std::vector<OptionText>& options,
                  const std::string& rest) {
    std::string text = "Usage: " + called_as;
    for (const OptionText& option : options) {
        const bool positional = !option.names[0].starts_with('-');
        if (option.required) text += " " + option.names[0] + (positional ? "" : " " + option.type);
        if (!option.required && positional) text += " [" + option.names[0] + "]";
    }
    return wrapped(text + " " + rest, 0);
}

/// The members of an answer, each a line, those inside it below it.
std::string answer_text(const Shape& shape, std::size_t margin) {
    std::string text;
    for (const Member& member : shape.members) {
        const Shape* inner = member.shape->kind == Kind::list ? member.shape->element : member.shape;
        text += std::string(margin, ' ') + std::string(member.name) + "  " + type_of(*member.shape) + "\n";
        text += answer_text(*inner, margin + 2);
    }
    return text;
}

std::string filters_text(const Operation& operation) {
    if (operation.filters.empty()) return "";
    std::string text = "  tag:KEY\n  tag-key\n";
    for (const std::string_view filter : operation.filters) text += "  " + std::string(filter) + "\n";
    return text;
}

std::string examples_text(const Operation& operation, const std::string& prefix) {
    std::string text;
    for (const std::string& example : examples_of(operation))
        text += wrapped(prefix + " " + example, 2, " \\");
    return text;
}

std::string commands_text(const CLI::App& program) {
    std::string text;
    std::string_view group;
    for (const Operation& operation : service::operations()) {
        if (operation.group != group) text += "\n" + std::string(operation.group) + "\n";
        group = operation.group;
        text += "  " + service::command_name(operation) + "\n" + wrapped(std::string(operation.doc), indent);
    }
    std::string own;
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
        if (!command->get_group().empty())
            own += "  " + command->get_name() + "\n" + wrapped(command->get_description(), indent);
    return text + section("Commands of tain's own", own);
}

}  // namespace

std::string program_help(const CLI::App& program, const std::string& prefix) {
    return wrapped(program.get_description(), 0) + "\nUsage: " + prefix + " [OPTIONS] COMMAND [OPTIONS]\n" +
           wrapped(prefix + " COMMAND help explains one command.", 7) + commands_text(program) +
           section("Options of every command", options_text(command_options(program)));
}

std::string operation_help(const Operation& operation, const std::string& prefix) {
    const std::vector<OptionText> options = operation_options(operation);
    return wrapped(std::string(operation.doc) + ".", 0) + "\n" +
           usage(prefix + " " + service::command_name(operation), options, "[OPTIONS]") +
           section("Options", options_text(options)) +
           section("Names for --filters", filters_text(operation)) +
           section("Answer", answer_text(operation.output, 2)) +
           section("Examples", examples_text(operation, prefix)) + "\nOptions of every command: tain help\n";
}

std::string help_text(const CLI::App& app, const std::string& called_as) {
    const std::vector<OptionText> options = command_options(app);
    const std::string footer =
        app.get_footer().empty() ? "Options of every command: tain help" : app.get_footer();
    return wrapped(app.get_description(), 0) + "\n" + usage(called_as, options, "[OPTIONS]") +
           section("Options", options_text(options)) + "\n" + footer + "\n";
}

}  // namespace tain::cli
