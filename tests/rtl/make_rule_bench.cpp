// SPDX-License-Identifier: Apache-2.0
// Chooses the Verilated rule_bench of some sizes.
#include <stdexcept>
#include <string>

#include "rule_bench.hpp"

namespace tain::rtl_test {

#define BENCH(name) std::unique_ptr<RuleBench> make_rule_bench_##name();
#include "rule_benches.inc"
#undef BENCH

std::unique_ptr<RuleBench> make_rule_bench(const RuleSizes& sizes) {
    const std::string name = sizes.name;
#define BENCH(which) \
    if (name == #which) return make_rule_bench_##which();
#include "rule_benches.inc"
#undef BENCH
    throw std::invalid_argument("no rule bench " + name);
}

}  // namespace tain::rtl_test
