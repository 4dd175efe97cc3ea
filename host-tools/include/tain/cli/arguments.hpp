// SPDX-License-Identifier: Apache-2.0
// The words of the command line before CLI11 sees them, and what it finds wrong with them in one line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tain::cli {

/// Whole option names for unique beginnings of them, as aws takes them, and "--option=" as an option and an
/// empty text. Throws CommandError where a beginning is not unique.
std::vector<std::string> whole_arguments(CLI::App& app, const std::vector<std::string>& arguments);

/// One line for a parse error of CLI11.
std::string words_of(const CLI::ParseError& error, CLI::App& app, const std::vector<std::string>& arguments);

}  // namespace tain::cli
