// SPDX-License-Identifier: Apache-2.0
// What a command line can be refused for before any work begins, and the exit codes of the program.
#pragma once

#include <stdexcept>
#include <string>

namespace tain::cli {

// As the AWS command line has them.
inline constexpr int exit_success = 0;
inline constexpr int exit_usage = 252;    ///< the command line or a parameter is not valid
inline constexpr int exit_service = 254;  ///< the service answered with an error
inline constexpr int exit_failure = 255;  ///< everything else

/// `what()` is one line that names the option at fault.
class UsageError : public std::runtime_error {
  public:
    explicit UsageError(const std::string& message, int exit_code = exit_usage)
        : std::runtime_error(message), exit_code_(exit_code) {}
    [[nodiscard]] int exit_code() const { return exit_code_; }

  private:
    int exit_code_;
};

}  // namespace tain::cli
