// SPDX-License-Identifier: Apache-2.0
// The pins of rule_bench as plain values, the same for all its sizes. Names are those of rule_bench.sv.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <ostream>
#include <vector>

namespace tain::rtl_test {

struct RuleSizes {
    const char* name;
    unsigned slots, rules_per_slot, stride, key_width;
    [[nodiscard]] unsigned rules() const { return slots * rules_per_slot; }
};
inline std::ostream& operator<<(std::ostream& out, const RuleSizes& sizes) {
    return out << sizes.name;
}

struct RulePins {
    static constexpr unsigned reads = 4;
    // in
    bool rst = false, write = false, occupy = false, erase = false, read = false, read_occupied = false;
    std::uint8_t table_id = 0, word = 0;
    std::uint16_t index = 0;
    std::uint32_t data = 0;
    bool rebuild = false, key_valid = false;
    std::array<std::uint32_t, 11> key{};
    std::array<std::uint16_t, reads> slot{};
    bool alone_in_force = false;
    std::array<std::uint32_t, 3> alone_match{};
    std::array<std::uint16_t, reads> alone_slot{};

    // out
    std::uint32_t answer = 0;
    bool row_busy = false, rebuilding = false, in_force = false;
    std::array<std::uint32_t, 18> match{};
    std::uint8_t matched = 0, accept = 0;  // by read
    std::array<std::uint16_t, reads> rule{}, counter{};
    std::uint8_t alone_matched = 0;
    std::array<std::uint16_t, reads> alone_rule{};
};

// A Verilated rule_bench. A clock: set the pins that go in, settle(), look at those that come out, tick().
class RuleBench {
  public:
    virtual ~RuleBench() = default;
    virtual void settle() = 0;
    virtual void tick() = 0;

    RulePins pins;
};

// The sizes of the NICs that are simulated, those of a small FPGA, and the shortest and the longest key.
inline constexpr std::array rule_sizes{
    RuleSizes{"standard", 36, 16, 5, 330}, RuleSizes{"small", 10, 4, 5, 306},
    RuleSizes{"ecp5", 4, 16, 4, 306},      RuleSizes{"shortest", 2, 4, 5, 299},
    RuleSizes{"longest", 5, 4, 5, 352},
};
std::unique_ptr<RuleBench> make_rule_bench(const RuleSizes& sizes);

}  // namespace tain::rtl_test
