// SPDX-License-Identifier: Apache-2.0
// What a command line asks for: which command, with which options. The words are read in layers, as the AWS
// command line does it: options of every command first, wherever they stand, then the command, then what is
// left by the options of that command.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tain/cli/commands.hpp"
#include "tain/cli/global_options.hpp"
#include "tain/cli/request.hpp"

namespace tain::cli {

/// What the options of an operation say, beside its request, unread.
struct PagingOptions {
    std::optional<std::string> starting_token;
    std::optional<std::string> page_size;
    std::optional<std::string> max_items;
};

/// One of: help, version, an operation, an own command.
struct Invocation {
    GlobalOptions options;
    std::string help;  ///< its whole text
    bool version = false;

    const service::Operation* operation = nullptr;
    GivenRequest request;
    PagingOptions paging;
    std::string skeleton;  ///< "input", "yaml-input", "output"; empty: none

    std::unique_ptr<Program> program;  ///< of an own command
    commands::Command* own_command = nullptr;
};

/// The two options that count before all others are read.
struct EarlyOptions {
    bool debug = false;
    std::string profile;
    bool help = false;
};

/// Throws CommandError, with usage lines of their own, where these two are misused.
EarlyOptions read_early_options(const std::vector<std::string>& words);

/// The words that options of every command leave: the command first, if there is one. Throws UsageError.
std::vector<std::string> words_of_command(const std::vector<std::string>& words);

/// Throws UsageError and CommandError.
Invocation read_invocation(const std::vector<std::string>& words);

/// The lines in front of a UsageError's message.
std::string usage_lines();

}  // namespace tain::cli
