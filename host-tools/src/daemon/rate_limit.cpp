// SPDX-License-Identifier: Apache-2.0
#include "rate_limit.hpp"

#include <algorithm>

namespace tain::daemon {
namespace {

constexpr std::size_t most_buckets = 1024;  // before those that are full are forgotten

}  // namespace

bool RateLimit::take(const std::string& caller, Clock::time_point now) {
    if (per_second_ == 0) return true;
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= most_buckets) forget_full(now);
    Bucket& bucket = buckets_.try_emplace(caller, Bucket{burst_, now}).first->second;
    const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
    bucket.tokens = std::min(burst_, bucket.tokens + seconds * per_second_);
    bucket.filled = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
}

void RateLimit::forget_full(Clock::time_point now) {
    std::erase_if(buckets_, [&](const auto& entry) {
        const double seconds = std::chrono::duration<double>(now - entry.second.filled).count();
        return entry.second.tokens + seconds * per_second_ >= burst_;
    });
}

}  // namespace tain::daemon
