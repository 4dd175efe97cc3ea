// SPDX-License-Identifier: Apache-2.0
// A user at the command line of a small world: command lines in, what they print and their exit code out.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tain/cli/command_line.hpp"
#include "world.hpp"

namespace tain::test {

struct Outcome {
    int exit_code = 0;
    std::string out;
    std::string err;
};

inline Outcome run_words(const std::vector<std::string>& words) {
    std::ostringstream out;
    std::ostringstream err;
    const int exit_code = cli::run_command_line(words, out, err);
    return {exit_code, out.str(), err.str()};
}

struct Terminal {
    Terminal() { std::ofstream(folder / "tain.yaml") << inventory_text(); }

    /// With --state in front of the words and --inventory behind them.
    [[nodiscard]] Outcome run(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--state", (folder / "state").string()});
        words.insert(words.end(), {"--inventory", (folder / "tain.yaml").string()});
        return run_words(words);
    }

    /// The answer of a command line that must succeed.
    [[nodiscard]] Json answer(const std::vector<std::string>& words) const {
        const Outcome outcome = run(words);
        BOOST_TEST(outcome.err == "");
        BOOST_REQUIRE(outcome.exit_code == 0);
        return Json::parse(outcome.out);
    }

    Folder folder;
};

}  // namespace tain::test
