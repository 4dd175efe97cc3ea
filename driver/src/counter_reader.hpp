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

/// The active tables in `state` are those of `wanted`.
Counters read_counters(std::vector<PortWindow>& windows, const NicState& state, const Wanted& wanted,
                       const Cookies& cookies, const Capabilities& capabilities);

}  // namespace tain
