// SPDX-License-Identifier: Apache-2.0
// Requests on the wire. The expected bodies are those that the AWS client was seen to send.
#include "tain/endpoint/query_request.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(query_request)

namespace {

using tain::service::Json;

std::string body_of(const std::string& operation, const Json& request) {
    const std::string body = tain::endpoint::query_body(*tain::service::find_operation(operation), request);
    const std::string head = "Action=" + operation + "&Version=2016-11-15";
    BOOST_TEST(body.starts_with(head), body);
    return body.substr(std::min(head.size(), body.size()));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_type) {
    BOOST_TEST(
        body_of("CreateTrafficMirrorSession",
                {{"NetworkInterfaceId", "eni-1"},
                 {"PacketLength", 25},
                 {"Description", "example session & co"},
                 {"TagSpecifications",
                  {{{"ResourceType", "traffic-mirror-session"},
                    {"Tags", {{{"Key", "Name"}, {"Value", "s1"}}, {{"Key", "a"}, {"Value", "b c"}}}}}}},
                 {"DryRun", true},
                 {"ClientToken", "219f2884-4bf7-4c8b-b1dd-acafc61188ab"}}) ==
        "&NetworkInterfaceId=eni-1&PacketLength=25&Description=example+session+%26+co&TagSpecification.1."
        "ResourceType=traffic-mirror-session&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1."
        "Value=s1"
        "&TagSpecification.1.Tag.2.Key=a&TagSpecification.1.Tag.2.Value=b+c&DryRun=true"
        "&ClientToken=219f2884-4bf7-4c8b-b1dd-acafc61188ab");
    BOOST_TEST(body_of("CreateTags", {{"Resources", {"tms-1", "tmf-1"}},
                                      {"Tags", {{{"Key", "a"}, {"Value", "b"}}, {{"Key", "c"}}}}}) ==
               "&ResourceId.1=tms-1&ResourceId.2=tmf-1&Tag.1.Key=a&Tag.1.Value=b&Tag.2.Key=c");
    BOOST_TEST(body_of("DescribeTags", {{"Filters", {{{"Name", "key"}, {"Values", {"x", "y"}}}}}}) ==
               "&Filter.1.Name=key&Filter.1.Value.1=x&Filter.1.Value.2=y");
    BOOST_TEST(body_of("ModifyTrafficMirrorSession", {{"RemoveFields", {"packet-length"}}}) ==
               "&RemoveField.1=packet-length");
}

BOOST_AUTO_TEST_CASE(the_order_of_the_request) {
    BOOST_TEST(
        body_of(
            "CreateTrafficMirrorFilterRule",
            {{"SourcePortRange", {{"ToPort", 5}, {"FromPort", 1}}}, {"Protocol", -1}, {"RuleNumber", 1}}) ==
        "&SourcePortRange.ToPort=5&SourcePortRange.FromPort=1&Protocol=-1&RuleNumber=1");
}

BOOST_AUTO_TEST_CASE(what_is_empty) {
    BOOST_TEST(body_of("CreateTrafficMirrorFilter", {{"Description", ""}}) == "&Description=");
    BOOST_TEST(body_of("DescribeTags", {{"Filters", Json::array()}}) == "");
    BOOST_TEST(body_of("CreateTrafficMirrorFilterRule", {{"SourcePortRange", Json::object()}}) == "");
    BOOST_TEST(body_of("CreateTrafficMirrorFilter",
                       {{"TagSpecifications", {{{"ResourceType", "x"}, {"Tags", Json::array()}}}}}) ==
               "&TagSpecification.1.ResourceType=x");
    BOOST_TEST(body_of("DescribeTags", Json::object()) == "");
    BOOST_TEST(body_of("DescribeTags", {{"NoSuchMember", "x"}}) == "");
}

BOOST_AUTO_TEST_CASE(encoding) {
    const auto described = [](const std::string& text) {
        return body_of("CreateTrafficMirrorFilter", {{"Description", text}}).substr(13);
    };
    BOOST_TEST(described("aZ09_-.~") == "aZ09_-.~");
    BOOST_TEST(described("*()+/%:,&=?#'\"") == "%2A%28%29%2B%2F%25%3A%2C%26%3D%3F%23%27%22");
    BOOST_TEST(described("\xc3\xa9 \n") == "%C3%A9+%0A");
    BOOST_TEST(described(std::string("\0\x7f", 2)) == "%00%7F");
}

BOOST_AUTO_TEST_CASE(integers_of_any_size) {
    const auto length = [](const Json& value) {
        return body_of("ModifyTrafficMirrorSession", {{"PacketLength", value}}).substr(14);
    };
    BOOST_TEST(length(-5) == "-5");
    BOOST_TEST(length(99999999999999) == "99999999999999");
    BOOST_TEST(length(18446744073709551615U) == "18446744073709551615");
    BOOST_TEST(length("99999999999999999999999999") == "99999999999999999999999999");
}

BOOST_AUTO_TEST_SUITE_END()
