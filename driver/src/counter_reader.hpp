// SPDX-License-Identifier: Apache-2.0
// The counters of a configuration by the names of its objects.
#pragma once

#include <vector>

#include "cookies.hpp"
#include "nic_state.hpp"
#include "port_window.hpp"
#include "tain/device.hpp"
#include "tain/wanted.hpp"

namespace tain {

/// Of those objects of `wanted` that the active tables in `state` hold.
Counters read_counters(std::vector<PortWindow>& windows, const NicState& state, const Wanted& wanted,
                       const Cookies& cookies, const Capabilities& capabilities);

}  // namespace tain
