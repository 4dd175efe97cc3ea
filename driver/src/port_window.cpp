// SPDX-License-Identifier: Apache-2.0
#include "port_window.hpp"

#include "tain/registers.hpp"

namespace tain {
namespace {

namespace port = registers::port;
using registers::Operation;

std::uint32_t counter_word(const CounterRow& row) {
    return (static_cast<std::uint32_t>(row.kind) << 28U) | (index_of(row.direction) << 27U) | row.number;
}

}  // namespace

void PortWindow::command(Operation operation, Table table, unsigned bank, unsigned index) {
    bus_->write32(base_ + port::command, (static_cast<std::uint32_t>(operation) << 28U) |
                                             (static_cast<std::uint32_t>(table) << 23U) | (bank << 22U) |
                                             index);
}

void PortWindow::set_word(unsigned word, std::uint32_t value) {
    std::optional<std::uint32_t>& known = shadow_.at(word);
    if (known == value) return;
    bus_->write32(base_ + port::data(word), value);
    known = value;
}

std::uint32_t PortWindow::get_word(unsigned word) {
    const std::uint32_t value = bus_->read32(base_ + port::data(word));
    shadow_.at(word) = value;
    return value;
}

void PortWindow::write_row(Table table, unsigned index, const Row& row) {
    for (unsigned word = 0; word < words_of(table); ++word) set_word(word, row.words.at(word));
    command(Operation::write_row, table, 0, index);
}

void PortWindow::erase_row(Table table, unsigned index) {
    command(Operation::erase_row, table, 0, index);
}

Row PortWindow::read_row(Table table, unsigned bank, unsigned index) {
    forget();
    command(Operation::read_row, table, bank, index);
    Row row;
    for (unsigned word = 0; word < words_of(table); ++word) row.words.at(word) = get_word(word);
    return row;
}

TableImage PortWindow::read_table(Table table, unsigned bank, unsigned rows) {
    TableImage image;
    for (unsigned first = 0; first < rows; first += 32) {
        shadow_[0].reset();
        command(Operation::read_occupied, table, bank, first / 32);
        const std::uint32_t occupied = get_word(0);
        for (unsigned index = first; index < rows && index < first + 32; ++index) {
            if (((occupied >> (index - first)) & 1U) != 0) image.emplace(index, read_row(table, bank, index));
        }
    }
    return image;
}

void PortWindow::start_rebuild() {
    command(Operation::rebuild, Table::ingress_rule, 0, 0);
}

void PortWindow::await_rebuild() {
    command(Operation::read_row, Table::ingress_rule, 0, 0);
    forget();
}

void PortWindow::clear_counter(const CounterRow& row) {
    bus_->write32(base_ + port::counter_clear, counter_word(row));
}

std::vector<std::uint64_t> PortWindow::read_counters(const CounterRow& row, unsigned count) {
    bus_->write32(base_ + port::counter_select, counter_word(row));
    std::vector<std::uint64_t> values;
    for (unsigned i = 0; i < count; ++i) {
        const std::uint64_t low = bus_->read32(base_ + port::counter_low(i));
        const std::uint64_t high = bus_->read32(base_ + port::counter_high(i));
        values.push_back((high << 32U) | low);
    }
    return values;
}

std::vector<std::uint64_t> PortWindow::read_port_counters(Direction direction) {
    const bool ingress = direction == Direction::ingress;
    std::vector<std::uint64_t> values;
    for (unsigned i = 0; i < registers::port_counter::count; ++i) {
        const std::uint64_t low =
            bus_->read32(base_ + (ingress ? port::ingress_low(i) : port::egress_low(i)));
        const std::uint64_t high =
            bus_->read32(base_ + (ingress ? port::ingress_high(i) : port::egress_high(i)));
        values.push_back((high << 32U) | low);
    }
    return values;
}

}  // namespace tain
