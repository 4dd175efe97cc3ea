// SPDX-License-Identifier: Apache-2.0
#include "tain/service/configuration.hpp"

#include <algorithm>
#include <set>

#include "tain/error.hpp"

namespace tain::service {
namespace {

constexpr std::uint16_t load_balancer_packet_length = 8500;
constexpr unsigned least_ipv6_mtu = 1280;

std::optional<IpAddress> first_of(const std::vector<IpAddress>& addresses, bool v6) {
    const auto found = std::ranges::find(addresses, v6, &IpAddress::v6);
    return found == addresses.end() ? std::nullopt : std::optional(*found);
}

/// The MAC address of the longest prefix that holds the address.
std::optional<MacAddress> next_hop(const IpAddress& address, const Inventory& inventory) {
    const NextHop* best = nullptr;
    for (const NextHop& hop : inventory.next_hops)
        if (hop.prefix.contains(address) && (best == nullptr || hop.prefix.length > best->prefix.length))
            best = &hop;
    return best == nullptr ? std::nullopt : std::optional(best->mac);
}

TargetAddress lead_to(const IpAddress& address, std::optional<MacAddress> own_mac, const Inventory& inventory,
                      const std::string& target) {
    const std::optional<MacAddress> mac = next_hop(address, inventory);
    if (!mac && !own_mac)
        throw Error("InvalidParameterValue", target, "TrafficMirrorTargetId",
                    "The target '" + target +
                        "' can't be reached: the inventory's next_hops have none for its address " +
                        to_string(address));
    return {address, mac ? *mac : *own_mac};
}

[[noreturn]] void refuse_missing(const std::string& target, const std::string& thing) {
    throw Error("InvalidParameterValue", target, "TrafficMirrorTargetId",
                "The target '" + target + "' sends to " + thing + ", which the inventory does not have");
}

Target interface_target(const std::string& id, const std::string& name, const Inventory& inventory) {
    const NetworkInterface* interface = inventory.find_interface(name);
    if (interface == nullptr) refuse_missing(id, name);
    Target target{id, {}, interface->mtu};
    for (const bool v6 : {false, true})
        if (const auto address = first_of(interface->addresses, v6))
            target.addresses.push_back(lead_to(*address, interface->source_mac, inventory, id));
    return target;
}

Target appliance_target(const std::string& id, const std::string& name, const Appliance* appliance,
                        const Inventory& inventory) {
    if (appliance == nullptr) refuse_missing(id, name);
    Target target{id, {}, appliance->mtu};
    for (const IpAddress& address : appliance->addresses)
        target.addresses.push_back(lead_to(address, std::nullopt, inventory, id));
    return target;
}

std::string text(const Json& members, const char* name) {
    return members.at(name).get<std::string>();
}

std::optional<PortRange> port_range(const Json& members, const char* name) {
    const auto found = members.find(name);
    if (found == members.end()) return std::nullopt;
    return PortRange{found->at("FromPort").get<std::uint16_t>(), found->at("ToPort").get<std::uint16_t>()};
}

Rule wanted_rule(const Resource& resource) {
    const Json& members = resource.members;
    Rule rule;
    rule.id = resource.id;
    rule.number = members.at("RuleNumber").get<std::uint32_t>();
    rule.accept = members.at("RuleAction") == "accept";
    if (members.contains("Protocol")) rule.protocol = members.at("Protocol").get<std::uint8_t>();
    rule.source = parse_prefix(text(members, "SourceCidrBlock"));
    rule.destination = parse_prefix(text(members, "DestinationCidrBlock"));
    rule.source_ports = port_range(members, "SourcePortRange");
    rule.destination_ports = port_range(members, "DestinationPortRange");
    return rule;
}

Interface wanted_interface(const NetworkInterface& interface) {
    return {interface.id,
            *interface.port,
            interface.mac,
            interface.source_mac,
            first_of(interface.addresses, false),
            first_of(interface.addresses, true)};
}

Session wanted_session(const Resource& resource, const Resource& target) {
    const Json& members = resource.members;
    Session session;
    session.id = resource.id;
    session.interface = text(members, "NetworkInterfaceId");
    session.filter = text(members, "TrafficMirrorFilterId");
    session.target = target.id;
    session.number = members.at("SessionNumber").get<std::uint32_t>();
    session.vni = members.at("VirtualNetworkId").get<std::uint32_t>();
    if (members.contains("PacketLength"))
        session.packet_length = members.at("PacketLength").get<std::uint16_t>();
    else if (!target.members.contains("NetworkInterfaceId"))
        session.packet_length = load_balancer_packet_length;
    return session;
}

std::vector<unsigned> port_mtus(const Inventory& inventory) {
    std::vector<unsigned> mtus;
    for (const auto& [port, mtu] : inventory.port_mtus) {
        mtus.resize(std::max<std::size_t>(mtus.size(), port + 1U), default_port_mtu);
        mtus[port] = mtu;
    }
    return mtus;
}

/// Adds one session with what it uses; throws where the inventory does not carry it.
void add_session(const Resource& session, const Resources& resources, const Inventory& inventory,
                 Wanted& wanted) {
    const auto interface_id = text(session.members, "NetworkInterfaceId");
    const NetworkInterface* source = inventory.find_interface(interface_id);
    if (source == nullptr)
        throw Error("InvalidNetworkInterfaceID.NotFound", interface_id, "NetworkInterfaceId",
                    "the inventory has no interface " + interface_id);
    check_source(*source);
    const Resource& target = resources.get(target_type, text(session.members, "TrafficMirrorTargetId"));
    const Resource& filter = resources.get(filter_type, text(session.members, "TrafficMirrorFilterId"));
    const Target goal = wanted_target(target, inventory);
    check_path(*source, goal, inventory);
    if (std::ranges::find(wanted.targets, goal.id, &Target::id) == wanted.targets.end())
        wanted.targets.push_back(goal);
    if (std::ranges::find(wanted.filters, filter.id, &Filter::id) == wanted.filters.end())
        wanted.filters.push_back(wanted_filter(filter, resources));
    wanted.sessions.push_back(wanted_session(session, target));
}

}  // namespace

Filter wanted_filter(const Resource& filter, const Resources& resources) {
    Filter wanted;
    wanted.id = filter.id;
    for (const Resource* rule : resources.rules_of(filter.id, "ingress"))
        wanted.ingress.push_back(wanted_rule(*rule));
    for (const Resource* rule : resources.rules_of(filter.id, "egress"))
        wanted.egress.push_back(wanted_rule(*rule));
    wanted.amazon_dns = holds(filter.members.at("NetworkServices"), "amazon-dns");
    return wanted;
}

Target wanted_target(const Resource& target, const Inventory& inventory) {
    const Json& members = target.members;
    if (members.contains("NetworkInterfaceId"))
        return interface_target(target.id, text(members, "NetworkInterfaceId"), inventory);
    if (members.contains("NetworkLoadBalancerArn")) {
        const auto arn = text(members, "NetworkLoadBalancerArn");
        return appliance_target(target.id, arn, inventory.find_load_balancer(arn), inventory);
    }
    const auto endpoint = text(members, "GatewayLoadBalancerEndpointId");
    return appliance_target(target.id, endpoint, inventory.find_endpoint(endpoint), inventory);
}

void check_source(const NetworkInterface& source) {
    if (!source.port)
        throw Error(
            "NetworkInterfaceNotSupported", source.id, "NetworkInterfaceId",
            source.id + " must be attached to a supported instance: it is behind no port of this NIC");
}

void check_path(const NetworkInterface& source, const Target& target, const Inventory& inventory) {
    const auto has = [&](bool v6) {
        return first_of(source.addresses, v6) &&
               std::ranges::any_of(target.addresses,
                                   [&](const TargetAddress& a) { return a.address.v6 == v6; });
    };
    if (has(false)) return;
    if (!has(true))
        throw Error("InvalidParameterValue", target.id, "TrafficMirrorTargetId",
                    "The target '" + target.id + "' has no address of a family that " + source.id +
                        " has an address of, so no copy can be sent to it");
    const auto port = inventory.port_mtus.find(source.port.value_or(0));
    const unsigned port_mtu = port == inventory.port_mtus.end() ? default_port_mtu : port->second;
    if (std::min(target.mtu, port_mtu) < least_ipv6_mtu)
        throw Error("InvalidParameterValue", target.id, "TrafficMirrorTargetId",
                    "Copies from " + source.id + " to the target '" + target.id +
                        "' would go over IPv6, which needs " + "an MTU of 1280; the inventory gives " +
                        std::to_string(std::min(target.mtu, port_mtu)));
}

Configuration build_configuration(const Resources& resources, const Inventory& inventory) {
    Configuration configuration;
    Wanted& wanted = configuration.wanted;
    wanted.port_mtus = port_mtus(inventory);
    wanted.never_copied = inventory.never_copied;
    wanted.resolvers = inventory.resolvers;
    for (const NetworkInterface& interface : inventory.interfaces)
        if (interface.port) wanted.interfaces.push_back(wanted_interface(interface));
    for (const Resource* session : resources.all(session_type)) {
        try {
            add_session(*session, resources, inventory, wanted);
        } catch (const Error& error) {
            configuration.left_out.push_back(session->id + " copies nothing: " + error.what());
        }
    }
    return configuration;
}

}  // namespace tain::service
