// SPDX-License-Identifier: Apache-2.0
// The rules of argparse by themselves; what they refuse, in whose words, is in usage_test.cpp.
#include "tain/cli/argument_parser.hpp"

#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "tain/cli/command_error.hpp"
#include "tain/cli/suggestions.hpp"
#include "tain/text/shell_words.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

using Words = std::vector<std::string>;

const std::vector<cli::Argument> arguments{
    {.names = {"--number"}},
    {.names = {"--list"}, .arity = cli::Arity::any},
    {.names = {"--list-of-some"}, .arity = cli::Arity::at_least_one},
    {.names = {"--maybe"}, .arity = cli::Arity::optional, .constant = "it"},
    {.names = {"--yes"}, .arity = cli::Arity::none, .key = "--yes", .constant = "true"},
    {.names = {"--no-yes"}, .arity = cli::Arity::none, .key = "--yes", .constant = "false"},
    {.names = {"--private"}, .whole_name_only = true},
    {.names = {"--stop"}, .arity = cli::Arity::none, .last_word = true},
    {.names = {"place"}, .arity = cli::Arity::optional},
};

struct Case {
    Words words;
    std::string values;  ///< "--number: 5; --list: a b; left: x"
};
std::ostream& operator<<(std::ostream& stream, const Case& value) {
    return stream << cli::comma_joined(value.words);
}

std::string shown(const cli::Parsed& parsed) {
    std::string text;
    const auto add = [&](const std::string& key, const Words& words) {
        text += (text.empty() ? "" : "; ") + key + ":";
        for (const std::string& word : words) text += " " + word;
    };
    for (const auto& [key, words] : parsed.values) add(key, words);
    if (!parsed.left.empty()) add("left", parsed.left);
    return text;
}

const Case cases[] = {
    {{}, ""},
    {{"--number", "1", "--number", "2"}, "--number: 2"},
    {{"--number=1", "--num=2"}, "--number: 2"},
    {{"--nu", "-5"}, "--number: -5"},
    {{"--number", "-.5"}, "--number: -.5"},
    {{"--number", "-"}, "--number: -"},
    {{"--number", "-a b"}, "--number: -a b"},
    {{"--number", ""}, "--number: "},
    {{"--number="}, "--number: "},
    {{"--number=-x"}, "--number: -x"},
    {{"--number==="}, "--number: =="},
    {{"--list"}, "--list:"},
    {{"--list", "a", "b", "--yes"}, "--list: a b; --yes: true"},
    {{"--list", "a", "b", "--list", "c"}, "--list: c"},
    {{"--list=a", "b"}, "--list: a; place: b"},
    {{"--list", "a", "--list"}, "--list:"},
    {{"--list", "-1", "--bogus"}, "--list: -1; left: --bogus"},
    {{"--list", "a", "--", "b"}, "--list: a; place: b"},
    {{"--list-of-some", "a", "-2"}, "--list-of-some: a -2"},
    {{"--maybe"}, "--maybe: it"},
    {{"--maybe", "that"}, "--maybe: that"},
    {{"--maybe", "--yes"}, "--maybe: it; --yes: true"},
    {{"--maybe="}, "--maybe: "},
    {{"--yes", "--no-yes"}, "--yes: false"},
    {{"--no-yes", "--y"}, "--yes: true"},
    {{"here", "there"}, "place: here; left: there"},
    {{"--bogus", "here"}, "place: here; left: --bogus"},
    {{"--bogus=1", "-x", "here"}, "place: here; left: --bogus=1 -x"},
    {{"-1"}, "place: -1"},
    {{"--private", "1"}, "--private: 1"},
    {{"--private=1"}, "--private: 1"},
    {{"--priv", "1"}, "place: 1; left: --priv"},
    {{"--stop", "--number"}, "--stop: "},
    {{"--", "--number"}, "place: --number"},
    {{"--", "--", "x"}, "place: --; left: x"},
    {{std::string("a\0b", 3)}, std::string("place: a\0b", 10)},
};

std::string message_of(const Words& words) {
    try {
        cli::parse_known_words(arguments, words);
    } catch (const cli::UsageError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(argument_parser)

BOOST_DATA_TEST_CASE(reads_words_as_argparse, boost::unit_test::data::make(cases), value) {
    BOOST_TEST(shown(cli::parse_known_words(arguments, value.words)) == value.values);
}

BOOST_AUTO_TEST_CASE(refuses_at_the_first_fault) {
    BOOST_TEST(message_of({"--list-of-some"}) ==
               "tain: error: argument --list-of-some: expected at least one argument");
    BOOST_TEST(message_of({"--l", "--number"}) ==
               "tain: error: ambiguous option: --l could match --list, --list-of-some");
    BOOST_TEST(message_of({"--number", "--stop"}) == "tain: error: argument --number: expected one argument");
    BOOST_TEST(message_of({"--number", std::string(100000, 'x'), "--yes=" + std::string(3, '\0')}) ==
               "tain: error: argument --yes: ignored explicit argument '\\x00\\x00\\x00'");
}

BOOST_AUTO_TEST_CASE(likeness_is_that_of_difflib) {
    // Python: difflib.SequenceMatcher(None, a, b).ratio()
    BOOST_TEST(cli::likeness("abcd", "bcde") == 0.75);
    BOOST_TEST(cli::likeness("", "") == 1.0);
    BOOST_TEST(cli::likeness("a", "") == 0.0);
    BOOST_TEST(cli::likeness("create-tags", "creat-tags") == 20.0 / 21.0);
    BOOST_TEST(cli::likeness("private", "pirvate") == 6.0 * 2 / 14.0);
    BOOST_TEST((cli::close_matches("appel", {"ape", "apple", "peach", "puppy"}) == Words{"apple"}));
    BOOST_TEST((cli::close_matches("aaaa", {"aaab", "aaac", "aaaaa", "aaaa", "aaaab"}) ==
                Words{"aaaa", "aaaab", "aaaaa"}));
    BOOST_TEST((cli::close_matches("aaaaa", {"aaaab", "aaaac", "aaaaa", "aaaad"}) ==
                Words{"aaaaa", "aaaad", "aaaac"}));
    BOOST_TEST(cli::close_matches("", {"a", "b"}).empty());
}

BOOST_AUTO_TEST_CASE(a_line_is_parted_as_a_shell_does) {
    BOOST_TEST((text::shell_words("less -R  'a b' \"c \\\" \\d\" e\\ f ''") ==
                Words{"less", "-R", "a b", "c \" \\d", "e f", ""}));
    BOOST_TEST(text::shell_words(" \t\n").empty());
    for (const char* open : {"'a", "\"a", "a\\"})
        BOOST_CHECK_THROW(text::shell_words(open), cli::CommandError);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
