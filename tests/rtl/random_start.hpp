// SPDX-License-Identifier: Apache-2.0
// How Verilated modules start in tests.
#pragma once

#include <verilated.h>

namespace tain::rtl_test {

/// Whatever no reset sets starts at random: it must not matter. The same at every run.
inline VerilatedContext* at_random(VerilatedContext& context) {
    context.randReset(2);
    context.randSeed(4789);
    return &context;
}

}  // namespace tain::rtl_test
