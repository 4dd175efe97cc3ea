// SPDX-License-Identifier: Apache-2.0
// The NIC's AXI4-Lite port, at its pins: every handshake of a master that offers addresses, data and
// readiness when it likes, and every block of the address space, those that there are none of too.
#define BOOST_TEST_MODULE register_bus
#include <array>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <memory>
#include <optional>
#include <random>

#include "nic_model.hpp"
#include "nic_models.hpp"
#include "tain/registers.hpp"

namespace {

namespace data = boost::unit_test::data;
namespace registers = tain::registers;
namespace port = tain::registers::port;
using tain::sim::get_bit;
using tain::sim::set_bit;

const std::vector<unsigned> widths{64, 128, 256, 512};
constexpr unsigned blocks = 16;  // of the address space, 64 KiB each

const tain::sim::NicModelEntry& small_nic(unsigned width) {
    for (const auto& entry : tain::sim::nic_models())
        if (entry.size == tain::sim::NicSize::small && entry.width == width) return entry;
    throw std::invalid_argument("no small NIC of this width");
}

struct Write {
    std::uint32_t address = 0, value = 0;
};

/// Both directions of the port, each with one access under way at most.
class Bus {
  public:
    Bus(unsigned width, unsigned seed)
        : model_(small_nic(width).make(false, seed)), pins_(model_->pins()), random_(seed) {
        // No frames: one bit for each port.
        *pins_.from_wire.tvalid = *pins_.from_host.tvalid = 0;
        reset();
        model_->check_assertions();
    }

    void reset() {
        address_offered_ = data_offered_ = write_waits_ = read_offered_ = read_waits_ = written_ = false;
        held_.reset();
        set_bit(pins_.rst, 0, true);
        for (unsigned i = 0; i < 40; ++i) clock();
        set_bit(pins_.rst, 0, false);
        for (unsigned i = 0; i < 8; ++i) clock();
    }

    /// A write, a read, or both beside each other, to their ends.
    std::optional<std::uint32_t> access(std::optional<Write> write, std::optional<std::uint32_t> read) {
        begin(write, read);
        for (unsigned clocks = 0; under_way(); ++clocks) {
            BOOST_REQUIRE_LT(clocks, 1000U);
            clock();
        }
        return read ? std::optional(value_) : std::nullopt;
    }
    void begin(std::optional<Write> write, std::optional<std::uint32_t> read) {
        if (write) {
            write_ = *write;
            address_delay_ = below(5);
            data_delay_ = below(5);
            address_offered_ = data_offered_ = write_waits_ = true;
        }
        if (read) {
            read_ = *read;
            read_delay_ = below(5);
            read_offered_ = read_waits_ = true;
        }
    }
    void clock() {
        RegisterPins& bus = pins_.registers;
        const bool aw = offer(address_offered_, address_delay_, bus.awvalid);
        const bool w = offer(data_offered_, data_delay_, bus.wvalid);
        const bool ar = offer(read_offered_, read_delay_, bus.arvalid);
        // What is not offered is anything.
        *bus.awaddr = aw ? write_.address : any_address();
        *bus.wdata = w ? write_.value : static_cast<std::uint32_t>(random_());
        *bus.araddr = ar ? read_ : any_address();
        const bool b_ready = below(2) == 0, r_ready = below(2) == 0;
        set_bit(bus.bready, 0, b_ready);
        set_bit(bus.rready, 0, r_ready);
        set_bit(pins_.clk, 0, false);
        model_->eval();
        if (!get_bit(pins_.rst, 0)) sample(aw, w, ar, b_ready, r_ready);
        set_bit(pins_.clk, 0, true);
        model_->eval();
    }

  private:
    using RegisterPins = tain::sim::RegisterPins;

    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    std::uint32_t any_address() { return static_cast<std::uint32_t>(random_()) & 0xffffcU; }
    [[nodiscard]] bool under_way() const { return write_waits_ || read_waits_; }

    /// Once offered, it stays so until it is taken.
    static bool offer(bool wanted, unsigned& delay, std::uint8_t* valid) {
        const bool now = wanted && delay == 0;
        if (wanted && delay > 0) --delay;
        set_bit(valid, 0, now);
        return now;
    }
    void sample(bool aw, bool w, bool ar, bool b_ready, bool r_ready) {
        RegisterPins& bus = pins_.registers;
        const bool b = get_bit(bus.bvalid, 0), r = get_bit(bus.rvalid, 0);
        // An answer is to an access that was taken whole, and is not taken back or changed.
        BOOST_REQUIRE(!b || (write_waits_ && !address_offered_ && !data_offered_));
        BOOST_REQUIRE(!r || (read_waits_ && !read_offered_));
        BOOST_REQUIRE(b || !written_);
        BOOST_REQUIRE(r || !held_);
        if (held_) BOOST_REQUIRE_EQUAL(*bus.rdata, *held_);
        written_ = b && !b_ready;
        held_ = r && !r_ready ? std::optional(*bus.rdata) : std::nullopt;
        if (b && b_ready) write_waits_ = false;
        if (r && r_ready) {
            read_waits_ = false;
            value_ = *bus.rdata;
        }
        if (aw && get_bit(bus.awready, 0)) address_offered_ = false;
        if (w && get_bit(bus.wready, 0)) data_offered_ = false;
        if (ar && get_bit(bus.arready, 0)) read_offered_ = false;
    }

    std::unique_ptr<tain::sim::NicModel> model_;
    tain::sim::NicPins pins_;
    std::mt19937 random_;
    Write write_;
    std::uint32_t read_ = 0, value_ = 0;
    unsigned address_delay_ = 0, data_delay_ = 0, read_delay_ = 0;
    bool address_offered_ = false, data_offered_ = false, write_waits_ = false;
    bool read_offered_ = false, read_waits_ = false;
    bool written_ = false;               // an answer to a write waits
    std::optional<std::uint32_t> held_;  // that to a read
};

/// The words of `data` of every block that is a port, and what other blocks have at their places.
class Space {
  public:
    Space(unsigned ports, unsigned seed) : ports_(ports), random_(seed) {}

    /// Of every four, one that differs from a register's in a bit that leads beyond all of them.
    std::uint32_t address() {
        const std::uint32_t beyond = below(4) == 0 ? 0x400U << below(6) : 0;
        return (below(blocks) * port::size + port::data(below(port::data_count))) ^ beyond;
    }
    Write write() { return {address(), static_cast<std::uint32_t>(random_())}; }
    void written(const Write& write) {
        if (is_word(write.address)) words_[write.address] = write.value;
    }
    /// None where nothing was written yet.
    [[nodiscard]] std::optional<std::uint32_t> value(std::uint32_t address) const {
        if (!is_word(address)) return registers::undefined;
        const auto found = words_.find(address);
        return found == words_.end() ? std::nullopt : std::optional(found->second);
    }
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

  private:
    [[nodiscard]] bool is_word(std::uint32_t address) const {
        const std::uint32_t block = address / port::size, place = address % port::size;
        return block >= 1 && block <= ports_ && place <= port::data(port::data_count - 1);
    }

    unsigned ports_;
    std::mt19937 random_;
    std::map<std::uint32_t, std::uint32_t> words_;
};

using Row = std::array<std::uint32_t, registers::row_words>;

/// A table of the small NIC, and the bits that its rows keep.
struct Table {
    Table(registers::Table table, unsigned rows_, const std::vector<registers::Field>& fields)
        : id(static_cast<unsigned>(table)), rows(rows_) {
        for (const auto& field : fields)
            for (unsigned bit = field.lsb; bit < field.lsb + field.width; ++bit)
                kept[bit / 32] |= 1U << bit % 32;
    }
    unsigned id, rows;
    Row kept{};
};

/// Those of two banks: rules are read back by hw_registers_test, and in tests/rtl.
std::vector<Table> tables() {
    namespace i = registers::interface_row;
    namespace s = registers::session_row;
    namespace f = registers::filter_row;
    namespace t = registers::target_row;
    namespace n = registers::never_copied_row;
    namespace v = registers::resolver_row;
    namespace r = registers::ingress_range_row;
    using enum registers::Table;
    return {{interface, 8, {i::cookie, i::any, i::counter, i::mac, i::source_mac, i::ipv4, i::ipv6}},
            {session, 32, {s::cookie, s::counter, s::first_address, s::address_count, s::vni, s::keep}},
            {filter, 8, {f::cookie, f::slot, f::amazon_dns}},
            {target, 16, {t::cookie, t::v6, t::mac, t::address}},
            {never_copied,
             16,
             {n::cookie, n::v6, n::match_address, n::match_port, n::protocol, n::port, n::address}},
            {resolver, 4, {v::cookie, v::v6, v::address}},
            {ingress_range, 8, {r::cookie, r::destination, r::from, r::to}},
            {egress_range, 8, {r::cookie, r::destination, r::from, r::to}}};
}

std::uint32_t in_port(unsigned number, std::uint32_t address) {
    return port::offset + number * port::size + address;
}
void command(Bus& bus, unsigned number, registers::Operation operation, unsigned table, unsigned index,
             bool bank) {
    const std::uint32_t word =
        static_cast<std::uint32_t>(operation) << 28U | table << 23U | std::uint32_t{bank} << 22U | index;
    bus.access(Write{in_port(number, port::command), word}, {});
}
void write_row(Bus& bus, unsigned number, unsigned table, unsigned index, const Row& row) {
    for (unsigned i = 0; i < row.size(); ++i) bus.access(Write{in_port(number, port::data(i)), row[i]}, {});
    command(bus, number, registers::Operation::write_row, table, index, false);
}
Row read_row(Bus& bus, unsigned number, unsigned table, unsigned index, bool bank) {
    command(bus, number, registers::Operation::read_row, table, index, bank);
    Row row;
    for (unsigned i = 0; i < row.size(); ++i) row[i] = *bus.access({}, in_port(number, port::data(i)));
    return row;
}
bool is_occupied(Bus& bus, unsigned number, unsigned table, unsigned index, bool bank) {
    command(bus, number, registers::Operation::read_occupied, table, index / 32, bank);
    return (*bus.access({}, in_port(number, port::data(0))) >> index % 32 & 1U) != 0;
}
void erase_row(Bus& bus, unsigned number, unsigned table, unsigned index) {
    command(bus, number, registers::Operation::erase_row, table, index, false);
}
void flip(Bus& bus) {
    bus.access(Write{registers::control::offset + registers::control::flip, 1}, {});
}

}  // namespace

// Breaks where an access meets another block than its address names, or one where there is none; where a
// handshake is taken for done that is not, or is never done; and where a write and a read that pass beside
// each other mix.
BOOST_DATA_TEST_CASE(every_access_meets_its_block_alone, data::make(widths), width) {
    Bus bus(width, 1);
    Space space(small_nic(width).ports, 2);
    BOOST_REQUIRE_EQUAL(*bus.access({}, registers::directory::identity), registers::identity);
    for (unsigned i = 0; i < 4000; ++i) {
        const Write write = space.write();
        const std::uint32_t read = space.address();
        const bool writes = space.below(2) == 0, reads = !writes || space.below(2) == 0;
        const auto before = space.value(read);
        const auto got = bus.access(writes ? std::optional(write) : std::nullopt,
                                    reads ? std::optional(read) : std::nullopt);
        if (writes) space.written(write);
        // Of a word that is written meanwhile, the old value is as good as the new one.
        if (reads && before && *got != *before) BOOST_REQUIRE(got == space.value(read));
    }
    BOOST_TEST(*bus.access({}, registers::directory::identity) == registers::identity);
}

// Breaks where an access outlives the reset of the whole NIC: it is answered after it, or stops the next.
BOOST_DATA_TEST_CASE(a_reset_forgets_what_is_under_way, data::make(widths), width) {
    Bus bus(width, 3);
    Space space(small_nic(width).ports, 4);
    for (unsigned i = 0; i < 200; ++i) {
        bus.begin(space.write(), space.address());
        for (unsigned clocks = space.below(12); clocks > 0; --clocks) bus.clock();
        bus.reset();
        const Write write = space.write();
        bus.access(write, {});
        const auto got = bus.access({}, write.address);
        space.written(write);
        BOOST_REQUIRE(got == space.value(write.address));
    }
}

// Breaks where a bit of a row is lost between its table and the port's registers, or a port, a direction or a
// bank answers for another.
BOOST_DATA_TEST_CASE(rows_come_back_through_their_port, data::make(widths), width) {
    Bus bus(width, 5);
    std::mt19937 random(6);
    const unsigned ports = small_nic(width).ports;
    for (unsigned round = 0; round < 4; ++round) {
        const bool idle = round % 2 == 0;
        std::map<std::pair<unsigned, unsigned>, Row> rows;  // by port and table
        for (unsigned p = 0; p < ports; ++p)
            for (const Table& table : tables()) {
                Row& row = rows[{p, table.id}];
                for (auto& word : row) word = static_cast<std::uint32_t>(random());
                write_row(bus, p, table.id, round % table.rows, row);
            }
        for (unsigned p = 0; p < ports; ++p)
            for (const Table& table : tables()) {
                const unsigned index = round % table.rows;
                const Row got = read_row(bus, p, table.id, index, idle), &expected = rows[{p, table.id}];
                for (unsigned i = 0; i < got.size(); ++i)
                    BOOST_REQUIRE_EQUAL(got[i] & table.kept[i], expected[i] & table.kept[i]);
                BOOST_REQUIRE(is_occupied(bus, p, table.id, index, idle));
                erase_row(bus, p, table.id, index);
                BOOST_REQUIRE(!is_occupied(bus, p, table.id, index, idle));
            }
        flip(bus);
    }
}
