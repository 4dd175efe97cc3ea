// SPDX-License-Identifier: Apache-2.0
// Which configurations a NIC passes through on its way to the wanted one. Promise: one step wherever the
// spare rule slots and range checkers allow it; else as many as needed, each a whole configuration
// (design 2.13).
#pragma once

#include <string>
#include <vector>

#include "cookies.hpp"
#include "layout.hpp"
#include "tain/wanted.hpp"

namespace tain {

struct Stage {
    std::vector<PortLayout> ports;
    bool last = false;                ///< this is the wanted configuration
    std::vector<std::string> paused;  ///< ids of filters whose sessions this stage leaves out
};

/// The next step from the active tables (one entry per port) towards `wanted`, which fits the NIC.
Stage next_stage(const Wanted& wanted, const Cookies& cookies, const std::vector<ActiveTables>& ports);

}  // namespace tain
