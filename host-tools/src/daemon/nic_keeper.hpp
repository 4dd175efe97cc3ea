// SPDX-License-Identifier: Apache-2.0
// The NIC while the daemon runs: opened once and held, so that no other process can change it; opened again
// when it went and came back.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "tain/device.hpp"
#include "tain/error.hpp"
#include "tain/register_bus.hpp"
#include "tain/service/inventory.hpp"
#include "tain/service/nic.hpp"

namespace tain::daemon {

/// True where an error says that the NIC does not answer as it should now, but may again; false where it
/// can't do what it was asked for.
bool is_out_of_reach(const Error& error);

/// May be used by several threads; one at a time has the NIC.
class NicKeeper {
  public:
    using BusOpener = std::function<std::unique_ptr<RegisterBus>(const service::DeviceName&)>;

    /// Told of each change of the NIC's tables: how long it took, and whether it succeeded.
    using Applied = std::function<void(std::chrono::duration<double> time, bool succeeded)>;

    /// Nothing is opened before the first `lend`.
    NicKeeper(service::DeviceName device, BusOpener open_bus, Applied applied);

    /// The NIC for one change; whoever else wants it waits until the object goes. Throws tain::Error where it
    /// can't be reached.
    std::unique_ptr<service::Nic> lend();

    /// The NIC for one look, as `lend`; nullptr where nothing runs (device: sim).
    std::shared_ptr<Device> device();

    /// The counters of what the NIC was last made to do. Throws as Device::read_counters; nullopt where
    /// nothing runs (device: sim).
    std::optional<Counters> read_counters();

    /// Why the NIC does not do what it was last made to do; nullopt: it does. A NIC that is gone is let go,
    /// so that the next look opens it again.
    std::optional<std::string> trouble();

    /// What was reached; nullopt before that, and where nothing runs.
    std::optional<Capabilities> capabilities();

    [[nodiscard]] bool is_simulated() const {
        return device_name_.kind == service::DeviceName::Kind::simulated;
    }

  private:
    class Lent;

    void open();
    void let_go();

    const service::DeviceName device_name_;
    const BusOpener open_bus_;
    const Applied applied_;
    std::mutex mutex_;
    std::unique_ptr<RegisterBus> bus_;
    std::unique_ptr<Device> device_;
};

}  // namespace tain::daemon
