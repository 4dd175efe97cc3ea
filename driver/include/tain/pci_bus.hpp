// SPDX-License-Identifier: Apache-2.0
// The registers of a NIC in a PCIe slot: one of its BARs, mapped through sysfs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tain/error.hpp"
#include "tain/register_bus.hpp"

namespace tain {

/// Where in the card the NIC's registers are (shells differ), and where this host keeps things.
struct PciOptions {
    unsigned resource = 2;     ///< number of the BAR
    std::uint64_t offset = 0;  ///< of the registers inside it, a multiple of 4
    std::string sysfs = "/sys";
    std::string lock_folder = "/run/lock";
};

/// Maps the BAR of the PCI function at `address` ("0000:03:00.0") and holds a lock on it until it is
/// destroyed. Throws tain::Error: InvalidParameterValue (no PCI address), NicNotFound (no such function or
/// BAR, or the BAR is too small), NicPermission (not allowed to open it), NicBusy (another process has it;
/// its pid is named).
std::unique_ptr<RegisterBus> open_pci(const std::string& address, const PciOptions& options = {});

}  // namespace tain
