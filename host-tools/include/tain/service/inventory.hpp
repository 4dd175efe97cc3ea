// SPDX-License-Identifier: Apache-2.0
// The operator's file that says what is wired to the NIC: which interfaces sit behind its ports, what else
// copies can be sent to, and what the service allows.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tain/addresses.hpp"
#include "tain/wanted.hpp"

namespace tain::service {

struct NetworkInterface {
    std::string id;
    std::string account;
    std::optional<unsigned> port;   ///< absent: elsewhere, a target only
    std::optional<MacAddress> mac;  ///< absent = `any`
    MacAddress source_mac;          ///< `mac` itself unless that is `any`
    std::vector<IpAddress> addresses;
    unsigned mtu = 0;
};

/// A load balancer (named by its ARN) or an endpoint (named by its id): somewhere else that copies can be
/// sent to.
struct Appliance {
    std::string name;
    std::string account;
    std::vector<IpAddress> addresses;
    unsigned mtu = 0;
};

struct NextHop {
    Prefix prefix;
    MacAddress mac;
};

/// EC2's own limits where the inventory says nothing else.
struct Quotas {
    unsigned sessions = 10000;
    unsigned filters = 10000;
    unsigned targets = 10000;
    unsigned sessions_per_interface = 3;
    unsigned rules_per_filter = 10;
    unsigned sources_per_target_interface = 10;
};

/// What `device` names.
struct DeviceName {
    enum class Kind { simulated, socket, pci };
    Kind kind = Kind::simulated;
    std::string address;  ///< of the socket or the PCI function
};

struct Inventory {
    std::string account = "000000000000";
    std::string region = "local-1";
    DeviceName device;
    std::map<unsigned, unsigned> port_mtus;
    std::vector<NetworkInterface> interfaces;
    std::vector<Appliance> load_balancers;
    std::vector<Appliance> endpoints;
    std::vector<NextHop> next_hops;
    std::vector<IpAddress> resolvers;
    std::set<NeverCopied> never_copied{NeverCopied::dhcp, NeverCopied::metadata, NeverCopied::ntp,
                                       NeverCopied::windows_activation};
    Quotas quotas;

    /// nullptr where the inventory has no such thing.
    [[nodiscard]] const NetworkInterface* find_interface(std::string_view id) const;
    [[nodiscard]] const Appliance* find_load_balancer(std::string_view arn) const;
    [[nodiscard]] const Appliance* find_endpoint(std::string_view id) const;
};

/// Reads an inventory. Throws tain::Error(InvalidInventory) that names the file, the line and the key:
/// "tain.yaml:12: interfaces[1].mac: ...".
Inventory read_inventory(const std::filesystem::path& file);
/// The same from a text; `name` stands for the file in errors.
Inventory parse_inventory(const std::string& text, const std::string& name);

}  // namespace tain::service
