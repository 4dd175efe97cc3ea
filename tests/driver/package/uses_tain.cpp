// SPDX-License-Identifier: Apache-2.0
// Includes every installed header and asks for a NIC where there is none. Exit code 0: it was told so.
#include <iostream>

#include "tain/addresses.hpp"
#include "tain/device.hpp"
#include "tain/error.hpp"
#include "tain/pci_bus.hpp"
#include "tain/register_bus.hpp"
#include "tain/registers.hpp"
#include "tain/wanted.hpp"

namespace {

/// A slot without a card.
class EmptySlot final : public tain::RegisterBus {
  public:
    std::uint32_t read32(std::uint32_t) override { return 0xFFFFFFFF; }
    void write32(std::uint32_t, std::uint32_t) override {}
};

}  // namespace

int main() {
    EmptySlot slot;
    try {
        const tain::Device device(slot);
    } catch (const tain::Error& error) {
        std::cout << error.what() << '\n';
        return error.code() == "NicGone" ? 0 : 1;
    }
    return 1;
}
