// SPDX-License-Identifier: Apache-2.0
// How captures are played into a simulated NIC of default size, as the inventory says what is wired to it.
#pragma once

#include "tain/service/inventory.hpp"
#include "tain/sim/capture_player.hpp"
#include "tain/wanted.hpp"

namespace tain::commands {

/// Addresses of the `mac: any` interfaces that are local.
sim::OwnAddresses own_addresses(const service::Inventory& inventory);

/// Lossless, for these interfaces and MTUs.
sim::PlayOptions play_options(const Wanted& wanted, const service::Inventory& inventory);

}  // namespace tain::commands
