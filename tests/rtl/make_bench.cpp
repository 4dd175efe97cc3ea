// SPDX-License-Identifier: Apache-2.0
// Chooses the Verilated stream_bench of a width.
#include <stdexcept>
#include <string>

#include "pins.hpp"

namespace tain::rtl_test {

#define BENCH(width) std::unique_ptr<Bench> make_bench_##width();
#include "benches.inc"
#undef BENCH

std::unique_ptr<Bench> make_bench(int width) {
    std::unique_ptr<Bench> bench;
    switch (width) {
#define BENCH(width)                  \
    case width:                       \
        bench = make_bench_##width(); \
        break;
#include "benches.inc"
#undef BENCH
        default:
            throw std::invalid_argument("no bench of width " + std::to_string(width));
    }
    bench->reset();
    return bench;
}

}  // namespace tain::rtl_test
