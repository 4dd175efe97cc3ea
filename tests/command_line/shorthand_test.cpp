// SPDX-License-Identifier: Apache-2.0
// Shorthand by itself, before a shape gives its texts types. requests.jsonl has what the AWS command line
// makes of it.
#include "tain/cli/shorthand.hpp"

#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "tain/cli/command_error.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

struct Case {
    std::string text;
    std::string value;  ///< as Python shows it; or the whole refusal
};
std::ostream& operator<<(std::ostream& stream, const Case& value) {
    return stream << value.text;
}

const Case good[] = {
    {"FromPort=80,ToPort=443", "{'FromPort': '80', 'ToPort': '443'}"},
    {"Name=owner-id,Values=1,2", "{'Name': 'owner-id', 'Values': ['1', '2']}"},
    {"Values=1,2,Name=x", "{'Values': ['1', '2'], 'Name': 'x'}"},
    {"Key=", "{'Key': ''}"},
    {R"(Key="a,b",Value='c d')", "{'Key': 'a,b', 'Value': 'c d'}"},
    {R"(Key=a\,b)", "{'Key': 'a,b'}"},
    {R"(Key="say \"hi\"")", R"({'Key': 'say "hi"'})"},
    {"A={B=1,C=2},D=[x,y]", "{'A': {'B': '1', 'C': '2'}, 'D': ['x', 'y']}"},
    {"Tags=[]", "{'Tags': []}"},
    {"Tags=[{Key=Name,Value=web},{Key=b}]", "{'Tags': [{'Key': 'Name', 'Value': 'web'}, {'Key': 'b'}]}"},
    {"Name=tag:Name,Values=*", "{'Name': 'tag:Name', 'Values': '*'}"},
    {"a = b , c = d", "{'a': 'b', 'c': 'd'}"},
    {"a=b=c", "{'a': 'b=c'}"},
};

const Case bad[] = {
    {"80-90", "Expected: '=', received: 'EOF' for input:\n80-90\n     ^"},
    {"", "Expected: '=', received: 'EOF' for input:\n\n^"},
    {"A=[b", "Expected: ',', received: 'EOF' for input:\nA=[b\n    ^"},
    {"A={B=1", "Expected: ',', received: 'EOF' for input:\nA={B=1\n      ^"},
    {"A=\"b", "Expected: '<double quoted>', received: '<none>' for input:\nA=\"b\n  ^"},
    {"A=1}", "Expected: ',', received: '}' for input:\nA=1}\n   ^"},
    {"A=1,", "Expected: '<second>', received: '<none>' for input:\nA=1,\n    ^"},
    {"A=1,\nB\nC=2", "Expected: '=', received: 'C' for input:\nA=1,\nB\nC=2\n^"},
    {"A=1,A=2",
     "Second instance of key \"A\" encountered for input:\nA=1,A=2\n    ^\nThis is often because there is a "
     "preceding "
     "\",\" instead of a space."},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(shorthand)

BOOST_DATA_TEST_CASE(is_read, boost::unit_test::data::make(good), value) {
    BOOST_TEST(cli::shown(cli::parse_shorthand(value.text)) == value.value);
}

BOOST_DATA_TEST_CASE(is_refused, boost::unit_test::data::make(bad), value) {
    BOOST_CHECK_EXCEPTION(cli::parse_shorthand(value.text), cli::CommandError, [&](const auto& error) {
        BOOST_TEST(error.what() == value.value);
        return error.exit_code() == cli::exit_usage;
    });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
