// SPDX-License-Identifier: Apache-2.0
// Tags put on objects, taken away and listed.
#include "world.hpp"

namespace tain::test {
namespace {

struct Tagged : World {
    std::string filter = create_filter();
    std::string rule = create_rule(filter);
    std::string target = create_target();
    std::string session = create_session(filter, target);

    void tag(const Json& ids, const Json& tags) {
        BOOST_TEST(call("CreateTags", {{"Resources", ids}, {"Tags", tags}}) == Json::object());
    }
    void untag(const Json& ids, const Json& tags) {
        Json request{{"Resources", ids}};
        if (!tags.is_null()) request["Tags"] = tags;
        BOOST_TEST(call("DeleteTags", request) == Json::object());
    }
    Json tags_of(const std::string& id) {
        const Json by_id = Json::array({Json{{"Name", "resource-id"}, {"Values", {id}}}});
        Json tags = Json::object();
        const Json answer = call("DescribeTags", {{"Filters", by_id}});
        for (const Json& entry : answer["Tags"]) tags[entry["Key"].get<std::string>()] = entry["Value"];
        return tags;
    }
    std::size_t count(const std::string& name, const Json& values) {
        return call("DescribeTags",
                    {{"Filters", Json::array({Json{{"Name", name}, {"Values", values}}})}})["Tags"]
            .size();
    }
};

Json tag(const std::string& key, const std::string& value) {
    return {{"Key", key}, {"Value", value}};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(tags, Tagged)

BOOST_AUTO_TEST_CASE(all_kinds_of_object_take_tags_and_show_them) {
    const int applied = nic.applied;
    const std::vector<std::string> all{filter, rule, target, session};
    tag(all, Json::array({test::tag("Name", "web"), Json{{"Key", "empty"}}}));
    for (const std::string& id : all) BOOST_TEST(tags_of(id) == Json({{"Name", "web"}, {"empty", ""}}));
    BOOST_TEST(nic.applied == applied);  // no matter of the NIC
    const Json shown = call("DescribeTrafficMirrorFilters", Json::object())["TrafficMirrorFilters"][0];
    BOOST_TEST(shown["Tags"].size() == 2U);
    BOOST_TEST(shown["IngressFilterRules"][0]["Tags"].size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_there_gets_the_new_value) {
    tag({session}, Json::array({test::tag("a", "1"), test::tag("b", "2")}));
    tag({session, session}, Json::array({test::tag("a", "3")}));
    BOOST_TEST(tags_of(session) == Json({{"a", "3"}, {"b", "2"}}));
}

BOOST_AUTO_TEST_CASE(tags_are_deleted_by_key_by_value_or_all) {
    const Json tags =
        Json::array({test::tag("a", "1"), test::tag("b", "2"), test::tag("c", ""), test::tag("d", "4")});
    tag({session, filter}, tags);
    untag({session}, Json::array({Json{{"Key", "a"}}, test::tag("b", "other"), test::tag("c", "")}));
    BOOST_TEST(tags_of(session) == Json({{"b", "2"}, {"d", "4"}}));
    untag({session}, Json::array({test::tag("b", "2"), Json{{"Key", "nothing"}}}));
    BOOST_TEST(tags_of(session) == Json({{"d", "4"}}));
    BOOST_TEST(tags_of(filter).size() == 4U);
    untag({session, filter}, nullptr);
    BOOST_TEST(tags_of(session).empty());
    BOOST_TEST(tags_of(filter).empty());
}

BOOST_AUTO_TEST_CASE(a_request_for_many_objects_does_all_or_nothing) {
    const Json tags = Json::array({test::tag("a", "1")});
    const auto refused = [&](const char* operation, const Json& ids) {
        return refusal(operation, {{"Resources", ids}, {"Tags", tags}});
    };
    for (const char* operation : {"CreateTags", "DeleteTags"}) {
        BOOST_TEST(refused(operation, {session, "tmf-00000000"}) == "InvalidTrafficMirrorFilterId.NotFound");
        BOOST_TEST(refused(operation, {session, "tmfr-00000000"}) ==
                   "InvalidTrafficMirrorFilterRuleId.NotFound");
        BOOST_TEST(refused(operation, {session, "tmt-00000000"}) == "InvalidTrafficMirrorTargetId.NotFound");
        BOOST_TEST(refused(operation, {session, source}) == "InvalidID");
        BOOST_TEST(refused(operation, {session, "tms-X"}) == "InvalidID");
        BOOST_TEST(refused(operation, {session, ""}) == "InvalidID");
        BOOST_TEST(refused(operation, Json::array()) == "MissingParameter");
        BOOST_TEST(refused(operation, Json(std::vector<std::string>(1001, session))) ==
                   "InvalidParameterValue");
    }
    BOOST_TEST(tags_of(session).empty());
}

BOOST_AUTO_TEST_CASE(an_object_has_at_most_50_tags) {
    Json tags = Json::array();
    for (int i = 0; i < 49; ++i) tags.push_back(test::tag("k" + std::to_string(i), ""));
    tag({session}, tags);
    const Json two = Json::array({test::tag("x", ""), test::tag("y", "")});
    BOOST_TEST(refusal("CreateTags", {{"Resources", {filter, session}}, {"Tags", two}}) ==
               "TagLimitExceeded");
    BOOST_TEST(tags_of(filter).empty());
    tag({session}, Json::array({test::tag("x", ""), test::tag("k0", "new")}));
    BOOST_TEST(tags_of(session).size() == 50U);
    Json many = Json::array();
    for (int i = 0; i < 1001; ++i) many.push_back(test::tag("k" + std::to_string(i), ""));
    BOOST_TEST(refusal("DeleteTags", {{"Resources", {session}}, {"Tags", many}}) == "InvalidParameterValue");
    many.erase(1000);
    untag({session}, many);
    BOOST_TEST(tags_of(session).dump() == R"({"k0":"new","x":""})");  // one value differs
}

BOOST_AUTO_TEST_CASE(bad_tags) {
    const auto refused = [&](const Json& one) {
        return refusal("CreateTags", {{"Resources", {session}}, {"Tags", Json::array({one})}});
    };
    BOOST_TEST(refused(test::tag("", "x")) == "InvalidTagKey.Malformed");
    BOOST_TEST(refused(test::tag("aws:x", "x")) == "InvalidTagKey.Malformed");
    BOOST_TEST(refused(test::tag("Aws:x", "x")) == "InvalidTagKey.Malformed");
    BOOST_TEST(refused(test::tag(std::string(128, 'k'), "x")) == "InvalidTagKey.Malformed");
    BOOST_TEST(refused(test::tag("k", std::string(257, 'v'))) == "InvalidParameterValue");
    BOOST_TEST(refused(test::tag("k\n", "v")) == "InvalidParameterValue");
    BOOST_TEST(refused(test::tag("k", "\xff")) == "InvalidParameterValue");
    BOOST_TEST(refused(test::tag("k", std::string("a\0b", 3))) == "InvalidParameterValue");
    BOOST_TEST(refused({{"Value", "x"}}) == "MissingParameter");
    BOOST_TEST(refused({{"Key", nullptr}}) == "InvalidParameterValue");
    BOOST_TEST(refusal("CreateTags", {{"Resources", {session}}}) == "MissingParameter");
    BOOST_TEST(refusal("CreateTags", {{"Resources", {session}},
                                      {"Tags", Json::array({test::tag("a", "1"), test::tag("a", "2")})}}) ==
               "InvalidParameterValue");
    std::string umlauts;  // 127 characters, 254 bytes
    for (int i = 0; i < 127; ++i) umlauts += "\u00e4";
    tag({session}, Json::array({test::tag(umlauts, umlauts + umlauts), test::tag("AWS", "x")}));
}

BOOST_AUTO_TEST_CASE(tags_are_listed_by_every_filter) {
    tag({session, filter}, Json::array({test::tag("Name", "web"), test::tag("team", "net")}));
    tag({rule}, Json::array({test::tag("Name", "ssh")}));
    BOOST_TEST(count("key", {"Name"}) == 3U);
    BOOST_TEST(count("key", {"N*", "t???"}) == 5U);
    BOOST_TEST(count("value", {"web"}) == 2U);
    BOOST_TEST(count("resource-id", {session}) == 2U);
    BOOST_TEST(count("resource-type", {"traffic-mirror-filter"}) == 2U);
    BOOST_TEST(count("tag:Name", {"web", "ssh"}) == 3U);
    BOOST_TEST(count("tag:Name", {"net"}) == 0U);
    const Json one =
        call("DescribeTags", {{"Filters", Json::array({Json{{"Name", "value"}, {"Values", {"ssh"}}}})}});
    BOOST_TEST(one["Tags"] == Json::array({Json{{"Key", "Name"},
                                                {"ResourceId", rule},
                                                {"ResourceType", "traffic-mirror-filter-rule"},
                                                {"Value", "ssh"}}}));
}

BOOST_AUTO_TEST_CASE(pages_of_tags_go_on_where_tags_come_and_go) {
    Json tags = Json::array();
    for (const char key : std::string("bdfhjlnprt")) tags.push_back(test::tag(std::string(1, key), ""));
    tag({session}, tags);
    const Json one = call("DescribeTags", {{"MaxResults", 5}});
    untag({session}, Json::array({Json{{"Key", "j"}}}));                    // the place of the token
    tag({session}, Json::array({test::tag("a", ""), test::tag("k", "")}));  // before and behind it
    const Json two = call("DescribeTags", {{"MaxResults", 6}, {"NextToken", one["NextToken"]}});
    std::string keys;
    for (const Json& page : {one, two})
        for (const Json& entry : page["Tags"]) keys += entry["Key"].get<std::string>();
    BOOST_TEST(keys == "bdfhjklnprt");
    BOOST_TEST(!two.contains("NextToken"));
    BOOST_TEST(refusal("DescribeTrafficMirrorSessions", {{"NextToken", one["NextToken"]}}) ==
               "InvalidNextToken");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
