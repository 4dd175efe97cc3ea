// SPDX-License-Identifier: Apache-2.0
// tain_merge: production unchanged, in order, and first; copies whole, between its frames.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <deque>

#include "stream.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

struct Copy {
    Beat beat;
    std::uint16_t length = 0;
    bool direction = false;
};

std::vector<Copy> copies_of(const std::vector<std::size_t>& sizes, std::size_t width) {
    Random random(71);
    std::vector<Copy> copies;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        std::vector<Beat> beats;
        append_beats(beats, random_bytes(sizes[i], random), width, false, i);
        const bool direction = below(random, 2) == 0;
        for (const auto& beat : beats)
            copies.push_back({beat, static_cast<std::uint16_t>(sizes[i]), direction});
    }
    return copies;
}

// One merge with both its sources and its sink, checked clock by clock.
class MergeRun {
  public:
    MergeRun(Bench& bench, std::vector<Beat> production, std::vector<Copy> copies,
             std::array<Pattern, 3> when)
        : bench_(bench),
          production_(production),
          copies_(copies),
          source_(std::move(production), when[0], 72),
          copy_source_(std::move(copies), when[1], 73),
          sink_(when[2], 74) {}

    bool done() const { return out_ == production_.size() && copies_out_ == copies_.size(); }
    bool production_done() const { return out_ == production_.size(); }
    bool idle() const { return !bench_.pins.merge_s_valid && !bench_.pins.copy_valid; }
    bool in_copy() const { return in_copy_; }

    void clock(bool pause = false, bool offer_copies = true) {
        auto& pins = bench_.pins;
        drive(pins, pause, offer_copies);
        bench_.settle();
        ++clock_;
        check_start(pins, pause);
        if (pins.merge_s_valid && pins.merge_s_ready) {
            entered_.push_back(clock_);
            source_.taken();
        }
        if (pins.copy_valid && pins.copy_ready) {
            in_copy_ = !copy_source_.item().beat.last;
            copy_source_.taken();
        }
        check_output(pins);
        bench_.tick();
    }

  private:
    void drive(Pins& pins, bool pause, bool offer_copies) {
        pins.merge_pause = pause;
        pins.merge_s_valid = source_.offer();
        const auto& beat = source_.item();
        pins.stream_data = beat.data;
        pins.stream_keep = keep_of(beat.bytes);
        pins.stream_last = beat.last;
        pins.stream_error = beat.bad;
        pins.stream_user = static_cast<std::uint8_t>(source_.count() * 37);
        if (pins.merge_s_valid && waits_since_ == 0) waits_since_ = clock_ + 1;
        pins.copy_valid = (offer_copies || in_copy_) && copy_source_.offer();
        const auto& copy = copy_source_.item();
        pins.copy_data = copy.beat.data;
        pins.copy_keep = keep_of(copy.beat.bytes);
        pins.copy_last = copy.beat.last;
        pins.copy_length = copy.length;
        pins.copy_direction = copy.direction;
        pins.merge_m_ready = sink_.next();
    }

    // Production beats taken in and not yet offered at the output.
    std::size_t inside(const Pins& pins) const {
        return source_.count() - out_ - (pins.merge_m_valid && !pins.merge_m_copy ? 1 : 0);
    }

    void check_start(const Pins& pins, bool pause) {
        BOOST_REQUIRE_EQUAL(pins.merge_copy_under_way, in_copy_);
        if (!pins.copy_valid || !pins.copy_ready || in_copy_) return;
        BOOST_REQUIRE(!pause);
        BOOST_REQUIRE(!pins.merge_s_valid);
        BOOST_REQUIRE_EQUAL(inside(pins), 0);
        BOOST_REQUIRE(source_.count() == 0 || production_[source_.count() - 1].last);
    }

    void check_output(const Pins& pins) {
        if (!pins.merge_m_valid) return;
        if (pins.merge_m_copy) last_copy_seen_ = clock_;
        if (!pins.merge_m_ready) {
            stalled_ = clock_;
            return;
        }
        if (pins.merge_m_copy)
            check_copy(pins);
        else
            check_production(pins);
    }

    void check_copy(const Pins& pins) {
        BOOST_REQUIRE(out_ == 0 || production_[out_ - 1].last);
        BOOST_REQUIRE_LT(copies_out_, copies_.size());
        const auto& copy = copies_[copies_out_++];
        BOOST_REQUIRE(same(pins.merge_m_data, copy.beat.data, copy.beat.bytes));
        BOOST_REQUIRE_EQUAL(pins.merge_m_keep, keep_of(copy.beat.bytes));
        BOOST_REQUIRE_EQUAL(pins.merge_m_last, copy.beat.last);
        BOOST_REQUIRE_EQUAL(pins.merge_m_length, copy.length);
        BOOST_REQUIRE_EQUAL(pins.merge_m_direction, copy.direction);
        BOOST_REQUIRE_EQUAL(pins.merge_m_user, 0x5a);
        BOOST_REQUIRE(!pins.merge_m_error);
        if (copy.beat.last && waits_since_ != 0) BOOST_REQUIRE_LE(++passed_, 1);
    }

    void check_production(const Pins& pins) {
        BOOST_REQUIRE(copies_out_ == 0 || copies_[copies_out_ - 1].beat.last);
        BOOST_REQUIRE_LT(out_, production_.size());
        const auto& beat = production_[out_];
        BOOST_REQUIRE(same(pins.merge_m_data, beat.data, bench_.bytes));
        BOOST_REQUIRE_EQUAL(pins.merge_m_keep, keep_of(beat.bytes));
        BOOST_REQUIRE_EQUAL(pins.merge_m_last, beat.last);
        BOOST_REQUIRE_EQUAL(pins.merge_m_error, beat.bad);
        BOOST_REQUIRE_EQUAL(pins.merge_m_user, static_cast<std::uint8_t>(out_ * 37));
        BOOST_REQUIRE_EQUAL(pins.merge_m_length, 0);
        BOOST_REQUIRE(!pins.merge_m_direction);
        // Two clocks, where neither the receiver nor a copy was in the way since the beat came in.
        const auto entered = entered_[out_];
        if (entered > stalled_ && entered > last_copy_seen_) BOOST_REQUIRE_LE(clock_, entered + 2);
        ++out_;
        // The frame after this one begins to wait when its first beat is offered.
        if (beat.last) {
            waits_since_ = source_.count() > out_ ? entered_[out_] : 0;
            passed_ = 0;
        }
    }

    Bench& bench_;
    std::vector<Beat> production_;
    std::vector<Copy> copies_;
    Source<Beat> source_;
    Source<Copy> copy_source_;
    Willing sink_;
    std::size_t clock_ = 0, out_ = 0, copies_out_ = 0;
    std::deque<std::size_t> entered_;
    std::size_t stalled_ = 0, last_copy_seen_ = 0;
    std::size_t waits_since_ = 0;
    int passed_ = 0;
    bool in_copy_ = false;
};

std::vector<Beat> production_of(std::size_t width, unsigned seed) {
    Random random(seed);
    std::vector<Beat> beats;
    const auto sizes = matrix_order(width, seed);
    for (std::size_t i = 0; i < sizes.size(); ++i)
        append_beats(beats, random_bytes(sizes[i], random), width, below(random, 4) == 0, i);
    return beats;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(merge)

// Breaks when production is changed, reordered or later than two clocks without a copy in the way; when a
// copy is started while a production beat waits, in mid-frame, or twice past one frame; when packets mix;
// when side-band of one kind appears on the other.
BOOST_DATA_TEST_CASE(production_goes_first,
                     data::make(widths) * data::make(patterns) * data::make(patterns) *
                         data::make({Pattern::always, Pattern::half, Pattern::bursts}),
                     width, idle, copy_idle, stall) {
    const auto bench = make_bench(width);
    auto sizes = matrix_order(bench->bytes, 75);
    for (auto& size : sizes) size = std::max<std::size_t>(size, 60);
    MergeRun run(*bench, production_of(bench->bytes, 76), copies_of(sizes, bench->bytes),
                 {idle, copy_idle, stall});
    for (std::size_t clock = 0; !run.done(); ++clock) {
        BOOST_REQUIRE_LT(clock, 1000000);
        run.clock();
    }
}

// Breaks when the output idles while production is offered every clock, or, with none, while copies are.
BOOST_DATA_TEST_CASE(no_clock_is_lost, data::make(widths), width) {
    const auto bench = make_bench(width);
    const auto production = production_of(bench->bytes, 77);
    const auto copies = copies_of(matrix_order(bench->bytes, 78), bench->bytes);
    MergeRun run(*bench, production, copies, {Pattern::always, Pattern::always, Pattern::always});
    std::size_t clocks = 0;
    while (!run.done()) {
        BOOST_REQUIRE_LT(++clocks, 1000000);
        run.clock();
    }
    // One beat a clock from the third clock on: nothing stands between them, nor at the change from one to
    // the other.
    BOOST_TEST(clocks == production.size() + copies.size() + 2);
}

// Breaks when a copy is begun under pause, when copy_under_way ends before the copy does, or when production
// feels it.
BOOST_DATA_TEST_CASE(pause_ends_between_copies, data::make(widths) * data::make(patterns), width, idle) {
    const auto bench = make_bench(width);
    const auto sizes = matrix_order(bench->bytes, 79);
    MergeRun run(*bench, production_of(bench->bytes, 80), copies_of(sizes, bench->bytes),
                 {idle, Pattern::always, Pattern::half});
    Random random(81);
    std::size_t pauses = 0;
    bool pause = false;
    bool offer = true;
    for (std::size_t clock = 0; !run.done(); ++clock) {
        BOOST_REQUIRE_LT(clock, 1000000);
        if (below(random, 50) == 0) {
            pause = !pause;
            offer = true;
            pauses += pause ? 1 : 0;
        }
        run.clock(pause, offer);
        // Whoever paused takes the copies away once none is under way, as a reset of the mirror does.
        if (pause && !bench->pins.merge_copy_under_way) offer = false;
    }
    BOOST_TEST(pauses > 3);
}

// Breaks when the reset of the whole NIC leaves a beat to give, or the merge in the middle of what nobody
// will finish: of production, for whose end copies would wait, or of a copy, for whose end production would.
BOOST_DATA_TEST_CASE(reset_forgets_what_is_under_way, data::make(widths) * data::make({false, true}), width,
                     copy) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    pins.stream_keep = pins.copy_keep = keep_of(bench->bytes);
    pins.merge_m_ready = true;
    pins.merge_s_valid = !copy;
    pins.copy_valid = copy;
    for (int i = 0; i < 5; ++i) bench->clock();
    pins.merge_m_ready = pins.merge_s_valid = pins.copy_valid = false;
    bench->clock();
    BOOST_TEST(pins.merge_m_valid);
    BOOST_TEST(pins.merge_copy_under_way == copy);
    bench->reset();
    bench->settle();
    BOOST_TEST(!pins.merge_m_valid);
    BOOST_TEST(!pins.merge_copy_under_way);
    // What was not under way comes through at once.
    pins.merge_m_ready = pins.stream_last = pins.copy_last = true;
    pins.merge_s_valid = copy;
    pins.copy_valid = !copy;
    bench->settle();
    BOOST_TEST((copy ? pins.merge_s_ready : pins.copy_ready));
    bench->tick();
    pins.merge_s_valid = pins.copy_valid = false;
    if (copy) bench->clock();  // production's spill register
    bench->settle();
    BOOST_TEST(pins.merge_m_valid);
    BOOST_TEST(pins.merge_m_copy == !copy);
}

BOOST_AUTO_TEST_SUITE_END()
