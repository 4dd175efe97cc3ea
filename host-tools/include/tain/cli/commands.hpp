// SPDX-License-Identifier: Apache-2.0
// The commands of `tain` as CLI11 knows them, made from the API model: a command per operation, an option per
// member.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "tain/commands/command.hpp"
#include "tain/service/api_model.hpp"

namespace tain::cli {

/// What the options say that are not members of an operation.
struct Invocation {
    std::string state;
    std::string inventory;
    bool verbose = false;
    std::vector<std::unique_ptr<commands::Command>> own_commands = commands::own_commands();
};

/// Gives the program its commands and options; parsing fills `invocation`, which must live as long as `app`.
void describe_program(CLI::App& app, Invocation& invocation);

/// The command that was chosen, the innermost; nullptr where there was none, `ec2` alone among it.
CLI::App* chosen_command(CLI::App& app);

/// "--packet-length".
std::string option_of(const service::Member& member);

}  // namespace tain::cli
