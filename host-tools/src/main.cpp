// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "tain/cli/command_line.hpp"

namespace {

constexpr int exit_interrupted = 128 + SIGINT;

/// Ctrl-C ends the line on the terminal, then the program.
extern "C" void end_interrupted(int /*signal*/) {
    [[maybe_unused]] const ssize_t written = write(STDOUT_FILENO, "\n", 1);
    _exit(exit_interrupted);
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGINT, end_interrupted);
    std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of writing
    return tain::cli::run_command_line({argv + 1, argv + argc}, std::cout, std::cerr);
}
