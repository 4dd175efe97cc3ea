// SPDX-License-Identifier: Apache-2.0
// The program `tain`: every operation of the API model as a command, and `simulate`.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace tain::cli {

/// Runs one command line (without the program's name) and returns the exit code. Answers go to `out`; errors,
/// each one line, to `err`.
int run_command_line(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace tain::cli
