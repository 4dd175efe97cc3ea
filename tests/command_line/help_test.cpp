// SPDX-License-Identifier: Apache-2.0
// Help for people: everything the model knows is there, and what examples show works.
#include "tain/cli/help.hpp"

#include <algorithm>

#include "tain/cli/commands.hpp"
#include "tain/cli/operation_options.hpp"
#include "tain/text/shell_words.hpp"
#include "terminal.hpp"

namespace tain::test {
namespace {

void check_has(const std::string& text, const std::string& part) {
    BOOST_TEST(text.find(part) != std::string::npos, "no '" << part << "' in:\n" << text);
}

std::size_t longest_line(const std::string& text) {
    std::istringstream lines(text);
    std::size_t longest = 0;
    for (std::string line; std::getline(lines, line);) longest = std::max(longest, line.size());
    return longest;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(help, Terminal)

BOOST_AUTO_TEST_CASE(of_an_operation_names_all_it_takes_and_answers) {
    for (const service::Operation& operation : service::operations()) {
        const std::string text = cli::operation_help(operation);
        for (const cli::OptionText& option : cli::operation_options(operation))
            check_has(text, option.names[0]);
        for (const std::string_view filter : operation.filters)
            check_has(text, "\n  " + std::string(filter) + "\n");
        for (const service::Member& member : operation.output.members)
            check_has(text, std::string(member.name));
        BOOST_TEST(longest_line(text) <= 100U);
    }
}

BOOST_AUTO_TEST_CASE(puts_required_options_first) {
    const std::string text = cli::operation_help(*service::find_operation("CreateTags"), "tain ec2");
    BOOST_TEST(text.starts_with(
        "Put tags on objects; a tag with a key that an object has already gets the new value.\n"
        "\n"
        "Usage: tain ec2 create-tags --resources TEXT ... --tags Key=TEXT,Value=TEXT ... [OPTIONS]\n"
        "\n"
        "Options\n"
        "  --resources TEXT ...  (required)\n"));
    check_has(text, "  --dry-run, --no-dry-run\n");
    check_has(text, "\nExamples\n  tain ec2 create-tags --resources ");
    check_has(text, "\nOptions of every command: tain help\n");
}

BOOST_AUTO_TEST_CASE(of_pages_hides_what_they_stand_for) {
    const std::string text = cli::operation_help(*service::find_operation("DescribeTags"));
    check_has(text, "--starting-token TEXT\n");
    BOOST_TEST(text.find("--next-token") == std::string::npos);
    check_has(cli::operation_help(*service::find_operation("DescribeTrafficMirrorFilterRules")),
              "--next-token");
}

BOOST_AUTO_TEST_CASE(of_the_program_lists_commands_and_the_options_of_all) {
    const cli::Program program;
    const std::string text = cli::program_help(program.app());
    for (const std::string& name : cli::operation_names()) check_has(text, "\n  " + name + "\n");
    for (const std::string& name : program.names()) check_has(text, "\n  " + name + "\n");
    for (const cli::Argument& argument : cli::global_arguments()) check_has(text, "\n  " + argument.names[0]);
    BOOST_TEST(longest_line(text) <= 100U);
}

BOOST_AUTO_TEST_CASE(shows_examples_that_work) {
    std::size_t count = 0;
    for (const service::Operation& operation : service::operations()) {
        for (const std::string& example : cli::examples_of(operation)) {
            BOOST_TEST(example.starts_with(service::command_name(operation) + " "));
            std::vector<std::string> words = text::shell_words(example);
            words.insert(words.end(), {"--generate-cli-skeleton", "output"});
            const Outcome outcome = run(words);
            BOOST_TEST(outcome.err == "", example);
            BOOST_TEST(outcome.exit_code == 0, example);
            ++count;
        }
    }
    BOOST_TEST(count > 10U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
