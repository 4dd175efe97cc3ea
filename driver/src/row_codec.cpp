// SPDX-License-Identifier: Apache-2.0
#include "row_codec.hpp"

#include <cstddef>

namespace tain {
namespace {

void set_bit(Row& row, unsigned bit, bool value) {
    const std::uint32_t mask = 1U << (bit % 32);
    std::uint32_t& word = row.words.at(bit / 32);
    word = value ? (word | mask) : (word & ~mask);
}

bool get_bit(const Row& row, unsigned bit) {
    return ((row.words.at(bit / 32) >> (bit % 32)) & 1U) != 0;
}

/// Bytes in the order in which they are sent; the last one stands in the field's lowest bits.
template <std::size_t N>
void set_bytes(Row& row, registers::Field field, const std::array<std::uint8_t, N>& bytes) {
    for (unsigned bit = 0; bit < field.width; ++bit) {
        const unsigned byte = bytes[N - 1 - bit / 8];
        set_bit(row, field.lsb + bit, ((byte >> (bit % 8)) & 1U) != 0);
    }
}

}  // namespace

void set_field(Row& row, registers::Field field, std::uint64_t value) {
    for (unsigned bit = 0; bit < field.width; ++bit)
        set_bit(row, field.lsb + bit, ((value >> bit) & 1U) != 0);
}

std::uint64_t get_field(const Row& row, registers::Field field) {
    std::uint64_t value = 0;
    for (unsigned bit = 0; bit < field.width; ++bit) {
        value |= static_cast<std::uint64_t>(get_bit(row, field.lsb + bit)) << bit;
    }
    return value;
}

void set_ones(Row& row, registers::Field field, unsigned from, unsigned count) {
    for (unsigned bit = from; bit < from + count; ++bit) set_bit(row, field.lsb + bit, true);
}

void set_mac(Row& row, registers::Field field, const MacAddress& mac) {
    set_bytes(row, field, mac.bytes);
}

void set_address(Row& row, registers::Field field, const IpAddress& address) {
    set_bytes(row, field, address.bytes);
}

}  // namespace tain
