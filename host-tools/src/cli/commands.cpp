// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/commands.hpp"

#include "tain/cli/help.hpp"
#include "tain/cli/parameters.hpp"

namespace tain::cli {

using service::Kind;
using service::Member;
using service::Operation;

namespace {

constexpr int any_number_of_words = 1000000;

void add_member(CLI::App& command, const Member& member) {
    const std::string name = option_of(member);
    if (member.shape->kind == Kind::boolean) {
        command.add_flag(name + ",!--no-" + name.substr(2))->description(std::string(member.doc));
        return;
    }
    CLI::Option* option = command.add_option(name);
    option->description(std::string(member.doc));
    option->type_name(placeholder(*member.shape));
    option->required(member.required);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    if (member.shape->kind == Kind::list)
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->expected(1, any_number_of_words);
}

std::string footer_of(const Operation& operation) {
    std::string text = "Options of every command (--state, --inventory): see tain --help";
    if (operation.filters.empty()) return text;
    std::string names;
    for (const std::string_view filter : operation.filters) names += "\n  " + std::string(filter);
    return "Names for --filters\n  tag:KEY" + names + "\n\n" + text;
}

void add_operations(CLI::App& parent) {
    for (const Operation& operation : service::operations()) {
        CLI::App* command =
            parent.add_subcommand(service::command_name(operation), std::string(operation.doc));
        command->group(std::string(operation.group))->fallthrough()->footer(footer_of(operation));
        for (const Member& member : operation.input.members) add_member(*command, member);
    }
}

std::string called_as(const CLI::App* app) {
    return app->get_parent() == nullptr ? "tain" : called_as(app->get_parent()) + " " + app->get_name();
}

}  // namespace

std::string option_of(const Member& member) {
    return "--" + service::dashed(member.name);
}

void describe_program(CLI::App& app, Invocation& invocation) {
    app.description(
        "tain mirrors chosen packets of a host's network interfaces inside its SmartNIC, simulated or real.");
    app.formatter_fn([](const CLI::App* command, const std::string&, CLI::AppFormatMode) {
        return help_text(*command, called_as(command));
    });
    app.set_help_flag("--help,-h", "Print help: of tain, or of the command before it");
    app.set_version_flag("--version", "tain " TAIN_VERSION, "Print the version");
    app.add_option("--state", invocation.state,
                   "Folder of the store; else $TAIN_STATE, else ~/.local/state/tain")
        ->type_name("FOLDER");
    app.add_option("--inventory", invocation.inventory,
                   "What is wired to the NIC; else $TAIN_INVENTORY, else tain.yaml in the state folder")
        ->type_name("FILE");
    app.add_flag("--verbose", invocation.verbose, "Say more on standard error");
    add_operations(app);
    for (const auto& command : invocation.own_commands) command->describe(app);
    CLI::App* ec2 = app.add_subcommand("ec2", "The same operations, as behind `aws`");
    ec2->group("")->fallthrough();
    add_operations(*ec2);
}

CLI::App* chosen_command(CLI::App& app) {
    CLI::App* command = nullptr;
    for (auto inner = app.get_subcommands(); !inner.empty(); inner = command->get_subcommands())
        command = inner.front();
    return command == nullptr || command->get_name() == "ec2" ? nullptr : command;
}

}  // namespace tain::cli
