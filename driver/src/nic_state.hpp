// SPDX-License-Identifier: Apache-2.0
// What a NIC's tables hold, as far as this process knows it: read from the NIC, kept up with every write.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <vector>

#include "counter_numbers.hpp"
#include "layout.hpp"
#include "table_image.hpp"

namespace tain {

struct PortState {
    std::array<BankImage, 2> banks;
    RuleImage rules;
    KnownNumbers known;
    /// Counter rows in which something may have been counted; nothing: any of them.
    std::optional<std::set<CounterRow>> used_counters;
};

struct NicState {
    unsigned active = 0;
    std::vector<PortState> ports;
};

}  // namespace tain
