// SPDX-License-Identifier: Apache-2.0
// The simulated NIC answers as the register description says: what the C++ header (made from that
// description) names is asked for over the register bus. An address, size or field that differs in the RTL
// breaks this.
#define BOOST_TEST_MODULE registers
#include "tain/registers.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <vector>

#include "tain/sim/simulated_nic.hpp"

namespace {

namespace regs = tain::registers;
using tain::sim::NicSize;
using tain::sim::SimulatedNic;

struct Table {
    regs::Table id;
    std::uint32_t rows;
    bool banked;
    std::vector<regs::Field> fields;
};

/// All tables of the default NIC, with the fields that a row must keep.
std::vector<Table> tables() {
    namespace d = regs::defaults;
    namespace i = regs::interface_row;
    namespace s = regs::session_row;
    namespace f = regs::filter_row;
    namespace t = regs::target_row;
    namespace n = regs::never_copied_row;
    namespace v = regs::resolver_row;
    namespace r = regs::ingress_range_row;
    namespace u = regs::ingress_rule_row;
    // A rule keeps as many bits of value and mask as its key has.
    const unsigned key_bits = regs::key::range.lsb + d::range_checkers;
    const std::vector<regs::Field> rule{
        u::cookie, u::accept, u::counter, {u::value.lsb, key_bits}, {u::mask.lsb, key_bits}};
    const std::vector<regs::Field> range{r::cookie, r::destination, r::from, r::to};
    const std::uint32_t rules = d::rule_slots * d::rules_per_filter;
    using enum regs::Table;
    return {
        {interface,
         d::interfaces,
         true,
         {i::cookie, i::any, i::counter, i::mac, i::source_mac, i::ipv4, i::ipv6}},
        {session,
         d::interfaces * d::sessions_per_interface,
         true,
         {s::cookie, s::filter, s::counter, s::first_address, s::address_count, s::vni, s::keep}},
        {filter, d::filters, true, {f::cookie, f::slot, f::amazon_dns}},
        {target, d::targets * d::addresses_per_target, true, {t::cookie, t::v6, t::mac, t::address}},
        {never_copied,
         d::never_copied,
         true,
         {n::cookie, n::v6, n::match_address, n::match_port, n::protocol, n::port, n::address}},
        {resolver, d::resolvers, true, {v::cookie, v::v6, v::address}},
        {ingress_range, d::range_checkers, true, range},
        {egress_range, d::range_checkers, true, range},
        {ingress_rule, rules, false, rule},
        {egress_rule, rules, false, rule},
    };
}

using Row = std::vector<std::uint32_t>;

bool bit(const Row& row, unsigned i) {
    return ((row[i / 32] >> (i % 32)) & 1U) != 0;
}

/// One NIC for all cases: building one is cheap, resetting it is what the cases need.
struct Nic {
    SimulatedNic nic{NicSize::standard, 512};
    std::uint32_t port = regs::port::offset;

    std::uint32_t control(std::uint32_t offset) { return nic.read32(regs::control::offset + offset); }
    void command(regs::Operation operation, regs::Table table, std::uint32_t index, bool bank = false) {
        nic.write32(port + regs::port::command, static_cast<std::uint32_t>(operation) << 28U |
                                                    static_cast<std::uint32_t>(table) << 23U |
                                                    static_cast<std::uint32_t>(bank) << 22U | index);
    }
    void write_row(const Table& table, std::uint32_t index, const Row& row) {
        for (unsigned i = 0; i < regs::row_words; ++i) nic.write32(port + regs::port::data(i), row[i]);
        command(regs::Operation::write_row, table.id, index);
    }
    Row read_row(const Table& table, std::uint32_t index, bool bank) {
        command(regs::Operation::read_row, table.id, index, bank);
        Row row(regs::row_words);
        for (unsigned i = 0; i < regs::row_words; ++i) row[i] = nic.read32(port + regs::port::data(i));
        return row;
    }
    std::uint32_t occupied(const Table& table, std::uint32_t word, bool bank) {
        command(regs::Operation::read_occupied, table.id, word, bank);
        return nic.read32(port + regs::port::data(0));
    }
    void flip() {
        nic.write32(regs::control::offset + regs::control::flip, 1);
        while (control(regs::control::status) != 0) {
        }
    }
};

Row random_row(std::mt19937& random) {
    Row row(regs::row_words);
    for (auto& word : row) word = static_cast<std::uint32_t>(random());
    return row;
}

void check_fields(const Table& table, const Row& written, const Row& read) {
    for (const auto& field : table.fields)
        for (unsigned i = field.lsb; i < field.lsb + field.width; ++i)
            BOOST_REQUIRE_MESSAGE(bit(written, i) == bit(read, i), "table " << static_cast<unsigned>(table.id)
                                                                            << ", bit " << i
                                                                            << " was not kept");
}

}  // namespace

BOOST_AUTO_TEST_CASE(identity_version_and_blocks_stand_where_they_are_described) {
    Nic n;
    BOOST_TEST(n.nic.read32(regs::directory::identity) == regs::identity);
    BOOST_TEST(n.nic.read32(regs::directory::version) == (regs::version_major << 16U | regs::version_minor));
    BOOST_TEST(n.nic.read32(regs::directory::block_count) == 2U);
    BOOST_TEST(n.nic.read32(regs::directory::block_type(0)) == regs::control::type);
    BOOST_TEST(n.nic.read32(regs::directory::block_offset(0)) == regs::control::offset);
    BOOST_TEST(n.nic.read32(regs::directory::block_size(0)) == regs::control::size);
    BOOST_TEST(n.nic.read32(regs::directory::block_type(1)) == regs::port::type);
    BOOST_TEST(n.nic.read32(regs::directory::block_offset(1)) == regs::port::offset);
    BOOST_TEST(n.nic.read32(regs::directory::block_size(1)) == regs::port::size);
    BOOST_TEST(n.nic.read32(regs::directory::block_type(2)) == regs::undefined);
}

BOOST_AUTO_TEST_CASE(capabilities_are_the_default_ones) {
    namespace c = regs::control;
    namespace d = regs::defaults;
    Nic n;
    BOOST_TEST(n.control(c::ports) == d::ports);
    BOOST_TEST(n.control(c::data_width) == d::data_width);
    BOOST_TEST(n.control(c::interfaces) == d::interfaces);
    BOOST_TEST(n.control(c::sessions_per_interface) == d::sessions_per_interface);
    BOOST_TEST(n.control(c::filters) == d::filters);
    BOOST_TEST(n.control(c::rule_slots) == d::rule_slots);
    BOOST_TEST(n.control(c::rules_per_filter) == d::rules_per_filter);
    BOOST_TEST(n.control(c::targets) == d::targets);
    BOOST_TEST(n.control(c::addresses_per_target) == d::addresses_per_target);
    BOOST_TEST(n.control(c::never_copied) == d::never_copied);
    BOOST_TEST(n.control(c::resolvers) == d::resolvers);
    BOOST_TEST(n.control(c::range_checkers) == d::range_checkers);
    BOOST_TEST(n.control(c::buffer_bytes) == d::buffer_bytes);
    BOOST_TEST(n.control(c::buffer_copies) == d::buffer_copies);
}

BOOST_AUTO_TEST_CASE(undefined_addresses_say_so_and_do_nothing) {
    Nic n;
    for (const std::uint32_t address : {0x00000FFCU, 0x00001FFCU, 0x0000F000U, regs::port::offset + 0x800U,
                                        regs::port::offset + regs::port::size, regs::address_space - 4}) {
        n.nic.write32(address, 0x12345678);
        BOOST_TEST(n.nic.read32(address) == regs::undefined);
    }
}

BOOST_AUTO_TEST_CASE(the_boot_word_reads_0_after_reset) {
    Nic n;
    BOOST_TEST(n.nic.read32(regs::directory::boot) == 0U);
    n.nic.write32(regs::directory::boot, 0xC0FFEE);
    BOOST_TEST(n.nic.read32(regs::directory::boot) == 0xC0FFEEU);
    n.nic.write32(regs::control::offset + regs::control::reset, 1);
    while ((n.control(regs::control::status) & 2U) != 0) {
    }
    BOOST_TEST(n.nic.read32(regs::directory::boot) == 0U);
}

// Breaks where a table misses a field, mixes up rows or banks, or marks the wrong row occupied.
BOOST_AUTO_TEST_CASE(every_table_keeps_its_rows) {
    Nic n;
    std::mt19937 random(1);
    for (const auto& table : tables()) {
        const std::vector<std::uint32_t> indices{0, 1, table.rows / 2, table.rows - 1};
        std::vector<Row> first;
        for (const auto index : indices) {
            first.push_back(random_row(random));
            n.write_row(table, index, first.back());
        }
        // The idle bank took them; after a flip the other bank is idle and still empty.
        const bool filled = n.control(regs::control::bank) == 0;
        n.flip();
        for (unsigned k = 0; k < indices.size(); ++k) {
            check_fields(table, first[k], n.read_row(table, indices[k], filled));
            BOOST_TEST(((n.occupied(table, indices[k] / 32, filled) >> (indices[k] % 32)) & 1U) == 1U);
            if (table.banked) BOOST_TEST(n.occupied(table, indices[k] / 32, !filled) == 0U);
        }
        const auto other = random_row(random);
        n.write_row(table, indices[1], other);
        check_fields(table, other, n.read_row(table, indices[1], table.banked ? !filled : filled));
        if (table.banked) check_fields(table, first[1], n.read_row(table, indices[1], filled));
        n.command(regs::Operation::erase_row, table.id, indices[1]);
        BOOST_TEST((n.occupied(table, 0, !filled) & 2U) == 0U);
        // A row beyond the table's end is nobody's.
        n.command(regs::Operation::write_row, table.id, table.rows);
        BOOST_TEST(((n.occupied(table, table.rows / 32, !filled) >> (table.rows % 32)) & 1U) == 0U);
    }
}
