// SPDX-License-Identifier: Apache-2.0
// Writes docs/operations.md, or says that it is not what the API model makes of it:
//
//   tain_reference FILE           writes the page
//   tain_reference --check FILE   writes nothing; exits with 1 where the file is another page
#include "tain/cli/reference.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

int main(int count, char** words) {
    const std::string page = tain::cli::reference_page();
    const std::string last = count > 1 ? words[count - 1] : "";
    if (count == 3 && std::string(words[1]) == "--check") {
        std::ifstream file(last);
        if (std::string(std::istreambuf_iterator<char>(file), {}) == page) return 0;
        std::cerr << last << " is not what the API model makes: ninja reference writes it anew\n";
        return 1;
    }
    if (count != 2) {
        std::cerr << "usage: tain_reference [--check] FILE\n";
        return 2;
    }
    std::ofstream(last) << page;
    return 0;
}
