// SPDX-License-Identifier: Apache-2.0
#include "rule_rows.hpp"

#include <algorithm>
#include <bit>

#include "tain/registers.hpp"

namespace tain {
namespace {

namespace key = registers::key;
namespace fields = registers::ingress_rule_row;
namespace range_fields = registers::ingress_range_row;

void match_bits(Row& row, registers::Field part, std::uint64_t value, std::uint64_t mask) {
    set_field(row, within(fields::value, part), value & mask);
    set_field(row, within(fields::mask, part), mask);
}

/// The address bits beyond the prefix are 0 in value and mask. Of IPv4 only the lowest 32 bits can matter:
/// the `v6` bit of the key says that the rest is 0.
void match_prefix(Row& row, registers::Field part, const Prefix& prefix) {
    IpAddress masked = prefix.address;
    const unsigned first = prefix.address.v6 ? 0 : 96;
    for (unsigned bit = first + prefix.length; bit < 128; ++bit) {
        std::uint8_t& byte = masked.bytes.at(bit / 8);
        byte = static_cast<std::uint8_t>(byte & ~(0x80U >> (bit % 8)));
    }
    set_address(row, within(fields::value, part), masked);
    set_ones(row, within(fields::mask, part), 128 - first - prefix.length, prefix.length);
}

unsigned size_of(const PortRange& range) {
    return range.to - range.from + 1U;
}

bool is_aligned(const PortRange& range) {
    return std::has_single_bit(size_of(range)) && range.from % size_of(range) == 0;
}

/// Every range needs known ports (design 2.5); an aligned one is the key's upper port bits.
void match_ports(Row& row, registers::Field part, const std::optional<PortRange>& range) {
    if (!range) return;
    match_bits(row, key::ports_known, 1, 1);
    if (is_aligned(*range)) match_bits(row, part, range->from, 0x10000U - size_of(*range));
}

}  // namespace

std::optional<RangeCheck> check_for(bool destination, const PortRange& range) {
    if (is_aligned(range)) return std::nullopt;
    return RangeCheck{destination, range};
}

std::vector<RangeCheck> checks_of(const Rule& rule) {
    std::vector<RangeCheck> checks;
    if (rule.source_ports) {
        if (const auto check = check_for(false, *rule.source_ports)) checks.push_back(*check);
    }
    if (rule.destination_ports) {
        if (const auto check = check_for(true, *rule.destination_ports)) checks.push_back(*check);
    }
    return checks;
}

Row rule_row(const Rule& rule) {
    Row row;
    set_field(row, fields::accept, rule.accept ? 1 : 0);
    match_bits(row, key::v6, rule.source.address.v6 ? 1 : 0, 1);
    match_prefix(row, key::source, rule.source);
    match_prefix(row, key::destination, rule.destination);
    if (rule.protocol) match_bits(row, key::protocol, *rule.protocol, 0xFF);
    match_ports(row, key::source_port, rule.source_ports);
    match_ports(row, key::destination_port, rule.destination_ports);
    return row;
}

void ask_checker(Row& row, unsigned checker) {
    match_bits(row, {key::range.lsb + checker, 1}, 1, 1);
}

std::set<unsigned> asked_checkers(const Row& row) {
    std::set<unsigned> checkers;
    const std::uint64_t mask = get_field(row, within(fields::mask, key::range));
    for (unsigned checker = 0; checker < key::range.width; ++checker) {
        if (((mask >> checker) & 1U) != 0) checkers.insert(checker);
    }
    return checkers;
}

/// A range is its own identity, so its row has no cookie.
Row range_row(const RangeCheck& check) {
    Row row;
    set_field(row, range_fields::destination, check.destination ? 1 : 0);
    set_field(row, range_fields::from, check.range.from);
    set_field(row, range_fields::to, check.range.to);
    return row;
}

RangeCheck range_check_in(const Row& row) {
    return {get_field(row, range_fields::destination) != 0,
            {static_cast<std::uint16_t>(get_field(row, range_fields::from)),
             static_cast<std::uint16_t>(get_field(row, range_fields::to))}};
}

std::vector<const Rule*> in_order(const std::vector<Rule>& rules) {
    std::vector<const Rule*> sorted;
    sorted.reserve(rules.size());
    for (const Rule& rule : rules) sorted.push_back(&rule);
    std::sort(sorted.begin(), sorted.end(),
              [](const Rule* left, const Rule* right) { return left->number < right->number; });
    return sorted;
}

}  // namespace tain
