// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/arguments.hpp"

#include <algorithm>

#include "tain/cli/command_error.hpp"
#include "tain/cli/commands.hpp"

namespace tain::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

class ArgumentReader {
  public:
    explicit ArgumentReader(CLI::App& app) : app_(app) { learn(app); }

    std::vector<std::string> read(const std::vector<std::string>& arguments) {
        std::vector<std::string> words;
        for (const std::string& argument : arguments) {
            if (CLI::App* command = command_of(argument)) learn(*command);
            words.push_back(argument.starts_with("--") ? whole(argument) : argument);
            if (argument.starts_with("--") && argument.ends_with('=')) {
                words.back().pop_back();
                words.emplace_back();
            }
        }
        return words;
    }

  private:
    [[nodiscard]] CLI::App* command_of(const std::string& argument) const {
        const auto found =
            app_.get_subcommands([&](const CLI::App* command) { return command->get_name() == argument; });
        return found.empty() ? nullptr : found.front();
    }

    void learn(const CLI::App& command) {
        for (const CLI::Option* option : command.get_options())
            for (const std::string& name : option->get_lnames()) names_.push_back("--" + name);
    }

    [[nodiscard]] std::string whole(const std::string& argument) const {
        const std::string begin = argument.substr(0, argument.find('='));
        if (begin.size() < 4 || std::ranges::find(names_, begin) != names_.end()) return argument;
        std::vector<std::string> found;
        std::ranges::copy_if(names_, std::back_inserter(found),
                             [&](const auto& name) { return name.starts_with(begin); });
        if (found.size() > 1) {
            throw CommandError("ambiguous option: " + begin + " could match " + joined(found));
        }
        return found.empty() ? argument : found.front() + argument.substr(begin.size());
    }

    CLI::App& app_;
    std::vector<std::string> names_;
};

std::vector<std::string> missing_options(const CLI::App& command) {
    std::vector<std::string> missing;
    for (const CLI::Option* option : command.get_options())
        if (option->get_required() && option->count() == 0) missing.push_back(option->get_name(false, true));
    return missing;
}

/// Words that no option and no command took, in the order in which they were given.
std::vector<std::string> words_left(const CLI::App& app, const std::vector<std::string>& arguments) {
    const std::vector<std::string> left = app.remaining(true);
    std::vector<std::string> in_order;
    std::ranges::copy_if(arguments, std::back_inserter(in_order), [&](const std::string& argument) {
        return std::ranges::find(left, argument) != left.end();
    });
    return in_order;
}

}  // namespace

std::vector<std::string> whole_arguments(CLI::App& app, const std::vector<std::string>& arguments) {
    return ArgumentReader(app).read(arguments);
}

std::string words_of(const CLI::ParseError& error, CLI::App& app, const std::vector<std::string>& arguments) {
    CLI::App* command = chosen_command(app);
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::vector<std::string> left = words_left(app, arguments);
        if (command == nullptr && !left.empty() && !left.front().starts_with('-'))
            return "'" + left.front() + "' is not a command; tain --help lists them";
        return "Unknown options: " + joined(left);
    }
    if (command != nullptr && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
        return "the following arguments are required: " + joined(missing_options(*command));
    return error.what();
}

}  // namespace tain::cli
