// SPDX-License-Identifier: Apache-2.0
#include "tain/device.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <random>
#include <utility>

#include "change_report.hpp"
#include "cookies.hpp"
#include "counter_reader.hpp"
#include "counting_bus.hpp"
#include "layout.hpp"
#include "nic_directory.hpp"
#include "nic_state.hpp"
#include "port_window.hpp"
#include "stages.hpp"
#include "tain/registers.hpp"

namespace tain {
namespace {

namespace control = registers::control;

/// Polls of a status bit before a NIC counts as stuck. A rebuild of the largest rule tables takes some 10^5
/// clocks, and no bus reads faster than once a clock.
constexpr unsigned most_polls = 2'000'000;

/// Never what a NIC reads after a reset (0), without a card (all ones) or at an undefined address.
std::uint32_t new_boot_word() {
    std::random_device random;
    std::uint32_t word = 0;
    while (word == 0 || word == all_ones || word == registers::undefined) word = random();
    return word;
}

}  // namespace

class Device::Impl {
  public:
    explicit Impl(RegisterBus& bus)
        : bus_(bus), directory_(read_directory(bus_)), boot_word_(new_boot_word()) {
        for (const std::uint32_t base : directory_.ports) windows_.emplace_back(bus_, base);
    }

    [[nodiscard]] const NicDirectory& directory() const { return directory_; }

    ApplyReport apply(const Wanted& wanted) {
        check_fits(wanted, capabilities());
        const std::uint64_t reads = bus_.reads();
        const std::uint64_t writes = bus_.writes();
        const Cookies cookies(wanted);
        names_.insert(cookies.names().begin(), cookies.names().end());
        configured_.reset();
        NicState state = known_state();
        const NicState before = state;
        ApplyReport report;
        while (take_step(wanted, cookies, state, report)) {
        }
        for (PortState& port : state.ports) port.known = {};  // an id that comes back later is a new object
        const std::vector<std::string> lines = change_lines(before, state, names_);
        report.changed.insert(report.changed.end(), lines.begin(), lines.end());
        state_ = std::move(state);
        configured_ = Configured{wanted, cookies, bus_.read32(registers::directory::boot)};
        if (configured_->boot_word == all_ones) throw_gone();
        report.register_reads = bus_.reads() - reads;
        report.register_writes = bus_.writes() - writes;
        return report;
    }

    Counters read_counters() {
        check_unchanged();
        Counters counters =
            tain::read_counters(windows_, *state_, configured_->wanted, configured_->cookies, capabilities());
        check_unchanged();
        return counters;
    }

    void check_unchanged() {
        if (!configured_)
            throw Error("NicNotConfigured", "NIC", "", "counters can be read after a successful apply");
        const std::uint32_t boot = bus_.read32(registers::directory::boot);
        if (boot == all_ones) throw_gone();
        if (boot == configured_->boot_word) return;
        throw Error("NicReset", "NIC", "boot",
                    "the NIC was reset or changed by another since the last apply");
    }

    Inspection inspect(const Wanted& wanted) {
        check_fits(wanted, capabilities());
        const std::uint32_t boot = settled_boot_word();
        const NicState state = boot == 0 ? empty_state() : read_state();
        const Cookies cookies(wanted);
        Inspection inspection;
        inspection.programmed = boot != 0;
        inspection.differences = differences(state, changed_to(wanted, cookies, state), cookies.names());
        inspection.counters = tain::read_counters(windows_, state, wanted, cookies, capabilities());
        if (bus_.read32(registers::directory::boot) == all_ones) throw_gone();
        return inspection;
    }

    void reset() {
        state_.reset();
        configured_.reset();
        bus_.write32(directory_.control + control::reset, 1);
        wait_while(directory_.control + control::status, 0x2, "reset");
        for (PortWindow& window : windows_) window.forget();
    }

  private:
    struct Configured {
        Wanted wanted;
        Cookies cookies;
        std::uint32_t boot_word = 0;
    };

    [[nodiscard]] const Capabilities& capabilities() const { return directory_.capabilities; }

    // --- What is there
    // -------------------------------------------------------------------------------------------

    /// Taken out of this object: where an exception ends the change, the next one reads the NIC anew.
    NicState known_state() {
        const std::uint32_t boot = bus_.read32(registers::directory::boot);
        if (boot == all_ones) throw_gone();
        if (boot == boot_word_ && state_) return *std::exchange(state_, std::nullopt);
        state_.reset();
        return settled_boot_word() == 0 ? empty_state() : read_state();
    }

    /// The boot word, once nothing that another process began is under way.
    std::uint32_t settled_boot_word() {
        const std::uint32_t boot = bus_.read32(registers::directory::boot);
        if (boot == all_ones) throw_gone();
        for (PortWindow& window : windows_) window.forget();
        wait_while(directory_.control + control::status, 0x3, "drain");
        return boot;
    }

    NicState empty_state() {
        NicState state;
        state.active = active_bank();
        state.ports.resize(windows_.size());
        for (PortState& port : state.ports) port.used_counters.emplace();
        return state;
    }

    unsigned active_bank() {
        const std::uint32_t bank = bus_.read32(directory_.control + control::bank);
        if (bank == all_ones) throw_gone();
        return bank & 1U;
    }

    NicState read_state() {
        NicState state;
        state.active = active_bank();
        for (PortWindow& window : windows_) state.ports.push_back(read_port_state(window));
        return state;
    }

    PortState read_port_state(PortWindow& window) {
        PortState port;
        for (const Table table : banked_tables) {
            for (const unsigned bank : {0U, 1U}) {
                port.banks.at(bank)[table] = window.read_table(table, bank, rows_of(table, capabilities()));
            }
        }
        for (const Direction direction : directions) {
            const Table table = rule_table(direction);
            port.rules[direction] = window.read_table(table, 0, rows_of(table, capabilities()));
        }
        return port;
    }

    // --- One step: one flip
    // ----------------------------------------------------------------------------------------

    /// False when the NIC is as wanted.
    bool take_step(const Wanted& wanted, const Cookies& cookies, NicState& state, ApplyReport& report) {
        const Stage stage = next_step(wanted, cookies, state);
        const bool differs = differs_from_active(stage, state);
        if (differs) {
            carry_out(stage, state);
            ++report.flips;
        } else if (!stage.last) {
            throw Error("InternalError", "NIC", "", "the filters of this change find no place");
        }
        for (const std::string& id : stage.paused) {
            report.changed.push_back("filter " + id + ": its sessions paused while rule slots were freed");
        }
        return !stage.last;
    }

    Stage next_step(const Wanted& wanted, const Cookies& cookies, NicState& state) {
        std::vector<ActiveTables> active;
        for (PortState& port : state.ports) {
            const BankImage& bank = port.banks.at(state.active);
            port.known = numbers_in(bank, port.rules, capabilities(), port.known);
            active.push_back({bank, port.rules, port.known, capabilities()});
        }
        return next_stage(wanted, cookies, active);
    }

    /// The state after an `apply`, without the NIC.
    NicState changed_to(const Wanted& wanted, const Cookies& cookies, NicState state) {
        while (true) {
            const Stage stage = next_step(wanted, cookies, state);
            const bool differs = differs_from_active(stage, state);
            if (differs) imagine(stage, state);
            if (stage.last || !differs) return state;
        }
    }

    void imagine(const Stage& stage, NicState& state) const {
        state.active = 1 - state.active;
        for (unsigned port = 0; port < state.ports.size(); ++port) {
            const PortLayout& layout = stage.ports[port];
            state.ports[port].banks.at(state.active) = layout.bank;
            for (const Direction direction : directions) {
                TableImage& rules = state.ports[port].rules[direction];
                for (const unsigned slot : layout.new_slots) {
                    const unsigned first = slot * capabilities().rules_per_filter;
                    rules.erase(rules.lower_bound(first),
                                rules.lower_bound(first + capabilities().rules_per_filter));
                }
                for (const auto& [index, row] : layout.rules[direction]) rules[index] = row;
            }
        }
    }

    static bool differs_from_active(const Stage& stage, const NicState& state) {
        for (unsigned port = 0; port < state.ports.size(); ++port) {
            const PortLayout& layout = stage.ports[port];
            const bool same = layout.bank == state.ports[port].banks.at(state.active);
            if (!same || !layout.new_slots.empty()) return true;
        }
        return false;
    }

    /// Up to the flip only what no frame is judged by is written, so a crash leaves the old configuration;
    /// from the flip on the new one is whole.
    void carry_out(const Stage& stage, NicState& state) {
        claim();
        for (unsigned port = 0; port < windows_.size(); ++port) {
            write_slots(windows_[port], stage.ports[port], state.ports[port]);
        }
        for (unsigned port = 0; port < windows_.size(); ++port) {
            write_bank(windows_[port], stage.ports[port].bank, state.ports[port].banks.at(1 - state.active));
            clear_counters(windows_[port], stage.ports[port].clear_before, state.ports[port]);
        }
        for (unsigned port = 0; port < windows_.size(); ++port) {
            if (!stage.ports[port].new_slots.empty()) wait_for_rebuild(port);
        }
        bus_.write32(directory_.control + control::flip, 1);
        state.active = 1 - state.active;
        wait_while(directory_.control + control::status, 0x1, "drain");
        for (unsigned port = 0; port < windows_.size(); ++port) {
            clear_counters(windows_[port], stage.ports[port].clear_after, state.ports[port]);
        }
    }

    /// Before the first change, so that another process never takes tables that are half written for empty
    /// ones.
    void claim() {
        if (bus_.read32(registers::directory::boot) == boot_word_) return;
        bus_.write32(registers::directory::boot, boot_word_);
    }

    /// The slots are rebuilt even where their rows stood already: a crash may have come between row and
    /// rebuild.
    void write_slots(PortWindow& window, const PortLayout& layout, PortState& state) {
        if (layout.new_slots.empty()) return;
        for (const Direction direction : directions) {
            for (const unsigned slot : layout.new_slots) {
                const unsigned first = slot * capabilities().rules_per_filter;
                for (unsigned index = first; index < first + capabilities().rules_per_filter; ++index) {
                    make_row(window, rule_table(direction), index, layout.rules[direction],
                             state.rules[direction]);
                }
            }
        }
        window.start_rebuild();
    }

    void write_bank(PortWindow& window, const BankImage& wanted, BankImage& current) {
        for (const Table table : banked_tables) {
            for (unsigned index = 0; index < rows_of(table, capabilities()); ++index) {
                make_row(window, table, index, wanted[table], current[table]);
            }
        }
    }

    static void make_row(PortWindow& window, Table table, unsigned index, const TableImage& wanted,
                         TableImage& current) {
        const auto want = wanted.find(index);
        const auto have = current.find(index);
        if (want == wanted.end()) {
            if (have == current.end()) return;
            window.erase_row(table, index);
            current.erase(have);
        } else if (have == current.end() || have->second != want->second) {
            window.write_row(table, index, want->second);
            current[index] = want->second;
        }
    }

    static void clear_counters(PortWindow& window, const std::vector<CounterRow>& rows, PortState& state) {
        for (const CounterRow& row : rows) {
            const bool unused = state.used_counters && !state.used_counters->contains(row);
            if (!unused) window.clear_counter(row);
            if (state.used_counters) state.used_counters->insert(row);
        }
    }

    void wait_for_rebuild(unsigned port) {
        windows_[port].await_rebuild();
        wait_while(directory_.ports[port] + registers::port::status, 0x1, "rebuild");
    }

    void wait_while(std::uint32_t address, std::uint32_t bits, const std::string& what) {
        for (unsigned polls = 0; polls < most_polls; ++polls) {
            const std::uint32_t status = bus_.read32(address);
            if (status == all_ones) throw_gone();
            if ((status & bits) == 0) return;
        }
        throw Error("NicStuck", "NIC", what, "the NIC does not end its " + what);
    }

    CountingBus bus_;
    NicDirectory directory_;
    std::uint32_t boot_word_;
    std::vector<PortWindow> windows_;
    std::optional<NicState> state_;
    std::optional<Configured> configured_;
    std::map<std::uint32_t, std::string> names_;  ///< of everything that this object was ever asked for
};

Device::Device(RegisterBus& bus) : impl_(std::make_unique<Impl>(bus)) {}
Device::~Device() = default;

const Capabilities& Device::capabilities() const {
    return impl_->directory().capabilities;
}
std::string Device::version() const {
    return impl_->directory().version;
}
ApplyReport Device::apply(const Wanted& wanted) {
    return impl_->apply(wanted);
}
void Device::check_unchanged() {
    impl_->check_unchanged();
}
Counters Device::read_counters() {
    return impl_->read_counters();
}
Inspection Device::inspect(const Wanted& wanted) {
    return impl_->inspect(wanted);
}
void Device::reset() {
    impl_->reset();
}

}  // namespace tain
