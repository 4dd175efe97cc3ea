// SPDX-License-Identifier: Apache-2.0
// The mark of a change that is on its way into a NIC: while the store has one, the NIC may be ahead of it.
#pragma once

#include <string_view>

#include "tain/service/store.hpp"

namespace tain::service {

inline constexpr std::string_view mark_type = "pending-change";

/// A change that sets the mark; one that takes it away.
Change mark_set();
Change mark_removed();
bool is_marked(const Snapshot& snapshot);

}  // namespace tain::service
