// SPDX-License-Identifier: Apache-2.0
#include "tain/service/nic.hpp"

#include <chrono>
#include <thread>

#include "tain/error.hpp"
#include "tain/pci_bus.hpp"
#include "tain/socket_bus.hpp"

namespace tain::service {
namespace {

/// Only the sizes of the default simulated NIC: `tain simulate` programs one from the store when it runs.
class SimulatedSizes final : public Nic {
  public:
    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    ApplyReport apply(const Wanted&) override { return {}; }
    [[nodiscard]] bool keeps_state() const override { return false; }

  private:
    Capabilities capabilities_ = default_capabilities();
};

/// A NIC behind a register bus, which is this process's alone while the object lives.
class BusNic final : public Nic {
  public:
    explicit BusNic(std::unique_ptr<RegisterBus> bus) : bus_(std::move(bus)), device_(*bus_) {}
    [[nodiscard]] const Capabilities& capabilities() const override { return device_.capabilities(); }
    ApplyReport apply(const Wanted& wanted) override { return device_.apply(wanted); }
    [[nodiscard]] bool keeps_state() const override { return true; }

  private:
    std::unique_ptr<RegisterBus> bus_;
    Device device_;
};

/// Another change may be under way, which takes milliseconds; a NIC that is held longer than that is refused.
template <typename Open>
std::unique_ptr<RegisterBus> open_when_free(Open open) {
    constexpr int attempts = 100;
    constexpr std::chrono::milliseconds pause(20);
    for (int attempt = 1;; ++attempt) {
        try {
            return open();
        } catch (const Error& error) {
            if (error.code() != "NicBusy" || attempt == attempts) throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace

std::unique_ptr<RegisterBus> open_bus(const DeviceName& device) {
    switch (device.kind) {
        case DeviceName::Kind::simulated:
            return nullptr;
        case DeviceName::Kind::pci:
            return open_when_free([&] { return open_pci(device.address); });
        case DeviceName::Kind::socket:
            return open_when_free([&] { return open_socket(device.address); });
    }
    return nullptr;
}

std::unique_ptr<Nic> open_nic(const DeviceName& device) {
    std::unique_ptr<RegisterBus> bus = open_bus(device);
    if (!bus) return std::make_unique<SimulatedSizes>();
    return std::make_unique<BusNic>(std::move(bus));
}

}  // namespace tain::service
