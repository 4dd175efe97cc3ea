// SPDX-License-Identifier: Apache-2.0
// What a configuration means, one line per fact, from two sources: from the wanted values, and from the
// active tables of a NIC. Promise: shares no code with the driver, and reads rows by the numbers of
// docs/registers.md.
#pragma once

#include <set>
#include <string>

#include "fake_nic.hpp"
#include "tain/wanted.hpp"

namespace tain::test {

using Meaning = std::set<std::string>;

/// For a NIC with this many ports.
Meaning meaning_of(const Wanted& wanted, unsigned ports);

/// Of the tables by which the NIC judges frames now. A fact that cannot be (a session with a filter that is
/// empty, a rule row that is not yet in force) is a line that no wanted configuration has.
Meaning meaning_of(const FakeNic& nic);

/// For messages: the lines of one that the other lacks.
std::string difference(const Meaning& left, const Meaning& right);

}  // namespace tain::test
