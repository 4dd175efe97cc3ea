// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/commands.hpp"

#include <algorithm>

#include "tain/cli/command_error.hpp"
#include "tain/cli/completion.hpp"

namespace tain::cli {

using service::Kind;
using service::Member;
using service::Operation;

namespace {

/// An option of every command. Those that are tain's own can't be abbreviated, so that every beginning means
/// what it means to the AWS command line.
struct GlobalOption {
    std::string name;
    std::string placeholder;  ///< empty: a flag
    std::string doc;
    std::vector<std::string> choices = {};
    bool own = false;
};

std::vector<GlobalOption> global_options() {
    return {
        {"--debug", "", "Say on standard error what is done, step by step"},
        {"--endpoint-url", "URL", "Send the request to this EC2 endpoint instead of the NIC of this host"},
        {"--no-verify-ssl", "", "Do not check the endpoint's certificate"},
        {"--no-paginate", "", "Answer the first page alone"},
        {"--output",
         "FORMAT",
         "How answers are printed (json)",
         {"json", "text", "table", "yaml", "yaml-stream"}},
        {"--query", "JMESPATH", "Print only what this expression selects from the answer"},
        {"--profile", "NAME", "Take settings and credentials from this profile of ~/.aws"},
        {"--region", "REGION", "The endpoint's region"},
        {"--version", "", "Print the version"},
        {"--color", "WHEN", "Colours in tables (auto)", {"on", "off", "auto"}},
        {"--no-sign-request", "", "Send the request without a signature; no credentials are needed"},
        {"--ca-bundle", "FILE", "Trust these certificate authorities"},
        {"--cli-read-timeout", "SECONDS", "Wait this long for an answer; 0: for ever (60)"},
        {"--cli-connect-timeout", "SECONDS", "Wait this long for a connection; 0: for ever (60)"},
        {"--cli-binary-format",
         "FORMAT",
         "Accepted; no parameter is binary",
         {"base64", "raw-in-base64-out"}},
        {"--no-cli-pager", "", "Never show answers in a pager"},
        {"--cli-auto-prompt", "", "Ask for parameters on the terminal"},
        {"--no-cli-auto-prompt", "", "Do not ask, whatever the settings say"},
        {"--state", "FOLDER", "Folder of the store; else $TAIN_STATE, else ~/.local/state/tain", {}, true},
        {"--inventory",
         "FILE",
         "What is wired to the NIC; else $TAIN_INVENTORY, else tain.yaml in the state folder",
         {},
         true},
        {"--verbose", "", "Say more on standard error", {}, true},
    };
}

Argument flag(const std::string& name, const std::string& key = "", const std::string& constant = "true") {
    return {.names = {name}, .arity = Arity::none, .key = key, .constant = constant};
}

void add_member(std::vector<Argument>& arguments, const Member& member, bool required) {
    const std::string name = option_of(member);
    if (member.shape->kind == Kind::boolean) {
        arguments.push_back(flag(name));
        arguments.push_back(flag("--no-" + name.substr(2), name, "false"));
        return;
    }
    const bool list = member.shape->kind == Kind::list;
    arguments.push_back({.names = {name}, .arity = list ? Arity::any : Arity::one, .required = required});
}

void describe_global(CLI::App& app, const GlobalOption& option) {
    if (option.placeholder.empty()) {
        app.add_flag(option.name, option.doc);
        return;
    }
    CLI::Option* described = app.add_option(option.name, option.doc)->type_name(option.placeholder);
    if (!option.choices.empty()) described->type_name(CLI::detail::join(option.choices, "|"));
}

/// The arguments of an own command, as CLI11 knows them.
std::vector<Argument> own_arguments(const CLI::App& command) {
    std::vector<Argument> arguments;
    for (const CLI::Option* option : command.get_options()) {
        Argument argument;
        for (const std::string& name : option->get_snames()) argument.names.push_back("-" + name);
        for (const std::string& name : option->get_lnames()) argument.names.push_back("--" + name);
        if (option->get_positional()) argument.names = {option->get_name(true)};
        const bool many = option->get_expected_max() > 1;
        argument.arity = option->get_expected_max() == 0   ? Arity::none
                         : many                            ? Arity::at_least_one
                         : option->get_expected_min() == 0 ? Arity::optional
                                                           : Arity::one;
        if (option->get_positional() && !option->get_required())
            argument.arity = many ? Arity::any : Arity::optional;
        argument.required = option->get_required();
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

/// The words as CLI11 can't misread them.
std::vector<std::string> plain_words(const CLI::App& command, const Parsed& parsed) {
    std::vector<std::string> words{command.get_name()};
    std::vector<std::string> positional;
    for (const Argument& argument : own_arguments(command)) {
        const auto given = parsed.values.find(argument.names.front());
        if (given == parsed.values.end()) continue;
        if (!argument.names.front().starts_with('-')) {
            std::ranges::copy(given->second, std::back_inserter(positional));
            continue;
        }
        words.push_back(argument.names.back());
        if (argument.arity != Arity::none) std::ranges::copy(given->second, std::back_inserter(words));
    }
    if (!positional.empty()) words.emplace_back("--");
    std::ranges::move(positional, std::back_inserter(words));
    return words;
}

}  // namespace

Program::Program() : commands_(commands::own_commands()) {
    app_.description(
        "tain mirrors chosen packets of a host's network interfaces inside its SmartNIC, simulated or real.");
    app_.set_help_flag("--help,-h", "Print help: of tain, or of the command before it");
    for (const GlobalOption& option : global_options()) describe_global(app_, option);
    commands_.push_back(completion_command());
    for (const auto& command : commands_) command->describe(app_);
}

commands::Command* Program::find(const std::string& name) const {
    const auto found =
        std::ranges::find(commands_, name, [](const auto& command) { return command->app()->get_name(); });
    return found == commands_.end() ? nullptr : found->get();
}

std::vector<std::string> Program::names() const {
    std::vector<std::string> names;
    for (const auto& command : commands_) names.push_back(command->app()->get_name());
    return names;
}

void Program::read(const commands::Command& command, const std::vector<std::string>& words) {
    const Parsed parsed = parse_known_words(own_arguments(*command.app()), words);
    if (!parsed.left.empty()) throw UsageError("Unknown options: " + comma_joined(parsed.left));
    std::vector<std::string> plain = plain_words(*command.app(), parsed);
    std::ranges::reverse(plain);  // CLI11 takes them from the back
    try {
        app_.parse(std::move(plain));
    } catch (const CLI::ParseError& error) {
        refuse_words("argument " + std::string(error.what()));
    }
}

std::vector<Argument> global_arguments() {
    std::vector<Argument> arguments;
    for (GlobalOption& option : global_options()) {
        Argument argument{.names = {option.name}, .choices = std::move(option.choices)};
        if (option.placeholder.empty()) argument = flag(option.name);
        argument.whole_name_only = option.own;
        argument.last_word = option.name == "--version";
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

std::vector<Argument> operation_arguments(const Operation& operation, bool all_optional) {
    std::vector<Argument> arguments;
    for (const Member& member : operation.input.members)
        add_member(arguments, member, member.required && !all_optional);
    arguments.push_back({.names = {"--cli-input-json"}});
    arguments.push_back({.names = {"--cli-input-yaml"}});
    if (operation.paginated) {
        arguments.push_back({.names = {"--starting-token"}});
        arguments.push_back({.names = {"--page-size"}, .integer = true});
        arguments.push_back({.names = {"--max-items"}, .integer = true});
    }
    arguments.push_back({.names = {"--generate-cli-skeleton"},
                         .arity = Arity::optional,
                         .constant = "input",
                         .choices = {"input", "output", "yaml-input"}});
    arguments.push_back({.names = {"help"}, .arity = Arity::optional});
    return arguments;
}

std::vector<std::string> operation_names() {
    std::vector<std::string> names;
    for (const Operation& operation : service::operations())
        names.push_back(service::command_name(operation));
    return names;
}

const Operation* operation_of(const std::string& name) {
    const auto found = std::ranges::find(service::operations(), name, service::command_name);
    return found == service::operations().end() ? nullptr : &*found;
}

std::string option_of(const Member& member) {
    return "--" + service::dashed(member.name);
}

}  // namespace tain::cli
