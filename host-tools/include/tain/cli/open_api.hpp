// SPDX-License-Identifier: Apache-2.0
// Who answers: the mirror of this host, or with --endpoint-url an endpoint. No setting of a profile and no
// variable ($AWS_ENDPOINT_URL) names one, as in version 2.9 of the AWS command line.
#pragma once

#include <memory>

#include "tain/cli/global_options.hpp"
#include "tain/cli/locations.hpp"
#include "tain/service/host.hpp"

namespace tain::cli {

/// The mirror of this host: a taind that runs on the same state folder, else the service in this process.
/// Throws CommandError, and tain::Error where the store can't be read.
std::unique_ptr<service::Host> open_host(const Locations& locations);

/// Throws CommandError, and tain::Error where the store can't be read.
std::unique_ptr<service::Api> open_api(const GlobalOptions& options);

}  // namespace tain::cli
