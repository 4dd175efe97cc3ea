// SPDX-License-Identifier: Apache-2.0
// The API model against botocore's, where the AWS command line is installed: names, order, types, wire names,
// what is required, enumerations. What differs on purpose is listed here.
#include <fstream>
#include <set>

#include "world.hpp"

namespace tain::test {
namespace {

using service::Kind;
using service::Member;
using service::Operation;
using service::Shape;

/// EC2's newer parts, which the botocore of Debian 12 does not know.
const std::set<std::string> newer_operations{"DescribeTrafficMirrorFilterRules"};
const std::set<std::string> newer_members{"TrafficMirrorFilterRule.Tags",
                                          "CreateTrafficMirrorFilterRuleRequest.TagSpecifications",
                                          "DescribeNetworkInterfacesRequest.IncludeManagedResources"};

std::string type_name(Kind kind) {
    switch (kind) {
        case Kind::string:
            return "string";
        case Kind::integer:
            return "integer";
        case Kind::boolean:
            return "boolean";
        case Kind::timestamp:
            return "timestamp";
        case Kind::structure:
            return "structure";
        case Kind::list:
            return "list";
    }
    return "";
}

std::string with_capital(std::string name) {
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

enum class Side { request, answer };

class Comparison {
  public:
    explicit Comparison(const Json& model) : model_(model) {}

    void compare(const Operation& operation) {
        const Json& theirs = model_["operations"][std::string(operation.name)];
        BOOST_REQUIRE_MESSAGE(!theirs.is_null(), operation.name << " is unknown there");
        compare_structure(operation.input, theirs["input"]["shape"], Side::request);
        if (theirs.contains("output"))
            compare_structure(operation.output, theirs["output"]["shape"], Side::answer);
        else
            BOOST_TEST(operation.output.members.empty());
    }

  private:
    void compare_structure(const Shape& ours, const std::string& name, Side side) {
        const Json& theirs = model_["shapes"][name];
        std::vector<const Member*> members;
        for (const Member& member : ours.members)
            if (!newer_members.contains(name + "." + std::string(member.name))) members.push_back(&member);
        const Json their_members = theirs.value("members", Json::object());
        BOOST_TEST(members.size() == their_members.size(), name);
        std::size_t place = 0;
        for (const auto& [key, their_member] : their_members.items()) {
            BOOST_REQUIRE(place < members.size());
            const Member& member = *members[place++];
            BOOST_TEST_CONTEXT(name << "." << key) {
                BOOST_TEST(member.name == key);
                compare_member(member, key, their_member, side);
                const Json required = theirs.value("required", Json::array());
                BOOST_TEST((side == Side::answer || member.required == service::holds(required, key)));
            }
        }
    }

    void compare_member(const Member& member, const std::string& key, const Json& theirs, Side side) {
        const auto location = theirs.value("locationName", key);
        if (side == Side::request)
            BOOST_TEST(service::request_name(member) == theirs.value("queryName", with_capital(location)));
        else
            BOOST_TEST(service::element_name(member) == location);
        compare_shape(*member.shape, theirs["shape"], side);
    }

    void compare_shape(const Shape& ours, const std::string& name, Side side) {
        const Json& theirs = model_["shapes"][name];
        BOOST_TEST(type_name(ours.kind) == theirs["type"].get<std::string>());
        if (ours.kind == Kind::structure) compare_structure(ours, name, side);
        if (ours.kind == Kind::list) compare_shape(*ours.element, theirs["member"]["shape"], side);
        if (theirs.contains("enum")) compare_choices(ours, theirs["enum"]);
        if (ours.kind == Kind::integer && side == Side::request)
            BOOST_TEST((ours.client_least.value_or(0) == theirs.value("min", 0)));
    }

    static void compare_choices(const Shape& ours, const Json& theirs) {
        std::vector<std::string> names;
        for (const Json& name : theirs) names.push_back(name);
        const std::vector<std::string> own(ours.choices.begin(), ours.choices.end());
        BOOST_TEST(own == names, boost::test_tools::per_element());
    }

    Json model_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(api_model)

BOOST_AUTO_TEST_CASE(the_model_is_botocores) {
    const std::string file = TAIN_BOTOCORE_EC2_MODEL;
    if (file.empty()) {
        BOOST_TEST_MESSAGE("SKIPPED: no AWS command line (package awscli) is installed to compare with");
        return;
    }
    std::ifstream stream(file);
    Comparison comparison(Json::parse(stream));
    std::size_t compared = 0;
    for (const Operation& operation : service::operations()) {
        if (newer_operations.contains(std::string(operation.name))) continue;
        BOOST_TEST_CONTEXT(operation.name) comparison.compare(operation);
        ++compared;
    }
    BOOST_TEST(compared == 18U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
