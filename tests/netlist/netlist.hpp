// SPDX-License-Identifier: Apache-2.0
// A netlist of ECP5's cells, simulated cell by cell: lookup tables, carry chains, flip-flops, distributed and
// block RAM, multipliers, all on one clock. scripts/netlist writes the file that it reads
// (scripts/evidence/flat_netlist.py).
//
// It costs nothing to compile, where Verilator would make a gigabyte of a NIC of 250,000 cells first; and a
// clock costs only what changes in it. That its cells do what ECP5's do is held to Yosys' models, and to the
// memories and products that block RAM and multipliers stand for, by cells_test.py.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace tain::netlist {

using Net = std::uint32_t;

struct Port {
    std::string name;
    std::vector<Net> nets;  ///< its lowest bit first
};

/// A lookup table: the bit of `init` that its inputs name, the last input being the highest.
struct Table {
    std::array<Net, 4> in;
    std::uint16_t init;
};

/// Half a CCU2C: sum and carry of a table and what is carried in.
struct Carry {
    std::array<Net, 4> in;
    Net carried;
    std::uint16_t init;
    bool injected;  ///< what is carried in counts as 0 in the sum, and the table alone decides what is
                    ///< carried out
};

/// 16 words of 4 bits: read at once, written with the clock.
struct Ram {
    Net write;
    std::array<Net, 4> write_address, data, read_address;
};

/// 18 bits by 18 bits, 36 bits; both signed or not.
struct Product {
    bool a_signed, b_signed;
    std::array<Net, 18> a, b;
};

/// Flip-flops of one enable and one reset, which goes before the enable.
struct Group {
    Net enable, reset;
    bool enable_inverted, reset_inverted;
    Net first;  ///< what the first of them holds; the others follow
    std::vector<Net> d;
    std::vector<std::uint8_t> at_reset;
};

/// Port A writes and reads, port B reads; each 1, 2, 4, 9, 18 or 36 bits wide.
struct BlockRam {
    unsigned width_a, width_b;
    bool reads_while_writing;  ///< port A reads where it writes, what was there before
    Net enable_a, write_a, reset_a, enable_b, reset_b;
    std::array<Net, 14> address_a, address_b;
    std::array<Net, 18> data_a, data_b;
    Net first;  ///< of what is read: 18 bits of port A's pins, 18 of port B's
};

/// A cell that follows its inputs at once; a RAM as far as it is read.
struct Step {
    enum class Kind { table, carry, ram, product } kind;
    std::uint32_t index;  ///< among those of its kind
    Net first;            ///< what it drives
};

/// What a netlist is made of, as its file lists it: so that whatever a step reads comes before what it
/// drives.
struct Circuit {
    /// std::runtime_error where the file is none that scripts/netlist wrote.
    static std::shared_ptr<const Circuit> read(const std::string& path);

    Net nets = 0;  ///< how many there are; 0 and 1 always hold these values
    std::vector<Port> inputs, outputs;
    std::vector<Group> groups;
    std::vector<BlockRam> block_rams;
    std::vector<Table> tables;
    std::vector<Carry> carries;
    std::vector<Ram> rams;
    std::vector<Product> products;
    std::vector<Step> steps;
    std::vector<std::uint32_t> steps_of_rams;
    /// Who follows a net, by its number: from readers[first_reader[net]] on to first_reader[net + 1] the
    /// steps that read it, and behind all steps' numbers those of the groups that take it or are reset by it.
    std::vector<std::uint32_t> first_reader, readers;
};

class Netlist {
  public:
    /// `initial` chooses what flip-flops and memories hold at first: anything.
    Netlist(std::shared_ptr<const Circuit> circuit, std::uint32_t initial);

    [[nodiscard]] const Circuit& circuit() const { return *circuit_; }
    [[nodiscard]] bool get(Net net) const { return value_[net] != 0; }
    void set(Net net, bool value) {
        if (get(net) != value) change(net);
    }
    /// Everything between the flip-flops, as it follows from them and the inputs.
    void settle();
    /// A rising edge of the clock, after settle(); then flip-flops and block RAM hold what is new, and
    /// nothing follows yet.
    void clock();

  private:
    struct Write {
        std::uint32_t ram, address;
        std::uint8_t data;
    };
    struct BlockRamState {
        std::array<std::uint64_t, 512> rows;
        std::uint64_t a, b;  ///< what was read last
    };

    [[nodiscard]] unsigned table(const std::array<Net, 4>& in, unsigned init) const;
    template <std::size_t Bits>
    [[nodiscard]] std::uint64_t number(const std::array<Net, Bits>& nets) const;
    void change(Net net);
    void drive(Net first, unsigned bits, std::uint64_t value);
    void settle(std::size_t step);
    void settle_carry(const Carry& carry, Net first);
    void settle_product(const Product& product, Net first);
    void clock_groups();
    void clock_rams();
    void clock_block_ram(const BlockRam& ram, BlockRamState& state) const;
    void drive_block_ram(const BlockRam& ram, const BlockRamState& state);

    std::shared_ptr<const Circuit> circuit_;
    std::vector<std::uint8_t> value_;  ///< of each net, 0 or 1
    std::vector<std::array<std::uint8_t, 16>> ram_;
    std::vector<BlockRamState> block_ram_;
    std::vector<std::uint64_t> behind_;  ///< a bit for each step, and each group, that may have to follow
    std::vector<Net> changed_;           ///< by the clock's edge
    std::vector<Write> writes_;
};

}  // namespace tain::netlist
