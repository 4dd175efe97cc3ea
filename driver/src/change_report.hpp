// SPDX-License-Identifier: Apache-2.0
// What a change does, object by object, from the active tables before and after it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "nic_state.hpp"
#include "tain/device.hpp"

namespace tain {

/// What `before` lacks, has otherwise and has too many of, compared with `after`. names: "kind id" by cookie.
/// Objects of an earlier process that are gone are named by their cookie.
std::vector<Difference> differences(const NicState& before, const NicState& after,
                                    const std::map<std::uint32_t, std::string>& names);

/// The same as lines for people, of a change that was made.
std::vector<std::string> change_lines(const NicState& before, const NicState& after,
                                      const std::map<std::uint32_t, std::string>& names);

}  // namespace tain
