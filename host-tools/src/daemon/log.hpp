// SPDX-License-Identifier: Apache-2.0
// The daemon's log on standard error: lines for people, or a JSON object a line for machines.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "settings.hpp"

namespace tain::daemon {

/// What happened, as names and values; the first is `event`.
using Event = nlohmann::ordered_json;

enum class Level { debug, info, warning, error };

/// From now on everything that is logged in this process has that form.
void set_up_log(LogFormat format, const std::string& level);

/// One line: "change request_id=… operation=CreateTags result=ok". Whatever a client had to say in it stays
/// one value.
std::string event_text(const Event& event);

/// "change request_id=… operation=CreateTags result=ok", or the same as JSON.
void log(Level level, const Event& event);

}  // namespace tain::daemon
