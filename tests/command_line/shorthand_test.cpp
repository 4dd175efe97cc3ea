// SPDX-License-Identifier: Apache-2.0
// Shorthand and the values of options.
#include "tain/cli/shorthand.hpp"

#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "tain/cli/command_error.hpp"
#include "tain/cli/parameters.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

struct Case {
    std::string text;
    std::string json;  ///< or, for a refusal, what the message must hold
};
std::ostream& operator<<(std::ostream& stream, const Case& value) {
    return stream << value.text;
}

const Case good[] = {
    {"FromPort=80,ToPort=443", R"({"FromPort":"80","ToPort":"443"})"},
    {"Name=owner-id,Values=1,2", R"({"Name":"owner-id","Values":["1","2"]})"},
    {"Values=1,2,Name=x", R"({"Values":["1","2"],"Name":"x"})"},
    {"Key=", R"({"Key":""})"},
    {R"(Key="a,b",Value='c d')", R"({"Key":"a,b","Value":"c d"})"},
    {R"(Key=a\,b)", R"({"Key":"a,b"})"},
    {R"(Key="say \"hi\"")", R"({"Key":"say \"hi\""})"},
    {"A={B=1,C=2},D=[x,y]", R"({"A":{"B":"1","C":"2"},"D":["x","y"]})"},
    {"Tags=[]", R"({"Tags":[]})"},
    {"ResourceType=t,Tags=[{Key=Name,Value=web},{Key=b}]",
     R"({"ResourceType":"t","Tags":[{"Key":"Name","Value":"web"},{"Key":"b"}]})"},
    {"Name=tag:Name,Values=*", R"({"Name":"tag:Name","Values":"*"})"},
};

const Case bad[] = {
    {"80-90", "Expected: '=', received: 'EOF' for input: 80-90"},
    {"", "Expected: '=', received: 'EOF'"},
    {"A=[b", "Expected: ',', received: 'EOF'"},
    {"A={B=1", "Expected: '}', received: 'EOF'"},
    {"A=\"b", "Expected: '\"', received: 'EOF'"},
    {"A=1}", "Expected: ',', received: '}'"},
    {"A=1,", "Expected: '=', received: 'EOF'"},
};

const service::Member& member(const std::string& operation, const std::string& name) {
    return *service::find_member(service::find_operation(operation)->input, name);
}

std::string message_of(const std::function<void()>& call, int exit_code = cli::exit_usage) {
    try {
        call();
    } catch (const cli::UsageError& error) {
        BOOST_TEST(error.exit_code() == exit_code);
        return error.what();
    }
    return "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shorthand)

BOOST_DATA_TEST_CASE(is_read, boost::unit_test::data::make(good), value) {
    BOOST_TEST(cli::parse_shorthand(value.text).dump() == value.json);
}

BOOST_DATA_TEST_CASE(is_refused, boost::unit_test::data::make(bad), value) {
    const std::string message = message_of([&] { cli::parse_shorthand(value.text); });
    BOOST_TEST(message.find(value.json) != std::string::npos, message);
}

BOOST_AUTO_TEST_CASE(values_take_the_types_of_their_shapes) {
    const auto& range = member("CreateTrafficMirrorFilterRule", "DestinationPortRange");
    const Json ports{{"FromPort", 80}, {"ToPort", 443}};
    BOOST_TEST(cli::parameter_value(range, {"FromPort=80,ToPort=443"}) == ports);
    BOOST_TEST(cli::parameter_value(range, {R"({"FromPort":80,"ToPort":443})"}) == ports);
    const auto& number = member("CreateTrafficMirrorFilterRule", "RuleNumber");
    BOOST_TEST(cli::parameter_value(number, {"-5"}) == -5);
    const auto& filters = member("DescribeTrafficMirrorFilters", "Filters");
    const Json two = cli::parameter_value(filters, {"Name=a,Values=1", "Name=b,Values=2,3"});
    BOOST_TEST(two.dump() == R"([{"Name":"a","Values":["1"]},{"Name":"b","Values":["2","3"]}])");
    const auto& ids = member("DescribeTrafficMirrorFilters", "TrafficMirrorFilterIds");
    BOOST_TEST(cli::parameter_value(ids, {"a", "b"}) == Json::array({"a", "b"}));
    BOOST_TEST(cli::parameter_value(ids, {R"(["a"])"}) == Json::array({"a"}));
}

BOOST_AUTO_TEST_CASE(refusals_name_the_option) {
    const auto& number = member("CreateTrafficMirrorFilterRule", "RuleNumber");
    for (const char* text : {"abc", "1.5", "0x10", ""}) {
        const std::string message =
            message_of([&] { cli::parameter_value(number, {text}); }, cli::exit_failure);
        BOOST_TEST(message.find("--rule-number") != std::string::npos);
    }
    BOOST_TEST(message_of([&] {
                   cli::parameter_value(number, {"99999999999999999999"});
               }).find("--rule-number") != std::string::npos);
    const auto& range = member("CreateTrafficMirrorFilterRule", "DestinationPortRange");
    const auto& tags = member("CreateTrafficMirrorFilter", "TagSpecifications");
    BOOST_TEST(message_of([&] { cli::parameter_value(range, {"{bad"}); }).find("Invalid JSON") !=
               std::string::npos);
    BOOST_TEST(message_of([&] { cli::parameter_value(range, {R"({"FromPort":"80"})"}); }) ==
               "Parameter validation failed: Invalid type for parameter DestinationPortRange.FromPort, "
               "value: \"80\", "
               "valid type: whole number");
    BOOST_TEST(message_of([&] { cli::parameter_value(tags, {"ResourceType=x,Tags=[{Kee=a}]"}); }) ==
               "Parameter validation failed: Unknown parameter in TagSpecifications[0].Tags[0]: \"Kee\", "
               "must be one "
               "of: Key, Value");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
