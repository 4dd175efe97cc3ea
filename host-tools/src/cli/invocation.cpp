// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/invocation.hpp"

#include <algorithm>

#include "tain/cli/command_error.hpp"
#include "tain/cli/help.hpp"

// Where tain differs from the AWS command line: its name and its usage lines; the valid commands and
// operations; operations are commands too, without `ec2`; --help and -h print the help of the command among
// the words, not the usage of two options, and words glued to a -h are an unknown option; without an endpoint
// neither region nor credentials nor the named profile are needed, and a skeleton never needs them; a setting
// that names no output format is refused before the call; --debug has lines of its own.

namespace tain::cli {
namespace {

using Words = std::vector<std::string>;

/// Reads what a command was given behind its name.
class Reader {
  public:
    explicit Reader(const Parsed& globals) : globals_(globals) {}

    Invocation read() {
        invocation_.options = read_global_options(globals_);
        const std::string command = globals_.value("command");
        if (command == "help") {
            invocation_.help = program_help(Program().app());
        } else if (command == "ec2") {
            read_ec2(globals_.left);
        } else if (const service::Operation* operation = operation_of(command)) {
            read_operation(*operation, globals_.left, "tain");
        } else {
            read_own(command, globals_.left);
        }
        return std::move(invocation_);
    }

  private:
    void read_ec2(const Words& words) {
        Words choices = operation_names();
        choices.emplace_back("help");
        const Parsed parsed =
            parse_known_words({{.names = {"operation"}, .required = true, .choices = choices}}, words);
        const std::string name = parsed.value("operation");
        if (name == "help")
            invocation_.help = program_help(Program().app(), "tain ec2");
        else
            read_operation(*operation_of(name), parsed.left, "tain ec2");
    }

    void read_operation(const service::Operation& operation, const Words& words, const std::string& prefix) {
        Parsed parsed;
        if (words != Words{"help"})
            parsed = parse_known_words(operation_arguments(operation, demands_nothing(words)), words);
        if (words == Words{"help"} || parsed.value("help") == "help") {
            invocation_.help = operation_help(operation, prefix);
            return;
        }
        if (parsed.has("help")) parsed.left.push_back(parsed.value("help"));
        if (!parsed.left.empty()) throw UsageError("Unknown options: " + comma_joined(parsed.left));
        take(operation, parsed);
    }

    /// True where a document or a skeleton stands in for required options. Only the whole words count.
    static bool demands_nothing(const Words& words) {
        const auto stands = [&](const char* option) {
            return std::ranges::find(words, option) != words.end();
        };
        if (stands("--cli-input-json") || stands("--cli-input-yaml")) return true;
        const auto skeleton = std::ranges::find(words, "--generate-cli-skeleton");
        if (skeleton == words.end()) return false;
        return skeleton + 1 == words.end() || skeleton[1] != "output";
    }

    void take(const service::Operation& operation, Parsed& parsed) {
        const auto text = [&](std::string_view option) -> std::optional<std::string> {
            return parsed.has(option) ? std::optional(parsed.value(option)) : std::nullopt;
        };
        invocation_.operation = &operation;
        for (const service::Member& member : operation.input.members) {
            const auto given = parsed.values.find(option_of(member));
            if (given != parsed.values.end())
                invocation_.request.members.emplace(member.name, std::move(given->second));
        }
        invocation_.request.input_json = text("--cli-input-json");
        invocation_.request.input_yaml = text("--cli-input-yaml");
        invocation_.paging = {text("--starting-token"), text("--page-size"), text("--max-items")};
        invocation_.skeleton = parsed.value("--generate-cli-skeleton");
    }

    void read_own(const std::string& name, const Words& words) {
        invocation_.program = std::make_unique<Program>();
        invocation_.own_command = invocation_.program->find(name);
        if (words == Words{"help"})
            invocation_.help = help_text(*invocation_.own_command->app(), "tain " + name);
        else
            invocation_.program->read(*invocation_.own_command, with_shared_options(words));
    }

    /// An option of every command that the command describes too (--output) is the command's to read.
    [[nodiscard]] Words with_shared_options(Words words) const {
        for (const CLI::Option* option : invocation_.own_command->app()->get_options())
            for (const std::string& name : option->get_lnames())
                if (globals_.has("--" + name))
                    words.insert(words.begin(), "--" + name + "=" + globals_.value("--" + name));
        return words;
    }

    const Parsed& globals_;
    Invocation invocation_;
};

Words command_names() {
    Words names = operation_names();
    names.emplace_back("ec2");
    std::ranges::move(Program().names(), std::back_inserter(names));
    names.emplace_back("help");
    return names;
}

/// Global options and the command; `left` is what the command was given.
Parsed read_globals(const Words& words) {
    std::vector<Argument> arguments = global_arguments();
    Words most = operation_names();
    most.insert(most.end(), {"ec2", "help"});
    arguments.push_back({.names = {"command"}, .required = true, .choices = most});
    try {
        return parse_known_words(arguments, words);
    } catch (const UsageError&) {
        // Only now tain's own commands are looked at: describing them takes longer than many an operation.
        arguments.back().choices = command_names();
        return parse_known_words(arguments, words);
    }
}

/// The help of the command among the words, of the program where there is none.
std::string help_among(const Words& words) {
    const Program program;
    const auto is_ec2 = [](const std::string& word) { return word == "ec2"; };
    const std::string prefix = std::ranges::any_of(words, is_ec2) ? "tain ec2" : "tain";
    for (const std::string& word : words) {
        if (const service::Operation* operation = operation_of(word))
            return operation_help(*operation, prefix);
        if (const commands::Command* own = program.find(word)) return help_text(*own->app(), "tain " + word);
    }
    return program_help(program.app(), prefix);
}

}  // namespace

EarlyOptions read_early_options(const Words& words) {
    static const std::vector<Argument> arguments{
        {.names = {"-h", "--help"}, .arity = Arity::none, .last_word = true},
        {.names = {"--profile"}},
        {.names = {"--debug"}, .arity = Arity::none},
    };
    try {
        const Parsed parsed = parse_known_words(arguments, words);
        return {parsed.has("--debug"), parsed.value("--profile"), parsed.has("-h")};
    } catch (const UsageError& error) {
        throw CommandError("usage: tain [-h] [--profile PROFILE] [--debug]\n\n" + std::string(error.what()) +
                           "\n");
    }
}

Words words_of_command(const Words& words) {
    return parse_known_words(global_arguments(), words).left;
}

Invocation read_invocation(const Words& words) {
    if (read_early_options(words).help) {
        Invocation invocation;
        invocation.help = help_among(words);
        return invocation;
    }
    const Parsed globals = read_globals(words);
    if (!globals.has("--version")) return Reader(globals).read();
    Invocation invocation;
    invocation.version = true;
    return invocation;
}

std::string usage_lines() {
    return "usage: tain [options] [ec2] <command> [parameters]\n"
           "To see help text, you can run:\n"
           "\n"
           "  tain help\n"
           "  tain <command> help\n"
           "  tain ec2 <command> help\n";
}

}  // namespace tain::cli
