// SPDX-License-Identifier: Apache-2.0
#include "notify.hpp"

#include <systemd/sd-daemon.h>

namespace tain::daemon {
namespace {

void notify(const std::string& words) {
    sd_notify(0, words.c_str());  // where nobody listens there is nothing to do
}

}  // namespace

void notify_ready() {
    notify("READY=1");
}
void notify_reloading() {
    notify("RELOADING=1");
}
void notify_stopping() {
    notify("STOPPING=1");
}
void notify_alive() {
    notify("WATCHDOG=1");
}
void notify_status(const std::string& status) {
    notify("STATUS=" + status);
}

}  // namespace tain::daemon
