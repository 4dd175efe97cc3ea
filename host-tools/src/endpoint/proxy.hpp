// SPDX-License-Identifier: Apache-2.0
// Whether requests go through a proxy: HTTP_PROXY, HTTPS_PROXY and NO_PROXY as HTTP clients read them.
#pragma once

#include <optional>

#include "url.hpp"

namespace tain::endpoint {

/// The proxy for this endpoint by the environment, the names in lower case first; nullopt: none. Throws
/// cli::CommandError (255) where its URL is none, or where the proxy itself is to be reached over TLS.
std::optional<Url> proxy_for(const Url& endpoint);

}  // namespace tain::endpoint
