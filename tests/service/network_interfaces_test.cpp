// SPDX-License-Identifier: Apache-2.0
// Network interfaces of the inventory, as EC2 shows them.
#include "world.hpp"

namespace tain::test {
namespace {

const std::string describe = "DescribeNetworkInterfaces";

struct Interfaces : World {
    std::vector<std::string> found(const std::string& name, const Json& values) {
        std::vector<std::string> ids;
        const Json answer =
            call(describe, {{"Filters", Json::array({Json{{"Name", name}, {"Values", values}}})}});
        for (const Json& interface : answer["NetworkInterfaces"])
            ids.push_back(interface["NetworkInterfaceId"]);
        return ids;
    }
};

using Ids = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(network_interfaces, Interfaces)

BOOST_AUTO_TEST_CASE(one_behind_a_port_is_attached) {
    const Json one = call(describe, {{"NetworkInterfaceIds", {source}}})["NetworkInterfaces"][0];
    const Json expected = Json::parse(R"({
        "Attachment": {"DeleteOnTermination": false, "DeviceIndex": 0, "NetworkCardIndex": 0,
                       "InstanceOwnerId": "111122223333", "Status": "attached"},
        "Description": "", "Groups": [], "InterfaceType": "interface",
        "Ipv6Addresses": [{"Ipv6Address": "2001:db8::5"}], "MacAddress": "02:00:00:00:00:01",
        "NetworkInterfaceId": "eni-0a000000000000001", "OwnerId": "111122223333",
        "PrivateIpAddress": "10.0.0.5",
        "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.0.0.5"}],
        "RequesterManaged": false, "SourceDestCheck": false, "Status": "in-use", "TagSet": [],
        "Ipv6Address": "2001:db8::5"})");
    BOOST_TEST(one == expected);
}

BOOST_AUTO_TEST_CASE(one_elsewhere_is_available) {
    const Json one = call(describe, {{"NetworkInterfaceIds", {bare}}})["NetworkInterfaces"][0];
    BOOST_TEST(one["Status"] == "available");
    for (const char* absent : {"Attachment", "PrivateIpAddress", "Ipv6Address"})
        BOOST_TEST(!one.contains(absent));
    BOOST_TEST(one["PrivateIpAddresses"] == Json::array());
}

BOOST_AUTO_TEST_CASE(all_in_the_order_of_their_ids_and_in_pages) {
    const Json all = call(describe, Json::object())["NetworkInterfaces"];
    BOOST_TEST(all.size() == 6U);
    BOOST_TEST(all[0]["NetworkInterfaceId"] == source);
    BOOST_TEST(all[5]["NetworkInterfaceId"] == collector);  // ...9, which the file has before ...7
    const Json one = call(describe, {{"MaxResults", 5}});
    const Json two = call(describe, {{"MaxResults", 5}, {"NextToken", one["NextToken"]}});
    BOOST_TEST(two["NetworkInterfaces"] == Json::array({all[5]}));
    BOOST_TEST(!two.contains("NextToken"));
}

BOOST_AUTO_TEST_CASE(by_every_filter_that_an_inventory_can_fit) {
    BOOST_TEST(found("network-interface-id", {source}) == Ids{source});
    BOOST_TEST(found("status", {"available"}).size() == 3U);
    BOOST_TEST(found("interface-type", {"interface"}).size() == 6U);
    BOOST_TEST(found("mac-address", {"02:00:00:00:00:0?"}).size() == 6U);
    BOOST_TEST(found("private-ip-address", {"10.0.0.*"}).size() == 2U);
    BOOST_TEST(found("addresses.private-ip-address", {"10.0.9.9"}) == Ids{collector});
    BOOST_TEST(found("addresses.primary", {"true"}).size() == 3U);
    BOOST_TEST(found("ipv6-addresses.ipv6-address", {"2001:db8:9::9"}) == Ids{collector});
    BOOST_TEST(found("attachment.device-index", {"0"}).size() == 3U);
    BOOST_TEST(found("attachment.status", {"attached"}).size() == 3U);
    BOOST_TEST(found("attachment.instance-owner-id", {account}).size() == 3U);
    BOOST_TEST(found("owner-id", {account}).size() == 6U);
    BOOST_TEST(found("requester-managed", {"false"}).size() == 6U);
    BOOST_TEST(found("source-dest-check", {"true"}).empty());
    BOOST_TEST(found("description", {""}).size() == 6U);
    for (const char* unknown : {"subnet-id", "vpc-id", "group-id", "group-name", "availability-zone",
                                "association.ip-owner-id", "attachment.instance-id", "tag:Name", "tag-key"})
        BOOST_TEST(found(unknown, {"*"}).empty());
}

BOOST_AUTO_TEST_CASE(refusals) {
    BOOST_TEST(refusal(describe, {{"NetworkInterfaceIds", {source, "eni-00000000"}}}) ==
               "InvalidNetworkInterfaceID.NotFound");
    BOOST_TEST(refusal(describe, {{"NetworkInterfaceIds", {"eni-"}}}) ==
               "InvalidNetworkInterfaceId.Malformed");
    BOOST_TEST(refusal(describe, {{"NetworkInterfaceIds", {source}}, {"MaxResults", 5}}) ==
               "InvalidParameterCombination");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
