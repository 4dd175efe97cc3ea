// SPDX-License-Identifier: Apache-2.0
// tain_axil: AXI4-Lite against the register bus behind it, with a master and a bus that take their time.
#define BOOST_TEST_MODULE axil
#define BOOST_TEST_DYN_LINK
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <random>

#include "Vtain_axil_alone.h"
#include "rising_edge.hpp"
#include "tain/registers.hpp"

namespace data = boost::unit_test::data;

namespace {

/// Master and bus at once, clock by clock. What the master offers it keeps offering until it is taken (AXI
/// A3.2.1); every pin that comes out is held to the module's promises in every clock.
class Bench {
  public:
    /// eager: one clock in so many is one in which a side does what it could do.
    Bench(unsigned eager, std::uint32_t seed) : eager_(eager), random_(seed) { reset(3); }

    void clock() {
        offer();
        top_->eval();
        check_bus();
        check_answer();
        check_taken();
        const bool write = takes_write(), read = takes_read();
        step();
        tick();
        if (write) top_->s_axil_awvalid = top_->s_axil_wvalid = 0;
        if (read) top_->s_axil_arvalid = 0;
    }

    /// Whatever the pins say in a reset, nothing comes of it.
    void reset(unsigned clocks) {
        top_->rst = 1;
        for (unsigned i = 0; i < clocks; ++i) {
            top_->s_axil_awvalid = top_->s_axil_wvalid = now();
            top_->s_axil_arvalid = top_->bus_done = now();
            tick();
        }
        top_->rst = 0;
        top_->s_axil_awvalid = top_->s_axil_wvalid = top_->s_axil_arvalid = 0;
        phase_ = Phase::idle;
    }

    unsigned writes = 0, reads = 0;  ///< answered

  private:
    /// Of the one access that is under way.
    enum class Phase { idle, asked, waits, answered };

    bool now() { return random_() % eager_ == 0; }
    std::uint32_t word() { return static_cast<std::uint32_t>(random_()); }
    std::uint32_t address() { return word() % tain::registers::address_space; }

    void tick() { tain::rtl_test::rising_edge(*top_); }

    void offer() {
        if (top_->s_axil_awvalid == 0) {
            top_->s_axil_awvalid = now();
            top_->s_axil_awaddr = address();
        }
        if (top_->s_axil_wvalid == 0) {
            top_->s_axil_wvalid = now();
            top_->s_axil_wdata = word();
        }
        if (top_->s_axil_arvalid == 0) {
            top_->s_axil_arvalid = now();
            top_->s_axil_araddr = address();
        }
        top_->s_axil_bready = now();
        top_->s_axil_rready = now();
        top_->bus_done = on_bus() && now();
        top_->bus_rdata = word();
    }

    [[nodiscard]] bool on_bus() const { return phase_ == Phase::asked || phase_ == Phase::waits; }

    /// The bus is asked for one clock; what it is asked for stands until it is done.
    void check_bus() {
        BOOST_REQUIRE_EQUAL(top_->bus_write != 0, phase_ == Phase::asked && is_write_);
        BOOST_REQUIRE_EQUAL(top_->bus_read != 0, phase_ == Phase::asked && !is_write_);
        if (!on_bus()) return;
        BOOST_REQUIRE_EQUAL(top_->bus_address, address_);
        if (is_write_) BOOST_REQUIRE_EQUAL(top_->bus_wdata, value_);
    }

    /// The answer stands until it is taken: OKAY, and the word that the bus said.
    void check_answer() {
        BOOST_REQUIRE_EQUAL(top_->s_axil_bvalid != 0, phase_ == Phase::answered && is_write_);
        BOOST_REQUIRE_EQUAL(top_->s_axil_rvalid != 0, phase_ == Phase::answered && !is_write_);
        BOOST_REQUIRE_EQUAL(top_->s_axil_bresp, 0);
        BOOST_REQUIRE_EQUAL(top_->s_axil_rresp, 0);
        if (top_->s_axil_rvalid != 0) BOOST_REQUIRE_EQUAL(top_->s_axil_rdata, value_);
    }

    [[nodiscard]] bool takes_write() const {
        return phase_ == Phase::idle && top_->s_axil_awvalid != 0 && top_->s_axil_wvalid != 0;
    }
    [[nodiscard]] bool takes_read() const {
        return phase_ == Phase::idle && top_->s_axil_arvalid != 0 && !takes_write();
    }

    /// One access at a time, a write before a read; nobody waits while nothing is under way.
    void check_taken() {
        BOOST_REQUIRE_EQUAL(top_->s_axil_awready != 0, takes_write());
        BOOST_REQUIRE_EQUAL(top_->s_axil_wready != 0, takes_write());
        BOOST_REQUIRE_EQUAL(top_->s_axil_arready != 0, takes_read());
    }

    /// What the promises make of this clock.
    void step() {
        const bool write = takes_write(), read = takes_read();
        if (write || read) {
            is_write_ = write;
            address_ = write ? top_->s_axil_awaddr : top_->s_axil_araddr;
            value_ = top_->s_axil_wdata;
            phase_ = Phase::asked;
        } else if (on_bus()) {
            phase_ = top_->bus_done != 0 ? Phase::answered : Phase::waits;
            if (!is_write_) value_ = top_->bus_rdata;
        } else if (phase_ == Phase::answered &&
                   (is_write_ ? top_->s_axil_bready : top_->s_axil_rready) != 0) {
            ++(is_write_ ? writes : reads);
            phase_ = Phase::idle;
        }
    }

    std::unique_ptr<Vtain_axil_alone> top_ = std::make_unique<Vtain_axil_alone>();
    unsigned eager_;
    std::mt19937 random_;
    Phase phase_ = Phase::idle;
    bool is_write_ = false;
    std::uint32_t address_ = 0, value_ = 0;
};

}  // namespace

// Breaks when an access is lost, done twice or done while another is under way, when a read overtakes a write
// that waits, when an address or a word is not the one that was given, or an answer does not wait.
BOOST_DATA_TEST_CASE(every_access_is_done_once_and_answered, data::make({1, 2, 5}), eager) {
    Bench bench(static_cast<unsigned>(eager), 11);
    for (unsigned i = 0; i < 20'000; ++i) bench.clock();
    BOOST_TEST(bench.writes > 500U);
    // Where a write always waits, no read is ever taken.
    BOOST_TEST((bench.reads > 100U) == (eager > 1));
}

// Breaks when an access, or its answer, outlasts a reset.
BOOST_DATA_TEST_CASE(a_reset_forgets_the_access_under_way, data::make({1, 2, 5}), eager) {
    Bench bench(static_cast<unsigned>(eager), 12);
    std::mt19937 random(13);
    for (unsigned i = 0; i < 2'000; ++i) {
        for (auto clocks = random() % 12; clocks > 0; --clocks) bench.clock();
        bench.reset(1 + static_cast<unsigned>(random() % 3));
    }
}
