// SPDX-License-Identifier: Apache-2.0
// What a client checks of a request before it sends it: members, types and least integers. All else is the
// service's business.
#pragma once

#include "tain/cli/value.hpp"
#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::cli {

/// Throws CommandError "Parameter validation failed:" with a line for each fault.
void check_parameters(const service::Shape& shape, const Value& request);

/// The JSON of a value that was checked; see Request::checked for what JSON can't hold. Throws CommandError
/// (255) for texts that have no UTF-8.
service::Json json_of(const Value& value, const service::Shape& shape);

}  // namespace tain::cli
