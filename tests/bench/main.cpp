// SPDX-License-Identifier: Apache-2.0
// tain-bench [PART...]: prints the figures that the documents quote, or only those of some parts.
#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "figures.hpp"

namespace {

constexpr std::pair<const char*, void (*)()> parts[] = {{"production", tain::bench::print_production},
                                                        {"copies", tain::bench::print_copies},
                                                        {"programming", tain::bench::print_programming},
                                                        {"simulation", tain::bench::print_simulation}};

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> chosen(arguments + 1, arguments + count);
    for (const std::string& name : chosen) {
        bool known = false;
        for (const auto& part : parts) known = known || name == part.first;
        if (known) continue;
        std::fprintf(stderr, "tain-bench: no part is called %s; there are", name.c_str());
        for (const auto& part : parts) std::fprintf(stderr, " %s", part.first);
        std::fprintf(stderr, "\n");
        return 2;
    }
    try {
        for (const auto& [name, print] : parts) {
            bool wanted = chosen.empty();
            for (const std::string& each : chosen) wanted = wanted || each == name;
            if (wanted) print();
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tain-bench: %s\n", error.what());
        return 1;
    }
    return 0;
}
