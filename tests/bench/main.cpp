// SPDX-License-Identifier: Apache-2.0
// tain-bench: prints the figures that the documents quote.
#include <cstdio>
#include <exception>

#include "figures.hpp"

int main() {
    try {
        tain::bench::print_production();
        tain::bench::print_copies();
        tain::bench::print_programming();
        tain::bench::print_simulation();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tain-bench: %s\n", error.what());
        return 1;
    }
    return 0;
}
