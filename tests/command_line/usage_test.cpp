// SPDX-License-Identifier: Apache-2.0
// Command lines that can't be one, and what is said about them: to the byte as /usr/bin/aws 2.9.19 says it,
// but for what src/cli/invocation.cpp lists.
#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "terminal.hpp"

namespace tain::test {
namespace {

const std::string usage =
    "usage: tain [options] [ec2] <command> [parameters]\n"
    "To see help text, you can run:\n"
    "\n"
    "  tain help\n"
    "  tain <command> help\n"
    "  tain ec2 <command> help\n";

/// The usage lines come first, unless the message begins with an empty line: then it is all.
struct Case {
    std::vector<std::string> words;
    std::string message;
    int exit_code = 252;
};
std::ostream& operator<<(std::ostream& stream, const Case& value) {
    for (const std::string& word : value.words) stream << word << ' ';
    return stream;
}

const std::string new_filter = "create-traffic-mirror-filter";
const std::string new_session = "create-traffic-mirror-session";
const std::string early_usage = "\nusage: tain [-h] [--profile PROFILE] [--debug]\n\n";

const std::string formats =
    "Invalid choice, valid choices are:\n\n"
    "json                                     | text                                    \n"
    "table                                    | yaml                                    \n"
    "yaml-stream                             ";

const Case cases[] = {
    // Nothing, or not enough
    {{}, "tain: error: the following arguments are required: command"},
    {{"--bogus"}, "tain: error: the following arguments are required: command"},
    {{"ec2"}, "tain: error: the following arguments are required: operation"},
    {{"ec2", "--bogus"}, "tain: error: the following arguments are required: operation"},
    {{new_session},
     "tain: error: the following arguments are required: --network-interface-id, --traffic-mirror-target-id, "
     "--traffic-mirror-filter-id, --session-number"},
    {{"ec2", new_session, "--session-number", "1", "bogus"},
     "tain: error: the following arguments are required: --network-interface-id, --traffic-mirror-target-id, "
     "--traffic-mirror-filter-id"},
    {{new_session, "--session-number", "1", "--bogus"},
     "tain: error: the following arguments are required: --network-interface-id, --traffic-mirror-target-id, "
     "--traffic-mirror-filter-id"},
    {{"create-tags", "--resources"}, "tain: error: the following arguments are required: --tags"},
    {{"delete-traffic-mirror-filter", "--generate-cli-skeleton", "output"},
     "tain: error: the following arguments are required: --traffic-mirror-filter-id"},
    {{"delete-traffic-mirror-filter", "--cli-input-json={}"},
     "tain: error: the following arguments are required: --traffic-mirror-filter-id"},
    {{"delete-traffic-mirror-filter", "--cli-input-j", "{}"},
     "tain: error: the following arguments are required: --traffic-mirror-filter-id"},
    // Options without their word, or with one too many
    {{new_filter, "--description"}, "tain: error: argument --description: expected one argument"},
    {{new_filter, "--description", "--bogus"}, "tain: error: argument --description: expected one argument"},
    {{new_filter, "--description", "-x"}, "tain: error: argument --description: expected one argument"},
    {{"ec2", "describe-tags", "--max-items"}, "tain: error: argument --max-items: expected one argument"},
    {{new_filter, "--dry-run=1"}, "tain: error: argument --dry-run: ignored explicit argument '1'"},
    {{new_filter, "--dry-run=it's"}, "tain: error: argument --dry-run: ignored explicit argument \"it's\""},
    {{new_filter, "--dry-run=it's \"x\" \té"},
     "tain: error: argument --dry-run: ignored explicit argument 'it\\'s \"x\" \\té'"},
    {{new_filter, "--no-d=3"}, "tain: error: argument --no-dry-run: ignored explicit argument '3'"},
    {{"--no-paginate=1"}, "tain: error: argument --no-paginate: ignored explicit argument '1'"},
    {{"--version=3"}, "tain: error: argument --version: ignored explicit argument '3'"},
    // Beginnings of several options
    {{new_filter, "--no"},
     "tain: error: ambiguous option: --no could match --no-verify-ssl, --no-paginate, --no-sign-request, "
     "--no-cli-pager, --no-cli-auto-prompt"},
    {{new_filter, "--cli"},
     "tain: error: ambiguous option: --cli could match --cli-read-timeout, --cli-connect-timeout, "
     "--cli-binary-format, --cli-auto-prompt"},
    {{new_filter, "--cli=x"},
     "tain: error: ambiguous option: --cli=x could match --cli-read-timeout, --cli-connect-timeout, "
     "--cli-binary-format, --cli-auto-prompt"},
    {{new_filter, "--cli-input"},
     "tain: error: ambiguous option: --cli-input could match --cli-input-json, --cli-input-yaml"},
    {{"create-traffic-mirror-target", "--network", "x"},
     "tain: error: ambiguous option: --network could match --network-interface-id, "
     "--network-load-balancer-arn"},
    {{"ec2", new_session, "--traffic-mirror", "x"},
     "tain: error: ambiguous option: --traffic-mirror could match --traffic-mirror-target-id, "
     "--traffic-mirror-filter-id"},
    // Words that nothing takes
    {{"--bogus", "ec2", "describe-tags"}, "Unknown options: --bogus"},
    {{"ec2", "--bogus", "describe-tags"}, "Unknown options: --bogus"},
    {{"describe-tags", "--bogus", "1"}, "Unknown options: --bogus, 1"},
    {{"describe-tags", "extra"}, "Unknown options: extra"},
    {{"describe-tags", "extra", "more"}, "Unknown options: more, extra"},
    {{"describe-tags", "-x"}, "Unknown options: -x"},
    {{"describe-tags", "--", "x"}, "Unknown options: x"},
    {{new_filter, "--description", "a", "--", "b"}, "Unknown options: b"},
    {{"create-tags", "--resources", "a", "--tags", "Key=x", "--", "y"}, "Unknown options: y"},
    {{"create-tags", "--resources", "a", "--", "b", "--tags", "Key=x"},
     "tain: error: the following arguments are required: --tags"},
    {{"create-tags", "--resources=a", "b", "--tags", "Key=a"}, "Unknown options: b"},
    {{new_filter, "--descr=a=b", "--bogus=c"}, "Unknown options: --bogus=c"},
    {{new_filter, "--x="}, "Unknown options: --x="},
    {{new_filter, "--x y"}, "Unknown options: --x y"},
    {{new_filter, "--descr y"}, "Unknown options: --descr y"},
    {{new_filter, "---"}, "Unknown options: ---"},
    {{new_filter, "-1.5", "-.5", "-1e5"}, "Unknown options: -.5, -1e5, -1.5"},
    {{new_filter, "--bögus"}, "Unknown options: --bögus"},
    {{"--inv", "x", "describe-tags"},
     "tain: error: argument command: Invalid choice, valid choices are:\n\n"},  // tain's own aren't
                                                                                // abbreviated
    // Choices
    {{"describe-tags", "--output", "bogus"}, "tain: error: argument --output: " + formats},
    {{"describe-tags", "--output="}, "tain: error: argument --output: " + formats},
    {{"describe-tags", "--output", "--bogus"}, "tain: error: argument --output: expected one argument"},
    {{"--output", "bogus", "--version"}, "tain: error: argument --output: " + formats},
    {{"describe-tags", "--output", "table", "--output", "tables"},
     "tain: error: argument --output: " + formats +
         "\n\n\nInvalid choice: 'tables', maybe you meant:\n\n  * table"},
    {{"describe-tags", "--color", "blue"},
     "tain: error: argument --color: Invalid choice, valid choices are:\n\n"
     "on                                       | off                                     \n"
     "auto                                    "},
    {{"describe-tags", "--cli-binary-format", "x"},
     "tain: error: argument --cli-binary-format: Invalid choice, valid choices are:\n\n"
     "base64                                   | raw-in-base64-out                       "},
    {{"describe-tags", "--generate-cli-skeleton", "bogus"},
     "tain: error: argument --generate-cli-skeleton: Invalid choice, valid choices are:\n\n"
     "input                                    | output                                  \n"
     "yaml-input                              "},
    {{"describe-tags", "--max-items", "abc"}, "tain: error: argument --max-items: invalid int value: 'abc'"},
    {{"describe-tags", "--page-size", ""}, "tain: error: argument --page-size: invalid int value: ''"},
    // The two options that count first
    {{"--profile"}, early_usage + "tain: error: argument --profile: expected one argument\n\n"},
    {{"--debug=1"}, early_usage + "tain: error: argument --debug: ignored explicit argument '1'\n\n"},
    {{new_filter, "--=3"},
     early_usage + "tain: error: ambiguous option: --=3 could match --help, --profile, --debug\n\n"},
    // Well-formed words that mean nothing: no usage lines
    {{"describe-tags", "--cli-read-timeout", "abc"},
     "\ninvalid literal for int() with base 10: 'abc'\n",
     255},
    {{"describe-tags", "--cli-connect-timeout", "1.5"},
     "\ninvalid literal for int() with base 10: '1.5'\n",
     255},
    {{"describe-tags", "--endpoint-url", "foo"},
     "\nBad value for --endpoint-url \"foo\": scheme is missing.  Must be of the form http://<hostname>/ or "
     "https://<hostname>/\n"},
    {{"describe-tags", "--endpoint-url", "127.0.0.1:1"},
     "\nBad value for --endpoint-url \"127.0.0.1:1\": scheme is missing.  Must be of the form "
     "http://<hostname>/ or https://<hostname>/\n"},
    {{"describe-tags", "--endpoint-url", ""},
     "\nBad value for --endpoint-url \"\": scheme is missing.  Must be of the form http://<hostname>/ or "
     "https://<hostname>/\n"},
    {{"describe-tags", "--cli-auto-prompt", "--no-cli-auto-prompt"},
     "\nBoth --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.\n"},
    {{"describe-tags", "--output", "json", "--no-paginate", "--max-items", "3"},
     "\nCannot specify --no-paginate along with pagination arguments: --max-items\n"},
    {{"describe-tags", "--no-paginate", "--max-items", "3", "--page-size", "5", "--starting-token", "x"},
     "\nCannot specify --no-paginate along with pagination arguments: --starting-token, --page-size, "
     "--max-items\n"},
    {{"describe-tags", "--max-results", "1", "--page-size", "5"},
     "\nCannot specify --no-paginate along with pagination arguments: --page-size\n"},
    {{"describe-tags", "--starting-token", "x", "--generate-cli-skeleton", "output"},
     "\nParameter validation failed:\nUnknown parameter in input: \"PaginationConfig\", must be one of: "
     "DryRun, Filters, MaxResults, NextToken\n"},
};

std::string whole(const Case& value) {
    return value.message.starts_with("\n") ? value.message : "\n" + usage + "\n" + value.message + "\n\n";
}

const std::string misspelt =
    "\n\n\nInvalid choice: 'create-trafic-mirror-session', maybe you meant:\n\n"
    "  * create-traffic-mirror-session\n"
    "  * delete-traffic-mirror-session\n"
    "  * describe-traffic-mirror-sessions\n\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(usage_errors)

BOOST_DATA_TEST_CASE(are_the_aws_clients, boost::unit_test::data::make(cases), value) {
    const Outcome outcome = run_words(value.words);
    if (value.message.ends_with("choices are:\n\n"))
        BOOST_TEST(outcome.err.starts_with("\n" + usage + "\n" + value.message), outcome.err);
    else
        BOOST_TEST(outcome.err == whole(value));
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.exit_code == value.exit_code);
}

BOOST_AUTO_TEST_CASE(misspelt_operations_and_commands_name_what_may_be_meant) {
    for (const auto& [words, what] :
         {std::pair(std::vector<std::string>{"ec2", "create-trafic-mirror-session"},
                    std::string("operation")),
          std::pair(std::vector<std::string>{"create-trafic-mirror-session"}, std::string("command"))}) {
        const Outcome outcome = run_words(words);
        BOOST_TEST(outcome.exit_code == 252);
        BOOST_TEST(outcome.err.starts_with("\n" + usage + "\ntain: error: argument " + what +
                                           ": Invalid choice, valid choices are:\n\n"),
                   outcome.err);
        BOOST_TEST(outcome.err.find("help                                    ") != std::string::npos);
        BOOST_TEST(outcome.err.ends_with(misspelt), outcome.err);
    }
    const Outcome own = run_words({"simulat"});
    BOOST_TEST(own.err.ends_with("maybe you meant:\n\n  * simulate\n\n"), own.err);
    const Outcome value = run_words({"ec2", "--bogus", "1", "describe-tags"});
    BOOST_TEST(value.err.find("argument operation: Invalid choice") != std::string::npos);
    BOOST_TEST(value.err.find("maybe") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(own_commands_are_refused_in_the_same_form) {
    const Case own[] = {
        {{"simulate", "--read", "a"}, "tain: error: the following arguments are required: --write"},
        {{"simulate", "--read", "a", "--write", "b", "--width", "100"},
         "tain: error: argument --width: 100 not in {64,128,256,512}"},
        {{"simulate", "--read", "a", "--write", "b", "--pace", "fast"},
         "tain: error: argument --pace: fast not in {lossless,capture,line}"},
        {{"simulate", "--read", "a", "--write", "b", "--clock-mhz", "-5"},
         "tain: error: argument --clock-mhz: -5 is not a number from 0.001 to 100000"},
        {{"simulate", "--read", "a", "--write", "b", "extra", "--bogus"}, "Unknown options: extra, --bogus"},
        {{"simulate", "--read"}, "tain: error: argument --read: expected one argument"},
        {{"status", "--output", "table"}, "tain: error: argument --output: table not in {text,json}"},
        {{"simulate", "--w"}, "tain: error: ambiguous option: --w could match --write, --wave, --width"},
    };
    for (const Case& value : own) {
        const Outcome outcome = run_words(value.words);
        BOOST_TEST(outcome.err == whole(value));
        BOOST_TEST(outcome.exit_code == 252);
    }
    const Terminal terminal;
    BOOST_TEST(terminal.run({"simulate", "--read", "a", "--write", "./a"}).err ==
               "tain: --write: ./a is the file of --read too\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
