// SPDX-License-Identifier: Apache-2.0
// tain_filter_table by itself: what commands write, they read, and an interface's sessions find, in the bank
// that each names.
#define BOOST_TEST_MODULE filter_table
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>

#include "Vtain_filter_table_alone.h"
#include "table_bench.hpp"

namespace {

namespace rtl = tain::rtl_test;
namespace fields = tain::registers::filter_row;
using rtl::bits;

// As CMakeLists.txt gives them.
constexpr unsigned filters = 37, reads = 4;

class Bench final : public rtl::TableBench<Vtain_filter_table_alone> {
  public:
    Bench()
        : TableBench(tain::registers::Table::filter, filters,
                     {fields::cookie, fields::slot, fields::amazon_dns}) {
        reset();
    }

  private:
    void ask() override {
        top_->lookup_bank = any_bank();
        top_->lookup_filter = 0;
        for (unsigned i = 0; i < reads; ++i) top_->lookup_filter |= std::uint64_t{below(filters)} << 16 * i;
    }
    void look() override {
        for (unsigned i = 0; i < reads; ++i) {
            const auto index = static_cast<unsigned>(top_->lookup_filter >> 16 * i & 0xffff);
            const rtl::TableRow& filter = row(top_->lookup_bank != 0, index);
            if (!filter.occupied) continue;
            BOOST_REQUIRE_EQUAL(top_->slot >> 16 * i & 0xffff, bits(filter.words, fields::slot));
            BOOST_REQUIRE_EQUAL(top_->amazon_dns >> i & 1, bits(filter.words, fields::amazon_dns));
            ++compared;
        }
    }
    void forget() override {}
};

}  // namespace

// Breaks where a bit of a filter is lost, or a session is told another's, or that of another bank.
BOOST_AUTO_TEST_CASE(every_filter_is_found) {
    Bench bench;
    for (const bool inverted : {false, true}) {
        bench.write_all_rows(inverted);
        bench.run(5'000);
        bench.read_all_rows();
    }
    BOOST_TEST(bench.compared > 40'000U);
}

// Breaks where a command changes what it does not name, or answers what it was not asked.
BOOST_AUTO_TEST_CASE(commands_change_their_row_alone) {
    Bench().any_commands(2'000);
}

// Breaks where a command outlasts a reset, or a filter does.
BOOST_AUTO_TEST_CASE(a_reset_leaves_no_filter) {
    Bench().any_resets(20);
}
