// SPDX-License-Identifier: Apache-2.0
// Help for people: what a command does, how it is called, what its options mean.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace tain::cli {

/// The help of one command; `called_as` is what stands before it on the command line.
std::string help_text(const CLI::App& app, const std::string& called_as);

}  // namespace tain::cli
