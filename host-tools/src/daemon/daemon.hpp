// SPDX-License-Identifier: Apache-2.0
// taind's life: start, serve, look after the NIC, reread, end.
#pragma once

#include "settings.hpp"

namespace tain::daemon {

/// Serves until SIGTERM or SIGINT. SIGHUP rereads inventory, credentials and certificates. Throws tain::Error
/// where it can't start.
void run_daemon(const Settings& settings);

}  // namespace tain::daemon
