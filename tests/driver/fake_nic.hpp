// SPDX-License-Identifier: Apache-2.0
// A NIC's registers, tables and counters as docs/registers.md describes them, without a pipeline behind them.
// Promise: written from that page, with its numbers, and not from the driver's header, so that a wrong
// address or a wrong order of writes shows. It remembers every access that the page forbids.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tain/register_bus.hpp"

namespace tain::test {

class FakeNic : public RegisterBus {
  public:
    /// As the small simulated NIC.
    struct Sizes {
        unsigned ports = 2;
        unsigned interfaces = 8;
        unsigned sessions = 4;
        unsigned filters = 8;
        unsigned slots = 10;
        unsigned rules = 4;
        unsigned targets = 4;
        unsigned addresses = 4;
        unsigned never_copied = 16;
        unsigned resolvers = 4;
        unsigned ranges = 8;
    };
    static Sizes default_sizes() { return {1, 64, 4, 32, 36, 16, 32, 16, 16, 8, 32}; }

    using Words = std::array<std::uint32_t, 24>;
    using Rows = std::map<unsigned, Words>;  ///< occupied ones
    enum TableId { interface, session, filter, target, never_copied, resolver, ingress_range, egress_range };

    explicit FakeNic(Sizes has) : sizes_(has), ports_(has.ports) {}
    FakeNic() : FakeNic(Sizes{}) {}

    // --- What a test changes or watches
    // ------------------------------------------------------------------------

    std::function<void()> before_access;  ///< read or write; may throw: the process has crashed
    std::function<void()> after_change;   ///< of what frames are, or could be, judged by
    std::uint32_t version = 0x00010000;
    std::uint32_t identity = 0x7461696E;
    bool gone = false;

    [[nodiscard]] const Sizes& sizes() const { return sizes_; }
    [[nodiscard]] unsigned active_bank() const { return bank_; }
    [[nodiscard]] unsigned flips() const { return flips_; }
    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
    [[nodiscard]] const Rows& active(unsigned port, unsigned table) const {
        return ports_.at(port).banked.at(bank_).at(table);
    }
    /// Rule rows as they are stored, and as they match frames: direction 0 ingress, 1 egress.
    [[nodiscard]] const Rows& stored_rules(unsigned port, unsigned direction) const {
        return ports_.at(port).rules.at(direction);
    }
    [[nodiscard]] const Rows& rules_in_force(unsigned port, unsigned direction) const {
        return ports_.at(port).in_force.at(direction);
    }
    std::uint64_t& counter(unsigned port, unsigned kind, unsigned direction, unsigned number,
                           unsigned which) {
        return ports_.at(port).counters[{kind, direction, number}].at(which);
    }
    std::uint64_t& port_counter(unsigned port, unsigned direction, unsigned which) {
        return ports_.at(port).port_counters.at(direction).at(which);
    }

    void reset() {
        ports_.assign(sizes_.ports, Port{});
        bank_ = 0;
        boot_ = 0;
        draining_ = 0;
    }

    // --- The bus
    // ---------------------------------------------------------------------------------------------------

    std::uint32_t read32(std::uint32_t address) override {
        if (before_access) before_access();
        if (gone) return 0xFFFFFFFF;
        if (address < 0x1000) return read_directory(address);
        if (address < 0x2000) return read_control(address - 0x1000);
        if (address >= 0x10000 && address < 0x10000 + 0x10000 * sizes_.ports) {
            return read_port(ports_.at((address - 0x10000) / 0x10000), address % 0x10000);
        }
        return undefined(address);
    }

    void write32(std::uint32_t address, std::uint32_t value) override {
        if (before_access) before_access();
        if (gone) return;
        if (address == 0x8) {
            boot_ = value;
        } else if (address == 0x1084) {
            if (value == 1) flip();
        } else if (address == 0x108C) {
            if (value == 1) reset();
        } else if (address >= 0x10000 && address < 0x10000 + 0x10000 * sizes_.ports) {
            write_port(ports_.at((address - 0x10000) / 0x10000), address % 0x10000, value);
        } else {
            fault("a write to " + std::to_string(address));
        }
    }

  private:
    struct CounterKey {
        unsigned kind, direction, number;
        auto operator<=>(const CounterKey&) const = default;
    };
    struct Port {
        std::array<std::array<Rows, 8>, 2> banked;
        std::array<Rows, 2> rules;
        std::array<Rows, 2> in_force;
        unsigned rebuilding = 0;
        Words data{};
        std::map<CounterKey, std::array<std::uint64_t, 6>> counters;
        std::array<std::array<std::uint64_t, 4>, 2> port_counters{};
        CounterKey selected{};
        std::uint32_t high = 0;
    };

    void fault(const std::string& what) { faults_.push_back(what); }

    std::uint32_t undefined(std::uint32_t address) {
        fault("a read of " + std::to_string(address));
        return 0xDEADBEEF;
    }

    /// A block of an unknown type stands between the known ones.
    std::uint32_t read_directory(std::uint32_t address) {
        if (address == 0x0) return identity;
        if (address == 0x4) return version;
        if (address == 0x8) return boot_;
        if (address == 0xC) return 2 + sizes_.ports;
        const unsigned entry = (address - 0x10) / 16;
        if (entry >= 2 + sizes_.ports) return undefined(address);
        const std::uint32_t type = entry == 0 ? 1 : entry == 1 ? 77 : 2;
        const std::uint32_t offset = entry == 0   ? 0x1000
                                     : entry == 1 ? 0x5000
                                                  : 0x10000 + 0x10000 * (entry - 2);
        switch (address % 16) {
            case 0x0:
                return type;
            case 0x4:
                return type == 77 ? 0x00090000 : version;
            case 0x8:
                return offset;
            default:
                return entry < 2 ? 0x1000 : 0x10000;
        }
    }

    std::uint32_t read_control(std::uint32_t offset) {
        const std::array<std::uint32_t, 14> capabilities{sizes_.ports,
                                                         64,
                                                         sizes_.interfaces,
                                                         sizes_.sessions,
                                                         sizes_.filters,
                                                         sizes_.slots,
                                                         sizes_.rules,
                                                         sizes_.targets,
                                                         sizes_.addresses,
                                                         sizes_.never_copied,
                                                         sizes_.resolvers,
                                                         sizes_.ranges,
                                                         4096,
                                                         64};
        if (offset / 4 < capabilities.size()) return capabilities.at(offset / 4);
        if (offset == 0x80) return bank_;
        if (offset == 0x88) return draining_ > 0 && draining_-- > 0 ? 1 : 0;
        return undefined(0x1000 + offset);
    }

    std::uint32_t read_port(Port& port, std::uint32_t offset) {
        if (offset == 0x4) return poll_rebuild(port);
        if (offset >= 0x100 && offset < 0x160) return port.data.at((offset - 0x100) / 4);
        if (offset >= 0x240 && offset < 0x270) {
            return half(port, port.counters[port.selected].at((offset - 0x240) / 8), offset);
        }
        if (offset >= 0x300 && offset < 0x320) {
            return half(port, port.port_counters[0].at((offset - 0x300) / 8), offset);
        }
        if (offset >= 0x340 && offset < 0x360) {
            return half(port, port.port_counters[1].at((offset - 0x340) / 8), offset);
        }
        return undefined(0x10000 + offset);
    }

    static std::uint32_t half(Port& port, std::uint64_t value, std::uint32_t offset) {
        if (offset % 8 != 0) return port.high;
        port.high = static_cast<std::uint32_t>(value >> 32U);
        return static_cast<std::uint32_t>(value);
    }

    void write_port(Port& port, std::uint32_t offset, std::uint32_t value) {
        const CounterKey key{value >> 28U, (value >> 27U) & 1U, value & 0xFFFFU};
        if (offset == 0x0) {
            command(port, value);
        } else if (offset >= 0x100 && offset < 0x160) {
            port.data.at((offset - 0x100) / 4) = value;
        } else if (offset == 0x200) {
            port.selected = key;
        } else if (offset == 0x204) {
            port.counters[key] = {};
        } else {
            fault("a write to offset " + std::to_string(offset) + " of a port");
        }
    }

    static constexpr std::array<unsigned, 10> words_of{11, 5, 2, 8, 7, 7, 3, 3, 24, 24};

    [[nodiscard]] unsigned rows_of(unsigned table) const {
        const std::array<unsigned, 10> rows{sizes_.interfaces,
                                            sizes_.interfaces * sizes_.sessions,
                                            sizes_.filters,
                                            sizes_.targets * sizes_.addresses,
                                            sizes_.never_copied,
                                            sizes_.resolvers,
                                            sizes_.ranges,
                                            sizes_.ranges,
                                            sizes_.slots * sizes_.rules,
                                            sizes_.slots * sizes_.rules};
        return rows.at(table);
    }

    void command(Port& port, std::uint32_t value) {
        const unsigned operation = value >> 28U;
        const unsigned table = (value >> 23U) & 0x1FU;
        const unsigned bank = (value >> 22U) & 1U;
        const unsigned index = value & 0xFFFFU;
        if (operation == 5) return start_rebuild(port);
        if (table > 9) return fault("a command on table " + std::to_string(table));
        if (index >= (operation == 4 ? (rows_of(table) + 31) / 32 : rows_of(table))) {
            return fault("a command on row " + std::to_string(index) + " of table " + std::to_string(table));
        }
        if (table >= 8) finish_rebuild(port);
        Rows& rows =
            table < 8 ? port.banked.at(operation < 3 ? 1 - bank_ : bank).at(table) : port.rules.at(table - 8);
        if (operation < 3) check_change(port, table, index);
        switch (operation) {
            case 1:
                write_row(port, rows, table, index);
                return changed();
            case 2:
                rows.erase(index);
                return changed();
            case 3:
                return read_row(port, rows, table, index);
            case 4:
                return read_occupied(port, rows, index);
            default:
                return fault("operation " + std::to_string(operation));
        }
    }

    /// Rows by which frames may be judged must not change.
    void check_change(const Port& port, unsigned table, unsigned index) {
        if (table < 8) {
            if (draining_ > 0) fault("a row of the bank that drains is changed");
            return;
        }
        for (const unsigned bank : {0U, 1U}) {
            if (bank != bank_ && draining_ == 0) continue;
            for (const auto& [row, words] : port.banked.at(bank).at(filter)) {
                if ((words[1] & 0xFFFFU) == index / sizes_.rules) fault("a rule row in use is changed");
            }
        }
    }

    void write_row(Port& port, Rows& rows, unsigned table, unsigned index) {
        Words kept{};
        for (unsigned word = 0; word < words_of.at(table); ++word) kept.at(word) = port.data.at(word);
        rows[index] = kept;
    }

    /// An empty row has no defined content, nor have the words beyond a row's own.
    static void read_row(Port& port, const Rows& rows, unsigned table, unsigned index) {
        const auto found = rows.find(index);
        port.data.fill(0x5EED0000 + index);
        if (found == rows.end()) return;
        for (unsigned word = 0; word < words_of.at(table); ++word)
            port.data.at(word) = found->second.at(word);
    }

    static void read_occupied(Port& port, const Rows& rows, unsigned group) {
        port.data[0] = 0;
        for (const auto& [index, words] : rows) {
            if (index / 32 == group) port.data[0] |= 1U << (index % 32);
        }
    }

    void start_rebuild(Port& port) {
        if (port.rebuilding > 0) fault("a rebuild during a rebuild");
        port.rebuilding = 4;
    }

    std::uint32_t poll_rebuild(Port& port) {
        if (port.rebuilding == 0) return 0;
        if (--port.rebuilding == 0) take_effect(port);
        return port.rebuilding > 0 ? 1 : 0;
    }

    void finish_rebuild(Port& port) {
        if (port.rebuilding == 0) return;
        port.rebuilding = 0;
        take_effect(port);
    }

    void take_effect(Port& port) {
        for (const unsigned direction : {0U, 1U}) {
            port.in_force.at(direction) = port.rules.at(direction);
        }
        changed();
    }

    void changed() const {
        if (after_change) after_change();
    }

    void flip() {
        if (draining_ > 0) fault("a flip while frames of the idle bank are under way");
        bank_ = 1 - bank_;
        ++flips_;
        draining_ = 3;
        changed();
    }

    Sizes sizes_;
    std::vector<Port> ports_;
    unsigned bank_ = 0;
    unsigned flips_ = 0;
    unsigned draining_ = 0;
    std::uint32_t boot_ = 0;
    std::vector<std::string> faults_;
};

}  // namespace tain::test
