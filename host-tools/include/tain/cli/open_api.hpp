// SPDX-License-Identifier: Apache-2.0
// Who answers: the service in this process, or with --endpoint-url an endpoint. No setting of a profile and
// no variable ($AWS_ENDPOINT_URL) names one, as in version 2.9 of the AWS command line.
#pragma once

#include <memory>

#include "tain/cli/global_options.hpp"
#include "tain/service/api.hpp"

namespace tain::cli {

/// Throws CommandError, and tain::Error where inventory or store can't be read.
std::unique_ptr<service::Api> open_api(const GlobalOptions& options);

}  // namespace tain::cli
