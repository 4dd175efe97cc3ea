// SPDX-License-Identifier: Apache-2.0
// What a change did, one line per object, from the active tables before and after it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "nic_state.hpp"

namespace tain {

/// names: "kind id" by cookie. Objects of an earlier process that are gone are named by their cookie.
void add_changes(const NicState& before, const NicState& after,
                 const std::map<std::uint32_t, std::string>& names, std::vector<std::string>& lines);

}  // namespace tain
