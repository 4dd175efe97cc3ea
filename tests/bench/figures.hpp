// SPDX-License-Identifier: Apache-2.0
// What each part of the benchmark prints. All figures but the last part's are clocks, beats and register
// accesses of the simulated NIC: they are the same on any machine.
#pragma once

namespace tain::bench {

/// Production under full copy load at 512 bits: beats per clock, latency, stalls, how often copies go before
/// it; and decisions per clock on the shortest frames.
void print_production();

/// Copies at all widths: beats per copy, idle clocks inside and between.
void print_copies();

/// Register accesses and clocks for one session from an empty NIC, and for one changed rule; clocks of a
/// rebuild and of a flip.
void print_programming();

/// Frames and clocks per second of processor time, at 512 bits.
void print_simulation();

}  // namespace tain::bench
