// SPDX-License-Identifier: Apache-2.0
// The API model against itself and against the documented names.
#include "tain/service/api_model.hpp"

#include <boost/test/data/test_case.hpp>
#include <ostream>
#include <set>

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
    service::validate(operation, all);
    for (const service::Member& member : operation.input.members) {
        BOOST_TEST(!member.doc.empty());
        Json less = all;
        less.erase(member.name);
        BOOST_TEST(code_of([&] { service::validate(operation, less); }) ==
                   (member.required ? "MissingParameter" : ""));
        Json wrong = all;
        wrong[std::string(member.name)] = nullptr;
        BOOST_TEST(code_of([&] { service::validate(operation, wrong); }) == "InvalidParameterValue");
    }
    all["Unheard"] = 1;
    BOOST_TEST(code_of([&] { service::validate(operation, all); }) == "UnknownParameter");
}

BOOST_DATA_TEST_CASE(every_operation_has_a_handler_and_a_dry_run,
                     boost::unit_test::data::make(service::operations()), operation) {
    World world;
    Json request = good_value(operation.input);
    request["DryRun"] = true;
    BOOST_TEST(world.refusal(std::string(operation.name), request) == "DryRunOperation");
    request["DryRun"] = false;
    const std::string code = code_of([&] { world.call(std::string(operation.name), request); });
    BOOST_TEST(code != "InvalidAction");
    BOOST_TEST(code != "DryRunOperation");
}

BOOST_AUTO_TEST_CASE(names) {
    BOOST_TEST(service::operations().size() == 15U);
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

BOOST_AUTO_TEST_CASE(every_name_a_describe_may_filter_by_is_a_member) {
    for (const Operation& operation : service::operations())
        for (const std::string_view filter : operation.filters) {
            std::set<std::string> names;
            for (const auto& member : operation.output.members.front().shape->element->members)
                names.insert(service::dashed(member.name));
            BOOST_TEST(names.contains(std::string(filter)));
        }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
