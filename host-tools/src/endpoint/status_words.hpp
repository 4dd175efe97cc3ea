// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tain::endpoint {

/// The standard words of an HTTP status from 500 on, "Service Unavailable" for 503; empty where it has none.
std::string_view server_error_words(int status);

}  // namespace tain::endpoint
