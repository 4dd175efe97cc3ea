// SPDX-License-Identifier: Apache-2.0
// `tain` in this process, on a state and an inventory of its own.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tain/cli/command_line.hpp"
#include "world.hpp"

namespace tain::test {

struct CommandBench {
    explicit CommandBench(const std::string& inventory = inventory_text()) { write("tain.yaml", inventory); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder / name, std::ios::binary) << text;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(folder / name, std::ios::binary).rdbuf();
        return text.str();
    }
    [[nodiscard]] std::string path(const std::string& name) const { return folder / name; }

    [[nodiscard]] std::vector<std::string> located(std::vector<std::string> words) const {
        words.insert(words.end(), {"--state", path("state"), "--inventory", path("tain.yaml")});
        return words;
    }

    /// What it says on standard output.
    std::string run(const std::vector<std::string>& words) {
        std::ostringstream out;
        std::ostringstream errors;
        exit_code = cli::run_command_line(located(words), out, errors);
        err = errors.str();
        return out.str();
    }

    /// words: "session" for create-traffic-mirror-session, and its options. The new object's id.
    std::string create(std::vector<std::string> words) {
        words[0] = "create-traffic-mirror-" + words[0];
        const std::string answer = run(words);
        BOOST_REQUIRE_MESSAGE(exit_code == 0, err);
        return Json::parse(answer).front().front();
    }

    /// Nothing on standard output, and one line on standard error.
    void check_refused(const std::vector<std::string>& words, int code, const std::string& line) {
        BOOST_TEST(run(words) == "");
        BOOST_TEST(exit_code == code);
        BOOST_TEST(err.find("tain: " + line) != std::string::npos, err << " is not " << line);
    }

    Folder folder;
    std::string err;
    int exit_code = 0;
};

}  // namespace tain::test
