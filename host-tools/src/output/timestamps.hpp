// SPDX-License-Identifier: Apache-2.0
// Times in answers: services write them in several forms, the AWS command line shows one.
#pragma once

#include <string>
#include <string_view>

#include "tain/service/api_model.hpp"
#include "tain/service/validation.hpp"

namespace tain::output {

/// "2026-11-22T19:30:00.000Z" -> "2026-11-22T19:30:00+00:00". What is not of that form stays as it is.
std::string shown_time(std::string_view wire);

/// Brings every timestamp of the answer into the form that is shown.
void show_times(const service::Shape& shape, service::Json& answer);

}  // namespace tain::output
