// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "tain/cli/command_line.hpp"

int main(int argc, char** argv) {
    return tain::cli::run_command_line({argv + 1, argv + argc}, std::cout, std::cerr);
}
