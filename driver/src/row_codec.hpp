// SPDX-License-Identifier: Apache-2.0
// A table row as the words that stand in the `data` registers, and its fields by name. Promise: no other file
// shifts bits of a row.
#pragma once

#include <array>
#include <cstdint>

#include "tain/addresses.hpp"
#include "tain/registers.hpp"

namespace tain {

struct Row {
    std::array<std::uint32_t, registers::row_words> words{};
    bool operator==(const Row&) const = default;
};

/// A field of the rule key where it stands inside a rule row: `outer` is the row's `value` or `mask`.
constexpr registers::Field within(registers::Field outer, registers::Field inner) {
    return {outer.lsb + inner.lsb, inner.width};
}

/// Fields of at most 64 bits.
void set_field(Row& row, registers::Field field, std::uint64_t value);
std::uint64_t get_field(const Row& row, registers::Field field);

/// Every bit of a field of any width from `from` (counted from the field's lowest bit) for `count` bits:
/// to 1.
void set_ones(Row& row, registers::Field field, unsigned from, unsigned count);

void set_mac(Row& row, registers::Field field, const MacAddress& mac);

/// The address's last `field.width` bits, so IPv4 addresses fit 32-bit fields and stand lowest in 128-bit
/// ones.
void set_address(Row& row, registers::Field field, const IpAddress& address);

}  // namespace tain
