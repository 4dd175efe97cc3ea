// SPDX-License-Identifier: Apache-2.0
// How many requests a caller may make: a bucket of tokens for each, filled at an even rate (what EC2 does).
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace tain::daemon {

/// May be used by several threads.
class RateLimit {
  public:
    using Clock = std::chrono::steady_clock;

    /// `per_second` 0: no limit.
    RateLimit(unsigned per_second, unsigned burst) : per_second_(per_second), burst_(burst) {}

    /// Takes a token of this caller's; false where it has none left.
    bool take(const std::string& caller, Clock::time_point now);

  private:
    struct Bucket {
        double tokens = 0;
        Clock::time_point filled;
    };
    void forget_full(Clock::time_point now);

    const double per_second_;
    const double burst_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;
};

}  // namespace tain::daemon
