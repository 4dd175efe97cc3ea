// SPDX-License-Identifier: Apache-2.0
// The mirror service as the daemon has it: one store, one inventory, one NIC, many threads. Reads go side by
// side; changes that concern the NIC wait for each other at the NIC.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "nic_keeper.hpp"
#include "tain/service/caller.hpp"
#include "tain/service/nic_status.hpp"
#include "tain/service/service.hpp"

namespace tain::daemon {

class Mirror {
  public:
    /// Reads the inventory and opens the store. Throws tain::Error where either can't be.
    Mirror(std::filesystem::path state, std::filesystem::path inventory, NicKeeper::BusOpener open_bus,
           NicKeeper::Applied applied);

    /// Carries out one operation, as Service::call.
    service::Json call(const service::Operation& operation, const service::Json& request,
                       const std::optional<service::Caller>& caller);

    /// As Service::export_resources and Service::import_resources, of all accounts.
    service::Json export_resources();
    service::Json import_resources(const service::Json& document, const service::ImportOptions& options);

    /// What the NIC does, and which sessions are in force.
    service::NicStatus status();

    /// Makes the NIC equal to the store; what that changed. Throws tain::Error where it can't be reached.
    ApplyReport synchronize();

    /// Reads the inventory anew and makes the NIC equal to what it now says; unchanged sessions go on
    /// undisturbed. Throws tain::Error, and then the old inventory stays. Another `device` needs a new start.
    ApplyReport reload();

    /// Looks after the NIC: what was reset, or went and came back, is made equal to the store again. What
    /// there is to tell, if anything changed since the last look.
    struct Watched {
        std::optional<std::string> trouble;   ///< why sessions are not in force; absent: they are
        std::optional<ApplyReport> restored;  ///< what it took to put them in force again
    };
    std::optional<Watched> watch();

    /// Why sessions are not in force, as the last look found; absent: they are.
    std::optional<std::string> trouble();

    [[nodiscard]] std::shared_ptr<const service::Inventory> inventory();
    [[nodiscard]] NicKeeper& nic() { return nic_; }
    /// How many there are, of all accounts.
    std::size_t sessions();

  private:
    /// A connection to the store and the service on it, for one thread at a time.
    struct Desk {
        std::unique_ptr<service::Store> store;
        std::shared_ptr<const service::Inventory> inventory;
        std::unique_ptr<service::Service> service;
    };
    /// A desk that goes back to the others when the object goes.
    class Seat;

    std::unique_ptr<Desk> take_desk();

    const std::filesystem::path state_;
    const std::filesystem::path inventory_file_;
    std::mutex mutex_;  // of what follows
    std::shared_ptr<const service::Inventory> inventory_;
    std::vector<std::unique_ptr<Desk>> desks_;
    std::optional<std::string> trouble_;
    NicKeeper nic_;
};

}  // namespace tain::daemon
