// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/progress_bar.hpp"

#include <algorithm>

#include "tain/commands/table.hpp"

namespace tain::commands {
namespace {

constexpr std::size_t bar_width = 40;
constexpr const char* erase_line = "\r\033[K";

}  // namespace

std::string progress_line(const sim::CaptureProgress& progress) {
    const std::uint64_t total = std::max<std::uint64_t>(progress.bytes_total, 1);
    const double part =
        std::min(1.0, static_cast<double>(progress.bytes_played) / static_cast<double>(total));
    const auto filled = static_cast<std::size_t>(part * bar_width);
    return "[" + std::string(filled, '#') + std::string(bar_width - filled, '.') + "]  " +
           std::to_string(static_cast<int>(part * 100)) + " %  " + grouped(progress.frames_played) +
           " frames, " + grouped(progress.copies) + " copies";
}

ProgressBar::~ProgressBar() {
    if (shown_) terminal_ << erase_line << std::flush;
}

void ProgressBar::show(const sim::CaptureProgress& progress) {
    const Clock::time_point now = Clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    shown_ = true;
    terminal_ << erase_line << progress_line(progress) << std::flush;
}

}  // namespace tain::commands
