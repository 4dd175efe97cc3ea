// SPDX-License-Identifier: Apache-2.0
// When a request is sent again, and after how long: the AWS client's standard mode.
#pragma once

#include <functional>
#include <string>

#include "tain/endpoint/profile.hpp"

namespace tain::endpoint {

/// How one attempt failed.
struct Failure {
    int status = 0;           ///< HTTP status; 0: there was no answer
    std::string code = {};    ///< of the answer's error
    bool is_timeout = false;  ///< there was no answer in time
};

class Retries {
  public:
    /// `random` gives numbers from 0 to 1, 1 excluded.
    Retries(int most_attempts, std::function<double()> random)
        : most_attempts_(most_attempts), random_(std::move(random)) {}

    /// By the settings max_attempts (3) and retry_mode, "standard" or "adaptive". The latter is taken for the
    /// former: it would also slow down a client's own requests, of which a command sends a handful. Throws
    /// cli::CommandError (255) with the AWS client's words for other values.
    static Retries from(const Profile& profile);

    [[nodiscard]] int most_attempts() const { return most_attempts_; }

    /// After attempt number `attempt`, counted from 1: whether there is another. All requests of a client
    /// draw on one budget, so that many pages don't wear out a server in trouble.
    bool again(int attempt, const Failure& failure);
    /// Seconds to wait before it.
    [[nodiscard]] double delay(int attempt) const;
    /// The request was answered well after so many attempts: the budget recovers.
    void succeeded(int attempts);

  private:
    static constexpr int whole_budget = 500;

    int most_attempts_;
    std::function<double()> random_;
    int budget_ = whole_budget;
    int last_cost_ = 0;
};

}  // namespace tain::endpoint
