// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/stop_signal.hpp"

#include <algorithm>
#include <thread>

namespace tain::commands {
namespace {

volatile std::sig_atomic_t was_requested = 0;

constexpr std::chrono::milliseconds turn(50);  // between two looks, since a signal can come before a sleep

}  // namespace

StopSignal::StopSignal() {
    was_requested = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { was_requested = 1; };
    sigaction(SIGINT, &action, &interrupt_);
    sigaction(SIGTERM, &action, &terminate_);
}

StopSignal::~StopSignal() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGTERM, &terminate_, nullptr);
}

bool StopSignal::requested() const {
    return was_requested != 0;
}

bool StopSignal::wait(std::chrono::nanoseconds time) const {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!requested()) {
        const auto left = end - std::chrono::steady_clock::now();
        if (left <= left.zero()) break;
        std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left, turn));
    }
    return requested();
}

}  // namespace tain::commands
