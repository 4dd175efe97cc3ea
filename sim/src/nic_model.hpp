// SPDX-License-Identifier: Apache-2.0
// One Verilated NIC behind plain pointers to its pins, so that all sizes and widths are driven by the same
// code.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tain::sim {

/// The pins of one kind of stream for all ports: port p owns slice p of each. Memory is little-endian and
/// contiguous, whatever type the Verilated model gives a pin.
struct StreamPins {
    std::uint8_t* tdata = nullptr;
    std::uint8_t* tkeep = nullptr;
    std::uint8_t* tvalid = nullptr;
    std::uint8_t* tready = nullptr;
    std::uint8_t* tlast = nullptr;
    std::uint8_t* tuser = nullptr;
    std::uint8_t* tuser_error = nullptr;
    // Towards the wire only:
    std::uint8_t* tuser_copy = nullptr;
    std::uint8_t* tuser_direction = nullptr;
    std::uint8_t* tuser_length = nullptr;
};

struct RegisterPins {
    std::uint32_t* awaddr = nullptr;
    std::uint8_t* awvalid = nullptr;
    std::uint8_t* awready = nullptr;
    std::uint32_t* wdata = nullptr;
    std::uint8_t* wvalid = nullptr;
    std::uint8_t* wready = nullptr;
    std::uint8_t* bvalid = nullptr;
    std::uint8_t* bready = nullptr;
    std::uint32_t* araddr = nullptr;
    std::uint8_t* arvalid = nullptr;
    std::uint8_t* arready = nullptr;
    std::uint32_t* rdata = nullptr;
    std::uint8_t* rvalid = nullptr;
    std::uint8_t* rready = nullptr;
};

struct NicPins {
    std::uint8_t* clk = nullptr;
    std::uint8_t* rst = nullptr;
    StreamPins from_wire;
    StreamPins to_host;
    StreamPins from_host;
    StreamPins to_wire;
    StreamPins copies;  ///< of a NIC with a port of their own for them; silent on others
    std::uint8_t* judged_valid = nullptr;
    std::uint8_t* judged_copied = nullptr;
    std::uint8_t* judged_dropped = nullptr;
    RegisterPins registers;
};

class NicModel {
  public:
    NicModel() = default;
    NicModel(const NicModel&) = delete;
    NicModel& operator=(const NicModel&) = delete;
    NicModel(NicModel&&) = delete;
    NicModel& operator=(NicModel&&) = delete;
    virtual ~NicModel() = default;

    virtual NicPins pins() = 0;
    virtual void eval() = 0;
    /// From now on the RTL's assertions count, where the model has them: what no reset sets may break them
    /// before the first reset has gone through.
    virtual void check_assertions() = 0;
    /// Asked for at most once, before the first eval().
    virtual void open_wave(const std::string& path) = 0;
    virtual void dump_wave(std::uint64_t time) = 0;

    /// All that it holds, its pins too, for restore(). std::logic_error where Verilator was not told
    /// --savable.
    virtual std::vector<std::uint8_t> save() = 0;
    virtual void restore(const std::vector<std::uint8_t>& state) = 0;
};

/// initial: chooses the values of what no reset sets.
using MakeNicModel = std::unique_ptr<NicModel> (*)(bool with_wave, std::uint32_t initial);

inline bool get_bit(const std::uint8_t* vector, unsigned bit) {
    return (vector[bit / 8] >> (bit % 8) & 1U) != 0;
}

inline void set_bit(std::uint8_t* vector, unsigned bit, bool value) {
    const unsigned mask = 1U << (bit % 8);
    vector[bit / 8] = static_cast<std::uint8_t>((vector[bit / 8] & ~mask) | (value ? mask : 0U));
}

}  // namespace tain::sim
