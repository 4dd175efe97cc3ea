// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "tain/service/host.hpp"

namespace tain::service {
namespace {

class LocalHost final : public Host {
  public:
    LocalHost(const std::filesystem::path& state, Service::InventorySource inventory)
        : inventory_(std::move(inventory)),
          store_(open_sqlite_store(state)),
          service_(*store_, inventory_, [this] { return open_nic(inventory_().device); }) {}

    Json call(const Operation& operation, const Json& request) override {
        return service_.call(operation, request);
    }
    ApplyReport synchronize() override { return service_.synchronize(); }
    Json export_resources() override { return service_.export_resources(); }
    Json import_resources(const Json& document, const ImportOptions& options) override {
        return service_.import_resources(document, options);
    }
    NicStatus status() override {
        const Inventory& inventory = inventory_();
        return read_nic_status(*store_, inventory, [&] { return open_device(inventory.device); });
    }

  private:
    Service::InventorySource inventory_;
    std::unique_ptr<Store> store_;
    Service service_;
};

}  // namespace

std::unique_ptr<Host> open_local_host(const std::filesystem::path& state,
                                      Service::InventorySource inventory) {
    return std::make_unique<LocalHost>(state, std::move(inventory));
}

}  // namespace tain::service
