// SPDX-License-Identifier: Apache-2.0
// What the daemon says to systemd (Type=notify); nothing where none started it.
#pragma once

#include <string>

namespace tain::daemon {

void notify_ready();
/// `notify_ready` follows when it is done.
void notify_reloading();
void notify_stopping();
void notify_alive();
/// One line that `systemctl status` shows.
void notify_status(const std::string& status);

}  // namespace tain::daemon
