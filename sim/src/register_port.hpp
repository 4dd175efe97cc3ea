// SPDX-License-Identifier: Apache-2.0
// The master of the AXI4-Lite port: one access at a time, its handshakes taken as the clock goes by.
#pragma once

#include <cstdint>

#include "nic_model.hpp"

namespace tain::sim {

class RegisterPort {
  public:
    explicit RegisterPort(const RegisterPins& pins) : pins_(pins) { clear(); }

    void start_read(std::uint32_t address);
    void start_write(std::uint32_t address, std::uint32_t value);
    [[nodiscard]] bool busy() const { return waiting_r_ || waiting_b_; }
    [[nodiscard]] std::uint32_t read_value() const { return value_; }

    /// Before the clock edge: puts the wanted valids on the pins.
    void drive();
    /// Once the outputs have settled.
    void sample();
    void clear();

  private:
    RegisterPins pins_;
    bool offer_ar_ = false, offer_aw_ = false, offer_w_ = false;
    bool waiting_r_ = false, waiting_b_ = false;
    std::uint32_t value_ = 0;
};

}  // namespace tain::sim
