// SPDX-License-Identifier: Apache-2.0
// The list of Verilated NICs that this build has; CMake writes its source.
#pragma once

#include <span>

#include "nic_model.hpp"
#include "tain/sim/simulated_nic.hpp"

namespace tain::sim {

struct NicModelEntry {
    NicSize size;
    unsigned width;
    unsigned ports;
    MakeNicModel make;
};

std::span<const NicModelEntry> nic_models();

}  // namespace tain::sim
