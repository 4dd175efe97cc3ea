// SPDX-License-Identifier: Apache-2.0
// tain_copy_buffer: copies whole or absent, in order, and every frame told once.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <deque>

#include "judged_frames.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

constexpr std::size_t buffer_bytes = 16384;  // as stream_bench has it
constexpr std::size_t buffer_copies = 16;

// Follows the buffer: what it was given, what it says it did, what comes out.
class Follower {
  public:
    Follower(Bench& bench, const std::vector<JudgedFrame>& frames) : bench_(bench), frames_(frames) {}

    // Looks at a settled clock.
    void look() {
        const auto& pins = bench_.pins;
        if (pins.buffer_valid && pins.buffer_ready) look_at_beat(pins);
        if (unpack_frame_event(pins.buffer_event).valid) look_at_event(unpack_frame_event(pins.buffer_event));
    }
    bool all_told() const { return told_ == frames_.size(); }
    bool empty() const { return waiting_.empty(); }
    std::size_t dropped() const { return dropped_; }
    std::size_t copied() const { return copied_; }

  private:
    std::size_t beats(std::size_t size) const { return beats_in(size, bench_.bytes); }

    void look_at_event(const FrameEvent& event) {
        BOOST_REQUIRE_LT(told_, frames_.size());
        const auto& frame = frames_[told_];
        const auto& judgement = frame.judgement;
        BOOST_REQUIRE_EQUAL(event.owned, judgement.owned);
        BOOST_REQUIRE_EQUAL(event.interface_counter, judgement.interface_counter);
        BOOST_REQUIRE_EQUAL(event.session_counter, judgement.session_counter);
        BOOST_REQUIRE_EQUAL(event.bad, frame.bad);
        BOOST_REQUIRE_EQUAL(event.length, frame.length());
        BOOST_REQUIRE_EQUAL(bench_.pins.buffer_side, frame.side);
        BOOST_REQUIRE_EQUAL(event.accepted, judgement.copy && !frame.bad);
        BOOST_REQUIRE_EQUAL(event.accepted, event.copied || event.dropped);
        BOOST_REQUIRE(!(event.copied && event.dropped));
        BOOST_REQUIRE_EQUAL(event.truncated, event.copied && frame.kept() < frame.length());
        BOOST_REQUIRE_EQUAL(event.kept, event.copied ? frame.kept() : 0);
        if (event.copied) {
            waiting_.push_back(told_);
            beats_waiting_ += beats(frame.kept());
            ++copied_;
            BOOST_REQUIRE_LE(beats(frame.kept()), buffer_bytes / bench_.bytes);
        }
        if (event.dropped) {
            ++dropped_;
            // The reader may have moved on since the frame's beats came in: as much as could pass meanwhile
            // counts.
            const bool beats_lack =
                beats_waiting_ + taken_lately() + beats(frame.kept()) > buffer_bytes / bench_.bytes;
            BOOST_REQUIRE(beats_lack || waiting_.size() + copies_taken_lately() >= buffer_copies ||
                          frame.kept() == 0);
        }
        ++told_;
        beats_taken_before_ = beats_taken_;
        copies_taken_before_ = copies_taken_;
    }

    std::size_t taken_lately() const { return beats_taken_ - beats_taken_before_ + 2; }
    std::size_t copies_taken_lately() const { return copies_taken_ - copies_taken_before_ + 2; }

    void look_at_beat(const Pins& pins) {
        BOOST_REQUIRE(!waiting_.empty());
        const auto& frame = frames_[waiting_.front()];
        const auto end = std::min(frame.kept(), place_ + bench_.bytes);
        Data expected{};
        std::copy(frame.bytes.begin() + static_cast<std::ptrdiff_t>(place_),
                  frame.bytes.begin() + static_cast<std::ptrdiff_t>(end), expected.begin());
        BOOST_REQUIRE(same(pins.buffer_data, expected, bench_.bytes));
        BOOST_REQUIRE_EQUAL(pins.buffer_last, end == frame.kept());
        if (place_ == 0 || pins.buffer_last)
            BOOST_REQUIRE(unpack_descriptor(pins.buffer_descriptor) == frame.descriptor());
        place_ = end;
        --beats_waiting_;
        ++beats_taken_;
        if (pins.buffer_last) {
            place_ = 0;
            waiting_.pop_front();
            ++copies_taken_;
        }
    }

    Bench& bench_;
    const std::vector<JudgedFrame>& frames_;
    std::deque<std::size_t> waiting_;  // committed, not yet out
    std::size_t place_ = 0;
    std::size_t told_ = 0, copied_ = 0, dropped_ = 0;
    std::size_t beats_waiting_ = 0;
    std::size_t beats_taken_ = 0, beats_taken_before_ = 0, copies_taken_ = 0, copies_taken_before_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(copy_buffer)

// Breaks when a copy comes out in part, twice, changed, out of order or with another's descriptor; when a bad
// frame, a refused one or one that was told as dropped comes out; when a frame is dropped that had room; when
// a frame is not told, or told wrong; when a full buffer, or a frame larger than all of it, stops anything.
BOOST_DATA_TEST_CASE(copies_are_whole_or_absent,
                     data::make(widths) * data::make(patterns) * data::make(patterns), width, idle, stall) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    Random random(41);
    std::vector<JudgedFrame> frames;
    for (const auto size : matrix_order(bench->bytes, 42)) frames.push_back(random_frame(random, size));
    frames.push_back(random_frame(random, 65535));
    frames.back().bad = false;
    frames.back().judgement.copy = true;
    frames.back().judgement.keep = 65000;  // more than the buffer holds
    for (int i = 0; i < 300; ++i) frames.push_back(random_frame(random, 1 + below(random, 400)));
    for (int i = 0; i < 20; ++i) frames.push_back(random_frame(random, 1 + below(random, 9000)));
    for (std::size_t i = 0; i < frames.size(); i += 50) frames[i].judgement.keep = 0;  // nothing to copy
    FrameFeed feed(frames, bench->bytes, idle, 43);
    Willing sink(stall, 44);
    Follower follower(*bench, frames);
    for (std::size_t clock = 0; !follower.all_told() || !follower.empty(); ++clock) {
        BOOST_REQUIRE_LT(clock, 1000000);
        feed.drive(pins);
        pins.buffer_ready = sink.next();
        bench->settle();
        follower.look();
        bench->tick();
    }
    BOOST_TEST(follower.copied() > 50);
    BOOST_TEST(follower.dropped() > 0);
    bench->settle();
    BOOST_TEST(pins.buffer_free_beats == buffer_bytes / bench->bytes);
    BOOST_TEST(pins.buffer_free_copies == buffer_copies);
}

// Breaks when an idle clock stands inside a copy or between two while copies wait (also copies of one beat
// each), or when the buffer does not hold as many bytes or copies as it should before it drops the first.
BOOST_DATA_TEST_CASE(waiting_copies_leave_without_a_gap, data::make(widths) * data::make({1, 2, 3}), width,
                     beats) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    Random random(45);
    std::vector<JudgedFrame> frames;
    for (std::size_t i = 0; i < buffer_copies; ++i) {
        frames.push_back(
            random_frame(random, bench->bytes * static_cast<std::size_t>(beats) - below(random, 4)));
        frames.back().bad = false;
        frames.back().judgement.copy = true;
        frames.back().judgement.keep = 9000;
    }
    FrameFeed feed(frames, bench->bytes, Pattern::always, 46);
    Follower follower(*bench, frames);
    pins.buffer_ready = false;
    for (std::size_t clock = 0; !follower.all_told() || clock < 60; ++clock) {
        BOOST_REQUIRE_LT(clock, 10000);
        feed.drive(pins);
        bench->settle();
        follower.look();
        bench->tick();
    }
    BOOST_TEST(follower.copied() == buffer_copies);
    pins.buffer_ready = true;
    for (std::size_t beat = 0; beat < buffer_copies * static_cast<std::size_t>(beats); ++beat) {
        bench->settle();
        BOOST_REQUIRE(pins.buffer_valid);
        follower.look();
        bench->tick();
    }
    BOOST_TEST(follower.empty());
}

// Breaks when a bit of a frame's length is told wrong, or comes out wrong in its copy's descriptor.
BOOST_DATA_TEST_CASE(lengths_have_all_their_bits, data::make(widths), width) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    Random random(51);
    pins.buffer_ready = true;
    for (const auto added : added_lengths(random)) {
        const auto frames = lengthened_frames(random, added);
        FrameFeed feed(frames, bench->bytes, Pattern::half, 52);
        Follower follower(*bench, frames);
        for (std::size_t clock = 0; !follower.all_told() || !follower.empty(); ++clock) {
            BOOST_REQUIRE_LT(clock, 10000);
            feed.drive(pins);
            bench->settle();
            follower.look();
            bench->tick();
        }
    }
}

// Breaks when room for bytes is lost: a buffer filled with copies to its last beat, and emptied, takes as
// much again, and a copy of exactly its size, also when its frame goes on after it; one beat more is dropped
// and takes nothing. Breaks, too, when a clock without a beat counts as one that found no room.
BOOST_DATA_TEST_CASE(all_of_the_buffer_is_used, data::make(widths) * data::make(patterns), width, idle) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    Random random(47);
    std::vector<JudgedFrame> frames;
    for (const std::size_t size :
         {buffer_bytes, buffer_bytes + 1, buffer_bytes, std::size_t{1}, buffer_bytes + 1000}) {
        frames.push_back(random_frame(random, size));
        frames.back().bad = false;
        frames.back().judgement.copy = true;
        frames.back().judgement.keep = 65000;
    }
    frames.back().judgement.keep = buffer_bytes;
    Follower follower(*bench, frames);
    FrameFeed feed(frames, bench->bytes, idle, 48);
    pins.buffer_ready = false;
    std::size_t quiet = 0;
    for (std::size_t clock = 0; !follower.all_told() || !follower.empty(); ++clock) {
        BOOST_REQUIRE_LT(clock, 1000000);
        // The next frame begins when the one before has been told and taken.
        quiet = pins.beat_last ? quiet + 1 : 0;
        feed.drive(pins, quiet == 0 || quiet > 40 + 2 * buffer_bytes / bench->bytes);
        pins.buffer_ready = quiet > 30;
        bench->settle();
        follower.look();
        bench->tick();
    }
    BOOST_TEST(follower.copied() == 4);
    BOOST_TEST(follower.dropped() == 1);
}

// Breaks when frames that arrive one a clock while committed copies fill the buffer to its last beat
// overwrite any of them, or when a single one of these frames finds room that is not there.
BOOST_DATA_TEST_CASE(a_full_buffer_keeps_what_it_has, data::make(widths), width) {
    const auto bench = make_bench(width);
    auto& pins = bench->pins;
    Random random(49);
    std::vector<JudgedFrame> frames;
    for (std::size_t i = 0; i < 40; ++i) {
        frames.push_back(random_frame(random, i == 0 ? buffer_bytes : bench->bytes));
        frames.back().bad = i % 3 == 1;
        frames.back().judgement.copy = i % 5 != 4;
        frames.back().judgement.keep = 65000;
    }
    Follower follower(*bench, frames);
    FrameFeed feed(frames, bench->bytes, Pattern::always, 50);
    for (std::size_t clock = 0; !follower.all_told() || !follower.empty(); ++clock) {
        BOOST_REQUIRE_LT(clock, 100000);
        feed.drive(pins);
        pins.buffer_ready = follower.all_told();
        bench->settle();
        follower.look();
        bench->tick();
    }
    BOOST_TEST(follower.copied() <= 9);  // the one, and what its first beats, read ahead, made room for
}

BOOST_AUTO_TEST_SUITE_END()
