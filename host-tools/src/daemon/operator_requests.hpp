// SPDX-License-Identifier: Apache-2.0
// What `tain` on this host asks at the Unix socket (tain/service/operator_protocol.hpp).
#pragma once

#include "http_server.hpp"
#include "mirror.hpp"

namespace tain::daemon {

/// The work of a request to /tain/NAME. Never throws; whatever is wrong is in the answer.
Work operator_work(Mirror& mirror, const HttpRequest& request, const Peer& peer);

}  // namespace tain::daemon
