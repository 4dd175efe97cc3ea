// SPDX-License-Identifier: Apache-2.0
// A bar on the terminal while a run is long.
#pragma once

#include <chrono>
#include <ostream>

#include "tain/sim/capture_run.hpp"

namespace tain::commands {

/// Shows nothing during the first second, then redraws at most ten times a second, and leaves no trace.
class ProgressBar {
  public:
    explicit ProgressBar(std::ostream& terminal) : terminal_(terminal) {}
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    ProgressBar(ProgressBar&&) = delete;
    ProgressBar& operator=(ProgressBar&&) = delete;
    ~ProgressBar();

    void show(const sim::CaptureProgress& progress);

  private:
    using Clock = std::chrono::steady_clock;

    std::ostream& terminal_;
    Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
    bool shown_ = false;
};

/// The line for that progress: "[#####...............]  25 %  1,234 frames, 56 copies".
std::string progress_line(const sim::CaptureProgress& progress);

}  // namespace tain::commands
