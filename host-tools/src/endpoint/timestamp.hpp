// SPDX-License-Identifier: Apache-2.0
// Points in time as endpoints write and the AWS client prints them.
#pragma once

#include <string>
#include <string_view>

namespace tain::endpoint {

/// An ISO 8601 date and time, with or without separators, or seconds since 1970: as
/// "2026-11-22T19:30:00+00:00", with six digits of a fraction where there is one, and without an offset where
/// the text has none. Throws cli::CommandError (255) for everything else. (RFC 822 dates, which EC2 does not
/// write, are not read.)
std::string iso_timestamp(std::string_view text);

}  // namespace tain::endpoint
