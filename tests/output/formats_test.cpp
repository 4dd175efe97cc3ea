// SPDX-License-Identifier: Apache-2.0
// Documents in every format, byte for byte. What is expected was printed by the AWS command line 2.9.19.
#include "tain/output/formats.hpp"

#include <boost/test/unit_test.hpp>

#include "tain/cli/command_error.hpp"

namespace tain::test {
namespace {

using output::as_json;
using output::as_table;
using output::as_text;
using output::as_yaml;
using output::Json;

const Json filters = Json::parse(R"({"TrafficMirrorFilters": [{
    "TrafficMirrorFilterId": "tmf-1",
    "IngressFilterRules": [
        {"RuleNumber": 1, "Protocol": 6, "DestinationPortRange": {"FromPort": 80, "ToPort": 443},
         "SourceCidrBlock": "::/0"},
        {"RuleNumber": 2, "SourceCidrBlock": "10.0.0.0/8"}],
    "EgressFilterRules": [],
    "NetworkServices": ["amazon-dns"],
    "Description": "größe ±",
    "Tags": [{"Key": "no", "Value": "2026-11-22"}]}]})");

const Json session = {{"TrafficMirrorSessions",
                       {{{"TrafficMirrorSessionId", "tms-08a33b1214EXAMPLE"},
                         {"Description", std::string(40, 'd')},
                         {"SessionNumber", 1}}}}};

template <typename Format>
std::string refusal(const Format& format, const Json& document) {
    try {
        format(document);
    } catch (const cli::CommandError& error) {
        BOOST_TEST(error.exit_code() == 255);
        return error.what();
    }
    return "";
}

std::string table(const Json& document) {
    return as_table("T", document, {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(formats)

BOOST_AUTO_TEST_CASE(filters_as_json) {
    BOOST_TEST(as_json(filters) == R"({
    "TrafficMirrorFilters": [
        {
            "TrafficMirrorFilterId": "tmf-1",
            "IngressFilterRules": [
                {
                    "RuleNumber": 1,
                    "Protocol": 6,
                    "DestinationPortRange": {
                        "FromPort": 80,
                        "ToPort": 443
                    },
                    "SourceCidrBlock": "::/0"
                },
                {
                    "RuleNumber": 2,
                    "SourceCidrBlock": "10.0.0.0/8"
                }
            ],
            "EgressFilterRules": [],
            "NetworkServices": [
                "amazon-dns"
            ],
            "Description": "größe ±",
            "Tags": [
                {
                    "Key": "no",
                    "Value": "2026-11-22"
                }
            ]
        }
    ]
}
)");
}

BOOST_AUTO_TEST_CASE(filters_as_text) {
    BOOST_TEST(as_text(filters) == R"(TRAFFICMIRRORFILTERS	größe ±	tmf-1
INGRESSFILTERRULES	6	1	::/0
DESTINATIONPORTRANGE	80	443
INGRESSFILTERRULES		2	10.0.0.0/8
NETWORKSERVICES	amazon-dns
TAGS	no	2026-11-22
)");
}

BOOST_AUTO_TEST_CASE(filters_as_table) {
    BOOST_TEST(as_table("DescribeTrafficMirrorFilters", filters, {}) ==
               R"(---------------------------------------------------
|          DescribeTrafficMirrorFilters           |
+-------------------------------------------------+
||             TrafficMirrorFilters              ||
|+----------------+------------------------------+|
||   Description  |    TrafficMirrorFilterId     ||
|+----------------+------------------------------+|
||  größe ±     |  tmf-1                       ||
|+----------------+------------------------------+|
|||             IngressFilterRules              |||
||+----------+--------------+-------------------+||
||| Protocol | RuleNumber   |  SourceCidrBlock  |||
||+----------+--------------+-------------------+||
|||  6       |  1           |  ::/0             |||
||+----------+--------------+-------------------+||
||||           DestinationPortRange            ||||
|||+-----------------------+-------------------+|||
||||       FromPort        |      ToPort       ||||
|||+-----------------------+-------------------+|||
||||  80                   |  443              ||||
|||+-----------------------+-------------------+|||
|||             IngressFilterRules              |||
||+----------+--------------+-------------------+||
||| Protocol | RuleNumber   |  SourceCidrBlock  |||
||+----------+--------------+-------------------+||
|||          |  2           |  10.0.0.0/8       |||
||+----------+--------------+-------------------+||
|||               NetworkServices               |||
||+---------------------------------------------+||
|||  amazon-dns                                 |||
||+---------------------------------------------+||
|||                    Tags                     |||
||+--------------+------------------------------+||
|||      Key     |            Value             |||
||+--------------+------------------------------+||
|||  no          |  2026-11-22                  |||
||+--------------+------------------------------+||
)");
}

BOOST_AUTO_TEST_CASE(filters_as_yaml) {
    BOOST_TEST(as_yaml(filters) == R"(TrafficMirrorFilters:
- Description: größe ±
  EgressFilterRules: []
  IngressFilterRules:
  - DestinationPortRange:
      FromPort: 80
      ToPort: 443
    Protocol: 6
    RuleNumber: 1
    SourceCidrBlock: ::/0
  - RuleNumber: 2
    SourceCidrBlock: 10.0.0.0/8
  NetworkServices:
  - amazon-dns
  Tags:
  - Key: no
    Value: '2026-11-22'
  TrafficMirrorFilterId: tmf-1
)");
}

BOOST_AUTO_TEST_CASE(tables_that_are_too_wide_stand_upright) {
    BOOST_TEST(as_table("DescribeTrafficMirrorSessions", session, {.width = 80}) ==
               R"(--------------------------------------------------------------------------
|                      DescribeTrafficMirrorSessions                     |
+------------------------------------------------------------------------+
||                         TrafficMirrorSessions                        ||
|+-------------------------+--------------------------------------------+|
||  Description            |  dddddddddddddddddddddddddddddddddddddddd  ||
||  SessionNumber          |  1                                         ||
||  TrafficMirrorSessionId |  tms-08a33b1214EXAMPLE                     ||
|+-------------------------+--------------------------------------------+|
)");
}

BOOST_AUTO_TEST_CASE(tables_that_fit_stay_flat) {
    BOOST_TEST(as_table("DescribeTrafficMirrorSessions", session, {.width = 200}) ==
               R"(-------------------------------------------------------------------------------------------
|                              DescribeTrafficMirrorSessions                              |
+-----------------------------------------------------------------------------------------+
||                                 TrafficMirrorSessions                                 ||
|+-------------------------------------------+----------------+--------------------------+|
||                Description                | SessionNumber  | TrafficMirrorSessionId   ||
|+-------------------------------------------+----------------+--------------------------+|
||  dddddddddddddddddddddddddddddddddddddddd |  1             |  tms-08a33b1214EXAMPLE   ||
|+-------------------------------------------+----------------+--------------------------+|
)");
}

BOOST_AUTO_TEST_CASE(tables_in_colour) {
    // Every piece that is written ends with a reset, the empty edges of the first level among them.
    BOOST_TEST(as_table("T", {{"A", {{"K", "v"}}}}, {.width = 80, .color = true}) ==
               "--------------\n\033[0m"
               "\033[0m|      T     |\033[0m\033[0m\n\033[0m"
               "\033[0m+------------+\033[0m\033[0m\n\033[0m"
               "\033[2m\033[33m|\033[0m\033[0m|     A    |\033[0m\033[2m\033[33m|\033[0m\033[0m\n\033[0m"
               "\033[2m\033[33m|\033[0m\033[0m+----+-----+\033[0m\033[2m\033[33m|\033[0m\033[0m\n\033[0m"
               "\033[2m\033[33m|\033[0m\033[0m|  \033[1m\033[34mK\033[0m |  \033[1m\033[34mv\033[0m  "
               "|\033[0m\033[2m\033[33m|\033[0m\033[0m\n\033[0m"
               "\033[2m\033[33m|\033[0m\033[0m+----+-----+\033[0m\033[2m\033[33m|\033[0m\033[0m\n\033[0m");
}

BOOST_AUTO_TEST_CASE(structures_without_members_print_nothing_but_in_a_stream) {
    BOOST_TEST(as_json(Json::object()) == "");
    BOOST_TEST(as_yaml(Json::object()) == "");
    BOOST_TEST(as_text(Json::object()) == "");
    BOOST_TEST(table(Json::object()) == "");
    BOOST_TEST(as_yaml(Json::array({Json::object()})) == "- {}\n");
}

BOOST_AUTO_TEST_CASE(values_that_are_no_structures) {
    BOOST_TEST(as_json(nullptr) == "null\n");
    BOOST_TEST(as_yaml(nullptr) == "null\n");
    BOOST_TEST(as_text(nullptr) == "None\n");
    BOOST_TEST(table(nullptr) == "");
    BOOST_TEST(as_json("é") == "\"é\"\n");
    BOOST_TEST(as_yaml("yes") == "\"yes\"\n");
    BOOST_TEST(as_text("a\tb") == "a\tb\n");
    BOOST_TEST(table("text") == "---\n|T|\n+-+\n");
    BOOST_TEST(as_text(true) == "True\n");
    BOOST_TEST(as_json(Json::array()) == "[]\n");
    BOOST_TEST(as_yaml(Json::array()) == "[]\n");
    BOOST_TEST(as_text(Json::array()) == "");
    BOOST_TEST(table(Json::array()) == "");
    BOOST_TEST(as_text({"a", nullptr, 1.0, false}) == "a\tNone\t1.0\tFalse\n");
}

BOOST_AUTO_TEST_CASE(numbers_have_pythons_digits) {
    const Json numbers = {
        18446744073709551615U, -9223372036854775807 - 1, 1.0, -0.0, 1e15, 1e16, 1e-4, 1e-5, 0.1};
    BOOST_TEST(as_text(numbers) ==
               "18446744073709551615\t-9223372036854775808\t1.0\t-0.0\t1000000000000000.0\t1e+16\t0.0001\t1e-"
               "05\t0.1\n");
}

BOOST_AUTO_TEST_CASE(json_escapes_what_it_must) {
    BOOST_TEST(as_json(std::string("a\0\x1f\x7f\"\\/\b\f\n\r\t\u2028", 15)) ==
               "\"a\\u0000\\u001f\x7f\\\"\\\\/\\b\\f\\n\\r\\t\u2028\"\n");
}

BOOST_AUTO_TEST_CASE(yaml_quotes_what_would_be_something_else) {
    for (const char* text : {"",    "true", "null",  "~",    "012", "1_0", "0x1F",       "0o7",
                             "1e5", ".5",   "+.inf", ".nan", "<<",  "=",   "2026-11-22", "2026-1-2T3:04:05Z",
                             "- a", "a: b", "a #b",  "@a",   " a",  "a "})
        BOOST_TEST(as_yaml({text}) == "- '" + std::string(text) + "'\n");
    for (const char* text : {"yes", "no", "on", "y", "tRUE", "1:30", "2026-1-2", "10.0.0.0/8", "::/0", "a:b",
                             "a#b", "0b2", "+-1", ".", "1e", ".5e5"})
        BOOST_TEST(as_yaml({text}) == "- " + std::string(text) + "\n");
    BOOST_TEST(as_yaml({"a\nb"}) == "- 'a\n\n  b'\n");
    BOOST_TEST(as_yaml({"\x07😀"}) == "- \"\\a\\U0001F600\"\n");
}

BOOST_AUTO_TEST_CASE(yaml_folds_long_texts) {
    BOOST_TEST(as_yaml({{"Description", std::string(70, 'a') + " " + std::string(50, 'b')}}) ==
               "Description: " + std::string(70, 'a') + "\n  " + std::string(50, 'b') + "\n");
}

BOOST_AUTO_TEST_CASE(yaml_has_to_be_utf_8) {
    BOOST_TEST(refusal(as_yaml, {"\xff"}) == "This answer can't be shown as YAML: it is not UTF-8");
}

BOOST_AUTO_TEST_CASE(keys_of_text_are_in_capitals) {
    BOOST_TEST(as_text({{"größe", {{"x", 1}}}}) == "GRÖSSE\t1\n");
    BOOST_TEST(as_text({{"a", {1, {2, 3}, "x"}}}) == "A\t1\nA\tx\nA\t2\nA\t3\n");
}

BOOST_AUTO_TEST_CASE(scalars_that_are_structures_elsewhere_show_as_python_has_them) {
    BOOST_TEST(as_text({{{"a", 1}}, {{"a", {{"x", {"it's", "\"", "\x01\u200b", nullptr}}}}}}) ==
               "1\n{'x': [\"it's\", '\"', '\\x01\\u200b', None]}\n");
}

BOOST_AUTO_TEST_CASE(lists_that_no_table_can_hold_are_refused) {
    BOOST_TEST(refusal(table, {{1}, {1, 2}}) == "Row should have 1 elements, instead it has 2");
    BOOST_TEST(refusal(table, {{{"a", 1}}, "b"}) == "string indices must be integers, not 'str'");
    BOOST_TEST(refusal(table, {{{"a", 1}}, nullptr}) == "'NoneType' object is not iterable");
    BOOST_TEST(refusal(as_text, {{{"a", 1}}, "b"}) == "'str' object has no attribute 'items'");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf_8_do_no_harm) {
    for (const char* text : {"\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\x80\x80", "a\xed\xa0\x80"}) {
        BOOST_TEST(as_json(text) == "\"" + std::string(text) + "\"\n");
        BOOST_TEST(!as_text({{{"a", 1}}, {{"a", {text}}}}).empty());
        BOOST_TEST(!table({{text, text}}).empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
