// SPDX-License-Identifier: Apache-2.0
// A Unix stream socket that waits for clients.
#pragma once

#include <sys/stat.h>

#include <string>

#include "tain/file_descriptor.hpp"

namespace tain {

/// Takes the place of a socket that a dead process left behind; removes its own at the end.
class UnixListener {
  public:
    /// Throws tain::Error that names the path: InvalidParameterValue (too long, or something else than a
    /// socket is there), SocketInUse (another process listens there), SocketFailed.
    explicit UnixListener(std::string path);
    UnixListener(const UnixListener&) = delete;
    UnixListener& operator=(const UnixListener&) = delete;
    UnixListener(UnixListener&&) = delete;
    UnixListener& operator=(UnixListener&&) = delete;
    ~UnixListener();

    /// Listening, not blocking, closed with the object.
    [[nodiscard]] int descriptor() const { return socket_.get(); }

  private:
    std::string path_;
    FileDescriptor socket_;
    struct stat own_ {};
};

}  // namespace tain
