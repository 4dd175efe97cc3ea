// SPDX-License-Identifier: Apache-2.0
// The NIC's counters for people and programs, as more than one command shows them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tain/device.hpp"

namespace tain::commands {

std::string direction_name(Direction direction);

std::string interfaces_text(const Counters& counters);
std::string ports_text(const Counters& counters);

/// One entry per interface, or port, and direction.
nlohmann::ordered_json interfaces_json(const Counters& counters);
nlohmann::ordered_json ports_json(const Counters& counters);

}  // namespace tain::commands
