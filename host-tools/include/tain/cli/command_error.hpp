// SPDX-License-Identifier: Apache-2.0
// How a command fails without the service having refused it, and the exit codes of the program: those of the
// AWS command line, version 2.
#pragma once

#include <stdexcept>
#include <string>

namespace tain::cli {

inline constexpr int exit_success = 0;
inline constexpr int exit_usage = 252;          ///< the command line or a parameter is not valid
inline constexpr int exit_configuration = 253;  ///< no credentials, or no region
inline constexpr int exit_service = 254;        ///< the service answered with an error
inline constexpr int exit_failure = 255;        ///< everything else

/// Ends the command with this exit code; `what()` is what standard error says, without the blank line that
/// comes before it and the line end behind it.
class CommandError : public std::runtime_error {
  public:
    explicit CommandError(const std::string& message, int exit_code = exit_usage)
        : std::runtime_error(message), exit_code_(exit_code) {}
    [[nodiscard]] int exit_code() const { return exit_code_; }

  private:
    int exit_code_;
};

/// The words of the command line can't be a command: `what()` follows the usage lines.
class UsageError : public CommandError {
  public:
    using CommandError::CommandError;
};

}  // namespace tain::cli
