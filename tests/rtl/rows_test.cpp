// SPDX-License-Identifier: Apache-2.0
// Row commands of a port against the register description: every bit of every field of every row of every
// table, the occupied bits, and resets that fall into a burst of words.
#define BOOST_TEST_MODULE rows
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "Vrows_bench_small.h"
#include "random_start.hpp"
#include "rising_edge.hpp"
#include "tain/registers.hpp"

namespace {

namespace regs = tain::registers;
using regs::Operation;

using Row = std::vector<std::uint32_t>;

struct Table {
    regs::Table id;
    unsigned rows;  ///< as in rows_bench.sv
    bool banked;
    std::vector<regs::Field> fields;

    /// A row as it must come back: bits that no field has are not compared.
    [[nodiscard]] Row mask() const {
        Row mask(regs::row_words);
        for (const auto& field : fields)
            for (unsigned bit = field.lsb; bit < field.lsb + field.width; ++bit)
                mask[bit / 32] |= 1U << (bit % 32);
        return mask;
    }
};

std::vector<Table> tables() {
    namespace i = regs::interface_row;
    namespace s = regs::session_row;
    namespace f = regs::filter_row;
    namespace t = regs::target_row;
    namespace n = regs::never_copied_row;
    namespace v = regs::resolver_row;
    namespace r = regs::ingress_range_row;
    namespace u = regs::ingress_rule_row;
    constexpr unsigned checkers = 33;
    constexpr unsigned key_bits = regs::key::range.lsb + checkers;
    const std::vector<regs::Field> range{r::cookie, r::destination, r::from, r::to};
    const std::vector<regs::Field> rule{
        u::cookie, u::accept, u::counter, {u::value.lsb, key_bits}, {u::mask.lsb, key_bits}};
    using enum regs::Table;
    return {
        {interface, 9, true, {i::cookie, i::any, i::counter, i::mac, i::source_mac, i::ipv4, i::ipv6}},
        {session,
         36,
         true,
         {s::cookie, s::filter, s::counter, s::first_address, s::address_count, s::vni, s::keep}},
        {filter, 5, true, {f::cookie, f::slot, f::amazon_dns}},
        {target, 256, true, {t::cookie, t::v6, t::mac, t::address}},
        {never_copied,
         3,
         true,
         {n::cookie, n::v6, n::match_address, n::match_port, n::protocol, n::port, n::address}},
        {resolver, 2, true, {v::cookie, v::v6, v::address}},
        {ingress_range, checkers, true, range},
        {egress_range, checkers, true, range},
        {ingress_rule, 35, false, rule},
        {egress_rule, 35, false, rule},
    };
}

/// The bench, driven clock by clock. An access begins in the clock after the one before was done.
class Bench {
  public:
    Bench() {
        top_->active_bank = top_->bus_write = top_->bus_read = 0;
        top_->rst = 1;
        top_->mirror_rst = 1;
        for (int i = 0; i < 40; ++i) clock();
        top_->rst = 0;
        top_->mirror_rst = 0;
        clock();
    }

    void clock() { tain::rtl_test::rising_edge(*top_); }

    /// At every clock of every access (counted from its first), as long as it is set.
    std::function<void(unsigned)> at_clock;

    void mirror_rst(bool on) { top_->mirror_rst = on; }
    void use_bank(bool bank) {
        top_->active_bank = bank;
        clock();
    }
    [[nodiscard]] bool active_bank() const { return top_->active_bank != 0; }
    [[nodiscard]] unsigned last_clocks() const { return clocks_; }

    void write(std::uint32_t address, std::uint32_t value) {
        top_->bus_write = 1;
        access(address, value);
    }
    std::uint32_t read(std::uint32_t address) {
        top_->bus_read = 1;
        access(address, 0);
        return top_->bus_rdata;
    }

    void command(Operation operation, const Table& table, unsigned index, bool bank = false) {
        write(regs::port::command, static_cast<std::uint32_t>(operation) << 28U |
                                       static_cast<std::uint32_t>(table.id) << 23U |
                                       static_cast<std::uint32_t>(bank) << 22U | index);
    }
    void write_row(const Table& table, unsigned index, const Row& row) {
        for (unsigned i = 0; i < regs::row_words; ++i) write(regs::port::data(i), row[i]);
        command(Operation::write_row, table, index);
    }
    Row read_row(const Table& table, unsigned index, bool bank) {
        command(Operation::read_row, table, index, bank);
        Row row(regs::row_words);
        for (unsigned i = 0; i < regs::row_words; ++i) row[i] = read(regs::port::data(i));
        return row;
    }
    std::uint32_t occupied(const Table& table, unsigned word, bool bank) {
        command(Operation::read_occupied, table, word, bank);
        return read(regs::port::data(0));
    }

  private:
    void access(std::uint32_t address, std::uint32_t value) {
        top_->bus_address = static_cast<std::uint16_t>(address);
        top_->bus_wdata = value;
        for (clocks_ = 0; clocks_ < 100'000; ++clocks_) {
            if (at_clock) at_clock(clocks_);
            clock();
            top_->bus_write = 0;
            top_->bus_read = 0;
            if (top_->bus_done) return;
        }
        BOOST_FAIL("the access of address " << address << " never ended");
    }

    VerilatedContext context_;
    std::unique_ptr<Vrows_bench_small> top_ =
        std::make_unique<Vrows_bench_small>(tain::rtl_test::at_random(context_));
    unsigned clocks_ = 0;
};

Row random_row(std::mt19937& random) {
    Row row(regs::row_words);
    for (auto& word : row) word = static_cast<std::uint32_t>(random());
    return row;
}

void check_row(const Table& table, unsigned index, const Row& expected, const Row& got) {
    const Row mask = table.mask();
    for (unsigned word = 0; word < regs::row_words; ++word)
        BOOST_REQUIRE_MESSAGE(((expected[word] ^ got[word]) & mask[word]) == 0,
                              "table " << static_cast<unsigned>(table.id) << ", row " << index << ", word "
                                       << word << ": " << std::hex << got[word] << " instead of "
                                       << expected[word]);
}

void check_occupied(Bench& bench, const Table& table, bool bank, const std::vector<bool>& expected) {
    // One word more than there are: it is nobody's.
    for (unsigned word = 0; word < (table.rows + 31) / 32 + 1; ++word) {
        std::uint32_t bits = 0;
        for (unsigned i = 0; i < 32 && word * 32 + i < table.rows; ++i)
            if (expected[word * 32 + i]) bits |= 1U << i;
        BOOST_REQUIRE_MESSAGE(
            bench.occupied(table, word, bank) == bits,
            "table " << static_cast<unsigned>(table.id) << ", occupied word " << word << " of bank " << bank);
    }
}

/// Numbers that no row, or word, has: just behind the last, and such as differ from one of them in one bit.
std::vector<unsigned> not_there(unsigned there, std::mt19937& random) {
    std::vector<unsigned> numbers{there, there + 1, there + 2, 0xffff};
    for (unsigned bit = 0; bit < 16; ++bit) {
        const unsigned number = static_cast<unsigned>(random()) % there ^ 1U << bit;
        if (number >= there) numbers.push_back(number);
    }
    return numbers;
}

void check_empty(Bench& bench) {
    for (const auto& table : tables())
        for (const bool bank : {false, true})
            check_occupied(bench, table, bank, std::vector<bool>(table.rows));
}

}  // namespace

// Breaks where a bit of a field is not kept, two fields share one, or rows, banks or tables are mixed up.
BOOST_AUTO_TEST_CASE(all_rows_of_all_tables_come_back) {
    Bench bench;
    std::mt19937 random(1);
    check_empty(bench);
    // Twice, the second time every bit the other way round.
    std::map<unsigned, std::map<bool, std::vector<Row>>> rows;
    for (const bool inverted : {false, true}) {
        for (const bool bank : {false, true}) {
            bench.use_bank(!bank);
            for (const auto& table : tables()) {
                auto& stored = rows[static_cast<unsigned>(table.id)][table.banked && bank];
                stored.resize(table.rows);
                for (unsigned index = 0; index < table.rows; ++index) {
                    if (inverted && (table.banked || bank))
                        for (auto& word : stored[index]) word = ~word;
                    else if (!inverted)
                        stored[index] = random_row(random);
                    bench.write_row(table, index, stored[index]);
                }
            }
        }
        for (const auto& table : tables())
            for (const bool bank : {false, true}) {
                const auto& stored = rows[static_cast<unsigned>(table.id)][table.banked && bank];
                for (unsigned index = 0; index < table.rows; ++index)
                    check_row(table, index, stored[index], bench.read_row(table, index, bank));
                check_occupied(bench, table, bank, std::vector<bool>(table.rows, true));
            }
    }
}

// Breaks where a change reaches another row's occupied bit, or that of the other bank.
BOOST_AUTO_TEST_CASE(occupied_bits_are_those_of_the_rows_written_and_not_erased) {
    Bench bench;
    std::mt19937 random(2);
    std::map<unsigned, std::map<bool, std::vector<bool>>> expected;
    for (const auto& table : tables())
        for (const bool bank : {false, true})
            expected[static_cast<unsigned>(table.id)][bank].resize(table.rows);
    const auto all = tables();
    for (int i = 0; i < 2000; ++i) {
        const Table& table = all[random() % all.size()];
        const unsigned index = static_cast<unsigned>(random()) % (table.rows + 3);  // some beyond the end
        const bool write = random() % 3 != 0;
        bench.command(write ? Operation::write_row : Operation::erase_row, table, index);
        if (index < table.rows)
            expected[static_cast<unsigned>(table.id)][table.banked && !bench.active_bank()][index] = write;
        if (i % 100 == 99) {
            for (const auto& every : all)
                for (const bool bank : {false, true})
                    check_occupied(bench, every, bank,
                                   expected[static_cast<unsigned>(every.id)][every.banked && bank]);
            bench.use_bank(!bench.active_bank());
        }
    }
}

// Breaks where a command about a row that is not there reaches one that is, or leaves something to be read.
BOOST_AUTO_TEST_CASE(rows_that_are_not_there_are_nobodys) {
    Bench bench;
    std::mt19937 random(6);
    for (const bool bank : {false, true}) {
        bench.use_bank(!bank);
        for (const auto& table : tables()) {
            std::vector<Row> rows(table.rows);
            std::vector<bool> occupied(table.rows);
            for (unsigned index = 0; index < table.rows; ++index) {
                rows[index] = random_row(random);
                bench.write_row(table, index, rows[index]);
                occupied[index] = random() % 2 == 0;
                if (!occupied[index]) bench.command(Operation::erase_row, table, index);
            }
            for (const unsigned index : not_there(table.rows, random)) {
                bench.write_row(table, index, random_row(random));
                check_occupied(bench, table, bank, occupied);
                BOOST_REQUIRE((bench.read_row(table, index, bank) == Row(regs::row_words)));
                bench.command(Operation::erase_row, table, index);
                check_occupied(bench, table, bank, occupied);
            }
            for (const unsigned word : not_there((table.rows + 31) / 32, random))
                BOOST_REQUIRE_EQUAL(bench.occupied(table, word, bank), 0U);
            for (unsigned index = 0; index < table.rows; ++index)
                if (occupied[index]) check_row(table, index, rows[index], bench.read_row(table, index, bank));
        }
    }
}

// The data words are the driver's: breaks where a command changes one that it should not.
BOOST_AUTO_TEST_CASE(data_words_keep_their_values) {
    Bench bench;
    std::mt19937 random(3);
    const auto all = tables();
    const Row row = random_row(random);
    bench.write_row(all[0], 3, row);
    bench.write_row(all[1], 7, row);
    bench.command(Operation::erase_row, all[0], 3);
    bench.command(Operation::rebuild, all[0], 0);
    for (unsigned i = 0; i < regs::row_words; ++i) BOOST_TEST(bench.read(regs::port::data(i)) == row[i]);
    bench.command(Operation::read_occupied, all[1], 0, !bench.active_bank());
    BOOST_TEST(bench.read(regs::port::data(0)) == 1U << 7U);
    for (unsigned i = 1; i < regs::row_words; ++i) BOOST_TEST(bench.read(regs::port::data(i)) == row[i]);
    bench.write(regs::port::data(2), ~row[2]);
    bench.command(Operation::write_row, all[1], 8);
    Row expected = row;
    expected[0] = 1U << 7U;
    expected[2] = ~row[2];
    check_row(all[1], 8, expected, bench.read_row(all[1], 8, !bench.active_bank()));
    // Of a table that is not there nothing comes back.
    const Table nobody{static_cast<regs::Table>(31), 64, true, {}};
    BOOST_TEST((bench.read_row(nobody, 5, true) == Row(regs::row_words)));
    BOOST_TEST(bench.occupied(nobody, 0, true) == 0U);
}

// Breaks where a command outlasts a reset: a row that is occupied afterwards, an access that never ends, or
// tables that take the next command for part of the old one.
BOOST_AUTO_TEST_CASE(a_reset_in_the_middle_of_a_command_leaves_empty_tables) {
    Bench bench;
    std::mt19937 random(4);
    for (const auto& table : tables()) {
        if (table.id == regs::Table::egress_range || table.id == regs::Table::egress_rule) continue;
        const bool slow = !table.banked;
        for (unsigned start = 0; start < (slow ? 400U : 106U); start += slow ? 7 : 1) {
            for (const Operation operation :
                 {Operation::write_row, Operation::read_row, Operation::erase_row}) {
                const Row row = random_row(random);
                const unsigned index = static_cast<unsigned>(random()) % table.rows;
                bench.write_row(table, table.rows - 1, row);
                for (unsigned i = 0; i < regs::row_words; ++i) bench.write(regs::port::data(i), ~row[i]);
                unsigned clocks = 0;
                bench.at_clock = [&](unsigned) {
                    bench.mirror_rst(clocks >= start && clocks < start + 32);
                    ++clocks;
                };
                bench.command(operation, table, index);
                const unsigned taken = clocks;
                while (clocks < start + 40) bench.read(regs::port::data(0));
                bench.at_clock = nullptr;
                bench.mirror_rst(false);
                if (taken > start + 1) BOOST_REQUIRE_LE(taken, start + 4);  // it ended with the reset
                for (const bool bank : {false, true})
                    check_occupied(bench, table, bank, std::vector<bool>(table.rows));
                bench.write_row(table, index, row);
                check_row(table, index, row, bench.read_row(table, index, !bench.active_bank()));
                std::vector<bool> expected(table.rows);
                expected[index] = true;
                check_occupied(bench, table, !bench.active_bank(), expected);
            }
        }
    }
}

// What runs into a rebuild: rule rows wait for its end, all others do not.
BOOST_AUTO_TEST_CASE(only_rule_rows_wait_for_a_rebuild) {
    Bench bench;
    std::mt19937 random(5);
    for (const auto& table : tables()) {
        const Row row = random_row(random);
        for (unsigned i = 0; i < regs::row_words; ++i) bench.write(regs::port::data(i), row[i]);
        bench.command(Operation::rebuild, table, 0);
        bench.command(Operation::write_row, table, 1);
        const bool running = (bench.read(regs::port::status) & 1U) != 0;
        BOOST_TEST(running == table.banked, "table " << static_cast<unsigned>(table.id));
        while ((bench.read(regs::port::status) & 1U) != 0) {
        }
        check_row(table, 1, row, bench.read_row(table, 1, !bench.active_bank()));
    }
}

// Breaks where a row takes longer than what the driver's figures and waiting are made for.
BOOST_AUTO_TEST_CASE(a_row_takes_about_a_hundred_clocks) {
    Bench bench;
    const auto all = tables();
    bench.command(Operation::write_row, all[0], 0);
    BOOST_TEST(bench.last_clocks() <= 110U);
    bench.command(Operation::read_row, all[0], 0, true);
    BOOST_TEST(bench.last_clocks() <= 110U);
    bench.command(Operation::read_occupied, all[0], 0, true);
    BOOST_TEST(bench.last_clocks() <= 10U);
    bench.command(Operation::erase_row, all[0], 0);
    BOOST_TEST(bench.last_clocks() <= 10U);
}
