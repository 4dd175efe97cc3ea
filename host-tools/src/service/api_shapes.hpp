// SPDX-License-Identifier: Apache-2.0
// The types of the API's values, from the smallest to the objects in answers.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "tain/service/api_model.hpp"

namespace tain::service {

inline Shape string_of(Text text) {
    return {.name = "String", .kind = Kind::string, .text = text};
}
inline Shape choice_of(std::vector<std::string_view> choices) {
    return {.name = "String", .kind = Kind::string, .text = Text::choice, .choices = std::move(choices)};
}
inline Shape id_of(std::string_view prefix, std::string_view malformed) {
    return {
        .name = "String", .kind = Kind::string, .text = Text::id, .prefix = prefix, .malformed = malformed};
}
inline Shape integer_of(std::int64_t least, std::int64_t most,
                        std::string_view code = "InvalidParameterValue") {
    return {.name = "Integer", .kind = Kind::integer, .range = Range{least, most}, .range_code = code};
}
inline Shape list_of(const Shape& element) {
    return {.name = "List", .kind = Kind::list, .element = &element};
}
inline Shape structure_of(std::string_view name, std::vector<Member> members) {
    return {.name = name, .kind = Kind::structure, .members = std::move(members)};
}

/// Everything that operations refer to. Members refer to earlier ones, so their order is that of dependence.
struct Shapes {
    Shape text = string_of(Text::plain);
    Shape texts = list_of(text);
    Shape boolean{.name = "Boolean", .kind = Kind::boolean};
    Shape description = string_of(Text::description);
    Shape client_token = string_of(Text::client_token);
    Shape cidr = string_of(Text::cidr);
    Shape tag_key = string_of(Text::tag_key);
    Shape tag_value = string_of(Text::tag_value);

    Shape session_id = id_of("tms-", "InvalidTrafficMirrorSessionId.Malformed");
    Shape filter_id = id_of("tmf-", "InvalidTrafficMirrorFilterId.Malformed");
    Shape rule_id = id_of("tmfr-", "InvalidTrafficMirrorFilterRuleId.Malformed");
    Shape target_id = id_of("tmt-", "InvalidTrafficMirrorTargetId.Malformed");
    Shape interface_id = id_of("eni-", "InvalidNetworkInterfaceId.Malformed");
    Shape endpoint_id = id_of("vpce-", "InvalidVpcEndpointId.Malformed");
    Shape load_balancer_arn{.name = "String",
                            .kind = Kind::string,
                            .text = Text::load_balancer_arn,
                            .malformed = "InvalidNetworkLoadBalancerArn.Malformed"};
    Shape session_ids = list_of(session_id);
    Shape filter_ids = list_of(filter_id);
    Shape rule_ids = list_of(rule_id);
    Shape target_ids = list_of(target_id);

    Shape packet_length = integer_of(1, 8500);
    Shape session_number = integer_of(1, 32766);
    Shape network_id = integer_of(1, 0xffffff);
    Shape rule_number = integer_of(1, 32766);
    Shape protocol = integer_of(0, 255);
    Shape port = integer_of(0, 65535);
    Shape max_results{.name = "Integer",
                      .kind = Kind::integer,
                      .range = Range{5, 1000},
                      .range_code = "InvalidMaxResults",
                      .client_least = 5};
    Shape tags_max_results = integer_of(5, 1000, "InvalidMaxResults");
    Shape integer{.name = "Integer", .kind = Kind::integer};
    Shape timestamp{.name = "DateTime", .kind = Kind::timestamp};

    Shape direction = choice_of({"ingress", "egress"});
    Shape action = choice_of({"accept", "reject"});
    Shape service{.name = "TrafficMirrorNetworkService",
                  .kind = Kind::string,
                  .text = Text::choice,
                  .choices = {"amazon-dns"}};
    Shape services = list_of(service);
    Shape target_type =
        choice_of({"network-interface", "network-load-balancer", "gateway-load-balancer-endpoint"});
    Shape session_field = choice_of({"packet-length", "description", "virtual-network-id"});
    Shape session_fields = list_of(session_field);
    Shape rule_field = choice_of({"destination-port-range", "source-port-range", "protocol", "description"});
    Shape rule_fields = list_of(rule_field);
    /// EC2's whole list, since clients show it; the service has objects of the traffic-mirror-* kinds only.
    Shape resource_type = choice_of({"capacity-reservation",
                                     "client-vpn-endpoint",
                                     "customer-gateway",
                                     "carrier-gateway",
                                     "coip-pool",
                                     "dedicated-host",
                                     "dhcp-options",
                                     "egress-only-internet-gateway",
                                     "elastic-ip",
                                     "elastic-gpu",
                                     "export-image-task",
                                     "export-instance-task",
                                     "fleet",
                                     "fpga-image",
                                     "host-reservation",
                                     "image",
                                     "import-image-task",
                                     "import-snapshot-task",
                                     "instance",
                                     "instance-event-window",
                                     "internet-gateway",
                                     "ipam",
                                     "ipam-pool",
                                     "ipam-scope",
                                     "ipv4pool-ec2",
                                     "ipv6pool-ec2",
                                     "key-pair",
                                     "launch-template",
                                     "local-gateway",
                                     "local-gateway-route-table",
                                     "local-gateway-virtual-interface",
                                     "local-gateway-virtual-interface-group",
                                     "local-gateway-route-table-vpc-association",
                                     "local-gateway-route-table-virtual-interface-group-association",
                                     "natgateway",
                                     "network-acl",
                                     "network-interface",
                                     "network-insights-analysis",
                                     "network-insights-path",
                                     "network-insights-access-scope",
                                     "network-insights-access-scope-analysis",
                                     "placement-group",
                                     "prefix-list",
                                     "replace-root-volume-task",
                                     "reserved-instances",
                                     "route-table",
                                     "security-group",
                                     "security-group-rule",
                                     "snapshot",
                                     "spot-fleet-request",
                                     "spot-instances-request",
                                     "subnet",
                                     "subnet-cidr-reservation",
                                     "traffic-mirror-filter",
                                     "traffic-mirror-session",
                                     "traffic-mirror-target",
                                     "transit-gateway",
                                     "transit-gateway-attachment",
                                     "transit-gateway-connect-peer",
                                     "transit-gateway-multicast-domain",
                                     "transit-gateway-policy-table",
                                     "transit-gateway-route-table",
                                     "transit-gateway-route-table-announcement",
                                     "volume",
                                     "vpc",
                                     "vpc-endpoint",
                                     "vpc-endpoint-connection",
                                     "vpc-endpoint-service",
                                     "vpc-endpoint-service-permission",
                                     "vpc-peering-connection",
                                     "vpn-connection",
                                     "vpn-gateway",
                                     "vpc-flow-log",
                                     "capacity-reservation-fleet",
                                     "traffic-mirror-filter-rule",
                                     "vpc-endpoint-connection-device-type",
                                     "verified-access-instance",
                                     "verified-access-group",
                                     "verified-access-endpoint",
                                     "verified-access-policy",
                                     "verified-access-trust-provider",
                                     "vpn-connection-device-type",
                                     "vpc-block-public-access-exclusion",
                                     "ipam-resource-discovery",
                                     "ipam-resource-discovery-association"});

    Shape tag =
        structure_of("Tag", {{"Key", &tag_key, "Name of the tag"}, {"Value", &tag_value, "Its value"}});
    Shape tags = list_of(tag);
    Shape tag_specification = structure_of(
        "TagSpecification", {{"ResourceType", &resource_type, "Kind of the new object"},
                             {.name = "Tags", .shape = &tags, .doc = "Tags to put on it", .wire_as = "Tag"}});
    Shape tag_specifications = list_of(tag_specification);
    Shape query_filter = structure_of("Filter", {{"Name", &text, "What to select by"},
                                                 {.name = "Values",
                                                  .shape = &texts,
                                                  .doc = "Any of these; * and ? stand for any text",
                                                  .wire_as = "Value"}});
    Shape query_filters = list_of(query_filter);
    Shape port_range = structure_of("TrafficMirrorPortRange",
                                    {{"FromPort", &port, "First port"}, {"ToPort", &port, "Last port"}});

    Shape session =
        structure_of("TrafficMirrorSession", {{"TrafficMirrorSessionId", &session_id},
                                              {"TrafficMirrorTargetId", &target_id},
                                              {"TrafficMirrorFilterId", &filter_id},
                                              {"NetworkInterfaceId", &interface_id},
                                              {"OwnerId", &text},
                                              {"PacketLength", &packet_length},
                                              {"SessionNumber", &session_number},
                                              {"VirtualNetworkId", &network_id},
                                              {"Description", &description},
                                              {.name = "Tags", .shape = &tags, .wire_as = "tagSet"}});
    Shape rule =
        structure_of("TrafficMirrorFilterRule", {{"TrafficMirrorFilterRuleId", &rule_id},
                                                 {"TrafficMirrorFilterId", &filter_id},
                                                 {"TrafficDirection", &direction},
                                                 {"RuleNumber", &rule_number},
                                                 {"RuleAction", &action},
                                                 {"Protocol", &protocol},
                                                 {"DestinationPortRange", &port_range},
                                                 {"SourcePortRange", &port_range},
                                                 {"DestinationCidrBlock", &cidr},
                                                 {"SourceCidrBlock", &cidr},
                                                 {"Description", &description},
                                                 {.name = "Tags", .shape = &tags, .wire_as = "tagSet"}});
    Shape rules = list_of(rule);
    Shape filter =
        structure_of("TrafficMirrorFilter",
                     {{"TrafficMirrorFilterId", &filter_id},
                      {.name = "IngressFilterRules", .shape = &rules, .wire_as = "ingressFilterRuleSet"},
                      {.name = "EgressFilterRules", .shape = &rules, .wire_as = "egressFilterRuleSet"},
                      {.name = "NetworkServices", .shape = &services, .wire_as = "networkServiceSet"},
                      {"Description", &description},
                      {.name = "Tags", .shape = &tags, .wire_as = "tagSet"}});
    Shape target = structure_of("TrafficMirrorTarget", {{"TrafficMirrorTargetId", &target_id},
                                                        {"NetworkInterfaceId", &interface_id},
                                                        {"NetworkLoadBalancerArn", &load_balancer_arn},
                                                        {"Type", &target_type},
                                                        {"Description", &description},
                                                        {"OwnerId", &text},
                                                        {.name = "Tags", .shape = &tags, .wire_as = "tagSet"},
                                                        {"GatewayLoadBalancerEndpointId", &endpoint_id}});
    Shape tag_description = structure_of(
        "TagDescription",
        {{"Key", &text}, {"ResourceId", &text}, {"ResourceType", &resource_type}, {"Value", &text}});
    Shape tag_descriptions = list_of(tag_description);

    // A network interface has every member that EC2 knows, so that clients show the whole of any endpoint's
    // answer.
    Shape association = structure_of("NetworkInterfaceAssociation", {{"AllocationId", &text},
                                                                     {"AssociationId", &text},
                                                                     {"IpOwnerId", &text},
                                                                     {"PublicDnsName", &text},
                                                                     {"PublicIp", &text},
                                                                     {"CustomerOwnedIp", &text},
                                                                     {"CarrierIp", &text}});
    Shape ena_srd_udp = structure_of("AttachmentEnaSrdUdpSpecification", {{"EnaSrdUdpEnabled", &boolean}});
    Shape ena_srd = structure_of("AttachmentEnaSrdSpecification",
                                 {{"EnaSrdEnabled", &boolean}, {"EnaSrdUdpSpecification", &ena_srd_udp}});
    Shape attachment_status = choice_of({"attaching", "attached", "detaching", "detached"});
    Shape attachment = structure_of("NetworkInterfaceAttachment", {{"AttachTime", &timestamp},
                                                                   {"AttachmentId", &text},
                                                                   {"DeleteOnTermination", &boolean},
                                                                   {"DeviceIndex", &integer},
                                                                   {"NetworkCardIndex", &integer},
                                                                   {"InstanceId", &text},
                                                                   {"InstanceOwnerId", &text},
                                                                   {"Status", &attachment_status},
                                                                   {"EnaSrdSpecification", &ena_srd}});
    Shape group = structure_of("GroupIdentifier", {{"GroupName", &text}, {"GroupId", &text}});
    Shape groups = list_of(group);
    Shape ipv6_address = structure_of("NetworkInterfaceIpv6Address", {{"Ipv6Address", &text}});
    Shape ipv6_addresses = list_of(ipv6_address);
    Shape private_address = structure_of("NetworkInterfacePrivateIpAddress", {{"Association", &association},
                                                                              {"Primary", &boolean},
                                                                              {"PrivateDnsName", &text},
                                                                              {"PrivateIpAddress", &text}});
    Shape private_addresses = list_of(private_address);
    Shape ipv4_prefix = structure_of("Ipv4PrefixSpecification", {{"Ipv4Prefix", &text}});
    Shape ipv4_prefixes = list_of(ipv4_prefix);
    Shape ipv6_prefix = structure_of("Ipv6PrefixSpecification", {{"Ipv6Prefix", &text}});
    Shape ipv6_prefixes = list_of(ipv6_prefix);
    Shape interface_type = choice_of(
        {"interface", "natGateway", "efa", "trunk", "load_balancer", "network_load_balancer", "vpc_endpoint",
         "branch", "transit_gateway", "lambda", "quicksight", "global_accelerator_managed",
         "api_gateway_managed", "gateway_load_balancer", "gateway_load_balancer_endpoint",
         "iot_rules_managed", "aws_codestar_connections_managed"});
    Shape interface_status = choice_of({"available", "associated", "attaching", "in-use", "detaching"});
    Shape interface = structure_of(
        "NetworkInterface",
        {{"Association", &association},
         {"Attachment", &attachment},
         {"AvailabilityZone", &text},
         {"Description", &text},
         {.name = "Groups", .shape = &groups, .wire_as = "groupSet"},
         {"InterfaceType", &interface_type},
         {.name = "Ipv6Addresses", .shape = &ipv6_addresses, .wire_as = "ipv6AddressesSet"},
         {"MacAddress", &text},
         {"NetworkInterfaceId", &interface_id},
         {"OutpostArn", &text},
         {"OwnerId", &text},
         {"PrivateDnsName", &text},
         {"PrivateIpAddress", &text},
         {.name = "PrivateIpAddresses", .shape = &private_addresses, .wire_as = "privateIpAddressesSet"},
         {.name = "Ipv4Prefixes", .shape = &ipv4_prefixes, .wire_as = "ipv4PrefixSet"},
         {.name = "Ipv6Prefixes", .shape = &ipv6_prefixes, .wire_as = "ipv6PrefixSet"},
         {"RequesterId", &text},
         {"RequesterManaged", &boolean},
         {"SourceDestCheck", &boolean},
         {"Status", &interface_status},
         {"SubnetId", &text},
         {"TagSet", &tags},
         {"VpcId", &text},
         {"DenyAllIgwTraffic", &boolean},
         {"Ipv6Native", &boolean},
         {"Ipv6Address", &text}});
    Shape interfaces = list_of(interface);
    Shape interface_ids = list_of(interface_id);

    Shape sessions = list_of(session);
    Shape filters = list_of(filter);
    Shape targets = list_of(target);
};

inline const Shapes& shapes() {
    static const Shapes all;
    return all;
}

}  // namespace tain::service
