// SPDX-License-Identifier: Apache-2.0
// The tokens between two command lines that share a list: --max-items gives one, --starting-token takes it.
#pragma once

#include <cstdint>
#include <string>

#include "tain/service/validation.hpp"

namespace tain::output {

using service::Json;

struct StartingToken {
    Json request;              ///< members for the first request: {"NextToken": "..."}; null: none
    std::int64_t skipped = 0;  ///< items of the first page that were shown before
};

/// A token of ours, one of an old client (TOKEN___NUMBER), or the service's own. Throws cli::CommandError.
StartingToken parse_starting_token(const std::string& token);

/// Goes on with this request, after so many items of its page.
std::string truncation_token(Json request, std::int64_t skipped);

/// Goes on with this request, from the beginning of its page.
std::string boundary_token(const Json& request);

}  // namespace tain::output
