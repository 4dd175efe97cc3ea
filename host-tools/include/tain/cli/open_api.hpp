// SPDX-License-Identifier: Apache-2.0
// Who answers: the service in this process, or with --endpoint-url an endpoint.
#pragma once

#include <memory>

#include "tain/cli/global_options.hpp"
#include "tain/service/api.hpp"

namespace tain::cli {

/// Throws CommandError, and tain::Error where inventory or store can't be read.
std::unique_ptr<service::Api> open_api(const GlobalOptions& options);

}  // namespace tain::cli
