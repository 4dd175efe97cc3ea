// SPDX-License-Identifier: Apache-2.0
// Runs a program to its end and keeps what it says.
#pragma once

#include <string>
#include <vector>

namespace tain::endpoint {

struct ProcessResult {
    bool succeeded = false;  ///< it ended by itself with exit code 0
    std::string output;
    std::string errors;  ///< what it wrote to standard error, or why it could not be run
};

/// `words`: the program, looked for on the PATH, and its arguments.
ProcessResult run_process(const std::vector<std::string>& words);

}  // namespace tain::endpoint
