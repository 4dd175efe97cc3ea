// SPDX-License-Identifier: Apache-2.0
// The forms of requests and answers: to the letter as the AWS command line 2.9.19 prints them, but for the
// words of YAML's comments, which are ours.
#include "tain/cli/skeleton.hpp"

#include "tain/cli/request.hpp"
#include "terminal.hpp"

namespace tain::test {
namespace {

const service::Operation& operation(const std::string& name) {
    return *service::find_operation(name);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(skeleton, Terminal)

BOOST_AUTO_TEST_CASE(of_a_request) {
    BOOST_TEST(cli::input_skeleton(operation("CreateTrafficMirrorSession")) == R"({
    "NetworkInterfaceId": "",
    "TrafficMirrorTargetId": "",
    "TrafficMirrorFilterId": "",
    "PacketLength": 0,
    "SessionNumber": 0,
    "VirtualNetworkId": 0,
    "Description": "",
    "TagSpecifications": [
        {
            "ResourceType": "capacity-reservation",
            "Tags": [
                {
                    "Key": "",
                    "Value": ""
                }
            ]
        }
    ],
    "DryRun": true,
    "ClientToken": ""
}
)");
}

BOOST_AUTO_TEST_CASE(of_a_request_in_yaml) {
    BOOST_TEST(
        cli::yaml_input_skeleton(operation("ModifyTrafficMirrorFilterRule")) ==
        "TrafficMirrorFilterRuleId: ''  # [REQUIRED] The rule (tmfr-...).\n"
        "TrafficDirection: ingress # ingress: frames that the interface receives; egress: frames that it "
        "sends. Valid values are: ingress, egress.\n"
        "RuleNumber: 0 # Place among the filter's rules of this direction (1-32766); the first that "
        "matches decides.\n"
        "RuleAction: accept # accept: copy the frame; reject: this session does not. Valid values are: "
        "accept, reject.\n"
        "DestinationPortRange: # Destination ports, FromPort=80,ToPort=443; for protocol 6 (TCP) and 17 "
        "(UDP) only.\n"
        "  FromPort: 0  # First port.\n"
        "  ToPort: 0 # Last port.\n"
        "SourcePortRange: # Source ports, FromPort=1024,ToPort=65535; for protocol 6 (TCP) and 17 (UDP) "
        "only.\n"
        "  FromPort: 0  # First port.\n"
        "  ToPort: 0 # Last port.\n"
        "Protocol: 0 # Protocol number (1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6 ...); absent: any protocol.\n"
        "DestinationCidrBlock: '' # Destination addresses (10.0.0.0/8, 2001:db8::/32).\n"
        "SourceCidrBlock: '' # Source addresses, of the same family as the destination's.\n"
        "Description: '' # Words of your own about the rule.\n"
        "RemoveFields: # Fields to take away from the rule.\n"
        "- destination-port-range\n"
        "DryRun: true # Only check whether the request is well formed; change nothing.\n");
    BOOST_TEST(
        cli::yaml_input_skeleton(operation("DescribeTags"))
            .starts_with("DryRun: true  # Only check whether the request is well formed; change nothing.\n"
                         "Filters: # Answer only objects that fit: Name=NAME,Values=A,B ...\n"
                         "- Name: ''  # What to select by.\n"
                         "  Values: # Any of these; * and ? stand for any text.\n"
                         "  - ''\n"
                         "MaxResults: 0 # "));
}

BOOST_AUTO_TEST_CASE(of_an_answer) {
    cli::SkeletonApi api;
    BOOST_TEST(
        api.call(operation("CreateTrafficMirrorTarget"), {}).dump() ==
        R"({"TrafficMirrorTarget":{"TrafficMirrorTargetId":"TrafficMirrorTargetId",)"
        R"("NetworkInterfaceId":"NetworkInterfaceId","NetworkLoadBalancerArn":"NetworkLoadBalancerArn",)"
        R"("Type":"Type","Description":"Description","OwnerId":"OwnerId",)"
        R"("Tags":[{"Key":"Key","Value":"Value"}],)"
        R"("GatewayLoadBalancerEndpointId":"GatewayLoadBalancerEndpointId"},"ClientToken":"ClientToken"})");
    BOOST_TEST(api.call(operation("DescribeNetworkInterfaces"),
                        {})["NetworkInterfaces"][0]["Attachment"]["AttachTime"] == "1970-01-01T00:00:00");
}

BOOST_AUTO_TEST_CASE(is_printed_without_a_request) {
    const Outcome input = run({"create-traffic-mirror-session", "--generate-cli-skeleton"});
    BOOST_TEST(input.out == cli::input_skeleton(operation("CreateTrafficMirrorSession")));
    BOOST_TEST(run({"delete-tags", "--generate-cli-skeleton", "yaml-input"}).out ==
               cli::yaml_input_skeleton(operation("DeleteTags")));
    BOOST_TEST(run({"describe-tags", "--generate-cli-skeleton", "output", "--query", "Tags[0].Key",
                    "--output", "text"})
                   .out == "Key\n");
    BOOST_TEST(!std::filesystem::exists(folder / "state"));
}

BOOST_AUTO_TEST_CASE(of_every_operation_is_a_document_that_is_taken) {
    for (const service::Operation& each : service::operations()) {
        cli::GivenRequest json;
        json.input_json = cli::input_skeleton(each);
        cli::GivenRequest yaml;
        yaml.input_yaml = cli::yaml_input_skeleton(each);
        // 0 is no page: the one member of a skeleton that is not good as it stands.
        const std::optional<std::string> pages(
            service::find_member(each.input, "MaxResults") == nullptr ? "" : "5");
        const auto size = pages->empty() ? std::nullopt : pages;
        BOOST_TEST(cli::Request(each, json).checked(size) == cli::Request(each, yaml).checked(size));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
