// SPDX-License-Identifier: Apache-2.0
// Requests of the query protocol: everything that clients send comes back as it was meant; nothing else does.
#include "query_form.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <random>

#include "tain/endpoint/query_request.hpp"
#include "world.hpp"

namespace tain::test {
namespace {

using daemon::parse_form;
using daemon::read_request;
using service::Kind;
using service::Shape;

const std::string version = "&Version=2016-11-15";

struct BadForm {
    std::string text;
    std::string code;
};
std::ostream& operator<<(std::ostream& stream, const BadForm& bad) {
    return stream << bad.text;
}

const BadForm bad_forms[] = {
    {"", "MissingAction"},
    {"Version=2016-11-15", "MissingAction"},
    {"Action=" + version, "MissingAction"},
    {"Action=RunInstances" + version, "InvalidAction"},
    {"Action=describetags" + version, "InvalidAction"},
    {"Action=DescribeTags", "MissingParameter"},
    {"Action=DescribeTags&Version=2014-10-01", "NoSuchVersion"},
    {"Action=DescribeTags&Action=DeleteTags" + version, "InvalidQueryParameter"},
    {"Action=DescribeTags&%41ction=DeleteTags" + version, "InvalidQueryParameter"},
    {"Action=DescribeTags&DryRun=true&DryRun=false" + version, "InvalidQueryParameter"},
    {"Action=DescribeTags&x=%" + version, "MalformedQueryString"},
    {"Action=DescribeTags&x=%4" + version, "MalformedQueryString"},
    {"Action=DescribeTags&x=%4g" + version, "MalformedQueryString"},
    {"Action=DescribeTags&x=%ff" + version, "MalformedQueryString"},
    {"Action=DescribeTags&%c0%80=x" + version, "MalformedQueryString"},
    {"Action=DescribeTags&Bogus=1" + version, "UnknownParameter"},
    {"Action=DescribeTags&=1" + version, "UnknownParameter"},
    {"Action=DescribeTags&dryRun=true" + version, "UnknownParameter"},
    {"Action=DescribeTags&DryRun.1=true" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.1=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.0.Name=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.01.Name=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.-1.Name=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.9999999.Name=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.x.Name=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter..Name=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.1.Name.x=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filter.1.Name=x&Filter.1.Name.1=y" + version, "UnknownParameter"},
    {"Action=DescribeTags&Filters.1.Name=x" + version, "UnknownParameter"},
    {"Action=DescribeTags&MaxResults=ten" + version, "InvalidParameterValue"},
    {"Action=DescribeTags&MaxResults=" + version, "InvalidParameterValue"},
    {"Action=DescribeTags&MaxResults=1e3" + version, "InvalidParameterValue"},
    {"Action=DescribeTags&MaxResults=99999999999999999999" + version, "InvalidParameterValue"},
    {"Action=DescribeTags&DryRun=1" + version, "InvalidParameterValue"},
    {"Action=DescribeTags&DryRun=" + version, "InvalidParameterValue"},
};

/// Any value of the shape; lists have an item at least, since the protocol can't say an empty one.
Json random_value(const Shape& shape, std::mt19937& random) {
    if (shape.kind == Kind::structure) {
        Json structure = Json::object();
        for (const service::Member& member : shape.members)
            structure[std::string(member.name)] = random_value(*member.shape, random);
        return structure;
    }
    if (shape.kind == Kind::list) {
        Json list = Json::array();
        for (auto left = 1 + random() % 12; left > 0; --left)
            list.push_back(random_value(*shape.element, random));
        return list;
    }
    if (shape.kind == Kind::integer) return static_cast<std::int64_t>(random()) - 1'000'000;
    if (shape.kind == Kind::boolean) return random() % 2 == 0;
    const std::string pieces[] = {"a", " ", "&",  "=", "%", "+", "\xc3\xa9", "\xf0\x9f\x98\x80",
                                  ".", "1", "\n", "/"};
    std::string text;
    for (auto left = random() % 8; left > 0; --left) text += pieces[random() % std::size(pieces)];
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(query_form)

BOOST_AUTO_TEST_CASE(what_the_client_writes_is_read) {
    std::mt19937 random(1);
    for (const service::Operation& operation : service::operations()) {
        for (int i = 0; i < 50; ++i) {
            const Json request = random_value(operation.input, random);
            const auto read = read_request(parse_form(endpoint::query_body(operation, request)));
            BOOST_TEST(read.operation == &operation);
            BOOST_TEST(read.members.dump() == request.dump());
        }
    }
}

BOOST_AUTO_TEST_CASE(order_and_gaps_do_not_matter) {
    const auto read =
        read_request(parse_form("ResourceId.10=c&Tag.7.Value=v&ResourceId.2=b&Version=2016-11-15&Tag.7.Key=k&"
                                "ResourceId.1=a&Action=CreateTags"));
    BOOST_TEST(read.members ==
               Json({{"Resources", {"a", "b", "c"}}, {"Tags", {{{"Key", "k"}, {"Value", "v"}}}}}));
}

BOOST_AUTO_TEST_CASE(empty_and_odd_pairs) {
    const auto form = parse_form("&a=&b&&c=1=2&");
    BOOST_TEST(form.size() == 3U);
    BOOST_TEST(*daemon::find(form, "a") == "");
    BOOST_TEST(*daemon::find(form, "b") == "");
    BOOST_TEST(*daemon::find(form, "c") == "1=2");
    BOOST_TEST(daemon::find(form, "d") == nullptr);
}

BOOST_DATA_TEST_CASE(everything_else_is_refused, boost::unit_test::data::make(bad_forms), bad) {
    BOOST_TEST(code_of([&] { static_cast<void>(read_request(parse_form(bad.text))); }) == bad.code);
}

BOOST_AUTO_TEST_CASE(a_name_as_deep_as_a_request_is_long) {
    std::string name = "Filter.1";
    for (int i = 0; i < 500'000; ++i) name += ".a";
    const auto form = parse_form("Action=DescribeTags" + version + "&" + name + "=x");
    BOOST_TEST(code_of([&] { static_cast<void>(read_request(form)); }) == "UnknownParameter");
}

BOOST_AUTO_TEST_CASE(too_many_parameters) {
    std::string text = "Action=DescribeTags";
    for (int i = 0; i < 10'001; ++i) text += "&a" + std::to_string(i) + "=";
    BOOST_TEST(code_of([&] { static_cast<void>(parse_form(text)); }) == "InvalidQueryParameter");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
