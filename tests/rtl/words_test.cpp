// SPDX-License-Identifier: Apache-2.0
// tain_spill, tain_wide_spill, tain_fifo, tain_delay.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <deque>

#include "stream.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

// Spills and FIFOs make the same promises; only the pins differ.
struct Words {
    const char* name;
    bool Pins::*s_valid;
    bool Pins::*s_ready;
    bool Pins::*m_valid;
    std::uint32_t Pins::*m_data;
    std::size_t capacity;
};
std::ostream& operator<<(std::ostream& out, const Words& words) {
    return out << words.name;
}

const std::array words_modules{
    Words{"spill", &Pins::spill_s_valid, &Pins::spill_s_ready, &Pins::spill_m_valid, &Pins::spill_m_data, 2},
    Words{"wide spill", &Pins::wide_spill_s_valid, &Pins::wide_spill_s_ready, &Pins::wide_spill_m_valid,
          &Pins::wide_spill_m_data, 2},
    Words{"fifo", &Pins::fifo_s_valid, &Pins::fifo_s_ready, &Pins::fifo_m_valid, &Pins::fifo_m_data, 5},
    Words{"deep fifo", &Pins::deep_fifo_s_valid, &Pins::deep_fifo_s_ready, &Pins::deep_fifo_m_valid,
          &Pins::deep_fifo_m_data, 63},
};

std::vector<std::uint32_t> numbered(std::size_t count) {
    std::vector<std::uint32_t> words(count);
    for (std::size_t i = 0; i < count; ++i) words[i] = static_cast<std::uint32_t>(i * 2654435761U);
    return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(words)

// Breaks when a word is lost, doubled or changed under any mixture of idle and stall, when an offered word is
// taken back, when a handshake output depends on an input of the same clock, or when no word moves in a clock
// in which one could (both sides always willing: one word a clock, one clock of latency).
BOOST_DATA_TEST_CASE(pass_every_word_once,
                     data::make(words_modules) * data::make(patterns) * data::make(patterns), module, idle,
                     stall) {
    const auto bench = make_bench(64);
    auto& pins = bench->pins;
    const auto words = numbered(3000);
    Source source(words, idle, 1);
    Willing sink(stall, 2);
    std::vector<std::uint32_t> taken;
    std::size_t clocks = 0;
    std::size_t inside = 0;
    while (taken.size() < words.size()) {
        BOOST_REQUIRE_LT(++clocks, 100000);
        pins.*module.s_valid = source.offer();
        pins.word_data = source.item();
        pins.word_m_ready = true;
        bench->settle();
        const bool ready = pins.*module.s_ready;
        const bool valid = pins.*module.m_valid;
        pins.word_m_ready = sink.next();
        bench->settle();
        BOOST_REQUIRE_EQUAL(pins.*module.s_ready, ready);
        BOOST_REQUIRE_EQUAL(pins.*module.m_valid, valid);
        BOOST_REQUIRE(valid || inside == 0);
        BOOST_REQUIRE(ready || inside == module.capacity);
        if (valid && pins.word_m_ready) {
            taken.push_back(pins.*module.m_data);
            --inside;
        }
        if (ready && pins.*module.s_valid) {
            source.taken();
            ++inside;
        }
        BOOST_REQUIRE_LE(inside, module.capacity);
        bench->tick();
    }
    BOOST_TEST(taken == words);
    if (idle == Pattern::always && stall == Pattern::always) BOOST_TEST(clocks == words.size() + 1);
}

// Breaks when a delay is not exactly as long as its parameter says, its ring of memory forgets to turn, or it
// starts to depend on a reset.
BOOST_AUTO_TEST_CASE(delays_are_exact) {
    const auto bench = make_bench(64);
    auto& pins = bench->pins;
    std::deque<std::uint16_t> past;
    Random random(3);
    for (int i = 0; i < 500; ++i) {
        pins.word_data = static_cast<std::uint16_t>(random());
        pins.rst = i == 250;
        past.push_front(static_cast<std::uint16_t>(pins.word_data));
        bench->settle();
        BOOST_REQUIRE_EQUAL(pins.delay0_data, past[0]);
        if (i > 10) {
            BOOST_REQUIRE_EQUAL(pins.delay1_data, past[1]);
            BOOST_REQUIRE_EQUAL(pins.delay2_data, past[2]);
            BOOST_REQUIRE_EQUAL(pins.delay7_data, past[7]);
        }
        bench->tick();
    }
}

BOOST_AUTO_TEST_SUITE_END()
