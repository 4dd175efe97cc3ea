// SPDX-License-Identifier: Apache-2.0
// The standard words of an HTTP status.
#pragma once

#include <string>

namespace tain::endpoint {

/// 503: "Service Unavailable"; empty for one that has no words.
std::string status_words(int status);

}  // namespace tain::endpoint
