// SPDX-License-Identifier: Apache-2.0
// Answers in XML: the documented bytes, and that our client reads what was answered, whatever it is.
#include "xml_writer.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "tain/endpoint/xml_answer.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

using service::Kind;
using service::Shape;

Json random_value(const Shape& shape, std::mt19937& random) {
    if (shape.kind == Kind::structure) {
        Json structure = Json::object();
        for (const service::Member& member : shape.members)
            if (random() % 4 != 0) structure[std::string(member.name)] = random_value(*member.shape, random);
        return structure;
    }
    if (shape.kind == Kind::list) {
        Json list = Json::array();
        for (auto left = random() % 4; left > 0; --left) list.push_back(random_value(*shape.element, random));
        return list;
    }
    if (shape.kind == Kind::integer) return static_cast<std::int64_t>(random());
    if (shape.kind == Kind::boolean) return random() % 2 == 0;
    if (shape.kind == Kind::timestamp) return "2026-11-22T19:30:00+00:00";
    const std::string pieces[] = {"a", "<", ">", "&", "\"", "'", "\xc3\xa9", "]]>", " b", "&amp;"};
    std::string text;
    for (auto left = random() % 6; left > 0; --left) text += pieces[random() % std::size(pieces)];
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xml_writer)

BOOST_AUTO_TEST_CASE(the_documented_answer) {
    const Json answer{{"TrafficMirrorSession",
                       {{"TrafficMirrorSessionId", "tms-1"}, {"PacketLength", 25}, {"Tags", Json::array()}}},
                      {"ClientToken", "t"}};
    BOOST_TEST(
        daemon::answer_xml(service::get_operation("CreateTrafficMirrorSession"), answer, "r") ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        "<CreateTrafficMirrorSessionResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
        "<requestId>r</requestId><trafficMirrorSession><trafficMirrorSessionId>tms-1</trafficMirrorSessionId>"
        "<packetLength>25</packetLength><tagSet/></trafficMirrorSession><clientToken>t</clientToken>"
        "</CreateTrafficMirrorSessionResponse>");
}

BOOST_AUTO_TEST_CASE(an_operation_without_an_answer_says_true) {
    BOOST_TEST(daemon::answer_xml(service::get_operation("CreateTags"), Json::object(), "r")
                   .find("<return>true</return>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_documented_error) {
    BOOST_TEST(daemon::error_xml("InvalidParameterValue", "a < b", "r") ==
               "<?xml version=\"1.0\" "
               "encoding=\"UTF-8\"?><Response><Errors><Error><Code>InvalidParameterValue</Code>"
               "<Message>a &lt; b</Message></Error></Errors><RequestID>r</RequestID></Response>");
    const auto read = endpoint::parse_error_answer(400, daemon::error_xml("A.B", "it's \"x\" & y", "r"));
    BOOST_TEST(read.code == "A.B");
    BOOST_TEST(read.message == "it's \"x\" & y");
}

BOOST_AUTO_TEST_CASE(what_is_answered_is_read) {
    std::mt19937 random(1);
    for (const service::Operation& operation : service::operations()) {
        if (operation.output.members.empty()) continue;
        for (int i = 0; i < 50; ++i) {
            const Json answer = random_value(operation.output, random);
            const std::string text = daemon::answer_xml(operation, answer, "r");
            BOOST_TEST(endpoint::parse_answer(operation, text).dump() == answer.dump(), text);
        }
    }
}

BOOST_AUTO_TEST_CASE(statuses) {
    BOOST_TEST(daemon::http_status("InvalidParameterValue") == 400U);
    BOOST_TEST(daemon::http_status("DryRunOperation") == 412U);
    BOOST_TEST(daemon::http_status("AuthFailure") == 401U);
    BOOST_TEST(daemon::http_status("RequestLimitExceeded") == 503U);
    BOOST_TEST(daemon::http_status("NicGone") == 503U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
