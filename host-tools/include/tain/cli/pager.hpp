// SPDX-License-Identifier: Apache-2.0
// Where an answer goes: through the user's pager on a terminal, else straight to standard output.
#pragma once

#include <memory>
#include <ostream>
#include <string>

#include "tain/endpoint/profile.hpp"

namespace tain::cli {

/// The command: $AWS_PAGER, else the profile's `cli_pager`, else $PAGER, else "less"; empty: none.
std::string pager_command(const endpoint::Profile& profile);

/// A stream into a process, which is started by the first character and waited for by `close`.
class Pager {
  public:
    /// `command` as a shell parts it; LESS=FRX where the environment does not say other.
    explicit Pager(const std::string& command);
    Pager(const Pager&) = delete;
    Pager& operator=(const Pager&) = delete;
    Pager(Pager&&) = delete;
    Pager& operator=(Pager&&) = delete;
    ~Pager();

    /// Takes no more once the user has left the pager; that is no error. Throws CommandError (253) where the
    /// pager can't be started.
    std::ostream& stream() { return stream_; }

    /// Lets the user read to the end.
    void close();

  private:
    class Pipe;
    std::unique_ptr<Pipe> pipe_;
    std::ostream stream_;
};

}  // namespace tain::cli
