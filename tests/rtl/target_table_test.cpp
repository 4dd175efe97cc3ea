// SPDX-License-Identifier: Apache-2.0
// tain_target_table by itself: what commands write, they read, and the flow hash picks from, in the bank that
// each names.
#define BOOST_TEST_MODULE target_table
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <deque>

#include "Vtain_target_table_alone.h"
#include "table_bench.hpp"

namespace {

namespace rtl = tain::rtl_test;
namespace fields = tain::registers::target_row;
using rtl::bits;

// As CMakeLists.txt gives them.
constexpr unsigned targets = 2, addresses_per_target = 75;
constexpr std::size_t latency = 3;

class Bench final : public rtl::TableBench<Vtain_target_table_alone> {
  public:
    Bench()
        : TableBench(tain::registers::Table::target, targets * addresses_per_target,
                     {fields::cookie, fields::v6, fields::mac, fields::address}) {
        reset();
    }

  private:
    /// Any addresses beside each other, of which the hash picks one (design 2.11).
    void ask() override {
        const unsigned first = below(rows()), count = 1 + below(rows() - first), hash = below(1U << 16U);
        top_->spread_bank = any_bank();
        top_->spread_hash = static_cast<std::uint16_t>(hash);
        top_->spread_first_address = static_cast<std::uint16_t>(first);
        top_->spread_address_count = static_cast<std::uint8_t>(count);
        under_way_.push_front(row(top_->spread_bank != 0, first + (hash * count >> 16U)));
    }
    void look() override {
        if (under_way_.size() < latency) return;
        if (under_way_.back().occupied) check(under_way_.back().words);
        under_way_.pop_back();
    }
    void forget() override { under_way_.clear(); }

    void check(const rtl::Words& target) {
        BOOST_REQUIRE_EQUAL(top_->target_v6, bits(target, fields::v6));
        BOOST_REQUIRE_EQUAL(top_->target_mac, bits(target, fields::mac));
        std::array<std::uint64_t, 2> address{};
        static_assert(sizeof address == sizeof top_->target_address);
        std::memcpy(address.data(), &top_->target_address, sizeof address);
        BOOST_REQUIRE_EQUAL(address[0], bits(target, fields::address));
        BOOST_REQUIRE_EQUAL(address[1], bits(target, fields::address, 64));
        ++compared;
    }

    std::deque<rtl::TableRow> under_way_;  // the rows that were asked for, the last first
};

}  // namespace

// Breaks where a bit of an address is lost, an address is another's or another bank's, or the hash picks
// another one.
BOOST_AUTO_TEST_CASE(every_address_is_picked) {
    Bench bench;
    for (const bool inverted : {false, true}) {
        bench.write_all_rows(inverted);
        bench.run(20'000);
        bench.read_all_rows();
    }
    BOOST_TEST(bench.compared > 40'000U);
}

// Breaks where a command changes what it does not name, or answers what it was not asked.
BOOST_AUTO_TEST_CASE(commands_change_their_row_alone) {
    Bench().any_commands(3'000);
}

// Breaks where a command outlasts a reset, or an address does.
BOOST_AUTO_TEST_CASE(a_reset_leaves_no_address) {
    Bench().any_resets(50);
}
