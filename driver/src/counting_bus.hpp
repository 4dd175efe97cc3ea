// SPDX-License-Identifier: Apache-2.0
// A register bus that counts its accesses, for the report of what a change cost.
#pragma once

#include <cstdint>

#include "tain/register_bus.hpp"

namespace tain {

class CountingBus final : public RegisterBus {
  public:
    explicit CountingBus(RegisterBus& bus) : bus_(&bus) {}

    std::uint32_t read32(std::uint32_t address) override {
        ++reads_;
        return bus_->read32(address);
    }
    void write32(std::uint32_t address, std::uint32_t value) override {
        ++writes_;
        bus_->write32(address, value);
    }

    [[nodiscard]] std::uint64_t reads() const { return reads_; }
    [[nodiscard]] std::uint64_t writes() const { return writes_; }

  private:
    RegisterBus* bus_;
    std::uint64_t reads_ = 0;
    std::uint64_t writes_ = 0;
};

}  // namespace tain
