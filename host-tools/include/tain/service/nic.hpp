// SPDX-License-Identifier: Apache-2.0
// The NIC as the service sees it: something that takes a wanted configuration or refuses it.
#pragma once

#include <memory>

#include "tain/device.hpp"
#include "tain/register_bus.hpp"
#include "tain/service/inventory.hpp"
#include "tain/wanted.hpp"

namespace tain::service {

class Nic {
  public:
    Nic() = default;
    Nic(const Nic&) = delete;
    Nic& operator=(const Nic&) = delete;
    Nic(Nic&&) = delete;
    Nic& operator=(Nic&&) = delete;
    virtual ~Nic() = default;

    [[nodiscard]] virtual const Capabilities& capabilities() const = 0;
    /// Makes the NIC do what is wanted; what that changed. Throws tain::Error where it can't.
    virtual ApplyReport apply(const Wanted& wanted) = 0;
    /// True where what was applied outlives this process, so that it can differ from the store after a crash.
    [[nodiscard]] virtual bool keeps_state() const = 0;
};

/// The NIC that the inventory's `device` names, for this process alone until the object goes. `device: sim`
/// only checks that the default simulated NIC could hold what is wanted; no simulation runs.
std::unique_ptr<Nic> open_nic(const DeviceName& device);

/// The registers of that NIC, for this process alone until the object goes; waits a moment for another
/// process that has it. nullptr for `device: sim`, where nothing runs.
std::unique_ptr<RegisterBus> open_bus(const DeviceName& device);

}  // namespace tain::service
