// SPDX-License-Identifier: Apache-2.0
// What the NIC does of what the store says: session by session, with its counters.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tain/device.hpp"
#include "tain/service/inventory.hpp"
#include "tain/service/store.hpp"

namespace tain::service {

struct SessionStatus {
    std::string id;
    std::string interface;
    std::string filter;
    std::string target;
    std::uint32_t number = 0;
    std::optional<std::string> trouble;     ///< why it is not in force; absent: it is
    std::vector<SessionCounters> counters;  ///< by direction; empty where the NIC does not hold it
};

struct NicStatus {
    std::string device;                  ///< as the inventory names it
    std::optional<std::string> trouble;  ///< why the NIC can't be looked at, or does not do what it should
    std::optional<Capabilities> capabilities;  ///< absent: no NIC was reached
    std::string version;                       ///< of its register map
    bool programmed = false;
    std::vector<Difference> differences;
    Counters counters;
    std::vector<SessionStatus> sessions;  ///< every one of the store, in the order of creation
};

/// Looks at the NIC without changing it. `open` gives it, for this caller alone as long as the pointer lives;
/// nullptr where nothing runs (device: sim). A NIC that can't be reached is part of the answer.
NicStatus read_nic_status(Store& store, const Inventory& inventory,
                          const std::function<std::shared_ptr<Device>()>& open);

/// The device that the inventory names, for this process alone as long as the pointer lives; nullptr for
/// device: sim. Throws as open_bus.
std::shared_ptr<Device> open_device(const DeviceName& device);

/// "session tms-… is missing".
std::string difference_text(const Difference& difference);

}  // namespace tain::service
