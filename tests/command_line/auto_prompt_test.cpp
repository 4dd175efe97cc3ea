// SPDX-License-Identifier: Apache-2.0
// Asking for what a command line lacks.
#include "tain/cli/auto_prompt.hpp"

#include <cstdlib>
#include <sstream>

#include "tain/cli/command_error.hpp"
#include "terminal.hpp"

namespace tain::test {
namespace {

using Words = std::vector<std::string>;

struct Session {
    Words words;
    std::string questions;
};

Session ask(const Words& words, const std::string& answers) {
    std::istringstream in(answers);
    std::ostringstream out;
    Words completed = cli::prompted_words(words, in, out);
    return {std::move(completed), out.str()};
}

endpoint::Profile no_profile() {
    return endpoint::Profile::load("", false);
}

struct NoSetting {
    NoSetting() { unset(); }
    ~NoSetting() { unset(); }
    static void unset() { unsetenv("AWS_CLI_AUTO_PROMPT"); }
    NoSetting(const NoSetting&) = delete;
    NoSetting& operator=(const NoSetting&) = delete;
    NoSetting(NoSetting&&) = delete;
    NoSetting& operator=(NoSetting&&) = delete;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(auto_prompt, NoSetting)

BOOST_AUTO_TEST_CASE(asks_for_what_is_required_until_it_is_given) {
    const Session session = ask({"ec2", "delete-traffic-mirror-filter"}, "\n\ntmf-1\n\n");
    BOOST_TEST(
        (session.words == Words{"ec2", "delete-traffic-mirror-filter", "--traffic-mirror-filter-id=tmf-1"}));
    BOOST_TEST(session.questions.find("--traffic-mirror-filter-id (required): The filter") !=
               std::string::npos);
    BOOST_TEST(session.questions.find("Optional: --dry-run") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(keeps_what_is_given_and_offers_choices_and_options) {
    const Session session =
        ask({"--region", "x", "create-traffic-mirror-filter-rule", "--traffic-mirror-filter-id", "tmf-1",
             "--rule-number", "1", "--source-cidr-block", "::/0"},
            "ingress\naccept\n::/0\nbogus\ndescription\na 'b\ndry-run\ntag-specifications\nA 'B C'\n\n");
    BOOST_TEST((Words(session.words.begin() + 9, session.words.end()) ==
                Words{"--traffic-direction=ingress", "--rule-action=accept", "--destination-cidr-block=::/0",
                      "--description=a 'b", "--dry-run", "--tag-specifications", "A", "B C"}));
    BOOST_TEST(session.questions.find("  one of: accept, reject\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(asks_for_the_operation_itself) {
    BOOST_TEST((ask({"--debug"}, "?\nbogus\ndescribe-tags\n\n").words == Words{"--debug", "describe-tags"}));
    BOOST_TEST((ask({"ec2"}, "describe-tags\n\n").words == Words{"ec2", "describe-tags"}));
    BOOST_TEST((ask({"simulate", "--read", "x"}, "").words == Words{"simulate", "--read", "x"}));
}

BOOST_AUTO_TEST_CASE(the_end_of_the_answers_cancels) {
    BOOST_CHECK_THROW(ask({"ec2", "delete-traffic-mirror-filter"}, "\n"), cli::CommandError);
    BOOST_CHECK_THROW(ask({}, ""), cli::CommandError);
}

BOOST_AUTO_TEST_CASE(options_count_before_settings) {
    using cli::PromptMode;
    const auto mode = [](const Words& words) { return cli::prompt_mode(words, no_profile()); };
    BOOST_CHECK(mode({"describe-tags"}) == PromptMode::off);
    BOOST_CHECK(mode({"--cli-auto-prompt"}) == PromptMode::on);
    BOOST_CHECK(mode({"--cli-auto-prompt", "help"}) == PromptMode::off);
    BOOST_CHECK(mode({"--version", "--cli-auto-prompt"}) == PromptMode::off);
    setenv("AWS_CLI_AUTO_PROMPT", "On-Partial", 1);
    BOOST_CHECK(mode({"describe-tags"}) == PromptMode::on_partial);
    BOOST_CHECK(mode({"--no-cli-auto-prompt"}) == PromptMode::off);
    setenv("AWS_CLI_AUTO_PROMPT", "on", 1);
    BOOST_CHECK(mode({}) == PromptMode::on);
    setenv("AWS_CLI_AUTO_PROMPT", "bogus", 1);
    BOOST_CHECK(mode({}) == PromptMode::off);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
