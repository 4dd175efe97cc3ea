// SPDX-License-Identifier: Apache-2.0
// tain_counters: exact under an event every clock, whatever is read and cleared meanwhile.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <deque>
#include <optional>

#include "stream.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

constexpr std::size_t rows = 70;  // more than a group of fresh ones
constexpr std::size_t counters = 2;
using Row = std::array<std::uint64_t, counters>;
using Rows = std::array<Row, rows>;

struct Clock {
    bool event = false, clear = false, read = false;
    std::size_t event_row = 0, clear_row = 0, read_row = 0;
    std::array<std::uint32_t, counters> increments{};
};

void apply_clear(Rows& state, const Clock& clock) {
    if (clock.clear) state[clock.clear_row] = {};
}

void apply_event(Rows& state, const Clock& clock) {
    if (!clock.event) return;
    for (std::size_t i = 0; i < counters; ++i) state[clock.event_row][i] += clock.increments[i];
}

// Plays clocks, and compares each read with the state it should see: all events up to two clocks before it,
// and every clear up to its own clock. What was read stands until the next read.
class CounterRun {
  public:
    explicit CounterRun(Bench& bench) : bench_(bench) {}

    void clock(const Clock& now) {
        drive(now);
        past_.push_front(now);
        if (past_.size() > 2) {
            apply_clear(settled_, past_[2]);
            apply_event(settled_, past_[2]);
            past_.pop_back();
        }
        auto seen = settled_;
        for (auto clock = past_.rbegin(); clock != past_.rend(); ++clock) apply_clear(seen, *clock);
        reads_.push_front({now.read, seen[now.read_row]});
        bench_.settle();
        if (reads_.size() > 6) {
            const auto [read, expected] = reads_[6];
            if (read) standing_ = expected;
            if (standing_) check(*standing_);
            reads_.pop_back();
        }
        bench_.tick();
    }
    std::size_t checked() const { return checked_; }

  private:
    void drive(const Clock& now) {
        auto& pins = bench_.pins;
        pins.event_valid = now.event;
        pins.event_index = static_cast<std::uint8_t>(now.event_row);
        pins.event_increments = 0;
        for (std::size_t i = 0; i < counters; ++i)
            pins.event_increments |= static_cast<std::uint64_t>(now.increments[i]) << (32 * i);
        pins.clear_valid = now.clear;
        pins.clear_index = static_cast<std::uint8_t>(now.clear_row);
        pins.read_valid = now.read;
        pins.read_index = static_cast<std::uint8_t>(now.read_row);
    }

    void check(const Row& expected) {
        Row read;
        std::memcpy(read.data(), bench_.pins.read_data.data(), sizeof read);
        BOOST_REQUIRE_EQUAL_COLLECTIONS(read.begin(), read.end(), expected.begin(), expected.end());
        ++checked_;
    }

    Bench& bench_;
    Rows settled_{};
    std::deque<Clock> past_;
    std::deque<std::pair<bool, Row>> reads_;
    std::optional<Row> standing_;
    std::size_t checked_ = 0;
};

Clock random_clock(Random& random, std::size_t of_rows, std::size_t clear_every) {
    Clock clock;
    clock.event = below(random, 5) != 0;
    clock.event_row = below(random, of_rows);
    for (auto& increment : clock.increments)
        increment = static_cast<std::uint32_t>(random());  // half overflow
    clock.clear = below(random, clear_every) == 0;
    clock.clear_row = below(random, of_rows);
    clock.read = below(random, 2) == 0;
    clock.read_row = below(random, of_rows);
    return clock;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(counters_suite)

// Breaks when an event to a row that is still being added to is lost or counted twice, when a clear misses
// events on their way or kills later ones, when a read is torn, late or sees what it should not, when rows
// disturb each other, when a carry out of a low word is lost, or goes to another row or counter.
BOOST_DATA_TEST_CASE(events_clears_and_reads, data::make({1, 2, 6, 70}) * data::make({3, 20, 1000}), of_rows,
                     clear_every) {
    const auto bench = make_bench(64);
    CounterRun run(*bench);
    Random random(91);
    for (int i = 0; i < 30000; ++i)
        run.clock(
            random_clock(random, static_cast<std::size_t>(of_rows), static_cast<std::size_t>(clear_every)));
    BOOST_TEST(run.checked() > 10000);
}

// Breaks when a row keeps its old content over a reset, or reads as anything but 0 before its first event.
BOOST_AUTO_TEST_CASE(reset_makes_all_rows_zero) {
    const auto bench = make_bench(64);
    Random random(92);
    for (int round = 0; round < 3; ++round) {
        CounterRun run(*bench);
        Clock quiet;
        for (std::size_t row = 0; row < rows; ++row) {
            quiet.read = true;
            quiet.read_row = row;
            run.clock(quiet);
        }
        for (int i = 0; i < 500; ++i) run.clock(random_clock(random, rows, 1000));
        BOOST_TEST(run.checked() > rows);
        // Events on their way when the reset comes are forgotten too.
        bench->pins.event_valid = bench->pins.clear_valid = false;
        bench->reset();
    }
}

BOOST_AUTO_TEST_SUITE_END()
