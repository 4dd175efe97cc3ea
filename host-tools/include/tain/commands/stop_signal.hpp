// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and the request to terminate, for commands that run until then.
#pragma once

#include <chrono>
#include <csignal>

namespace tain::commands {

/// While it lives SIGINT and SIGTERM no longer end the process, but are told here. One at a time.
class StopSignal {
  public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;
    StopSignal(StopSignal&&) = delete;
    StopSignal& operator=(StopSignal&&) = delete;

    [[nodiscard]] bool requested() const;
    /// Sleeps that long, or until a stop is requested; returns whether it was.
    [[nodiscard]] bool wait(std::chrono::nanoseconds time) const;

  private:
    struct sigaction interrupt_ {};
    struct sigaction terminate_ {};
};

}  // namespace tain::commands
