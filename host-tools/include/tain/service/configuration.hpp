// SPDX-License-Identifier: Apache-2.0
// From objects and inventory to the wanted configuration of the NIC: addresses, next hops, MTUs and defaults
// are resolved here, once.
#pragma once

#include <string>
#include <vector>

#include "tain/service/inventory.hpp"
#include "tain/service/resources.hpp"
#include "tain/wanted.hpp"

namespace tain::service {

struct Configuration {
    Wanted wanted;
    /// Why a session is not part of it, one line each: the inventory no longer has what it needs.
    std::vector<std::string> left_out;
};

/// Every session that can work, with the filters and targets that they use and all local interfaces.
Configuration build_configuration(const Resources& resources, const Inventory& inventory);

/// The filter with its rules as plain values.
Filter wanted_filter(const Resource& filter, const Resources& resources);

/// The target's addresses with the MAC addresses that lead to them. Throws tain::Error where the inventory
/// has no such thing, or no next hop for one of its addresses.
Target wanted_target(const Resource& target, const Inventory& inventory);

/// Throws tain::Error where the interface can't be a source, or where no address family leads from it to the
/// target.
void check_source(const NetworkInterface& source);
void check_path(const NetworkInterface& source, const Target& target, const Inventory& inventory);

}  // namespace tain::service
