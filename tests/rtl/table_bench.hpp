// SPDX-License-Identifier: Apache-2.0
// A table of two banks by itself: row commands as a port's registers give them, questions of frames at every
// clock meanwhile, and what its rows are by definition.
#pragma once

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "rising_edge.hpp"
#include "tain/registers.hpp"

namespace tain::rtl_test {

using Words = std::array<std::uint32_t, registers::row_words>;

/// The bits of a field from one of them on, 64 at most.
inline std::uint64_t bits(const Words& words, registers::Field field, unsigned from = 0) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 64 && from + i < field.width; ++i) {
        const unsigned bit = field.lsb + from + i;
        value |= std::uint64_t{words.at(bit / 32) >> bit % 32 & 1U} << i;
    }
    return value;
}

/// tain_pkg.sv's.
struct RowCommand {
    bool write = false, occupy = false, erase = false, read = false, read_occupied = false, bank = false;
    unsigned table = 0, index = 0, word = 0;
    std::uint32_t data = 0;

    [[nodiscard]] bool changes() const { return write || occupy || erase; }
    [[nodiscard]] std::uint64_t pins() const {
        std::uint64_t pins = 0;
        for (const bool flag : {write, occupy, erase, read, read_occupied, bank})
            pins = pins << 1U | (flag ? 1U : 0U);
        pins = pins << 5U | table;
        pins = pins << 16U | index;
        pins = pins << 5U | word;
        return pins << 32U | data;
    }
};

/// What it holds is defined while it is occupied.
struct TableRow {
    bool occupied = false;
    Words words{};
};

/// Gives the commands and checks their answers. Who derives from it asks for the frames, which never look at
/// a bank that is being changed.
template <class Model>
class TableBench {
  public:
    TableBench(registers::Table table, unsigned rows, const std::vector<registers::Field>& fields)
        : table_(static_cast<unsigned>(table)),
          banks_{std::vector<TableRow>(rows), std::vector<TableRow>(rows)} {
        for (const auto& field : fields)
            for (unsigned bit = field.lsb; bit < field.lsb + field.width; ++bit)
                kept_[bit / 32] |= 1U << bit % 32;
    }
    virtual ~TableBench() = default;

    /// As long as the NIC's shortest, at any time.
    void reset() {
        top_->rst = 1;
        for (unsigned i = 0; i < 4; ++i) rising_edge(*top_);
        top_->rst = 0;
        for (auto& rows : banks_)
            for (auto& row : rows) row.occupied = false;
        answer_ = 0;
        answer_due_ = 0;
        changing_.reset();
        forget();
    }
    void run(unsigned clocks) {
        for (; clocks > 0; --clocks) clock();
    }

    /// Every row of both banks: with any words, or with every bit the other way round.
    void write_all_rows(bool inverted) {
        for (const bool bank : {false, true})
            for (unsigned index = 0; index < rows(); ++index) {
                Words words = inverted ? row(bank, index).words : any_words();
                if (inverted)
                    for (auto& word : words) word = ~word;
                write_row(bank, index, words);
            }
    }
    void read_all_rows() {
        for (const bool bank : {false, true}) {
            for (unsigned index = 0; index < rows(); ++index) read_row(bank, index);
            // One more than there are: it is nobody's.
            for (unsigned word = 0; word < (rows() + 31) / 32 + 1; ++word) read_occupied(bank, word);
        }
    }
    /// Of every four one is about a row whose number has a bit inverted, and which may be none; of every
    /// eight one is another table's, whose number differs so.
    void any_command() {
        const bool bank = flag();
        const unsigned index = below(rows()) ^ (below(4) == 0 ? 1U << below(16) : 0);
        switch (below(8)) {
            case 0:
                read_row(bank, index);
                break;
            case 1:
                read_occupied(bank, index / 32);
                break;
            case 2:
                erase_row(bank, index);
                break;
            case 3:
                give(any_pulse(bank, table_ ^ 1U << below(5)), 0);
                break;
            default:
                write_row(bank, index, any_words());
        }
        run(below(8));
    }
    /// Many of them, and what they left.
    void any_commands(unsigned count) {
        for (; count > 0; --count) any_command();
        read_all_rows();
        BOOST_TEST(compared > 20'000U);
    }
    /// After a few commands each; what they left is read now and then, too.
    void any_resets(unsigned between_reads) {
        for (unsigned i = 0; i < 300; ++i) {
            for (unsigned commands = 0; commands < 5; ++commands) any_command();
            cut_command();
            run(i % 40);
            if (i % between_reads == 0) read_all_rows();
        }
    }
    /// A reset comes while a command may be under way yet.
    void cut_command() {
        const RowCommand command = any_pulse(flag(), table_);
        if (command.changes()) begin_change(command.bank);
        pulse(command, {});
        run(below(4));
        reset();
    }

    unsigned compared = 0;  ///< rows that frames were shown

  protected:
    virtual void ask() = 0;     ///< for the frames of this clock
    virtual void look() = 0;    ///< at what they were told
    virtual void forget() = 0;  ///< the questions under way
    /// A row to be written.
    virtual Words any_words() {
        Words words{};
        for (auto& word : words) word = static_cast<std::uint32_t>(random_());
        return words;
    }

    [[nodiscard]] const TableRow& row(bool bank, unsigned index) const {
        return banks_.at(bank ? 1 : 0).at(index);
    }
    [[nodiscard]] unsigned rows() const { return static_cast<unsigned>(banks_[0].size()); }
    bool flag() { return below(2) == 0; }
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    bool any_bank() { return changing_ ? !*changing_ : flag(); }

    std::unique_ptr<Model> top_ = std::make_unique<Model>();

  private:
    void clock() {
        ask();
        rising_edge(*top_);
        look();
        if (answer_due_ > 0)
            --answer_due_;
        else if (answer_)
            BOOST_REQUIRE_EQUAL(top_->answer, *answer_);
    }

    void write_row(bool bank, unsigned index, const Words& words) {
        begin_change(bank);
        for (unsigned word = 0; word < words.size(); ++word)
            give({.write = true,
                  .bank = bank,
                  .table = table_,
                  .index = index,
                  .word = word,
                  .data = words.at(word)});
        give({.occupy = true, .bank = bank, .table = table_, .index = index});
        changing_.reset();
        if (index >= rows()) return;
        TableRow& row = banks_.at(bank ? 1 : 0).at(index);
        row.occupied = true;
        for (unsigned word = 0; word < words.size(); ++word)
            row.words.at(word) = words.at(word) & kept_.at(word);
    }
    void erase_row(bool bank, unsigned index) {
        begin_change(bank);
        give({.erase = true, .bank = bank, .table = table_, .index = index});
        changing_.reset();
        if (index < rows()) banks_.at(bank ? 1 : 0).at(index).occupied = false;
    }
    void read_row(bool bank, unsigned index) {
        for (unsigned word = 0; word < registers::row_words; ++word) {
            std::optional<std::uint32_t> expected = 0;
            if (index < rows()) expected = row(bank, index).words.at(word);
            if (index < rows() && !row(bank, index).occupied) expected.reset();
            give({.read = true, .bank = bank, .table = table_, .index = index, .word = word}, expected);
        }
    }
    void read_occupied(bool bank, unsigned word) {
        std::uint32_t expected = 0;
        for (unsigned i = 0; i < 32 && word * 32 + i < rows(); ++i)
            if (row(bank, word * 32 + i).occupied) expected |= 1U << i;
        give({.read_occupied = true, .bank = bank, .table = table_, .index = word}, expected);
    }

    void begin_change(bool bank) {
        changing_ = bank;
        run(4);  // questions under way are answered
    }
    RowCommand any_pulse(bool bank, unsigned table) {
        RowCommand command{.bank = bank, .table = table, .index = below(rows()), .word = below(8)};
        command.data = static_cast<std::uint32_t>(random_());
        switch (below(5)) {
            case 0:
                command.write = true;
                break;
            case 1:
                command.occupy = true;
                break;
            case 2:
                command.erase = true;
                break;
            case 3:
                command.read = true;
                break;
            default:
                command.read_occupied = true;
        }
        return command;
    }
    /// A command, and at least as many clocks as the next one is away.
    void give(const RowCommand& command, std::optional<std::uint32_t> expected = {}) {
        pulse(command, expected);
        run(3 + below(2));
    }
    /// The answer to a read is there three clocks later, and stands until the next one.
    void pulse(RowCommand command, std::optional<std::uint32_t> expected) {
        if (!command.changes()) {
            answer_ = expected;
            answer_due_ = 2;
        }
        top_->command = command.pins();
        clock();
        command.write = command.occupy = command.erase = command.read = command.read_occupied = false;
        top_->command = command.pins();
    }
    const unsigned table_;
    Words kept_{};  // the bits that fields have; the others read 0
    std::array<std::vector<TableRow>, 2> banks_;
    std::optional<bool> changing_;  // the bank that is
    std::optional<std::uint32_t> answer_;
    unsigned answer_due_ = 0;
    std::mt19937 random_{7};
};

}  // namespace tain::rtl_test
