// SPDX-License-Identifier: Apache-2.0
// tain_interface_table by itself: what commands write, they read, and frames and copies find, in the bank
// that each names. (Which rows a MAC address fits is compare_test's matter, too, at every distance of a bit.)
#define BOOST_TEST_MODULE interface_table
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <deque>
#include <optional>

#include "Vtain_interface_table_alone.h"
#include "table_bench.hpp"

namespace {

namespace rtl = tain::rtl_test;
namespace fields = tain::registers::interface_row;
using rtl::bits;

// As CMakeLists.txt gives them.
constexpr unsigned interfaces = 37;
constexpr std::size_t latency = 2;  // of a lookup

class Bench final : public rtl::TableBench<Vtain_interface_table_alone> {
  public:
    Bench()
        : TableBench(tain::registers::Table::interface, interfaces,
                     {fields::cookie, fields::any, fields::counter, fields::mac, fields::source_mac,
                      fields::ipv4, fields::ipv6}) {
        reset();
    }

    unsigned found = 0;

  private:
    /// What a lookup finds: the rows' numbers ORed, since where rows are right only one fits.
    struct Found {
        bool any = false;
        unsigned numbers = 0;
    };

    void ask() override {
        top_->read_bank = any_bank();
        top_->read_index = static_cast<std::uint16_t>(below(interfaces));
        top_->lookup_bank = any_bank();
        top_->lookup_valid = below(4) != 0;
        top_->lookup_mac_known = below(4) != 0;
        const rtl::TableRow& meant = row(top_->lookup_bank != 0, below(interfaces));
        top_->lookup_mac = bits(meant.words, fields::mac) ^ (flag() ? std::uint64_t{1} << below(48) : 0);
        under_way_.push_front(top_->lookup_valid != 0 ? std::optional(lookup()) : std::nullopt);
    }
    [[nodiscard]] Found lookup() const {
        Found all;
        for (unsigned index = 0; index < interfaces; ++index) {
            const rtl::TableRow& interface = row(top_->lookup_bank != 0, index);
            const bool is_meant =
                top_->lookup_mac_known != 0 && bits(interface.words, fields::mac) == top_->lookup_mac;
            if (!interface.occupied || !(is_meant || bits(interface.words, fields::any) != 0)) continue;
            all.any = true;
            all.numbers |= index;
        }
        return all;
    }
    /// An interface that claims every frame is rare: it hides which other one is found.
    rtl::Words any_words() override {
        rtl::Words words = TableBench::any_words();
        if (below(64) != 0) words.at(fields::any.lsb / 32) &= ~(1U << fields::any.lsb % 32);
        return words;
    }
    void look() override {
        check_read(row(top_->read_bank != 0, top_->read_index));
        if (under_way_.size() < latency) return;
        if (under_way_.back()) check_found(*under_way_.back());
        under_way_.pop_back();
    }
    void forget() override { under_way_.clear(); }

    void check_read(const rtl::TableRow& interface) {
        if (!interface.occupied) return;
        BOOST_REQUIRE_EQUAL(top_->read_counter, bits(interface.words, fields::counter));
        BOOST_REQUIRE_EQUAL(top_->source_mac, bits(interface.words, fields::source_mac));
        BOOST_REQUIRE_EQUAL(top_->source_ipv4, bits(interface.words, fields::ipv4));
        std::array<std::uint64_t, 2> address{};
        static_assert(sizeof address == sizeof top_->source_ipv6);
        std::memcpy(address.data(), &top_->source_ipv6, sizeof address);
        BOOST_REQUIRE_EQUAL(address[0], bits(interface.words, fields::ipv6));
        BOOST_REQUIRE_EQUAL(address[1], bits(interface.words, fields::ipv6, 64));
        ++compared;
    }
    void check_found(const Found& expected) {
        BOOST_REQUIRE_EQUAL(top_->found != 0, expected.any);
        if (!expected.any) return;
        BOOST_REQUIRE_EQUAL(top_->index, expected.numbers);
        ++found;
    }

    std::deque<std::optional<Found>> under_way_;  // the lookups, the last first
};

}  // namespace

// Breaks where a bit of an interface is lost, or a frame or copy is told another's, or that of another bank.
BOOST_AUTO_TEST_CASE(every_interface_is_found) {
    Bench bench;
    for (const bool inverted : {false, true}) {
        bench.write_all_rows(inverted);
        bench.run(10'000);
        bench.read_all_rows();
    }
    BOOST_TEST(bench.compared > 20'000U);
    BOOST_TEST(bench.found > 10'000U);
}

// Breaks where a command changes what it does not name, or answers what it was not asked.
BOOST_AUTO_TEST_CASE(commands_change_their_row_alone) {
    Bench().any_commands(2'000);
}

// Breaks where a command outlasts a reset, or an interface does.
BOOST_AUTO_TEST_CASE(a_reset_leaves_no_interface) {
    Bench().any_resets(20);
}
