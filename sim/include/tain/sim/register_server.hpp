// SPDX-License-Identifier: Apache-2.0
// Serves the registers of a NIC in this process to one other process at a time, over a Unix stream socket
// (tain/socket_bus.hpp).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "tain/register_bus.hpp"

namespace tain::sim {

class RegisterServer {
  public:
    /// Listens at `path`; a socket that was left behind there is replaced. Throws tain::Error that names the
    /// path: SocketInUse (somebody listens there), InvalidParameterValue (no path of a socket, or something
    /// else is there), SocketFailed.
    explicit RegisterServer(const std::string& path);
    /// Removes the socket, unless somebody else's stands there by now.
    ~RegisterServer();
    RegisterServer(const RegisterServer&) = delete;
    RegisterServer& operator=(const RegisterServer&) = delete;

    /// Carries out what has been asked for, having waited for it for at most that long. A client that does
    /// not keep to the protocol is hung up on.
    void serve(RegisterBus& bus, std::chrono::milliseconds wait);

    [[nodiscard]] bool has_client() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tain::sim
