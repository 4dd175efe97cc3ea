// SPDX-License-Identifier: Apache-2.0
// Register accesses of one port: rows in and out, counters. Promise: a data word that already stands in its
// register is not written again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "layout.hpp"
#include "row_codec.hpp"
#include "table_image.hpp"
#include "tain/register_bus.hpp"

namespace tain {

class PortWindow {
  public:
    /// base: byte address of the port's block.
    PortWindow(RegisterBus& bus, std::uint32_t base) : bus_(&bus), base_(base) {}

    void write_row(Table table, unsigned index, const Row& row);  ///< idle bank
    void erase_row(Table table, unsigned index);                  ///< idle bank
    Row read_row(Table table, unsigned bank, unsigned index);
    /// All occupied rows of a table that has `rows` rows.
    TableImage read_table(Table table, unsigned bank, unsigned rows);

    void start_rebuild();
    /// The next access then waits until the rebuild is over, as a command on a rule row does: one access
    /// instead of a poll every few clocks. A NIC that works on lets it wait for less than 15,000 clocks.
    void await_rebuild();

    void clear_counter(const CounterRow& row);
    std::vector<std::uint64_t> read_counters(const CounterRow& row, unsigned count);
    std::vector<std::uint64_t> read_port_counters(Direction direction);

    /// To be called when somebody else may have written the data words, or a reset cleared them.
    void forget() { shadow_.fill(std::nullopt); }

  private:
    void command(registers::Operation operation, Table table, unsigned bank, unsigned index);
    void set_word(unsigned word, std::uint32_t value);
    std::uint32_t get_word(unsigned word);

    RegisterBus* bus_;
    std::uint32_t base_;
    std::array<std::optional<std::uint32_t>, registers::row_words> shadow_;
};

}  // namespace tain
