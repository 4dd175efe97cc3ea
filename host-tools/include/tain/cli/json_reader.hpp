// SPDX-License-Identifier: Apache-2.0
// JSON as Python's json.loads() takes it, and its words for what it doesn't take. Numbers keep all their
// digits; NaN and Infinity are taken.
#pragma once

#include <stdexcept>
#include <string_view>

#include "tain/cli/value.hpp"

namespace tain::cli {

/// "Expecting value: line 1 column 1 (char 0)".
class JsonError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Of members with one name the last counts. `ordered` marks every dict in it so. Throws JsonError; a
/// document nested deeper than Python goes is a CommandError (255).
Value read_json(std::string_view text, bool ordered = false);

}  // namespace tain::cli
