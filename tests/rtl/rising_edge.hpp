// SPDX-License-Identifier: Apache-2.0
// A clock of a Verilated module that a test drives by itself.
#pragma once

namespace tain::rtl_test {

/// The pins as they are now take effect. Verilator sees an edge only after it has seen the clock low.
template <class Model>
void rising_edge(Model& model) {
    model.clk = 0;
    model.eval();
    model.clk = 1;
    model.eval();
}

}  // namespace tain::rtl_test
