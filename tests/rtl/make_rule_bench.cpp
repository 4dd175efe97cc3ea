// SPDX-License-Identifier: Apache-2.0
// Chooses the Verilated rule_bench of some sizes.
#include <stdexcept>
#include <string>

#include "rule_bench.hpp"

namespace tain::rtl_test {

std::unique_ptr<RuleBench> make_rule_bench_standard();
std::unique_ptr<RuleBench> make_rule_bench_small();
std::unique_ptr<RuleBench> make_rule_bench_ecp5();
std::unique_ptr<RuleBench> make_rule_bench_shortest();
std::unique_ptr<RuleBench> make_rule_bench_longest();

std::unique_ptr<RuleBench> make_rule_bench(const RuleSizes& sizes) {
    const std::string name = sizes.name;
    if (name == "standard") return make_rule_bench_standard();
    if (name == "small") return make_rule_bench_small();
    if (name == "ecp5") return make_rule_bench_ecp5();
    if (name == "shortest") return make_rule_bench_shortest();
    if (name == "longest") return make_rule_bench_longest();
    throw std::invalid_argument("no rule bench " + name);
}

}  // namespace tain::rtl_test
