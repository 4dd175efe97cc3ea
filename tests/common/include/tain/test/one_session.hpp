// SPDX-License-Identifier: Apache-2.0
// The simplest configurations that copy.
#pragma once

#include <string>

#include "tain/wanted.hpp"

namespace tain::test {

/// Everything IPv4.
Rule accept_everything(const std::string& id);

/// An interface `eni-1` that claims port 0, a target `tmt-1` and a session `tms-1` of the filter, which
/// becomes `tmf-1`; copies go over IPv4 or over IPv6.
Wanted one_session(Filter filter, bool over_ipv6 = false);

/// Of these, the one whose every IPv4 frame is copied whole.
Wanted copy_everything(bool over_ipv6 = false);

}  // namespace tain::test
