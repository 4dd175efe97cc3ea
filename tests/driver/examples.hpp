// SPDX-License-Identifier: Apache-2.0
// Configurations that the tests start from.
#pragma once

#include <string>

#include "tain/device.hpp"
#include "tain/wanted.hpp"

namespace tain::test {

/// What a Device reports of the small FakeNic, and of the simulated NIC of size `small`.
Capabilities small_capabilities();

Rule make_rule(unsigned number, const std::string& source, const std::string& destination);
/// TCP with these destination ports.
Rule make_port_rule(unsigned number, std::uint16_t from, std::uint16_t to);

/// One interface (eni-1, port 0), one filter (tmf-1) of `rules` accepting ingress rules, one target (tmt-1),
/// one session (tms-1).
Wanted one_session(unsigned rules);

/// `filters` filters tmf-1.. with one rule each, every one used by a session of its own on port 0; `variant`
/// goes into every rule.
Wanted many_filters(unsigned filters, unsigned variant);

}  // namespace tain::test
