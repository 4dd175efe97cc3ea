// SPDX-License-Identifier: Apache-2.0
// Values as Python writes them: the AWS command line shows what its formats have no rule for as Python's
// str().
#pragma once

#include <string>

#include "tain/service/validation.hpp"

namespace tain::output {

using service::Json;

/// A text as it is, None, True, 12, 1.5, ['a', 1], {'Key': 'a'}.
std::string python_text(const Json& value);

/// A text as Python source, ['a', "it's"].
std::string python_source(const Json& value);

/// "str", "int", "NoneType" ...
std::string python_type(const Json& value);

}  // namespace tain::output
