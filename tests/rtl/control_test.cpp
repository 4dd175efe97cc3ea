// SPDX-License-Identifier: Apache-2.0
// tain_control: the directory and the control block as the register description has them.
#define BOOST_TEST_MODULE control
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
#include <map>
#include <memory>
#include <random>

#include "Vtain_control_alone.h"
#include "rising_edge.hpp"
#include "tain/registers.hpp"

namespace {

namespace regs = tain::registers;
namespace directory = regs::directory;
namespace control = regs::control;

constexpr std::uint32_t at(std::uint32_t in_control) {
    return control::offset + in_control;
}

constexpr unsigned ports = 3;
constexpr std::uint32_t draining = 1, resetting = 2;

/// What stands where after a reset, by address; the sizes are those of CMakeLists.txt, no two the same.
std::map<std::uint32_t, std::uint32_t> registers() {
    const std::uint32_t version = regs::version_major << 16U | regs::version_minor;
    std::map<std::uint32_t, std::uint32_t> all{
        {directory::identity, regs::identity},
        {directory::version, version},
        {directory::boot, 0},
        {directory::block_count, 1 + ports},
        {at(control::ports), ports},
        {at(control::data_width), 128},
        {at(control::interfaces), 9},
        {at(control::sessions_per_interface), 4},
        {at(control::filters), 5},
        {at(control::rule_slots), 7},
        {at(control::rules_per_filter), 14},
        {at(control::targets), 6},
        {at(control::addresses_per_target), 8},
        {at(control::never_copied), 11},
        {at(control::resolvers), 2},
        {at(control::range_checkers), 54},
        {at(control::buffer_bytes), 65536},
        {at(control::buffer_copies), 1024},
        {at(control::bank), 0},
        {at(control::status), 0},
    };
    for (unsigned i = 0; i <= ports; ++i) {
        all[directory::block_type(i)] = i == 0 ? control::type : regs::port::type;
        all[directory::block_version(i)] = version;
        all[directory::block_offset(i)] =
            i == 0 ? control::offset : regs::port::offset + (i - 1) * regs::port::size;
        all[directory::block_size(i)] = i == 0 ? control::size : regs::port::size;
    }
    return all;
}

class Bench {
  public:
    Bench() { reset(); }

    void reset() {
        top_->rst = 1;
        clock();
        clock();
        top_->rst = 0;
    }
    void hold_reset() { top_->rst = 1; }
    void clock() { tain::rtl_test::rising_edge(*top_); }

    /// Each is done two clocks later, and says so for one clock.
    void write(std::uint32_t address, std::uint32_t value) {
        top_->bus_write = 1;
        top_->bus_wdata = value;
        access(address);
    }
    std::uint32_t read(std::uint32_t address) {
        top_->bus_read = 1;
        return access(address);
    }

    /// The first clock of a read.
    void ask(std::uint32_t address) {
        top_->bus_read = 1;
        top_->bus_address = static_cast<std::uint16_t>(address);
        clock();
        top_->bus_read = 0;
    }
    [[nodiscard]] bool done() const { return top_->bus_done != 0; }

    [[nodiscard]] bool bank() const { return top_->bank != 0; }
    [[nodiscard]] bool reset_wanted() const { return top_->reset_wanted != 0; }
    void say_done(unsigned of_ports) { top_->reset_done = static_cast<std::uint8_t>(of_ports); }

    /// Every register reads so, and nothing else is there.
    void check_all(const std::map<std::uint32_t, std::uint32_t>& expected) {
        for (std::uint32_t address = 0; address < 0x10000; ++address) {
            const auto found = expected.find(address);
            const std::uint32_t value = found == expected.end() ? regs::undefined : found->second;
            const std::uint32_t got = read(address);
            if (got != value)
                BOOST_FAIL("address " << std::hex << address << " reads " << got << ", not " << value);
        }
    }

  private:
    std::uint32_t access(std::uint32_t address) {
        top_->bus_address = static_cast<std::uint16_t>(address);
        BOOST_REQUIRE(top_->bus_done == 0);
        clock();
        top_->bus_write = top_->bus_read = 0;
        BOOST_REQUIRE(top_->bus_done == 0);
        clock();
        BOOST_REQUIRE(top_->bus_done != 0);
        const std::uint32_t rdata = top_->bus_rdata;
        top_->bus_address = static_cast<std::uint16_t>(~address);
        clock();
        BOOST_REQUIRE(top_->bus_done == 0);
        return rdata;
    }

    std::unique_ptr<Vtain_control_alone> top_ = std::make_unique<Vtain_control_alone>();
};

}  // namespace

// Breaks where a driver would take this NIC for another, or find one of its ports elsewhere.
BOOST_AUTO_TEST_CASE(every_register_reads_as_described_and_no_other_is_there) {
    Bench bench;
    bench.check_all(registers());
}

// Breaks where a write reaches a register that it does not name.
BOOST_AUTO_TEST_CASE(only_boot_flip_and_reset_are_written) {
    Bench bench;
    for (std::uint32_t address = 0; address < 0x10000; ++address)
        if (address != directory::boot && address != at(control::flip) && address != at(control::reset))
            bench.write(address, 0xffffffff);
    BOOST_TEST(!bench.bank());
    BOOST_TEST(!bench.reset_wanted());
    // Only the lowest bit means something.
    bench.write(at(control::flip), 0xfffffffe);
    bench.write(at(control::reset), 0xfffffffe);
    BOOST_TEST(!bench.bank());
    BOOST_TEST(!bench.reset_wanted());
    bench.check_all(registers());
}

// A driver knows its NIC again by this word: breaks where a bit of it is not kept.
BOOST_AUTO_TEST_CASE(boot_word_is_the_last_that_was_written) {
    Bench bench;
    std::mt19937 random(1);
    std::uint32_t word = 0x5a5a5a5a;
    for (unsigned i = 0; i < 40; ++i) {
        bench.write(directory::boot, word);
        BOOST_TEST(bench.read(directory::boot) == word);
        word = i % 2 == 0 ? ~word : static_cast<std::uint32_t>(random());
    }
    bench.reset();
    BOOST_TEST(bench.read(directory::boot) == 0U);
}

// Breaks where a driver would write rows by which frames are still judged, or wait for ever.
BOOST_AUTO_TEST_CASE(flip_changes_the_bank_and_drains_for_forty_clocks) {
    Bench bench;
    bool bank = false;
    for (const unsigned before_next : {100U, 39U, 41U, 12U, 3U, 100U}) {
        bench.write(at(control::flip), 1);
        bank = !bank;
        BOOST_TEST(bench.bank() == bank);
        BOOST_TEST(bench.read(at(control::bank)) == (bank ? 1U : 0U));
        // Accesses take three clocks. The flip was in clock 0, so it drains in clocks 1 to 40; the status is
        // looked at in clock 6 first.
        for (unsigned clock = 6; clock < before_next; clock += 3) {
            const bool drains = bench.read(at(control::status)) == draining;
            BOOST_TEST(drains == (clock <= 40), "in clock " << clock);
        }
    }
    bench.write(at(control::flip), 1);
    BOOST_TEST(bench.read(at(control::status)) == draining);
    bench.reset();
    BOOST_TEST(bench.read(at(control::status)) == 0U);
    BOOST_TEST(!bench.bank());
}

// Breaks where a reset of the mirror ends before every port's has, or leaves something of what it found.
BOOST_AUTO_TEST_CASE(reset_lasts_until_every_port_has_said_done) {
    Bench bench;
    for (unsigned order = 0; order < 2 * ports; ++order) {
        bench.write(directory::boot, 0x12345678);
        bench.write(at(control::flip), 1);
        BOOST_TEST(bench.bank());
        for (unsigned i = 0; i < 50; ++i) bench.clock();
        // What a port says before it was asked is not about this reset.
        bench.say_done((1U << ports) - 1);
        bench.clock();
        bench.say_done(0);
        bench.clock();
        bench.write(at(control::reset), 1);
        for (unsigned i = 0; i < ports; ++i) {
            BOOST_TEST(bench.reset_wanted());
            BOOST_TEST(bench.read(at(control::status)) == resetting);
            BOOST_TEST(bench.read(directory::boot) == 0x12345678U);
            // Nothing is flipped, and no reset begins anew, while one is under way.
            bench.write(at(control::flip), 1);
            bench.write(at(control::reset), 1);
            BOOST_TEST(bench.bank());
            const unsigned port = order < ports ? (order + i) % ports : (order + ports - i) % ports;
            bench.say_done(1U << port);  // for a clock, and all that is needed
            bench.clock();
            bench.say_done(0);
        }
        for (unsigned i = 0; i < 3; ++i) bench.clock();
        BOOST_TEST(!bench.reset_wanted());
        BOOST_TEST(!bench.bank());
        BOOST_TEST(bench.read(directory::boot) == 0U);
    }
    bench.check_all(registers());
}

// Breaks where the reset of the whole NIC leaves a reset of the mirror, or an access, under way.
BOOST_AUTO_TEST_CASE(the_whole_reset_ends_the_mirrors) {
    Bench bench;
    bench.write(at(control::reset), 1);
    bench.say_done(1);
    bench.clock();
    BOOST_TEST(bench.reset_wanted());
    bench.say_done(0);
    bench.reset();
    BOOST_TEST(!bench.reset_wanted());
    bench.write(at(control::reset), 1);
    bench.say_done(6);
    for (unsigned i = 0; i < 5; ++i) bench.clock();
    BOOST_TEST(bench.reset_wanted());
    bench.say_done(1);
    for (unsigned i = 0; i < 3; ++i) bench.clock();
    BOOST_TEST(!bench.reset_wanted());
}

// Breaks where an access that a reset met is answered after it, to somebody who asks for something else.
BOOST_AUTO_TEST_CASE(the_whole_reset_ends_an_access) {
    Bench bench;
    for (unsigned before = 0; before < 3; ++before) {
        bench.ask(directory::identity);
        for (unsigned i = 0; i < before; ++i) bench.clock();
        bench.hold_reset();
        for (unsigned i = 0; i < 4; ++i) {
            bench.clock();
            BOOST_TEST(!bench.done());
        }
        bench.reset();
        BOOST_TEST(!bench.done());
    }
}
