// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tain::text {

/// A random UUID (version 4), in lower case.
std::string new_uuid();

}  // namespace tain::text
