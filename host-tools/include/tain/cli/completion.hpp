// SPDX-License-Identifier: Apache-2.0
// `tain completion bash|zsh`: scripts that complete commands, options, choices and files, made from the API
// model and from the commands as CLI11 knows them.
#pragma once

#include <memory>

#include "tain/commands/command.hpp"

namespace tain::cli {

/// The command itself, to stand last among tain's own. Describe it after all other commands: it completes
/// what the program has when it runs.
std::unique_ptr<commands::Command> completion_command();

}  // namespace tain::cli
