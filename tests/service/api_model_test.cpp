// SPDX-License-Identifier: Apache-2.0
// The API model against itself and against the documented names.
#include "tain/service/api_model.hpp"

#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "world.hpp"

namespace tain::service {
inline std::ostream& operator<<(std::ostream& stream, const Operation& operation) {
    return stream << operation.name;
}
}  // namespace tain::service

namespace tain::test {

using service::element_name;
using service::find_member;
using service::find_operation;
using service::Kind;
using service::Operation;
using service::request_name;

namespace {

/// A value that the shape's bounds allow.
Json good_value(const service::Shape& shape) {
    switch (shape.kind) {
        case Kind::integer:
            return shape.range->least;
        case Kind::boolean:
            return false;
        case Kind::timestamp:
            return "2026-11-22T00:00:00Z";
        case Kind::list:
            return Json::array({good_value(*shape.element)});
        case Kind::structure: {
            Json structure = Json::object();
            for (const service::Member& member : shape.members)
                structure[std::string(member.name)] = good_value(*member.shape);
            return structure;
        }
        case Kind::string:
            break;
    }
    switch (shape.text) {
        case service::Text::choice:
            return shape.choices.front();
        case service::Text::id:
            return std::string(shape.prefix) + "0123456789abcdef0";
        case service::Text::load_balancer_arn:
            return balancer;
        case service::Text::cidr:
            return "10.0.0.0/8";
        default:
            return "text";
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(api_model)

BOOST_DATA_TEST_CASE(every_operation_accepts_all_of_its_members_and_demands_the_required_ones,
                     boost::unit_test::data::make(service::operations()), operation) {
    Json all = good_value(operation.input);
    service::validated(operation, all);
    for (const service::Member& member : operation.input.members) {
        BOOST_TEST(!member.doc.empty());
        Json less = all;
        less.erase(member.name);
        BOOST_TEST(code_of([&] { service::validated(operation, less); }) ==
                   (member.required ? "MissingParameter" : ""));
        Json wrong = all;
        wrong[std::string(member.name)] = nullptr;
        BOOST_TEST(code_of([&] { service::validated(operation, wrong); }) == "InvalidParameterValue");
    }
    all["Unheard"] = 1;
    BOOST_TEST(code_of([&] { service::validated(operation, all); }) == "UnknownParameter");
}

BOOST_DATA_TEST_CASE(every_operation_is_answered_or_refused_for_a_reason,
                     boost::unit_test::data::make(service::operations()), operation) {
    World world;
    const std::string code =
        code_of([&] { world.call(std::string(operation.name), good_value(operation.input)); });
    BOOST_TEST(code != "");
    BOOST_TEST(code != "InvalidAction");
}

BOOST_DATA_TEST_CASE(hostile_values_are_refused_in_one_printable_line,
                     boost::unit_test::data::make(service::operations()), operation) {
    World world;
    const Json good = good_value(operation.input);
    const Json hostile = Json::array({nullptr,
                                      true,
                                      1.5,
                                      1e300,
                                      INT64_MIN,
                                      UINT64_MAX,
                                      "",
                                      " ",
                                      "\x01",
                                      "\x7f",
                                      "\xff\xfe",
                                      std::string("a\0b", 3),
                                      std::string(100000, 'x'),
                                      std::string(50000, '*'),
                                      "tms-",
                                      "../..",
                                      "'; DROP TABLE objects; --",
                                      Json::array(),
                                      Json::array({Json::array({Json::array()})}),
                                      Json::object(),
                                      Json{{"\xff", 1}},
                                      Json{{std::string(5000, 'k'), Json::object()}}});
    const Json places = good.flatten();
    for (const auto& [place, unused] : places.items())
        for (const Json& value : hostile) {
            Json request = good;
            request[Json::json_pointer(place)] = value;
            request["DryRun"] = place == "/DryRun" ? value : Json(false);
            try {
                world.call(std::string(operation.name), request);
            } catch (const Error& error) {  // nothing else may come out
                const std::string message = error.what();
                BOOST_TEST(!error.code().empty());
                BOOST_TEST(message.size() < 1000U);
                BOOST_TEST(message.find_first_of(std::string("\0\n\x01\x7f", 4)) == std::string::npos);
                BOOST_TEST(!Json(message).dump().empty());  // throws where it is not UTF-8
            }
        }
}

BOOST_AUTO_TEST_CASE(a_request_must_be_a_structure) {
    World world;
    for (const Json& request : {Json(), Json("x"), Json::array({1}), Json(5)})
        BOOST_TEST(world.refusal("DescribeTags", request) == "InvalidParameterValue");
}

BOOST_AUTO_TEST_CASE(names) {
    BOOST_TEST(service::operations().size() == 19U);
    const Operation* operation = find_operation("CreateTrafficMirrorSession");
    BOOST_REQUIRE(operation != nullptr);
    BOOST_TEST(service::command_name(*operation) == "create-traffic-mirror-session");
    BOOST_TEST(request_name(*find_member(operation->input, "TagSpecifications")) == "TagSpecification");
    BOOST_TEST(request_name(*find_member(operation->input, "PacketLength")) == "PacketLength");
    const service::Shape& session = *find_member(operation->output, "TrafficMirrorSession")->shape;
    BOOST_TEST(element_name(*find_member(session, "Tags")) == "tagSet");
    BOOST_TEST(element_name(*find_member(session, "VirtualNetworkId")) == "virtualNetworkId");
    const Operation* describe = find_operation("DescribeTrafficMirrorFilters");
    BOOST_TEST(element_name(describe->output.members.front()) == "trafficMirrorFilterSet");
    BOOST_TEST(find_operation("CreateVpc") == nullptr);
}

BOOST_AUTO_TEST_CASE(every_name_a_describe_may_filter_by_leads_to_a_member) {
    World world;
    for (const Operation& operation : service::operations())
        for (const std::string_view filter : operation.filters) {
            const Json one{{"Name", filter}, {"Values", {"*"}}};
            BOOST_TEST(
                world.call(std::string(operation.name), {{"Filters", Json::array({one})}}).is_object());
        }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
