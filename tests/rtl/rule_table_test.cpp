// SPDX-License-Identifier: Apache-2.0
// tain_rule_table and tain_first_match against their definitions: a rule matches where the key is as its
// value in all bits of its mask, and the first of a slot is the one with the lowest place. Keys come at any
// clock, and beside them row commands, rebuilds and resets, as tain_port_registers gives them.
#define BOOST_TEST_MODULE rule_table
#define BOOST_TEST_DYN_LINK
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <deque>
#include <optional>
#include <random>

#include "rule_bench.hpp"

namespace data = boost::unit_test::data;
using namespace tain::rtl_test;

namespace {

constexpr unsigned row_words = 24;
constexpr unsigned value_word = 2;
constexpr unsigned mask_word = 13;
constexpr unsigned value_words = 11;
constexpr unsigned table = 8;
constexpr unsigned most_walk_clocks = 15'000;

using Random = std::mt19937;
using Key = std::array<std::uint32_t, value_words>;
using Row = std::array<std::uint32_t, row_words>;

unsigned below(Random& random, unsigned limit) {
    return std::uniform_int_distribution<unsigned>(0, limit - 1)(random);
}

bool matches(const Row& row, const Key& key) {
    for (unsigned i = 0; i < value_words; ++i) {
        const std::uint32_t value = row[value_word + i];
        const std::uint32_t mask = row[mask_word + i];
        if ((key[i] & mask) != value) return false;
    }
    return true;
}

/// Bits of a row's word that are kept.
std::uint32_t kept(unsigned word, unsigned key_width) {
    if (word == 0) return 0xFFFFFFFF;
    if (word == 1) return 0xFFFF0001;
    const unsigned first = (word >= mask_word ? word - mask_word : word - value_word) * 32;
    if (first + 32 <= key_width) return 0xFFFFFFFF;
    return first >= key_width ? 0 : (1U << (key_width - first)) - 1;
}

struct Command {
    enum What { write, erase, read, read_occupied, rebuild };
    What what = read;
    unsigned index = 0;
    Row row{};
};

/// What is promised of the rules: as stored, and as in force; unoccupied ones match nothing.
struct Rules {
    std::vector<std::optional<Row>> stored, rebuilt, in_force;
    std::vector<Row> heads;  // of every row ever written
    bool any_in_force = false;

    explicit Rules(unsigned count) : stored(count), rebuilt(count), in_force(count), heads(count) {}
    void reset() {
        std::fill(stored.begin(), stored.end(), std::nullopt);
        std::fill(rebuilt.begin(), rebuilt.end(), std::nullopt);
        any_in_force = false;
    }
};

/// What a first match must say: of the matches and slots of two clocks before, if rules were in force in the
/// last.
template <std::size_t words>
class FirstMatch {
  public:
    using Reads = std::array<std::uint16_t, RulePins::reads>;

    explicit FirstMatch(unsigned rules_per_slot) : rules_per_slot_(rules_per_slot) {}

    void check(unsigned matched, const Reads& rule) const {
        for (unsigned i = 0; i < RulePins::reads; ++i) {
            const bool expected = was_in_force_ && expected_[0][i].has_value();
            BOOST_REQUIRE_EQUAL(((matched >> i) & 1U) != 0, expected);
            if (expected) BOOST_REQUIRE_EQUAL(rule[i], *expected_[0][i]);
        }
    }
    /// What goes in in this clock.
    void take(bool in_force, const std::array<std::uint32_t, words>& match, const Reads& slot) {
        was_in_force_ = in_force;
        expected_[0] = expected_[1];
        for (unsigned i = 0; i < RulePins::reads; ++i) {
            expected_[1][i].reset();
            for (unsigned place = rules_per_slot_; place-- > 0;) {
                const unsigned rule = slot[i] * rules_per_slot_ + place;
                if (((match.at(rule / 32) >> (rule % 32)) & 1U) != 0) expected_[1][i] = rule;
            }
        }
    }

  private:
    using Firsts = std::array<std::optional<unsigned>, RulePins::reads>;

    unsigned rules_per_slot_;
    std::array<Firsts, 2> expected_{};
    bool was_in_force_ = false;
};

class Run {
  public:
    Run(const RuleSizes& sizes, unsigned seed)
        : sizes_(sizes),
          bench_(make_rule_bench(sizes)),
          pins_(bench_->pins),
          random_(seed),
          rules_(sizes.rules()),
          first_(sizes.rules_per_slot) {
        for (Row& row : families_) row = random_row();
    }

    // Keys at `key_rate` of 8 clocks; a reset about every `reset_every` clocks, 0: none.
    void go(unsigned clocks, unsigned key_rate, unsigned reset_every) {
        hold_reset(3);
        for (unsigned i = 0; i < clocks; ++i) {
            if (reset_every != 0 && below(random_, reset_every) == 0) hold_reset(1 + below(random_, 3));
            clock(below(random_, 8) < key_rate, true);
        }
        BOOST_TEST(matches_seen_ > clocks / 2000);
        BOOST_TEST(rebuilds_seen_ > 0U);
    }

  private:
    // --- Random rows and keys: of a few families, so that keys match some rules and nearly match others
    // ----------

    Row random_row() {
        Row row{};
        for (auto& word : row) word = static_cast<std::uint32_t>(random_());
        return row;
    }

    Row rule_row() {
        const Row& family = families_[below(random_, static_cast<unsigned>(families_.size()))];
        Row row = random_row();
        const bool sparse = below(random_, 2) == 0;
        for (unsigned i = 0; i < value_words; ++i) {
            std::uint32_t& mask = row[mask_word + i];
            if (sparse) mask &= static_cast<std::uint32_t>(random_() & random_() & random_());
            if (below(random_, 4) == 0) mask = below(random_, 2) == 0 ? 0 : 0xFFFFFFFF;
            row[value_word + i] = family[value_word + i] & mask;
        }
        for (unsigned word = value_word; word < row_words; ++word) row[word] &= kept(word, sizes_.key_width);
        // Sometimes a value beyond its mask: a rule that never matches.
        if (below(random_, 8) == 0) flip(row, value_word);
        return row;
    }

    void flip(Row& row, unsigned first_word) {
        const unsigned bit = below(random_, sizes_.key_width);
        row[first_word + bit / 32] ^= 1U << (bit % 32);
    }

    Key random_key() {
        Row row = families_[below(random_, static_cast<unsigned>(families_.size()))];
        for (unsigned flips = below(random_, 4); flips > 0; --flips) flip(row, value_word);
        Key key{};
        for (unsigned i = 0; i < value_words; ++i)
            key[i] = row[value_word + i] & kept(value_word + i, sizes_.key_width);
        return key;
    }

    // --- A clock
    // -------------------------------------------------------------------------------------------------

    void hold_reset(unsigned clocks) {
        pins_.rst = true;
        running_.reset();
        rules_.reset();
        searches_.clear();
        for (unsigned i = 0; i < clocks; ++i) clock(below(random_, 2) == 0, false);
        pins_.rst = false;
    }

    void clock(bool key_valid, bool commands) {
        pins_.write = pins_.occupy = pins_.erase = pins_.read = pins_.read_occupied = pins_.rebuild = false;
        if (commands) drive_command();
        pins_.key_valid = key_valid;
        const Key key = random_key();
        pins_.key = key;
        for (auto& slot : pins_.slot) slot = static_cast<std::uint16_t>(below(random_, sizes_.slots));
        drive_alone();
        bench_->settle();
        check_search(key_valid, key);
        if (clock_ > 2) check_first_match();
        first_.take(pins_.in_force, pins_.match, pins_.slot);
        alone_.take(pins_.alone_in_force, pins_.alone_match, pins_.alone_slot);
        watch_rebuild();
        bench_->tick();
        ++clock_;
    }

    // --- Searches
    // ----------------------------------------------------------------------------------------------------

    struct Search {
        std::uint64_t clock = 0;
        Key key{};
        std::vector<std::uint8_t> expected;  // by rule: 0 no match, 1 match, 2 either, as it is being rebuilt
    };

    void expect(Search& search) const {
        search.expected.resize(sizes_.rules());
        for (unsigned rule = 0; rule < sizes_.rules(); ++rule) {
            const auto& row = rules_.in_force[rule];
            search.expected[rule] = row && matches(*row, search.key) ? 1 : 0;
            if (!rules_.any_in_force || (rebuilding_ && row != rules_.rebuilt[rule]))
                search.expected[rule] = 2;
        }
    }

    void check_search(bool key_valid, const Key& key) {
        if (!searches_.empty() && searches_.front().clock + 3 == clock_) {
            const Search& search = searches_.front();
            for (unsigned rule = 0; rule < sizes_.rules(); ++rule) {
                const unsigned match = (pins_.match.at(rule / 32) >> (rule % 32)) & 1U;
                if (search.expected[rule] != 2 && search.expected[rule] != match) {
                    BOOST_FAIL("clock " << clock_ << ": rule " << rule
                                        << (match ? " matches" : " does not match"));
                }
                if (search.expected[rule] == 1) ++matches_seen_;
            }
            searches_.pop_front();
        }
        // What is in force may change under a search, while it is rebuilt.
        for (Search& search : searches_) {
            Search now = search;
            expect(now);
            for (unsigned rule = 0; rule < sizes_.rules(); ++rule) {
                if (now.expected[rule] != search.expected[rule]) search.expected[rule] = 2;
            }
        }
        if (key_valid && !pins_.rst) {
            Search search;
            search.clock = clock_;
            search.key = key;
            expect(search);
            searches_.push_back(search);
        }
    }

    /// Few matches and many: so that each place is the first at times.
    void drive_alone() {
        pins_.alone_in_force = below(random_, 8) != 0;
        const bool few = below(random_, 4) != 0;
        for (auto& word : pins_.alone_match) {
            word = static_cast<std::uint32_t>(random_());
            if (few) word &= static_cast<std::uint32_t>(random_() & random_());
        }
        for (auto& slot : pins_.alone_slot) slot = static_cast<std::uint16_t>(below(random_, 11));
    }

    void check_first_match() {
        first_.check(pins_.matched, pins_.rule);
        alone_.check(pins_.alone_matched, pins_.alone_rule);
        for (unsigned i = 0; i < RulePins::reads; ++i) {
            const bool matched = ((pins_.matched >> i) & 1U) != 0;
            const Row& head = rules_.heads.at(asked_[i]);
            if (asked_in_force_[i] && head_stands(asked_[i])) {
                BOOST_REQUIRE_EQUAL((pins_.accept >> i) & 1U, head[1] & 1U);
                BOOST_REQUIRE_EQUAL(pins_.counter[i], head[1] >> 16U);
            }
            asked_[i] = matched ? pins_.rule[i] : 0U;
            asked_in_force_[i] = matched;
        }
        if (!rules_.any_in_force && !rebuilding_ && !pins_.rst) BOOST_REQUIRE(!pins_.in_force);
    }

    /// The row is not being written, and was since the start.
    bool head_stands(unsigned rule) const {
        return rules_.stored[rule].has_value() && !(running_ && running_->index == rule);
    }

    // --- Commands, as tain_port_registers gives them
    // ---------------------------------------------------------------

    void drive_command() {
        if (!running_) {
            if (rebuilding_ && rebuild_seen_ && below(random_, 40) != 0) return;
            if (below(random_, 4) == 0) start_command();
            return;
        }
        if (wait_ > 0) {
            --wait_;
            return;
        }
        BOOST_REQUIRE_LT(++busy_clocks_, 2 * most_walk_clocks + 100);
        if (pins_.row_busy) return;
        busy_clocks_ = 0;
        take_answer();
        if (++step_ == steps()) {
            finish_command();
        } else {
            pulse();
        }
    }

    void start_command() {
        running_.emplace();
        const unsigned kind = below(random_, 16);
        running_->what = kind < 7    ? Command::write
                         : kind < 10 ? Command::erase
                         : kind < 13 ? Command::read
                         : kind < 14 ? Command::read_occupied
                                     : Command::rebuild;
        running_->index = below(random_, sizes_.rules());
        if (running_->what == Command::read && !rules_.stored[running_->index])
            running_->what = Command::write;
        if (running_->what == Command::read_occupied)
            running_->index = below(random_, (sizes_.rules() + 31) / 32);
        if (running_->what == Command::write) running_->row = rule_row();
        step_ = 0;
        busy_clocks_ = 0;
        pulse();
    }

    unsigned steps() const {
        if (running_->what == Command::write) return row_words + 1;
        return running_->what == Command::read ? row_words : 1;
    }

    void pulse() {
        pins_.table_id = table;
        pins_.index = static_cast<std::uint16_t>(running_->index);
        pins_.word = static_cast<std::uint8_t>(step_);
        wait_ = 3;
        switch (running_->what) {
            case Command::write:
                pins_.write = step_ < row_words;
                pins_.occupy = step_ == row_words;
                if (pins_.write) pins_.data = running_->row[step_];
                break;
            case Command::erase:
                pins_.erase = true;
                break;
            case Command::read:
                pins_.read = true;
                break;
            case Command::read_occupied:
                pins_.read_occupied = true;
                break;
            case Command::rebuild:
                pins_.rebuild = true;
                rules_.rebuilt = rules_.stored;
                rebuilding_ = true;
                rebuild_seen_ = false;
                walk_clocks_ = 0;
                break;
        }
    }

    void take_answer() {
        if (running_->what == Command::read) {
            const std::uint32_t expected =
                (*rules_.stored[running_->index])[step_] & kept(step_, sizes_.key_width);
            BOOST_REQUIRE_EQUAL(pins_.answer, expected);
        }
        if (running_->what == Command::read_occupied) {
            std::uint32_t expected = 0;
            for (unsigned i = 0; i < 32 && running_->index * 32 + i < sizes_.rules(); ++i)
                if (rules_.stored[running_->index * 32 + i]) expected |= 1U << i;
            BOOST_REQUIRE_EQUAL(pins_.answer, expected);
        }
    }

    void finish_command() {
        if (running_->what == Command::write) {
            rules_.stored[running_->index] = running_->row;
            rules_.heads[running_->index] = running_->row;
        }
        if (running_->what == Command::erase) rules_.stored[running_->index].reset();
        running_.reset();
    }

    void watch_rebuild() {
        if (pins_.rst) {
            rebuilding_ = false;
            return;
        }
        if (!rebuilding_) return;
        rebuild_seen_ = rebuild_seen_ || pins_.rebuilding;
        if (rebuild_seen_) BOOST_REQUIRE_LT(++walk_clocks_, 2 * most_walk_clocks);
        if (rebuild_seen_ && !pins_.rebuilding) {
            rules_.in_force = rules_.rebuilt;
            rules_.any_in_force = true;
            rebuilding_ = false;
            ++rebuilds_seen_;
        }
    }

    RuleSizes sizes_;
    std::unique_ptr<RuleBench> bench_;
    RulePins& pins_;
    Random random_;
    std::array<Row, 3> families_{};
    Rules rules_;
    std::deque<Search> searches_;
    FirstMatch<18> first_;
    FirstMatch<3> alone_{7};
    std::array<unsigned, RulePins::reads> asked_{};
    std::array<bool, RulePins::reads> asked_in_force_{};
    std::optional<Command> running_;
    unsigned step_ = 0, wait_ = 0;
    unsigned busy_clocks_ = 0, walk_clocks_ = 0;
    bool rebuilding_ = false, rebuild_seen_ = false;
    std::uint64_t clock_ = 0;
    unsigned matches_seen_ = 0, rebuilds_seen_ = 0;
};

}  // namespace

// Breaks when a key matches a rule that it should not, or misses one, in any clock; when a rule that did not
// change blinks during a rebuild; when a row is not stored, not erased or not read back as it was written;
// when a rule from before a reset, or one that was not rebuilt, matches; when a walk takes too long; when a
// slot's first match is another.
BOOST_DATA_TEST_CASE(keys_match_the_rules_in_force, data::make(rule_sizes) * data::make({1, 2}), sizes,
                     seed) {
    Run(sizes, static_cast<unsigned>(seed)).go(sizes.rules() > 100 ? 120'000 : 400'000, 3, 0);
}

BOOST_DATA_TEST_CASE(resets_come_at_any_time, data::make(rule_sizes), sizes) {
    Run(sizes, 3).go(sizes.rules() > 100 ? 150'000 : 600'000, 2, 30'000);
}
