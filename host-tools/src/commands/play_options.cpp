// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/play_options.hpp"

#include "tain/device.hpp"

namespace tain::commands {

sim::OwnAddresses own_addresses(const service::Inventory& inventory) {
    sim::OwnAddresses own;
    for (const service::NetworkInterface& interface : inventory.interfaces)
        if (interface.port && !interface.mac) own[interface.id] = interface.addresses;
    return own;
}

sim::PlayOptions play_options(const Wanted& wanted, const service::Inventory& inventory) {
    const Capabilities sizes = default_capabilities();
    sim::PlayOptions options;
    options.wanted = wanted;
    options.own_addresses = own_addresses(inventory);
    options.buffer_bytes = sizes.buffer_bytes;
    options.buffer_copies = sizes.buffer_copies;
    return options;
}

}  // namespace tain::commands
