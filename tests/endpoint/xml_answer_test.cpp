// SPDX-License-Identifier: Apache-2.0
// Answers and error answers. What each text gives was found by letting the AWS client read it; exceptions say
// so.
#include "tain/endpoint/xml_answer.hpp"

#include <boost/test/unit_test.hpp>

#include "tain/cli/command_error.hpp"

BOOST_AUTO_TEST_SUITE(xml_answer)

namespace {

using namespace tain::endpoint;
using tain::cli::CommandError;
using tain::service::Json;

std::string parsed(const std::string& operation, const std::string& body) {
    return parse_answer(*tain::service::find_operation(operation), body).dump();
}

/// What is made of one session's children.
std::string session(const std::string& children) {
    const std::string body =
        "<R><trafficMirrorSessionSet><item>" + children + "</item></trafficMirrorSessionSet></R>";
    return parse_answer(*tain::service::find_operation("DescribeTrafficMirrorSessions"), body)
        .at("TrafficMirrorSessions")
        .at(0)
        .dump();
}

template <typename Call>
void check_refused(Call call, const std::string& words) {
    BOOST_CHECK_EXCEPTION(call(), CommandError, [&](const CommandError& error) {
        BOOST_TEST(error.what() == words);
        return error.exit_code() == 255;
    });
}

void check_refused_text(const std::string& body, const std::string& reason, const std::string& shown) {
    check_refused([&] { parsed("DescribeTags", body); },
                  "Unable to parse response (" + reason +
                      "), invalid XML received. Further retries may succeed:\n" + shown);
}

std::string error_of(int status, const std::string& body) {
    const ErrorAnswer error = parse_error_answer(status, body);
    return error.code + ": " + error.message;
}

}  // namespace

BOOST_AUTO_TEST_CASE(members_in_the_order_of_the_model) {
    BOOST_TEST(
        parsed("CreateTrafficMirrorSession",
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<CreateTrafficMirrorSessionResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n"
               "  <requestId>1a2b</requestId>\n  <clientToken>t</clientToken>\n"
               "  <trafficMirrorSession>\n    <sessionNumber>1</sessionNumber>\n"
               "    <trafficMirrorSessionId>tms-1</trafficMirrorSessionId>\n    <unknown>x</unknown>\n"
               "    <tagSet/>\n    <packetLength>25</packetLength>\n  </trafficMirrorSession>\n"
               "</CreateTrafficMirrorSessionResponse>\n") ==
        R"({"TrafficMirrorSession":{"TrafficMirrorSessionId":"tms-1","PacketLength":25,)"
        R"("SessionNumber":1,"Tags":[]},"ClientToken":"t"})");
}

BOOST_AUTO_TEST_CASE(absent_and_empty) {
    BOOST_TEST(parsed("DescribeTags", "<R/>") == "{}");
    BOOST_TEST(parsed("DescribeTags", "<R>text</R>") == "{}");
    BOOST_TEST(parsed("DescribeTags", "<R><tagSet/></R>") == R"({"Tags":[]})");
    BOOST_TEST(parsed("DescribeTags", "<R><tagSet><item><value/></item></tagSet></R>") ==
               R"({"Tags":[{"Value":""}]})");
    BOOST_TEST(parsed("DescribeTags", "<R><tagSet>text<any>t</any><item/></tagSet></R>") ==
               R"({"Tags":[{},{}]})");
    BOOST_TEST(parsed("CreateTags", "<R><return>false</return></R>") == "{}");
}

BOOST_AUTO_TEST_CASE(strings) {
    BOOST_TEST(session("<description> a <!-- c --> b <i/>tail</description>") ==
               R"({"Description":" a  b "})");
    BOOST_TEST(session("<description><![CDATA[<x>]]>y</description>") == R"({"Description":"<x>y"})");
    BOOST_TEST(session("<description>  </description>") == R"({"Description":"  "})");
    BOOST_TEST(session("<description>a\r\nb\tc</description>") == R"({"Description":"a\nb\tc"})");
    BOOST_TEST(session("<description>&lt;&amp;&gt;&quot;&apos;&#233;&#x20AC;</description>") ==
               "{\"Description\":\"<&>\\\"'\xc3\xa9\xe2\x82\xac\"}");
    // Repeated: the AWS client fails.
    BOOST_TEST(session("<description>1</description><description>2</description>") ==
               R"({"Description":"1"})");
}

BOOST_AUTO_TEST_CASE(integers) {
    const auto length = [](const std::string& text) {
        return session("<packetLength>" + text + "</packetLength>");
    };
    for (const std::string seven : {"7", " 7\n", "+7", "007", "0_7", "7<b/>", "<!-- -->7"})
        BOOST_TEST(length(seven) == R"({"PacketLength":7})", seven);
    BOOST_TEST(length("-7") == R"({"PacketLength":-7})");
    BOOST_TEST(length("18446744073709551615") == R"({"PacketLength":18446744073709551615})");
    const auto check_literal = [&](const std::string& text, const std::string& shown) {
        check_refused([&] { length(text); }, "invalid literal for int() with base 10: " + shown);
    };
    check_literal("abc", "'abc'");
    check_literal("", "''");
    check_literal("1.0", "'1.0'");
    check_literal("1__0", "'1__0'");
    check_literal("_1", "'_1'");
    check_literal("1_", "'1_'");
    check_literal("- 1", "'- 1'");
    check_literal("0x10", "'0x10'");
    check_literal("it's", "\"it's\"");
    check_literal("\xc3\xa9\n", "'\xc3\xa9\\n'");
    // The AWS client has integers without bounds.
    check_refused([&] { length("18446744073709551616"); },
                  "The answer has an integer beyond 64 bits: '18446744073709551616'");
}

BOOST_AUTO_TEST_CASE(booleans_and_times) {
    const std::string body =
        "<R><networkInterfaceSet><item><requesterManaged>true</requesterManaged>"
        "<sourceDestCheck>True</sourceDestCheck><ipv6Native/><attachment><attachTime>"
        "2026-11-22T19:30:00.000Z</attachTime></attachment></item></networkInterfaceSet></R>";
    BOOST_TEST(parsed("DescribeNetworkInterfaces", body) ==
               R"({"NetworkInterfaces":[{"Attachment":{"AttachTime":"2026-11-22T19:30:00+00:00"},)"
               R"("RequesterManaged":true,"SourceDestCheck":false,"Ipv6Native":false}]})");
    BOOST_TEST(
        parse_answer(*tain::service::find_operation("DescribeNetworkInterfaces"), body, TimestampForm::wire)
            .at("NetworkInterfaces")[0]["Attachment"]["AttachTime"] == "2026-11-22T19:30:00.000Z");
}

BOOST_AUTO_TEST_CASE(namespaces_and_encodings) {
    BOOST_TEST(session("<x:packetLength xmlns:x=\"u\">3</x:packetLength>") == R"({"PacketLength":3})");
    BOOST_TEST(parsed("DescribeTags", "\xef\xbb\xbf<?xml version=\"1.0\"?><R><tagSet/></R>") ==
               R"({"Tags":[]})");
    BOOST_TEST(parsed("DescribeTags",
                      "<?xml version=\"1.0\" encoding=\"latin-1\"?><R><nextToken>\xc3\xa9</nextToken></R>") ==
               "{\"NextToken\":\"\xc3\xa9\"}");
}

BOOST_AUTO_TEST_CASE(what_is_no_xml) {
    check_refused_text("", "no element found: line 1, column 0", "b''");
    check_refused_text("   \n", "no element found: line 2, column 0", "b'   \\n'");
    check_refused_text("hello", "syntax error: line 1, column 0", "b'hello'");
    check_refused_text("<!-- c -->", "no element found: line 1, column 10", "b'<!-- c -->'");
    check_refused_text("<a><b>", "no element found: line 1, column 6", "b'<a><b>'");
    check_refused_text("<a>\n<b></a>", "mismatched tag: line 2, column 5", "b'<a>\\n<b></a>'");
    check_refused_text("<a/>x", "junk after document element: line 1, column 4", "b'<a/>x'");
    check_refused_text("<a/><b/>", "junk after document element: line 1, column 4", "b'<a/><b/>'");
    check_refused_text(std::string("<a>\0</a>", 8), "not well-formed (invalid token): line 1, column 3",
                       "b'<a>\\x00</a>'");
    check_refused_text("<a>&#0;</a>", "reference to invalid character number: line 1, column 3",
                       "b'<a>&#0;</a>'");
}

/// Which place is named differs from the AWS client's, or that it takes them at all; never is text made up.
BOOST_AUTO_TEST_CASE(what_is_no_xml_either) {
    for (const std::string text :
         {"<a", "<a b></a>", "<a b=c></a>", "<a>\xff</a>", "<a>&#xd800;</a>", "<a>&#x110000;</a>",
          "<a>&#;</a>", "<a>&#", "<a>&#x", "<", "<a><![CDATA[", "<a><!--", "</a>", "<a></b>", "<?xml"})
        BOOST_CHECK_THROW(parsed("DescribeTags", text), CommandError);
    BOOST_CHECK_THROW(parsed("DescribeTags", std::string("\xff\xfe<\0a\0/\0>\0", 10)), CommandError);
    BOOST_CHECK_THROW(parsed("CreateTags", "x"), CommandError);
}

BOOST_AUTO_TEST_CASE(hostile_xml) {
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    };
    const int deep = 300000;
    BOOST_TEST(parsed("DescribeTags", repeated("<a>", deep) + repeated("</a>", deep)) == "{}");
    BOOST_TEST(parsed("DescribeTags", "<R><tagSet>" + repeated("<tagSet>", deep) +
                                          repeated("</tagSet>", deep) + "</tagSet></R>") ==
               R"({"Tags":[{}]})");
    BOOST_CHECK_THROW(parsed("DescribeTags", repeated("<a>", deep)), CommandError);
    // Entities are not expanded, so none can explode or read a file.
    BOOST_TEST(parsed("DescribeTags",
                      "<!DOCTYPE R [<!ENTITY a \"aaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
                      "<R><nextToken>&a;&b;</nextToken></R>") == R"({"NextToken":"&a;&b;"})");
    const std::string huge(1U << 20U, 'x');
    BOOST_TEST(parsed("DescribeTags", "<R><nextToken>" + huge + "</nextToken></R>").size() > huge.size());
    try {
        parsed("DescribeTags", huge);
        BOOST_FAIL("taken");
    } catch (const CommandError& error) {
        BOOST_TEST(std::string(error.what()).size() < 11000U);
    }
}

BOOST_AUTO_TEST_CASE(errors) {
    BOOST_TEST(error_of(400,
                        "<Response><Errors><Error><Code>C</Code><Message>l1\nl2 &lt;&#233;</Message></Error>"
                        "</Errors><RequestID>r</RequestID></Response>") == "C: l1\nl2 <\xc3\xa9");
    BOOST_TEST(error_of(400,
                        "<ErrorResponse xmlns=\"u\"><Error><Code>C</Code><Message>M</Message></Error>"
                        "</ErrorResponse>") == "C: M");
    BOOST_TEST(
        error_of(503,
                 "<Response><Errors><Error><Code>A</Code></Error><Error><Code>B</Code><Message>b</Message>"
                 "</Error></Errors></Response>") == "A: Unknown");
    for (const std::string none :
         {"<Response/>", "<Error><Code>C</Code><Message>M</Message></Error>", "<html/>"})
        BOOST_TEST(error_of(400, none) == "Unknown: Unknown", none);
    // The AWS client stumbles over these, or says "None".
    for (const std::string empty :
         {"<Response><Errors/></Response>", "<Response><Errors><Error/></Errors></Response>",
          "<Response><Errors><Error><Code/><Message/></Error></Errors></Response>"})
        BOOST_TEST(error_of(400, empty) == "Unknown: Unknown", empty);
}

BOOST_AUTO_TEST_CASE(errors_without_a_document) {
    BOOST_TEST(error_of(500, "") == "500: Internal Server Error");
    BOOST_TEST(error_of(503, " \n") == "503: Service Unavailable");
    BOOST_TEST(error_of(502, "<html><body>x</body>") == "502: Bad Gateway");
    BOOST_TEST(error_of(504, "") == "504: Gateway Timeout");
    BOOST_TEST(error_of(505, "") == "505: HTTP Version Not Supported");
    BOOST_TEST(error_of(599, "") == "599: ");
    check_refused([] { error_of(404, ""); },
                  "Unable to parse response (no element found: line 1, column 0), invalid XML received. "
                  "Further retries "
                  "may succeed:\nb''");
    check_refused([] { error_of(500, "plain"); },
                  "Unable to parse response (syntax error: line 1, column 0), invalid XML received. Further "
                  "retries may "
                  "succeed:\nb'plain'");
}

BOOST_AUTO_TEST_SUITE_END()
