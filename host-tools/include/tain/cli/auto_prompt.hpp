// SPDX-License-Identifier: Apache-2.0
// --cli-auto-prompt: asks on the terminal for what an operation still needs.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "tain/endpoint/profile.hpp"

namespace tain::cli {

enum class PromptMode { off, on, on_partial };

/// --cli-auto-prompt or --no-cli-auto-prompt, else $AWS_CLI_AUTO_PROMPT, else the profile's
/// `cli_auto_prompt`. on_partial: ask only where the words are refused. Throws CommandError (252) where both
/// options are given.
PromptMode prompt_mode(const std::vector<std::string>& words, const endpoint::Profile& profile);

/// The words, completed: asks for the operation and for each required member that is missing, then for
/// optional ones until the user has no more. Throws CommandError (255) where the answers end too early, and
/// UsageError where the words can't be completed.
std::vector<std::string> prompted_words(const std::vector<std::string>& words, std::istream& answers,
                                        std::ostream& questions);

}  // namespace tain::cli
