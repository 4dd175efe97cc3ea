// SPDX-License-Identifier: Apache-2.0
// --query: what goes to the Python process and comes back.
#include "tain/output/query.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "tain/cli/command_error.hpp"

namespace tain::test {
namespace {

using output::Query;
using service::Json;

Json selected(const std::string& expression, const Json& document) {
    return Query(expression).apply(document);
}

std::string refusal(const std::string& expression, int exit_code) {
    try {
        selected(expression, {{"a", "text"}});
    } catch (const cli::CommandError& error) {
        BOOST_TEST(error.exit_code() == exit_code);
        return error.what();
    }
    return "";
}

/// The process behind the one query that there is.
pid_t only_child() {
    pid_t child = 0;
    std::ifstream("/proc/thread-self/children") >> child;
    return child;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(query)

BOOST_AUTO_TEST_CASE(one_process_answers_many_documents) {
    Query names("Sessions[].Id");
    for (int i = 0; i < 100; ++i) BOOST_TEST(names.apply({{"Sessions", {{{"Id", i}}}}}) == Json::array({i}));
    BOOST_TEST(names.apply(Json::object()).is_null());
}

BOOST_AUTO_TEST_CASE(values_survive) {
    const Json document = {{"z", 9007199254740993},
                           {"y", 18446744073709551615U},
                           {"x", "é😀\u2028\n\"\\"},
                           {"w", nullptr},
                           {"v", true},
                           {"u", std::string("a\0b", 3)},
                           {"t", Json::object()},
                           {"s", Json::array()},
                           {"r", -0.1}};
    BOOST_TEST(selected("@", document).dump() == document.dump());
    BOOST_TEST(selected("{b: x, a: z}", document).dump() ==
               "{\"b\":\"é😀\u2028\\n\\\"\\\\\",\"a\":9007199254740993}");
}

BOOST_AUTO_TEST_CASE(large_documents_pass_both_ways) {
    const std::string text(8'000'000, 'x');
    BOOST_TEST((selected("a", {{"a", text}}) == text));
}

BOOST_AUTO_TEST_CASE(expressions_that_are_none_are_refused_at_once) {
    BOOST_TEST(
        refusal("A.[", 252) ==
        "Bad value for --query A.[: Invalid jmespath expression: Incomplete expression:\n\"A.[\"\n    ^");
    BOOST_TEST(refusal("", 252) == "Bad value for --query : Invalid JMESPath expression: cannot be empty.");
    BOOST_TEST(refusal("foo(@)\n\xc3\xa9", 252).starts_with("Bad value for --query foo(@)"));
}

BOOST_AUTO_TEST_CASE(expressions_that_do_not_fit_the_document_are_refused) {
    BOOST_TEST(
        refusal("sum(a)", 255) ==
        "In function sum(), invalid type for value: text, expected one of: ['array-number'], received: "
        "\"string\"");
    BOOST_TEST(refusal("nothing(a)", 255) == "Unknown function: nothing()");
}

BOOST_AUTO_TEST_CASE(a_process_that_dies_is_an_error_and_no_signal) {
    Query query("a");
    BOOST_REQUIRE(only_child() > 0);
    kill(only_child(), SIGKILL);
    for (const std::size_t size : {std::size_t(1), std::size_t(8'000'000)})
        BOOST_CHECK_EXCEPTION(
            query.apply({{"a", std::string(size, 'x')}}), cli::CommandError,
            [](const cli::CommandError& error) {
                return error.exit_code() == 255 &&
                       error.what() == std::string("--query: its Python process has ended unexpectedly");
            });
}

BOOST_AUTO_TEST_CASE(no_process_stays_behind) {
    { const Query query("a"); }
    BOOST_TEST(only_child() == 0);
}

BOOST_AUTO_TEST_CASE(the_callers_environment_does_not_matter) {
    setenv("PYTHONHOME", "/nowhere", 1);
    setenv("PYTHONSTARTUP", "/nowhere", 1);
    setenv("PYTHONIOENCODING", "latin-1", 1);
    BOOST_TEST(selected("a", {{"a", "é"}}) == "é");
    unsetenv("PYTHONHOME");
    unsetenv("PYTHONSTARTUP");
    unsetenv("PYTHONIOENCODING");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
