// SPDX-License-Identifier: Apache-2.0
// tain_session_table by itself: what commands write, they read, and frames find, in the bank that each names.
#define BOOST_TEST_MODULE session_table
#define BOOST_TEST_DYN_LINK
#include <bit>
#include <boost/test/unit_test.hpp>

#include "Vtain_session_table_alone.h"
#include "table_bench.hpp"

namespace {

namespace rtl = tain::rtl_test;
namespace fields = tain::registers::session_row;
using rtl::bits;

// As CMakeLists.txt gives them.
constexpr unsigned interfaces = 9, places = 4, filters = 5;
constexpr std::uint64_t filter_mask = std::bit_ceil(filters) - 1;  // of a filter's number

class Bench final : public rtl::TableBench<Vtain_session_table_alone> {
  public:
    Bench()
        : TableBench(tain::registers::Table::session, interfaces * places,
                     {fields::cookie, fields::filter, fields::counter, fields::first_address,
                      fields::address_count, fields::vni, fields::keep}) {
        reset();
    }

  private:
    void ask() override {
        top_->list_bank = any_bank();
        top_->list_interface = static_cast<std::uint16_t>(below(interfaces));
        top_->chosen_bank = any_bank();
        top_->chosen_interface = static_cast<std::uint16_t>(below(interfaces));
        top_->chosen_place = static_cast<std::uint8_t>(below(places));
    }
    void look() override {
        for (unsigned place = 0; place < places; ++place) check_listed(place);
        check_chosen(row(top_->chosen_bank != 0, top_->chosen_interface * places + top_->chosen_place));
    }
    void forget() override {}

    void check_listed(unsigned place) {
        const rtl::TableRow& session = row(top_->list_bank != 0, top_->list_interface * places + place);
        BOOST_REQUIRE_EQUAL((top_->list_occupied >> place & 1) != 0, session.occupied);
        if (session.occupied)
            BOOST_REQUIRE_EQUAL(top_->list_filter >> 16 * place & 0xffff,
                                bits(session.words, fields::filter) & filter_mask);
    }
    void check_chosen(const rtl::TableRow& session) {
        if (!session.occupied) return;
        BOOST_REQUIRE_EQUAL(top_->chosen_counter, bits(session.words, fields::counter));
        BOOST_REQUIRE_EQUAL(top_->chosen_first_address, bits(session.words, fields::first_address));
        BOOST_REQUIRE_EQUAL(top_->chosen_address_count, bits(session.words, fields::address_count));
        BOOST_REQUIRE_EQUAL(top_->chosen_vni, bits(session.words, fields::vni));
        BOOST_REQUIRE_EQUAL(top_->chosen_keep, bits(session.words, fields::keep));
        ++compared;
    }
};

}  // namespace

// Breaks where a bit of a session is lost, or a session is another's, in another place, interface or bank.
BOOST_AUTO_TEST_CASE(every_session_is_found) {
    Bench bench;
    for (const bool inverted : {false, true}) {
        bench.write_all_rows(inverted);
        bench.run(10'000);
        bench.read_all_rows();
    }
    BOOST_TEST(bench.compared > 20'000U);
}

// Breaks where a command changes what it does not name, or answers what it was not asked.
BOOST_AUTO_TEST_CASE(commands_change_their_row_alone) {
    Bench().any_commands(2'000);
}

// Breaks where a command outlasts a reset, or a session does.
BOOST_AUTO_TEST_CASE(a_reset_leaves_no_session) {
    Bench().any_resets(20);
}
