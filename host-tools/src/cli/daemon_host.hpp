// SPDX-License-Identifier: Apache-2.0
// The mirror of this host where a taind runs: everything goes through its Unix socket
// (service/operator_protocol.hpp).
#pragma once

#include <filesystem>
#include <memory>

#include "tain/service/host.hpp"

namespace tain::cli {

/// nullptr where no taind answers for this state folder. Throws tain::Error(DaemonUnreachable) where one runs
/// that this user may not speak to; so do later calls when it goes away.
std::unique_ptr<service::Host> find_daemon(const std::filesystem::path& state);

}  // namespace tain::cli
