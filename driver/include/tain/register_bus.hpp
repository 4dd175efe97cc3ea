// SPDX-License-Identifier: Apache-2.0
// The only way to a NIC: 32-bit registers (design section 5). Implementations are the PCIe BAR, the simulated
// NIC in this process, and whatever a card's shell offers.
#pragma once

#include <cstdint>

namespace tain {

class RegisterBus {
  public:
    RegisterBus() = default;
    RegisterBus(const RegisterBus&) = delete;
    RegisterBus& operator=(const RegisterBus&) = delete;
    RegisterBus(RegisterBus&&) = delete;
    RegisterBus& operator=(RegisterBus&&) = delete;
    virtual ~RegisterBus() = default;

    /// address: byte address inside the NIC's 1 MiB, a multiple of 4. A card that is gone reads as all ones.
    virtual std::uint32_t read32(std::uint32_t address) = 0;
    virtual void write32(std::uint32_t address, std::uint32_t value) = 0;
};

}  // namespace tain
