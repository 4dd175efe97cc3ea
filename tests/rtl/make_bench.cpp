// SPDX-License-Identifier: Apache-2.0
// Chooses the Verilated stream_bench of a width.
#include <stdexcept>
#include <string>

#include "pins.hpp"

namespace tain::rtl_test {

std::unique_ptr<Bench> make_bench_64();
std::unique_ptr<Bench> make_bench_128();
std::unique_ptr<Bench> make_bench_256();
std::unique_ptr<Bench> make_bench_512();

std::unique_ptr<Bench> make_bench(int width) {
    std::unique_ptr<Bench> bench;
    switch (width) {
        case 64:
            bench = make_bench_64();
            break;
        case 128:
            bench = make_bench_128();
            break;
        case 256:
            bench = make_bench_256();
            break;
        case 512:
            bench = make_bench_512();
            break;
        default:
            throw std::invalid_argument("no bench of width " + std::to_string(width));
    }
    bench->reset();
    return bench;
}

}  // namespace tain::rtl_test
