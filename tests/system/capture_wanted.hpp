// SPDX-License-Identifier: Apache-2.0
// Random configurations for a capture, drawn from its own addresses and ports.
#pragma once

#include <string>

#include "tain/sim/capture_run.hpp"

namespace tain::test {

/// Sets `wanted` and `own_addresses` of `options` for the capture `options.input`: local interfaces are its
/// busiest hosts (or one that claims the whole port), rules are about its addresses and ports, targets are of
/// every kind.
void draw_from_capture(sim::CaptureRunOptions& options, std::uint32_t seed);

}  // namespace tain::test
