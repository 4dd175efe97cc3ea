// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/help.hpp"

#include <algorithm>
#include <sstream>

namespace tain::cli {
namespace {

constexpr std::size_t most_columns = 100;
constexpr std::size_t indent = 6;

/// Words in lines of at most `most_columns`, each line behind `margin` blanks.
std::string wrapped(const std::string& text, std::size_t margin) {
    std::istringstream words(text);
    std::string lines;
    std::string line;
    for (std::string word; words >> word;) {
        if (!line.empty() && margin + line.size() + 1 + word.size() > most_columns) {
            lines += std::string(margin, ' ') + line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
    }
    return line.empty() ? lines : lines + std::string(margin, ' ') + line + "\n";
}

std::string names_of(const CLI::Option& option) {
    std::string names;
    for (const std::string& name : option.get_lnames()) names += (names.empty() ? "--" : ", --") + name;
    for (const std::string& name : option.get_snames()) names += ", -" + name;
    return names;
}

std::string option_text(const CLI::Option& option) {
    std::string head = "  " + names_of(option);
    if (!option.get_type_name().empty()) head += " " + option.get_type_name();
    if (option.get_required()) head += "  (required)";
    return head + "\n" + wrapped(option.get_description(), indent);
}

std::string options_text(const CLI::App& app) {
    std::vector<const CLI::Option*> options =
        app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
    // Required ones first; help itself, which CLI11 puts first, last.
    std::ranges::stable_partition(options,
                                  [&](const CLI::Option* option) { return option != app.get_help_ptr(); });
    std::ranges::stable_partition(options, [](const CLI::Option* option) { return option->get_required(); });
    std::string text;
    for (const CLI::Option* option : options) text += option_text(*option);
    return text.empty() ? text : "\nOptions\n" + text;
}

std::string commands_text(const CLI::App& app) {
    const auto commands =
        app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
    std::string text;
    std::string group;
    for (const CLI::App* command : commands) {
        if (command->get_group() != group) text += "\n" + command->get_group() + "\n";
        group = command->get_group();
        text += "  " + command->get_name() + "\n" + wrapped(command->get_description(), indent);
    }
    return text;
}

}  // namespace

std::string help_text(const CLI::App& app, const std::string& called_as) {
    const bool has_commands = !commands_text(app).empty();
    std::string text = wrapped(app.get_description(), 0);
    text += "\nUsage: " + called_as + (has_commands ? " COMMAND" : "") + " [OPTIONS]\n";
    text += commands_text(app) + options_text(app);
    if (!app.get_footer().empty()) text += "\n" + app.get_footer() + "\n";
    return text;
}

}  // namespace tain::cli
