// SPDX-License-Identifier: Apache-2.0
// The reference model's headers of a frame, as tain_pkg.sv has them.
#pragma once

#include "packed.hpp"
#include "tain/sim/reference_model.hpp"

namespace tain::rtl_test {

/// Ports that are not known are 0: the flow hash takes them so.
inline Headers in_pins(const sim::Headers& model) {
    return {model.ip,
            model.source.v6,
            model.source.bytes,
            model.destination.bytes,
            model.protocol,
            model.source_port.has_value(),
            model.source_port.value_or(0),
            model.destination_port.value_or(0)};
}

}  // namespace tain::rtl_test
