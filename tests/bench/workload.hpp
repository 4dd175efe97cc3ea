// SPDX-License-Identifier: Apache-2.0
// The frames and configurations that are measured.
#pragma once

#include <cstddef>

#include "tain/sim/simulated_nic.hpp"
#include "tain/test/one_session.hpp"
#include "tain/wanted.hpp"

namespace tain::bench {

using test::copy_everything;

/// One interface, one session, and its filter of ten ingress rules that differ in prefix and port.
Wanted ten_rules();

/// An IPv4 frame of that many bytes (60 or more), UDP.
sim::Frame frame_of(std::size_t bytes);

}  // namespace tain::bench
