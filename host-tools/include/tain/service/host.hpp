// SPDX-License-Identifier: Apache-2.0
// The mirror of this host, whoever has its store and its NIC: this process, or a taind that runs.
#pragma once

#include <filesystem>
#include <memory>

#include "tain/device.hpp"
#include "tain/service/api.hpp"
#include "tain/service/nic_status.hpp"
#include "tain/service/resource_document.hpp"
#include "tain/service/service.hpp"

namespace tain::service {

class Host : public Api {
  public:
    /// As Service::synchronize.
    virtual ApplyReport synchronize() = 0;
    /// As Service::export_resources.
    virtual Json export_resources() = 0;
    /// As Service::import_resources.
    virtual Json import_resources(const Json& document, const ImportOptions& options) = 0;
    /// What the NIC does, and which sessions are in force.
    virtual NicStatus status() = 0;
};

/// The one in this process. The inventory, which must outlive it, is read by whatever needs it.
std::unique_ptr<Host> open_local_host(const std::filesystem::path& state, Service::InventorySource inventory);

}  // namespace tain::service
