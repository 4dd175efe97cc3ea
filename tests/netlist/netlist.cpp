// SPDX-License-Identifier: Apache-2.0
#include "netlist.hpp"

#include <bit>

namespace tain::netlist {
namespace {

constexpr unsigned row_bits = 36;  // of a block RAM: four bytes of nine
constexpr unsigned pin_bits = 18;

std::uint64_t ones(unsigned bits) {
    return (std::uint64_t{1} << bits) - 1;
}

/// Where in its row a port's bits begin. A port of 4 bits or fewer leaves the ninth bit of each byte alone.
unsigned place(unsigned width, std::uint64_t address) {
    const auto byte = static_cast<unsigned>(address >> 3 & 3) * 9;
    switch (width) {
        case 36:
            return 0;
        case 18:
            return (address >> 4 & 1) != 0 ? 18 : 0;
        case 9:
            return byte;
        case 4:
            return byte + static_cast<unsigned>(address & 4);
        case 2:
            return byte + static_cast<unsigned>(address & 6);
        default:
            return byte + static_cast<unsigned>(address & 7);
    }
}

/// Which bits a write writes, before they are moved to their place: wide ports have an enable for each byte
/// on their lowest address pins.
std::uint64_t written(unsigned width, std::uint64_t address) {
    if (width < 18) return ones(width);
    std::uint64_t bits = 0;
    for (unsigned byte = 0; byte < width / 9; ++byte) {
        if ((address >> byte & 1) != 0) bits |= ones(9) << (9 * byte);
    }
    return bits;
}

}  // namespace

Netlist::Netlist(std::shared_ptr<const Circuit> circuit, std::uint32_t initial)
    : circuit_(std::move(circuit)),
      value_(circuit_->nets),
      ram_(circuit_->rams.size()),
      block_ram_(circuit_->block_rams.size()),
      behind_((circuit_->steps.size() + circuit_->groups.size() + 63) / 64, ~std::uint64_t{0}) {
    std::mt19937_64 random(initial);
    for (std::uint8_t& value : value_) value = random() & 1;
    value_[0] = 0;
    value_[1] = 1;
    for (auto& ram : ram_) {
        for (std::uint8_t& word : ram) word = random() & 15;
    }
    for (BlockRamState& state : block_ram_) {
        for (std::uint64_t& row : state.rows) row = random() & ones(row_bits);
        state.a = random() & ones(row_bits);
        state.b = random() & ones(row_bits);
    }
}

unsigned Netlist::table(const std::array<Net, 4>& in, unsigned init) const {
    const std::uint8_t* value = value_.data();
    const unsigned chosen = value[in[0]] | value[in[1]] << 1U | value[in[2]] << 2U | value[in[3]] << 3U;
    return init >> chosen & 1U;
}

template <std::size_t Bits>
std::uint64_t Netlist::number(const std::array<Net, Bits>& nets) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < Bits; ++i) value |= std::uint64_t{value_[nets[i]]} << i;
    return value;
}

void Netlist::change(Net net) {
    value_[net] ^= 1U;
    const std::uint32_t end = circuit_->first_reader[net + 1];
    for (std::uint32_t i = circuit_->first_reader[net]; i < end; ++i) {
        const std::uint32_t reader = circuit_->readers[i];
        behind_[reader / 64] |= std::uint64_t{1} << (reader % 64);
    }
}

void Netlist::drive(Net first, unsigned bits, std::uint64_t value) {
    for (unsigned i = 0; i < bits; ++i) set(first + i, (value >> i & 1) != 0);
}

void Netlist::settle() {
    // Who follows a step stands behind it.
    const std::size_t steps = circuit_->steps.size();
    for (std::size_t word = 0; word * 64 < steps; ++word) {
        while (behind_[word] != 0) {
            const std::size_t step = word * 64 + static_cast<unsigned>(std::countr_zero(behind_[word]));
            if (step >= steps) break;
            behind_[word] &= behind_[word] - 1;
            settle(step);
        }
    }
}

void Netlist::settle(std::size_t number_of_step) {
    const Step& step = circuit_->steps[number_of_step];
    switch (step.kind) {
        case Step::Kind::table: {
            const Table& each = circuit_->tables[step.index];
            set(step.first, table(each.in, each.init) != 0);
            break;
        }
        case Step::Kind::carry:
            settle_carry(circuit_->carries[step.index], step.first);
            break;
        case Step::Kind::ram:
            drive(step.first, 4, ram_[step.index][number(circuit_->rams[step.index].read_address)]);
            break;
        case Step::Kind::product:
            settle_product(circuit_->products[step.index], step.first);
            break;
    }
}

void Netlist::settle_carry(const Carry& carry, Net first) {
    const unsigned four = table(carry.in, carry.init);
    const unsigned two = carry.init >> (value_[carry.in[0]] | value_[carry.in[1]] << 1U) & 1U;
    const unsigned carried = value_[carry.carried];
    set(first, (four ^ (carry.injected ? 0U : carried)) != 0);
    set(first + 1, (four != 0 ? carried : carry.injected ? 0U : two) != 0);
}

void Netlist::settle_product(const Product& product, Net first) {
    std::uint64_t a = number(product.a), b = number(product.b);
    if (product.a_signed && (a >> (pin_bits - 1)) != 0) a |= ~ones(pin_bits);
    if (product.b_signed && (b >> (pin_bits - 1)) != 0) b |= ~ones(pin_bits);
    drive(first, 2 * pin_bits, a * b);
}

void Netlist::clock() {
    // What is new follows from what was there before, all of it.
    changed_.clear();
    clock_groups();
    for (std::size_t i = 0; i < block_ram_.size(); ++i)
        clock_block_ram(circuit_->block_rams[i], block_ram_[i]);
    clock_rams();
    for (const Net net : changed_) change(net);
    for (std::size_t i = 0; i < block_ram_.size(); ++i)
        drive_block_ram(circuit_->block_rams[i], block_ram_[i]);
}

/// A group that has taken what it reads has nothing to do before that changes, or a reset comes.
void Netlist::clock_groups() {
    const std::size_t steps = circuit_->steps.size();
    for (std::size_t i = 0; i < circuit_->groups.size(); ++i) {
        std::uint64_t& word = behind_[(steps + i) / 64];
        const std::uint64_t mark = std::uint64_t{1} << ((steps + i) % 64);
        if ((word & mark) == 0) continue;
        const Group& group = circuit_->groups[i];
        const bool reset = get(group.reset) != group.reset_inverted;
        if (!reset && get(group.enable) == group.enable_inverted) continue;
        for (std::size_t j = 0; j < group.d.size(); ++j) {
            const std::uint8_t next = reset ? group.at_reset[j] : value_[group.d[j]];
            const Net q = group.first + static_cast<Net>(j);
            if (value_[q] != next) changed_.push_back(q);
        }
        if (!reset) word &= ~mark;
    }
}

void Netlist::clock_rams() {
    writes_.clear();
    for (std::uint32_t i = 0; i < ram_.size(); ++i) {
        const Ram& ram = circuit_->rams[i];
        if (!get(ram.write)) continue;
        writes_.push_back({i, static_cast<std::uint32_t>(number(ram.write_address)),
                           static_cast<std::uint8_t>(number(ram.data))});
    }
    for (const Write& write : writes_) {
        ram_[write.ram][write.address] = write.data;
        const std::uint32_t step = circuit_->steps_of_rams[write.ram];
        behind_[step / 64] |= std::uint64_t{1} << (step % 64);
    }
}

/// What port B reads where port A writes in the same clock is anything: here the complement of what is
/// written, so that who relies on the old or on the new value is found out.
void Netlist::clock_block_ram(const BlockRam& ram, BlockRamState& state) const {
    if (!get(ram.enable_a) && !get(ram.reset_a) && !get(ram.enable_b) && !get(ram.reset_b)) return;
    const std::uint64_t address_a = number(ram.address_a), address_b = number(ram.address_b);
    std::uint64_t& row_a = state.rows[address_a >> 5];
    const std::uint64_t row_b = state.rows[address_b >> 5];
    const unsigned place_a = place(ram.width_a, address_a), place_b = place(ram.width_b, address_b);
    const bool writes = get(ram.enable_a) && get(ram.write_a) && !get(ram.reset_a);
    const std::uint64_t bits = writes ? written(ram.width_a, address_a) << place_a : 0;
    const std::uint64_t data_b = ram.width_a == row_bits ? number(ram.data_b) << pin_bits : 0;
    const std::uint64_t data = (number(ram.data_a) | data_b) << place_a;
    const std::uint64_t in_doubt = address_a >> 5 == address_b >> 5 ? bits : 0;

    if (get(ram.reset_b)) {
        state.b = 0;
    } else if (get(ram.enable_b)) {
        state.b = ((row_b & ~in_doubt) | (~data & in_doubt)) >> place_b & ones(ram.width_b);
    }
    if (get(ram.reset_a)) {
        state.a = 0;
    } else if (get(ram.enable_a) && (!get(ram.write_a) || ram.reads_while_writing)) {
        state.a = row_a >> place_a & ones(ram.width_a);
    }
    row_a = (row_a & ~bits) | (data & bits);
}

void Netlist::drive_block_ram(const BlockRam& ram, const BlockRamState& state) {
    // A port of 36 bits has its upper half on port B's pins.
    drive(ram.first, pin_bits, ram.width_b == row_bits ? state.b : state.a);
    drive(ram.first + pin_bits, pin_bits, ram.width_b == row_bits ? state.b >> pin_bits : state.b);
}

}  // namespace tain::netlist
