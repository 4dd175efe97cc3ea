// SPDX-License-Identifier: Apache-2.0
// Network interfaces as EC2 shows them, as far as the inventory knows: no instance, no subnet, no groups. One
// behind a port of the NIC is attached there; one elsewhere is merely available.
#include <algorithm>
#include <set>

#include "describe.hpp"
#include "tain/error.hpp"

namespace tain::service {
namespace {

Json addresses_of(const NetworkInterface& interface, bool v6) {
    Json addresses = Json::array();
    for (const IpAddress& address : interface.addresses) {
        if (address.v6 != v6) continue;
        Json entry{{v6 ? "Ipv6Address" : "PrivateIpAddress", to_string(address)}};
        if (!v6) entry["Primary"] = addresses.empty();
        addresses.push_back(std::move(entry));
    }
    return addresses;
}

Json attachment_of(const NetworkInterface& interface) {
    return {{"DeleteOnTermination", false},
            {"DeviceIndex", *interface.port},
            {"NetworkCardIndex", 0},
            {"InstanceOwnerId", interface.account},
            {"Status", "attached"}};
}

Json members_of(const NetworkInterface& interface) {
    Json members{{"Description", ""},
                 {"Groups", Json::array()},
                 {"InterfaceType", "interface"},
                 {"Ipv6Addresses", addresses_of(interface, true)},
                 {"MacAddress", to_string(interface.source_mac)},
                 {"NetworkInterfaceId", interface.id},
                 {"OwnerId", interface.account},
                 {"PrivateIpAddresses", addresses_of(interface, false)},
                 {"RequesterManaged", false},
                 {"SourceDestCheck", false},
                 {"Status", interface.port ? "in-use" : "available"},
                 {"TagSet", Json::array()}};
    if (interface.port) members["Attachment"] = attachment_of(interface);
    if (!members["PrivateIpAddresses"].empty())
        members["PrivateIpAddress"] = members["PrivateIpAddresses"][0]["PrivateIpAddress"];
    if (!members["Ipv6Addresses"].empty())
        members["Ipv6Address"] = members["Ipv6Addresses"][0]["Ipv6Address"];
    return members;
}

}  // namespace

std::vector<Item> list_network_interfaces(const Call& call) {
    std::set<std::string> ids;
    for (const Json& id : call.request.value("NetworkInterfaceIds", Json::array())) {
        const auto text = id.get<std::string>();
        if (seen(call, call.inventory.find_interface(text)) == nullptr)
            throw Error("InvalidNetworkInterfaceID.NotFound", text, "NetworkInterfaceIds",
                        "The interface '" + text + "' (NetworkInterfaceIds) does not exist");
        ids.insert(text);
    }
    std::vector<Item> items;
    for (const NetworkInterface& interface : call.inventory.interfaces)
        if (seen(call, &interface) != nullptr && (ids.empty() || ids.contains(interface.id)))
            items.push_back({interface.id, members_of(interface)});
    std::ranges::sort(items, {}, &Item::place);
    return items;
}

}  // namespace tain::service
