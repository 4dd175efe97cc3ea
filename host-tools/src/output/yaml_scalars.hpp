// SPDX-License-Identifier: Apache-2.0
// Which texts YAML 1.2 readers would take for something else when they stand without quotes.
#pragma once

#include <string_view>

namespace tain::output {

/// True for texts that read as null, a truth value, a number, a date or time, "=" or "<<".
bool reads_as_other_than_text(std::string_view plain);

}  // namespace tain::output
