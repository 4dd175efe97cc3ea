// SPDX-License-Identifier: Apache-2.0
// tain_frame_counters: every counter of a direction is the sum of what its frames said. (What reads and
// clears see while frames come is tain_counters' promise, and counters_test's matter.)
#define BOOST_TEST_MODULE frame_counters
#define BOOST_TEST_DYN_LINK
#include <array>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <random>

#include "Vtain_frame_counters_alone.h"
#include "packed.hpp"
#include "pin_copy.hpp"
#include "rising_edge.hpp"
#include "tain/registers.hpp"

namespace {

namespace regs = tain::registers;
namespace rtl = tain::rtl_test;
using regs::CounterKind;

// As CMakeLists.txt gives them.
constexpr unsigned interfaces = 8, places = 4, sessions = interfaces * places, rules = 40;

using Row = std::array<std::uint64_t, regs::port::counter_low_count>;
using PortRow = std::array<std::uint64_t, regs::port_counter::count>;

struct Frame {
    rtl::FrameEvent event;
    std::array<bool, places> hit{};
    std::array<unsigned, places> rule{};
};

/// The definition: what each frame adds to which counter.
struct Sums {
    std::array<Row, interfaces> interface {};
    std::array<Row, sessions> session{};
    std::array<Row, rules> rule{};
    PortRow port{};

    void add(const Frame& frame) {
        const rtl::FrameEvent& event = frame.event;
        if (!event.valid) return;
        port[regs::port_counter::frames] += 1;
        port[regs::port_counter::bytes] += event.length;
        port[regs::port_counter::unowned] += event.owned ? 0 : 1;
        port[regs::port_counter::bad] += event.bad ? 1 : 0;
        const std::uint64_t kept = event.copied ? event.kept : 0;
        if (event.owned) {
            namespace place = regs::interface_counter;
            Row& row = interface.at(event.interface_counter);
            row[place::judged] += 1;
            row[place::not_copied] += event.copied || event.dropped ? 0 : 1;
            row[place::copied] += event.copied ? 1 : 0;
            row[place::dropped] += event.dropped ? 1 : 0;
            row[place::truncated] += event.truncated ? 1 : 0;
            row[place::kept_bytes] += kept;
        }
        if (event.accepted) {
            namespace place = regs::session_counter;
            Row& row = session.at(event.session_counter);
            row[place::copied] += event.copied ? 1 : 0;
            row[place::kept_bytes] += kept;
            row[place::truncated] += event.truncated ? 1 : 0;
            row[place::dropped] += event.dropped ? 1 : 0;
        }
        for (unsigned i = 0; i < places; ++i)
            if (frame.hit[i]) rule.at(frame.rule[i])[regs::rule_counter::hits] += 1;
    }
    /// What a read of this row finds; nothing where there is none.
    [[nodiscard]] Row row(unsigned kind, unsigned index) const {
        if (kind == static_cast<unsigned>(CounterKind::interface) && index < interfaces)
            return interface[index];
        if (kind == static_cast<unsigned>(CounterKind::session) && index < sessions) return session[index];
        if (kind == static_cast<unsigned>(CounterKind::rule) && index < rules) return rule[index];
        return {};
    }
    void clear(unsigned kind, unsigned index) {
        if (kind == static_cast<unsigned>(CounterKind::interface) && index < interfaces)
            interface[index] = {};
        if (kind == static_cast<unsigned>(CounterKind::session) && index < sessions) session[index] = {};
        if (kind == static_cast<unsigned>(CounterKind::rule) && index < rules) rule[index] = {};
    }
};

class Bench {
  public:
    Bench() { reset(); }

    void reset() {
        top_->rst = 1;
        for (unsigned i = 0; i < 40; ++i) clock({});
        top_->rst = 0;
        clock({});
        sums = {};
    }

    void clock(const Frame& frame) {
        put(frame);
        rtl::rising_edge(*top_);
        sums.add(frame);
    }
    /// Lets what is under way come to its counters.
    void settle() {
        for (unsigned i = 0; i < 16; ++i) clock({});
    }

    /// The row is there ten clocks after it was asked for, and stands.
    void read(unsigned kind, unsigned index) {
        choose(kind, index);
        top_->read = 1;
        clock({});
        top_->read = 0;
        for (unsigned i = 1; i < 10; ++i) clock({});
    }
    [[nodiscard]] Row read_row() const {
        Row row;
        static_assert(sizeof row == sizeof top_->read_row);
        std::memcpy(row.data(), &top_->read_row, sizeof row);
        return row;
    }
    void clear(unsigned kind, unsigned index) {
        choose(kind, index);
        top_->clear = 1;
        clock({});
        top_->clear = 0;
        clock({});
        sums.clear(kind, index);
    }

    void check_port() {
        PortRow row;
        static_assert(sizeof row == sizeof top_->port_counters);
        std::memcpy(row.data(), &top_->port_counters, sizeof row);
        BOOST_REQUIRE_EQUAL_COLLECTIONS(row.begin(), row.end(), sums.port.begin(), sums.port.end());
    }
    void check(unsigned kind, unsigned index) {
        const Row expected = sums.row(kind, index);
        read(kind, index);
        for (unsigned clocks = 0; clocks < 4; ++clocks) {
            const Row got = read_row();
            for (unsigned i = 0; i < expected.size(); ++i)
                BOOST_REQUIRE_MESSAGE(got[i] == expected[i], "kind " << kind << ", row " << index
                                                                     << ", counter " << i << " reads "
                                                                     << got[i] << ", not " << expected[i]);
            clock({});
        }
    }
    /// All counters, and some rows that are none.
    void check_all() {
        settle();
        check_port();
        for (unsigned kind = 0; kind < 16; ++kind)
            for (const unsigned index : {0U, 7U, 8U, 31U, 32U, 39U, 40U, 64U, 256U, 4096U, 65535U})
                check(kind, index);
        for (unsigned kind = 0; kind < 3; ++kind)
            for (unsigned index = 0; index < rules; ++index) check(kind, index);
    }

    Sums sums;

  private:
    /// Kind and index stand from a clock before they are needed.
    void choose(unsigned kind, unsigned index) {
        top_->kind = static_cast<std::uint8_t>(kind);
        top_->index = static_cast<std::uint16_t>(index);
        clock({});
    }

    void put(const Frame& frame) {
        rtl::put(top_->frame_event, rtl::pack(frame.event));
        top_->hit = 0;
        top_->hit_counter = 0;
        for (unsigned i = 0; i < places; ++i) {
            if (frame.hit[i]) top_->hit = static_cast<std::uint8_t>(top_->hit | 1U << i);
            top_->hit_counter |= std::uint64_t{frame.rule[i]} << 16 * i;
        }
    }

    std::unique_ptr<Vtain_frame_counters_alone> top_ = std::make_unique<Vtain_frame_counters_alone>();
};

/// Any flags beside each other: each counter looks at its own.
Frame random_frame(std::mt19937& random) {
    const auto flag = [&] { return random() % 2 == 0; };
    const auto below = [&](unsigned limit) { return static_cast<std::uint16_t>(random() % limit); };
    Frame frame;
    frame.event = {random() % 5 != 0,
                   flag(),
                   below(interfaces),
                   flag(),
                   below(sessions),
                   flag(),
                   flag(),
                   flag(),
                   flag(),
                   static_cast<std::uint16_t>(random()),
                   static_cast<std::uint32_t>(random())};
    for (unsigned i = 0; i < places; ++i) {
        frame.hit[i] = flag();
        frame.rule[i] = below(rules);
    }
    return frame;
}

}  // namespace

// Breaks where a frame counts in a counter, or a row, that is not its own, or not in one that is.
BOOST_AUTO_TEST_CASE(every_counter_is_the_sum_of_its_frames) {
    Bench bench;
    std::mt19937 random(1);
    bench.check_all();
    for (unsigned round = 0; round < 6; ++round) {
        for (unsigned i = 0; i < 4000; ++i) bench.clock(random_frame(random));
        bench.check_all();
    }
    bench.reset();
    bench.check_all();
}

// Breaks where a clear reaches another row or kind, or leaves a counter, or a place, of its own.
BOOST_AUTO_TEST_CASE(a_clear_zeroes_its_row_and_no_other) {
    Bench bench;
    std::mt19937 random(2);
    for (unsigned round = 0; round < 6; ++round) {
        for (unsigned i = 0; i < 3000; ++i) bench.clock(random_frame(random));
        bench.settle();
        for (unsigned kind = 0; kind < 16; ++kind)
            bench.clear(kind, 40 + static_cast<unsigned>(random() % 30000));
        for (unsigned i = 0; i < 12; ++i)
            bench.clear(static_cast<unsigned>(random() % 4), static_cast<unsigned>(random() % (rules + 2)));
        bench.check_all();
    }
}

// Breaks where the carry out of a counter's lower half is lost.
BOOST_AUTO_TEST_CASE(counters_go_on_beyond_32_bits) {
    Bench bench;
    Frame frame;
    frame.event = {true, true, 5, true, 21, true, true, true, true, 65535, 0xffffffff};
    frame.hit.fill(true);
    for (unsigned i = 0; i < 200'000; ++i) bench.clock(frame);
    frame.event.interface_counter = 2;
    bench.clock(frame);
    bench.check_all();
}
