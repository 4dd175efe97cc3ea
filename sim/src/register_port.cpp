// SPDX-License-Identifier: Apache-2.0
#include "register_port.hpp"

namespace tain::sim {

void RegisterPort::start_read(std::uint32_t address) {
    *pins_.araddr = address;
    offer_ar_ = true;
    waiting_r_ = true;
}

void RegisterPort::start_write(std::uint32_t address, std::uint32_t value) {
    *pins_.awaddr = address;
    *pins_.wdata = value;
    offer_aw_ = true;
    offer_w_ = true;
    waiting_b_ = true;
}

void RegisterPort::drive() {
    set_bit(pins_.arvalid, 0, offer_ar_);
    set_bit(pins_.awvalid, 0, offer_aw_);
    set_bit(pins_.wvalid, 0, offer_w_);
    set_bit(pins_.rready, 0, true);
    set_bit(pins_.bready, 0, true);
}

void RegisterPort::sample() {
    if (get_bit(pins_.arready, 0)) offer_ar_ = false;
    if (get_bit(pins_.awready, 0)) offer_aw_ = false;
    if (get_bit(pins_.wready, 0)) offer_w_ = false;
    if (get_bit(pins_.bvalid, 0)) waiting_b_ = false;
    if (waiting_r_ && get_bit(pins_.rvalid, 0)) {
        waiting_r_ = false;
        value_ = *pins_.rdata;
    }
}

void RegisterPort::clear() {
    offer_ar_ = offer_aw_ = offer_w_ = waiting_r_ = waiting_b_ = false;
    drive();
}

}  // namespace tain::sim
