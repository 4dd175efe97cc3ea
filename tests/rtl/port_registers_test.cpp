// SPDX-License-Identifier: Apache-2.0
// tain_port_registers by itself: the bus on one side, tables and counters that the test plays on the other.
// (What the tables make of commands is rows_test's matter.)
#define BOOST_TEST_MODULE port_registers
#define BOOST_TEST_DYN_LINK
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <tuple>

#include "Vtain_port_registers_alone.h"
#include "rising_edge.hpp"
#include "tain/registers.hpp"

namespace {

namespace port = tain::registers::port;
using tain::registers::Operation;
using tain::registers::row_words;
using Row = std::array<std::uint32_t, row_words>;

constexpr unsigned row_step = 4;  // tain_pkg::ROW_STEP

/// row_command_t, which is 64 bits.
struct Command {
    explicit Command(std::uint64_t pins)
        : data(static_cast<std::uint32_t>(pins)),
          word(bits(pins, 32, 5)),
          index(bits(pins, 37, 16)),
          table(bits(pins, 53, 5)),
          bank(bits(pins, 58, 1) != 0),
          read_occupied(bits(pins, 59, 1) != 0),
          read(bits(pins, 60, 1) != 0),
          erase(bits(pins, 61, 1) != 0),
          occupy(bits(pins, 62, 1) != 0),
          write(bits(pins, 63, 1) != 0) {}

    [[nodiscard]] unsigned pulses() const { return 0U + read_occupied + read + erase + occupy + write; }
    [[nodiscard]] auto row() const { return std::tuple{table, bank, index}; }
    /// All that stays until the pulse is answered.
    [[nodiscard]] auto rest() const { return std::tuple{table, bank, index, word, data}; }

    std::uint32_t data;
    unsigned word, index, table;
    bool bank, read_occupied, read, erase, occupy, write;

  private:
    static unsigned bits(std::uint64_t pins, unsigned lsb, unsigned width) {
        return static_cast<unsigned>(pins >> lsb & ((std::uint64_t{1} << width) - 1));
    }
};

/// Tables of any number of rows. An answer stands no sooner than it must; some commands take their time.
class Tables {
  public:
    explicit Tables(unsigned seed) : random_(seed) {}

    using Place = std::tuple<unsigned, bool, unsigned>;  // table, bank, index
    std::map<Place, Row> rows;
    std::set<Place> occupied;
    std::uint32_t occupied_word = 0;  // what read_occupied answers
    unsigned pulses = 0;

    /// What the port's registers saw in this clock, and what they get in the next.
    void clock(std::uint64_t pins) {
        const Command command(pins);
        BOOST_REQUIRE_LE(command.pulses(), 1U);
        ++since_;
        if (busy_ > 0) --busy_;
        if (command.pulses() == 1) {
            BOOST_REQUIRE_GE(since_, row_step);
            BOOST_REQUIRE_EQUAL(busy_, 0U);
            take(command);
        } else if (last_ && (since_ < row_step || busy_ > 0)) {
            BOOST_REQUIRE(command.rest() == last_->rest());
        }
    }
    [[nodiscard]] bool busy() const { return since_ + 1 >= row_step && busy_ > 0; }
    [[nodiscard]] std::uint32_t answer() {
        return since_ + 1 < row_step || busy_ > 0 ? static_cast<std::uint32_t>(random_()) : answer_;
    }
    /// What a reset leaves: nobody waits for an answer.
    void forget() { busy_ = 0; }

  private:
    void take(const Command& command) {
        ++pulses;
        since_ = 0;
        last_ = command;
        busy_ = random_() % 4 == 0 ? row_step + static_cast<unsigned>(random_() % 20) : 0;
        Row& row = rows[command.row()];
        if (command.write) row.at(command.word) = command.data;
        if (command.occupy) occupied.insert(command.row());
        if (command.erase) occupied.erase(command.row());
        if (command.read) answer_ = row.at(command.word);
        if (command.read_occupied) answer_ = occupied_word;
    }

    std::mt19937 random_;
    unsigned since_ = 1000, busy_ = 0;
    std::uint32_t answer_ = 0;
    std::optional<Command> last_;
};

class Bench {
  public:
    explicit Bench(unsigned seed) : tables(seed) {
        top_->rst = 1;
        for (int i = 0; i < 4; ++i) clock();
        top_->rst = 0;
        clock();
    }

    Tables tables;

    void clock() {
        top_->row_busy = tables.busy();
        top_->answer = tables.answer();
        tain::rtl_test::rising_edge(*top_);
        tables.clock(top_->command);
        reads_ += top_->counter_read;
        clears_ += top_->counter_clear;
        rebuilds_ += top_->rebuild;
    }

    /// An access, from its first clock until it is done.
    void begin(bool write, std::uint32_t address, std::uint32_t value = 0) {
        top_->bus_write = write;
        top_->bus_read = !write;
        top_->bus_address = static_cast<std::uint16_t>(address);
        top_->bus_wdata = value;
        clock();
        top_->bus_write = top_->bus_read = 0;
    }
    [[nodiscard]] bool done() const { return top_->bus_done != 0; }
    void finish() {
        for (unsigned i = 0; !done(); ++i) {
            BOOST_REQUIRE_LT(i, 2000U);
            clock();
        }
    }
    void write(std::uint32_t address, std::uint32_t value) {
        begin(true, address, value);
        finish();
    }
    std::uint32_t read(std::uint32_t address) {
        begin(false, address);
        finish();
        return rdata();
    }
    [[nodiscard]] std::uint32_t rdata() const { return top_->bus_rdata; }

    void mirror_rst(bool on) {
        top_->mirror_rst = on;
        if (on) tables.forget();
    }
    void rst(bool on) {
        top_->rst = on;
        if (on) tables.forget();
    }
    void active_bank(bool bank) { top_->active_bank = bank; }
    [[nodiscard]] bool active_bank() const { return top_->active_bank != 0; }
    void rebuilding(bool on) { top_->rebuilding = on; }

    template <class Counters>
    void counter_row(const Counters& row) {
        put(row, top_->counter_row);
    }
    template <class Counters>
    void port_counters(const Counters& ingress, const Counters& egress) {
        put(ingress, top_->ingress_counters);
        put(egress, top_->egress_counters);
    }

    /// Which row of counters is chosen, as counter_select names it.
    [[nodiscard]] std::uint32_t chosen() const {
        return static_cast<std::uint32_t>(top_->counter_kind) << 28U |
               static_cast<std::uint32_t>(top_->counter_direction) << 27U | top_->counter_index;
    }
    [[nodiscard]] unsigned reads() const { return reads_; }
    [[nodiscard]] unsigned clears() const { return clears_; }
    [[nodiscard]] unsigned rebuilds() const { return rebuilds_; }

  private:
    template <class Counters, class Wide>
    static void put(const Counters& counters, Wide& pins) {
        static_assert(sizeof counters == sizeof pins);
        std::memcpy(&pins, counters.data(), sizeof counters);
    }

    std::unique_ptr<Vtain_port_registers_alone> top_ = std::make_unique<Vtain_port_registers_alone>();
    unsigned reads_ = 0, clears_ = 0, rebuilds_ = 0;
};

std::uint32_t word(Operation operation, unsigned table, bool bank, unsigned index) {
    return static_cast<std::uint32_t>(operation) << 28U | table << 23U | std::uint32_t{bank} << 22U | index;
}

/// Of counter_select and counter_clear: the bits that name a row.
constexpr std::uint32_t name_bits = 0xf800'ffff;

template <std::size_t count>
std::array<std::uint64_t, count> random_counters(std::mt19937& random) {
    std::array<std::uint64_t, count> counters;
    for (auto& counter : counters) counter = std::uint64_t{random()} << 32U | random();
    return counters;
}

std::uint32_t low(std::uint64_t value) {
    return static_cast<std::uint32_t>(value);
}
std::uint32_t high(std::uint64_t value) {
    return static_cast<std::uint32_t>(value >> 32U);
}

}  // namespace

// Breaks where a command reaches another row, table or bank than it names, a word is lost on its way to a
// table or back, `data` changes where nothing was read, or a slow table is not waited for.
BOOST_AUTO_TEST_CASE(commands_carry_rows_word_by_word) {
    Bench bench(1);
    std::mt19937 random(2);
    Row data{};
    for (unsigned i = 0; i < row_words; ++i) bench.write(port::data(i), data[i]);
    std::map<Tables::Place, Row> rows;
    std::set<Tables::Place> occupied;
    for (unsigned round = 0; round < 1500; ++round) {
        if (random() % 3 == 0) bench.active_bank(random() % 2 != 0);
        for (unsigned changes = static_cast<unsigned>(random() % 30); changes > 0; --changes) {
            const auto i = static_cast<unsigned>(random() % row_words);
            data.at(i) = static_cast<std::uint32_t>(random());
            bench.write(port::data(i), data.at(i));
        }
        // Few rows, so that they are met again, in numbers that share no bit.
        constexpr std::array<unsigned, 4> numbers{0x0000, 0xaaaa, 0x5555, 0xffff};
        const unsigned table = std::array{0U, 0x15U, 0x0aU, 0x1fU}.at(random() % 4);
        const unsigned index = numbers.at(random() % 4);
        const bool bank = random() % 2 != 0, idle = !bench.active_bank();
        const unsigned pulses = bench.tables.pulses;
        switch (random() % 4) {
            case 0:
                bench.write(port::command, word(Operation::write_row, table, bank, index));
                rows[{table, idle, index}] = data;
                occupied.insert({table, idle, index});
                BOOST_REQUIRE_EQUAL(bench.tables.pulses - pulses, row_words + 1);
                break;
            case 1:
                bench.write(port::command, word(Operation::erase_row, table, bank, index));
                occupied.erase({table, idle, index});
                BOOST_REQUIRE_EQUAL(bench.tables.pulses - pulses, 1U);
                break;
            case 2:
                bench.write(port::command, word(Operation::read_row, table, bank, index));
                data = rows[{table, bank, index}];
                BOOST_REQUIRE_EQUAL(bench.tables.pulses - pulses, row_words);
                break;
            default:
                bench.tables.occupied_word = static_cast<std::uint32_t>(random());
                bench.write(port::command, word(Operation::read_occupied, table, bank, index));
                data[0] = bench.tables.occupied_word;
                BOOST_REQUIRE_EQUAL(bench.tables.pulses - pulses, 1U);
        }
        for (unsigned i = 0; i < row_words; ++i) BOOST_REQUIRE_EQUAL(bench.read(port::data(i)), data.at(i));
    }
    for (const auto& [place, row] : rows) BOOST_TEST((bench.tables.rows[place] == row));
    BOOST_TEST((bench.tables.occupied == occupied));
    BOOST_TEST(bench.rebuilds() == 0U);
}

// Breaks where a value that is no operation does something, or an operation that has no row waits for one.
BOOST_AUTO_TEST_CASE(other_operations_move_no_row) {
    Bench bench(3);
    for (unsigned operation = 0; operation < 16; ++operation) {
        if (operation >= 1 && operation <= 4) continue;
        const unsigned rebuilds = bench.rebuilds();
        bench.begin(true, port::command, operation << 28U | 0x0fff'ffffU);
        bench.clock();
        BOOST_TEST(!bench.done());
        bench.clock();
        BOOST_TEST(bench.done());
        const bool rebuild = operation == static_cast<unsigned>(Operation::rebuild);
        BOOST_TEST(bench.rebuilds() - rebuilds == (rebuild ? 1U : 0U));
    }
    BOOST_TEST(bench.tables.pulses == 0U);
}

// Breaks where an address is answered by another register, or a register keeps what it should not; reads
// change nothing, and what is nobody's reads as UNDEFINED.
BOOST_AUTO_TEST_CASE(each_address_is_its_register_and_no_other) {
    Bench bench(4);
    std::mt19937 random(5);
    for (const bool rebuilding : {false, true}) {
        bench.rebuilding(rebuilding);
        const auto ingress = random_counters<port::ingress_low_count>(random);
        const auto egress = random_counters<port::egress_low_count>(random);
        const auto row = random_counters<port::counter_low_count>(random);
        bench.port_counters(ingress, egress);
        bench.counter_row(row);
        Row data;
        for (unsigned i = 0; i < row_words; ++i) {
            data.at(i) = static_cast<std::uint32_t>(random());
            bench.write(port::data(i), data.at(i));
        }
        std::map<std::uint32_t, std::uint32_t> expected{{port::status, rebuilding ? 1 : 0}};
        for (unsigned i = 0; i < row_words; ++i) expected[port::data(i)] = data.at(i);
        const auto window = [&](auto low_of, auto high_of, const auto& counters) {
            for (unsigned i = 0; i < counters.size(); ++i) {
                expected[low_of(i)] = low(counters.at(i));
                expected[high_of(i)] = high(counters.at(i));
            }
        };
        window(port::counter_low, port::counter_high, row);
        window(port::ingress_low, port::ingress_high, ingress);
        window(port::egress_low, port::egress_high, egress);
        for (std::uint32_t address = 0; address < port::size; ++address) {
            // A write there is nobody's, where it is not one of the registers that are written.
            const bool written = (address >= port::data(0) && address <= port::data(row_words - 1)) ||
                                 address == port::command || address == port::counter_select ||
                                 address == port::counter_clear;
            if (!written && address % 5 == 0) bench.write(address, static_cast<std::uint32_t>(random()));
            const auto found = expected.find(address);
            const std::uint32_t value = found == expected.end() ? tain::registers::undefined : found->second;
            const std::uint32_t got = bench.read(address);
            if (got != value)
                BOOST_FAIL("address " << std::hex << address << " reads " << got << ", not " << value);
        }
    }
    BOOST_TEST(bench.chosen() == 0U);
    BOOST_TEST(bench.clears() == 0U);
    BOOST_TEST(bench.tables.pulses == 0U);
}

// Breaks where another row of counters is asked for or cleared than was named, a counter is taken before it
// stands, or its halves belong to different moments.
BOOST_AUTO_TEST_CASE(counters_are_those_of_the_chosen_row_at_one_moment) {
    constexpr unsigned answer_clocks = 10;  // COUNTER_ANSWER
    Bench bench(6);
    std::mt19937 random(7);
    for (unsigned round = 0; round < 500; ++round) {
        const auto name = static_cast<std::uint32_t>(random());
        const unsigned reads = bench.reads(), clears = bench.clears();
        const bool clear = random() % 2 != 0;
        bench.begin(true, clear ? port::counter_clear : port::counter_select, name);
        bench.clock();
        BOOST_REQUIRE(!clear || bench.clears() == clears + 1);
        BOOST_REQUIRE_EQUAL(bench.chosen(), name & name_bits);
        bench.finish();
        BOOST_REQUIRE_EQUAL(bench.clears(), clears + (clear ? 1 : 0));
        const auto i = static_cast<unsigned>(random() % port::counter_low_count);
        bench.begin(false, port::counter_low(i));
        bench.clock();
        BOOST_REQUIRE_EQUAL(bench.reads(), reads + 1);
        for (unsigned clocks = 1; clocks < answer_clocks; ++clocks) {
            bench.counter_row(random_counters<port::counter_low_count>(random));
            bench.clock();
            BOOST_REQUIRE(!bench.done());
        }
        const auto row = random_counters<port::counter_low_count>(random);
        bench.counter_row(row);
        bench.finish();
        BOOST_REQUIRE_EQUAL(bench.rdata(), low(row.at(i)));
        bench.counter_row(random_counters<port::counter_low_count>(random));
        BOOST_REQUIRE_EQUAL(bench.read(port::counter_high(i)), high(row.at(i)));
    }
}

// Breaks where the halves of a port's counter are not of one moment, or a direction answers for the other.
BOOST_AUTO_TEST_CASE(halves_of_port_counters_belong_together) {
    Bench bench(8);
    std::mt19937 random(9);
    for (unsigned round = 0; round < 500; ++round) {
        const auto ingress = random_counters<port::ingress_low_count>(random);
        const auto egress = random_counters<port::egress_low_count>(random);
        bench.port_counters(ingress, egress);
        const auto i = static_cast<unsigned>(random() % port::ingress_low_count);
        const bool out = random() % 2 != 0;
        const std::uint64_t value = out ? egress.at(i) : ingress.at(i);
        BOOST_REQUIRE_EQUAL(bench.read(out ? port::egress_low(i) : port::ingress_low(i)), low(value));
        bench.port_counters(random_counters<port::ingress_low_count>(random),
                            random_counters<port::egress_low_count>(random));
        // Counters go on meanwhile; the address stands until the next access.
        for (unsigned clocks = static_cast<unsigned>(random() % 4); clocks > 0; --clocks) bench.clock();
        BOOST_REQUIRE_EQUAL(bench.read(out ? port::egress_high(i) : port::ingress_high(i)), high(value));
    }
}

// Breaks where a command outlives a reset of the mirror, one begins within it, or an access never ends.
BOOST_AUTO_TEST_CASE(a_reset_of_the_mirror_ends_a_command) {
    Bench bench(10);
    std::mt19937 random(11);
    for (unsigned start = 0; start < 140; ++start)
        for (const Operation operation :
             {Operation::write_row, Operation::erase_row, Operation::read_row, Operation::read_occupied}) {
            bench.begin(true, port::command, word(operation, 3, false, 7));
            for (unsigned i = 0; i < start && !bench.done(); ++i) bench.clock();
            bench.mirror_rst(true);
            unsigned clocks = 0;
            for (; !bench.done(); ++clocks) bench.clock();
            BOOST_REQUIRE_LE(clocks, 3U);
            const unsigned pulses = bench.tables.pulses;
            bench.write(port::command, word(operation, 3, false, 7));
            bench.clock();
            bench.mirror_rst(false);
            for (unsigned i = 0; i < 10; ++i) bench.clock();
            BOOST_REQUIRE_EQUAL(bench.tables.pulses, pulses);
            // And the next command is whole.
            bench.write(port::command, word(Operation::write_row, 3, false, 7));
            BOOST_REQUIRE_EQUAL(bench.tables.pulses, pulses + row_words + 1);
        }
}

// Breaks where an access or a command goes on after a reset of all, or one that falls into it is not ignored.
BOOST_AUTO_TEST_CASE(a_reset_of_all_ends_everything) {
    Bench bench(12);
    std::mt19937 random(13);
    const std::array<std::pair<std::uint32_t, bool>, 6> accesses{{{port::command, true},
                                                                  {port::counter_select, true},
                                                                  {port::counter_clear, true},
                                                                  {port::counter_low(2), false},
                                                                  {port::status, false},
                                                                  {port::data(3), true}}};
    for (unsigned start = 0; start < 130; ++start)
        for (const auto& [address, write] : accesses) {
            const Operation operation =
                std::array{Operation::write_row, Operation::read_row, Operation::rebuild}.at(start % 3);
            bench.begin(write, address, word(operation, 3, false, 7));
            for (unsigned i = 0; i < start && !bench.done(); ++i) bench.clock();
            bench.rst(true);
            bench.clock();
            const unsigned pulses = bench.tables.pulses, reads = bench.reads(), clears = bench.clears(),
                           rebuilds = bench.rebuilds();
            bench.begin(write, address, word(operation, 3, false, 7));
            for (unsigned i = 0; i < 3; ++i) bench.clock();
            bench.rst(false);
            for (unsigned i = 0; i < 30; ++i) {
                BOOST_REQUIRE(!bench.done());
                bench.clock();
            }
            BOOST_REQUIRE_EQUAL(bench.tables.pulses, pulses);
            BOOST_REQUIRE_EQUAL(bench.reads(), reads);
            BOOST_REQUIRE_EQUAL(bench.clears(), clears);
            BOOST_REQUIRE_EQUAL(bench.rebuilds(), rebuilds);
            BOOST_REQUIRE_EQUAL(bench.chosen() >> 28U, 0U);
            bench.write(port::command, word(Operation::erase_row, 3, false, 7));
            BOOST_REQUIRE_EQUAL(bench.tables.pulses, pulses + 1);
        }
}
