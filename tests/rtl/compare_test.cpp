// SPDX-License-Identifier: Apache-2.0
// The tables that compare their rows with every frame, against their one-line definitions: frames one a
// clock, each judged by a bank of its own choice, while the rows of both banks come and go, and are read.
#define BOOST_TEST_MODULE compare
#define BOOST_TEST_DYN_LINK
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "Vcompare_bench_small.h"
#include "random_start.hpp"
#include "rising_edge.hpp"
#include "tain/registers.hpp"

namespace {

namespace regs = tain::registers;

using Row = std::array<std::uint32_t, regs::row_words>;

std::uint64_t field(const Row& row, regs::Field place) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < place.width && i < 64; ++i)
        value |= std::uint64_t{(row[(place.lsb + i) / 32] >> ((place.lsb + i) % 32)) & 1U} << i;
    return value;
}

void set(Row& row, regs::Field place, std::uint64_t value) {
    for (unsigned i = 0; i < place.width && i < 64; ++i) {
        std::uint32_t& word = row[(place.lsb + i) / 32];
        const std::uint32_t bit = 1U << ((place.lsb + i) % 32);
        word = ((value >> i) & 1U) != 0 ? word | bit : word & ~bit;
    }
}

/// 128 bits, the lowest first.
using Address = std::array<std::uint32_t, 4>;

constexpr regs::Field word_of(regs::Field address, unsigned word) {
    return {address.lsb + 32 * word, 32};
}

void set(Row& row, regs::Field place, const Address& address) {
    for (unsigned i = 0; i < address.size(); ++i) set(row, word_of(place, i), address[i]);
}

Address address_in(const Row& row, regs::Field place) {
    Address address;
    for (unsigned i = 0; i < address.size(); ++i)
        address[i] = static_cast<std::uint32_t>(field(row, word_of(place, i)));
    return address;
}

struct Frame {
    bool valid = false, bank = false;
    std::uint64_t mac = 0;
    bool mac_known = false, ip = false, v6 = false, ports_known = false;
    Address source{}, destination{};
    std::uint8_t protocol = 0;
    std::uint16_t source_port = 0, destination_port = 0;
};

struct Answers {
    std::optional<unsigned> interface;
    bool never_copied = false, resolver = false;
    std::uint64_t ranges = 0;
};

constexpr unsigned interfaces = 9, never_copied = 16, resolvers = 4, checkers = 33;

/// The rows of one table in both banks, as the commands left them.
using Rows = std::array<std::vector<std::optional<Row>>, 2>;

/// The bits that the rows of a table keep.
Row kept(regs::Table table) {
    namespace i = regs::interface_row;
    namespace n = regs::never_copied_row;
    namespace v = regs::resolver_row;
    namespace r = regs::ingress_range_row;
    static const std::map<regs::Table, std::vector<regs::Field>> fields{
        {regs::Table::interface, {i::cookie, i::any, i::counter, i::mac, i::source_mac, i::ipv4, i::ipv6}},
        {regs::Table::never_copied,
         {n::cookie, n::v6, n::match_address, n::match_port, n::protocol, n::port, n::address}},
        {regs::Table::resolver, {v::cookie, v::v6, v::address}},
        {regs::Table::ingress_range, {r::cookie, r::destination, r::from, r::to}},
    };
    Row mask{};
    for (const auto& field : fields.at(table))
        for (unsigned bit = field.lsb; bit < field.lsb + field.width; ++bit)
            mask[bit / 32] |= 1U << (bit % 32);
    return mask;
}

class Bench {
  public:
    Bench() {
        top_->command_write = top_->command_occupy = top_->command_erase = 0;
        top_->command_read = top_->command_read_occupied = 0;
        top_->rst = 1;
        for (int i = 0; i < 4; ++i) clock({});
        top_->rst = 0;
        answer_ = 0;
    }

    Rows interface_rows = empty(interfaces), never_rows = empty(never_copied),
         resolver_rows = empty(resolvers), range_rows = empty(checkers);

    void clock(const Frame& frame) {
        top_->frame_valid = frame.valid;
        top_->frame_bank = frame.bank;
        top_->frame_mac = frame.mac;
        top_->frame_mac_known = frame.mac_known;
        top_->frame_ip = frame.ip;
        top_->frame_v6 = frame.v6;
        static_assert(sizeof frame.source == sizeof top_->frame_source);
        std::memcpy(&top_->frame_source, frame.source.data(), sizeof frame.source);
        std::memcpy(&top_->frame_destination, frame.destination.data(), sizeof frame.destination);
        top_->frame_protocol = frame.protocol;
        top_->frame_ports_known = frame.ports_known;
        top_->frame_source_port = frame.source_port;
        top_->frame_destination_port = frame.destination_port;
        tain::rtl_test::rising_edge(*top_);
        under_way_.push_front({frame.valid, expected(frame)});
        if (under_way_.size() > 4) under_way_.pop_back();
        check();
        // It stands from the third clock until the next read's.
        if (++clocks_since_read_ >= 3 && answer_) BOOST_REQUIRE_EQUAL(top_->answer, *answer_);
    }

    /// Frames go on while a row is written, but none by the bank that it is written to.
    template <typename NextFrame>
    void write_row(regs::Table table, Rows& rows, bool bank, unsigned index, const Row& row,
                   NextFrame next_frame) {
        choose(table, bank, index);
        for (unsigned word = 0; word < regs::row_words; ++word) {
            top_->command_word = static_cast<std::uint8_t>(word);
            top_->command_data = row[word];
            pulse(top_->command_write, next_frame);
        }
        pulse(top_->command_occupy, next_frame);
        rows[bank][index] = row;
    }
    template <typename NextFrame>
    void erase_row(regs::Table table, Rows& rows, bool bank, unsigned index, NextFrame next_frame) {
        choose(table, bank, index);
        pulse(top_->command_erase, next_frame);
        rows[bank][index].reset();
    }
    /// A word of a row: 0 where there is no such table, row or word; of a row that is empty nothing is known.
    template <typename NextFrame>
    void read_word(regs::Table table, bool bank, unsigned index, unsigned word, NextFrame next_frame) {
        choose(table, bank, index);
        top_->command_word = static_cast<std::uint8_t>(word);
        answer_ = 0;
        if (const Rows* rows = rows_of(table); rows && index < (*rows)[bank].size()) {
            const auto& row = (*rows)[bank][index];
            answer_.reset();
            if (row) answer_ = (*row)[word] & kept(table)[word];
        }
        clocks_since_read_ = 0;
        pulse(top_->command_read, next_frame);
    }
    /// The occupied bits of the 32 rows from 32 x index on.
    template <typename NextFrame>
    void read_occupied(regs::Table table, bool bank, unsigned index, NextFrame next_frame) {
        choose(table, bank, index);
        std::uint32_t bits = 0;
        if (const Rows* rows = rows_of(table))
            for (unsigned i = 0; i < 32; ++i)
                if (32 * index + i < (*rows)[bank].size() && (*rows)[bank][32 * index + i]) bits |= 1U << i;
        answer_ = bits;
        clocks_since_read_ = 0;
        pulse(top_->command_read_occupied, next_frame);
    }

    /// A frame that a row of its bank means in every field, of those that a row has.
    [[nodiscard]] Frame meant(Frame frame, unsigned any_row) const {
        namespace n = regs::never_copied_row;
        const auto& row = never_rows[frame.bank][any_row % never_copied];
        if (!row) return frame;
        frame.ip = frame.ports_known = true;
        frame.v6 = field(*row, n::v6) != 0;
        (any_row % 3 == 0 ? frame.source : frame.destination) = address_in(*row, n::address);
        frame.protocol = static_cast<std::uint8_t>(field(*row, n::protocol));
        frame.destination_port = static_cast<std::uint16_t>(field(*row, n::port));
        return frame;
    }

    unsigned found = 0, never = 0, resolved = 0, hits = 0;

  private:
    struct UnderWay {
        bool valid;
        Answers answers;
    };

    static Rows empty(unsigned rows) {
        const std::vector<std::optional<Row>> bank(rows);
        return {bank, bank};
    }

    [[nodiscard]] Answers expected(const Frame& frame) const {
        namespace i = regs::interface_row;
        namespace n = regs::never_copied_row;
        namespace v = regs::resolver_row;
        namespace r = regs::ingress_range_row;
        const auto fits = [](const Row& row, regs::Field address, const Frame& of) {
            return address_in(row, address) == of.source || address_in(row, address) == of.destination;
        };
        Answers answers;
        for (unsigned k = 0; k < interfaces; ++k) {
            const auto& row = interface_rows[frame.bank][k];
            if (row && (field(*row, i::any) != 0 || (frame.mac_known && field(*row, i::mac) == frame.mac)))
                answers.interface = k;
        }
        answers.never_copied = !frame.ip;
        for (const auto& row : never_rows[frame.bank]) {
            if (!row) continue;
            const bool address = fits(*row, n::address, frame);
            const bool port = frame.ports_known && field(*row, n::protocol) == frame.protocol &&
                              field(*row, n::port) == frame.destination_port;
            if ((field(*row, n::v6) != 0) == frame.v6 && (address || field(*row, n::match_address) == 0) &&
                (port || field(*row, n::match_port) == 0))
                answers.never_copied = true;
        }
        for (const auto& row : resolver_rows[frame.bank])
            if (row && frame.ip && (field(*row, v::v6) != 0) == frame.v6 && fits(*row, v::address, frame))
                answers.resolver = true;
        for (unsigned k = 0; k < checkers; ++k) {
            const auto& row = range_rows[frame.bank][k];
            if (!row || !frame.ports_known) continue;
            const unsigned port =
                field(*row, r::destination) != 0 ? frame.destination_port : frame.source_port;
            if (port >= field(*row, r::from) && port <= field(*row, r::to))
                answers.ranges |= std::uint64_t{1} << k;
        }
        return answers;
    }

    [[nodiscard]] const Rows* rows_of(regs::Table table) const {
        switch (table) {
            case regs::Table::interface:
                return &interface_rows;
            case regs::Table::never_copied:
                return &never_rows;
            case regs::Table::resolver:
                return &resolver_rows;
            case regs::Table::ingress_range:
                return &range_rows;
            default:
                return nullptr;
        }
    }

    void choose(regs::Table table, bool bank, unsigned index) {
        top_->command_table = static_cast<std::uint8_t>(table);
        top_->command_bank = bank;
        top_->command_index = static_cast<std::uint16_t>(index);
    }
    /// A command's first clock and those that it has for itself.
    template <typename Pin, typename NextFrame>
    void pulse(Pin& pin, NextFrame next_frame) {
        for (int i = 0; i < 4; ++i) {
            pin = i == 0;
            clock(next_frame());
        }
    }

    void check() {
        if (under_way_.size() < 4 || top_->rst) return;
        if (under_way_[1].valid) {
            BOOST_REQUIRE_EQUAL(top_->range_hit, under_way_[1].answers.ranges);
            hits += top_->range_hit != 0;
        }
        if (under_way_[2].valid) {
            const auto& interface = under_way_[2].answers.interface;
            BOOST_REQUIRE_EQUAL(top_->found != 0, interface.has_value());
            if (interface) BOOST_REQUIRE_EQUAL(top_->index, *interface);
            found += top_->found;
        }
        if (under_way_[3].valid) {
            BOOST_REQUIRE_EQUAL(top_->never_copied != 0, under_way_[3].answers.never_copied);
            BOOST_REQUIRE_EQUAL(top_->resolver != 0, under_way_[3].answers.resolver);
            never += top_->never_copied;
            resolved += top_->resolver;
        }
    }

    VerilatedContext context_;
    std::unique_ptr<Vcompare_bench_small> top_ =
        std::make_unique<Vcompare_bench_small>(tain::rtl_test::at_random(context_));
    std::deque<UnderWay> under_way_;
    std::optional<std::uint32_t> answer_;  ///< that must stand; none where nothing is known of it
    unsigned clocks_since_read_ = 0;
};

/// Frames and rows out of few values that differ in one bit each, so that they often fit, or miss by a bit.
struct Chance {
    std::mt19937 random{7};
    unsigned below(unsigned n) { return static_cast<unsigned>(random()) % n; }
    std::uint64_t near(std::uint64_t base, unsigned bits) {
        return below(3) == 0 ? base ^ (std::uint64_t{1} << below(bits)) : base;
    }
    /// One of six, each bit of which is 1 in three of them; at times another by one bit.
    Address address() {
        const unsigned which = below(6);
        std::mt19937 pattern(which / 2);
        Address address;
        for (auto& word : address) {
            word = static_cast<std::uint32_t>(pattern());
            if (which % 2 == 1) word = ~word;
        }
        if (below(3) == 0) address.at(below(4)) ^= 1U << below(32);
        return address;
    }
    std::uint16_t port() {
        constexpr std::array<std::uint16_t, 8> ends{0, 1, 53, 67, 1024, 0x7FFF, 0x8000, 0xFFFF};
        return static_cast<std::uint16_t>(below(4) == 0 ? random() : ends.at(below(8)) + below(3) - 1);
    }

    Frame frame(std::optional<bool> bank) {
        Frame frame;
        frame.valid = below(5) != 0;
        frame.bank = bank.value_or(below(2) != 0);
        frame.mac = near(0x020000000000U + below(interfaces), 48);
        frame.mac_known = below(8) != 0;
        frame.ip = below(8) != 0;
        frame.v6 = below(2) != 0;
        frame.source = address();
        frame.destination = address();
        frame.protocol = static_cast<std::uint8_t>(near(17, 8));
        frame.ports_known = below(6) != 0;
        frame.source_port = port();
        frame.destination_port = port();
        return frame;
    }
};

/// Reads of any table there is and of some that are none, of its rows and some behind them.
void read_some(Bench& bench, Chance& chance) {
    constexpr std::array<std::pair<regs::Table, unsigned>, 5> tables{
        {{regs::Table::interface, interfaces},
         {regs::Table::never_copied, never_copied},
         {regs::Table::resolver, resolvers},
         {regs::Table::ingress_range, checkers},
         {regs::Table::egress_range, checkers}}};
    const auto any_frame = [&] { return chance.frame(std::nullopt); };
    for (unsigned reads = chance.below(12); reads > 0; --reads) {
        const auto [table, rows] = tables.at(chance.below(5));
        const bool bank = chance.below(2) != 0;
        if (chance.below(3) == 0)
            bench.read_occupied(table, bank, chance.below(3), any_frame);
        else
            bench.read_word(table, bank, chance.below(rows + 3), chance.below(12), any_frame);
        for (unsigned clocks = chance.below(4); clocks > 0; --clocks) bench.clock(any_frame());
    }
}

/// A row of each table.
struct OneOfEach {
    Row interface { }, never_copied{}, resolver{}, range{}; };

template <typename Send>
void send_near_macs(Frame frame, const Row& row, Send send) {
    const std::uint64_t mac = field(row, regs::interface_row::mac);
    for (unsigned bit = 0; bit < 48; ++bit) {
        frame.mac = mac ^ std::uint64_t{1} << bit;
        send(frame);
    }
}

template <typename Send>
void send_near_addresses(Frame frame, Address Frame::*side, const Address& address, Send send) {
    for (unsigned bit = 0; bit <= 128; ++bit) {  // the last: as it is
        frame.*side = address;
        if (bit < 128) (frame.*side).at(bit / 32) ^= 1U << (bit % 32);
        for (const bool v6 : {false, true}) {
            frame.v6 = v6;
            send(frame);
        }
    }
}

template <typename Send>
void send_near_services(Frame frame, Send send) {
    const Frame meant = frame;
    for (unsigned bit = 0; bit < 8; ++bit) {
        frame.protocol = static_cast<std::uint8_t>(meant.protocol ^ 1U << bit);
        send(frame);
    }
    frame.protocol = meant.protocol;
    for (unsigned bit = 0; bit < 16; ++bit) {
        frame.destination_port = static_cast<std::uint16_t>(meant.destination_port ^ 1U << bit);
        send(frame);
    }
}

template <typename Send>
void send_near_ports(Frame frame, std::uint16_t Frame::*side, unsigned port, Send send) {
    for (const int step : {-1, 0, 1}) {
        frame.*side = static_cast<std::uint16_t>(port + static_cast<unsigned>(step));
        send(frame);
    }
    for (unsigned bit = 0; bit < 16; ++bit) {
        frame.*side = static_cast<std::uint16_t>(port ^ 1U << bit);
        send(frame);
    }
}

/// Frames that these rows mean in every field, and all that miss them by one bit.
template <typename Send>
void send_near(const OneOfEach& rows, Frame frame, Send send) {
    namespace n = regs::never_copied_row;
    namespace r = regs::ingress_range_row;
    frame.valid = frame.mac_known = frame.ip = frame.ports_known = true;
    frame.mac = field(rows.interface, regs::interface_row::mac);
    frame.v6 = field(rows.never_copied, n::v6) != 0;
    frame.protocol = static_cast<std::uint8_t>(field(rows.never_copied, n::protocol));
    frame.destination_port = static_cast<std::uint16_t>(field(rows.never_copied, n::port));
    send_near_macs(frame, rows.interface, send);
    for (Address Frame::*side : {&Frame::source, &Frame::destination}) {
        send_near_addresses(frame, side, address_in(rows.resolver, regs::resolver_row::address), send);
        send_near_addresses(frame, side, address_in(rows.never_copied, n::address), send);
        Frame to_never = frame;
        to_never.*side = address_in(rows.never_copied, n::address);
        send_near_services(to_never, send);
    }
    for (std::uint16_t Frame::*side : {&Frame::source_port, &Frame::destination_port})
        for (const regs::Field end : {r::from, r::to})
            send_near_ports(frame, side, static_cast<unsigned>(field(rows.range, end)), send);
}

/// Random ones, or the inverse of those that were; `port`, `address`: what traffic is never copied by.
void renew(OneOfEach& rows, bool inverse, bool address, bool port, Chance& chance) {
    namespace n = regs::never_copied_row;
    namespace r = regs::ingress_range_row;
    for (Row* row : {&rows.interface, &rows.never_copied, &rows.resolver, &rows.range})
        for (auto& word : *row) word = inverse ? ~word : static_cast<std::uint32_t>(chance.random());
    set(rows.interface, regs::interface_row::any, 0);
    set(rows.never_copied, n::match_address, address);
    set(rows.never_copied, n::match_port, port);
    const auto ends = std::minmax({field(rows.range, r::from), field(rows.range, r::to)});
    set(rows.range, r::from, ends.first);
    set(rows.range, r::to, ends.second);
}

}  // namespace

// Breaks where a bit of a field is not compared, a row counts in the wrong bank or though it was erased, or a
// frame is compared by its neighbour's bank.
BOOST_AUTO_TEST_CASE(rows_are_compared_with_every_frame_by_its_own_bank) {
    namespace i = regs::interface_row;
    namespace n = regs::never_copied_row;
    namespace v = regs::resolver_row;
    namespace r = regs::ingress_range_row;
    Bench bench;
    Chance chance;
    for (int round = 0; round < 1000; ++round) {
        const bool bank = chance.below(2) != 0;
        const auto other_bank = [&] { return chance.frame(!bank); };
        Row row;
        for (auto& word : row) word = static_cast<std::uint32_t>(chance.random());
        const unsigned kind = chance.below(8);
        if (kind == 0) {  // MAC addresses differ; an interface that claims its whole port is alone
            const unsigned index = chance.below(interfaces);
            set(row, i::any, 0);
            set(row, i::mac, 0x020000000000U + index);
            bool alone = true;
            for (unsigned k = 0; k < interfaces; ++k)
                alone = alone && (k == index || !bench.interface_rows[bank][k]);
            if (alone && chance.below(2) == 0) set(row, i::any, 1);
            for (unsigned k = 0; k < interfaces; ++k) {
                const auto& there = bench.interface_rows[bank][k];
                if (k != index && there && field(*there, i::any) != 0)
                    bench.erase_row(regs::Table::interface, bench.interface_rows, bank, k, other_bank);
            }
            bench.write_row(regs::Table::interface, bench.interface_rows, bank, index, row, other_bank);
        } else if (kind == 1) {
            bench.erase_row(regs::Table::interface, bench.interface_rows, bank, chance.below(interfaces),
                            other_bank);
        } else if (kind == 2) {
            set(row, n::protocol, chance.near(17, 8));
            set(row, n::port, chance.port());
            set(row, n::match_address, chance.below(2));
            set(row, n::match_port, field(row, n::match_address) == 0 ? 1 : chance.below(2));
            set(row, n::address, chance.address());
            bench.write_row(regs::Table::never_copied, bench.never_rows, bank, chance.below(never_copied),
                            row, other_bank);
        } else if (kind == 3) {
            bench.erase_row(regs::Table::never_copied, bench.never_rows, bank, chance.below(never_copied),
                            other_bank);
        } else if (kind == 4) {
            set(row, v::address, chance.address());
            bench.write_row(regs::Table::resolver, bench.resolver_rows, bank, chance.below(resolvers), row,
                            other_bank);
        } else if (kind == 5) {
            bench.erase_row(regs::Table::resolver, bench.resolver_rows, bank, chance.below(resolvers),
                            other_bank);
        } else if (kind == 6) {
            const auto one = chance.port();
            const auto other = chance.port();
            set(row, r::from, std::min(one, other));
            set(row, r::to, std::max(one, other));
            bench.write_row(regs::Table::ingress_range, bench.range_rows, bank, chance.below(checkers), row,
                            other_bank);
        } else {
            bench.erase_row(regs::Table::ingress_range, bench.range_rows, bank, chance.below(checkers),
                            other_bank);
        }
        for (int k = 0; k < 100; ++k) {
            Frame frame = chance.frame(std::nullopt);
            if (k % 2 == 0) {
                frame = bench.meant(frame, static_cast<unsigned>(chance.random()) >> 1U);
                if (k % 8 == 0) frame.destination_port ^= static_cast<std::uint16_t>(1U << chance.below(16));
                if (k % 8 == 2) frame.destination.at(chance.below(4)) ^= 1U << chance.below(32);
            }
            bench.clock(frame);
        }
        read_some(bench, chance);
    }
    BOOST_TEST(bench.found > 1000U);
    BOOST_TEST(bench.never > 1000U);
    BOOST_TEST(bench.resolved > 1000U);
    BOOST_TEST(bench.hits > 1000U);
}

// Breaks where a bit of a row, in either of its values, is not compared: each row is alone in its table, so
// that no other hits where it should not miss.
BOOST_AUTO_TEST_CASE(every_bit_of_every_row_is_compared) {
    using enum regs::Table;
    Bench bench;
    Chance chance;
    const auto idle = [] { return Frame{}; };
    for (unsigned i = 0; i < 2 * checkers; ++i) {
        const bool bank = i % 2 != 0;
        const unsigned index = i / 2;
        OneOfEach rows;
        for (unsigned pass = 0; pass < 3; ++pass) {
            renew(rows, pass == 1, pass < 2 || index % 2 == 0, pass < 2 || index % 2 == 1, chance);
            bench.write_row(interface, bench.interface_rows, bank, index % interfaces, rows.interface, idle);
            bench.write_row(never_copied, bench.never_rows, bank, index % ::never_copied, rows.never_copied,
                            idle);
            bench.write_row(resolver, bench.resolver_rows, bank, index % resolvers, rows.resolver, idle);
            bench.write_row(ingress_range, bench.range_rows, bank, index, rows.range, idle);
            Frame frame;
            frame.bank = bank;
            send_near(rows, frame, [&](const Frame& near) { bench.clock(near); });
            for (unsigned clocks = 0; clocks < 4; ++clocks) bench.clock({});
        }
        bench.erase_row(interface, bench.interface_rows, bank, index % interfaces, idle);
        bench.erase_row(never_copied, bench.never_rows, bank, index % ::never_copied, idle);
        bench.erase_row(resolver, bench.resolver_rows, bank, index % resolvers, idle);
        bench.erase_row(ingress_range, bench.range_rows, bank, index, idle);
    }
}
