// SPDX-License-Identifier: Apache-2.0
// YAML 1.2 as the AWS command line's loader reads it: the same scalars are numbers, truths, dates and
// nothing.
#pragma once

#include <stdexcept>
#include <string>

#include "tain/cli/value.hpp"

namespace tain::cli {

class YamlError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The one document of the text; none where it is empty. Throws YamlError.
Value read_yaml(const std::string& text);

}  // namespace tain::cli
