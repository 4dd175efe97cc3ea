// SPDX-License-Identifier: Apache-2.0
// One Verilated NIC as a shared library for loaded_models.cpp. Compiled once a model, with these defined:
// TAIN_MODEL and TAIN_SYMBOLS, classes that Verilator wrote; TAIN_SIZE, TAIN_WIDTH and TAIN_PORTS, the NIC.
//
// TAIN_MUTANT chooses the mutant in it (0: none); TAIN_CLOCK_LIMIT, where set, is the longest life of a NIC
// in clocks, behind which it throws: so a mutant that hangs is found out, not waited for. TAIN_CLOCK_LOG
// names a file that is told each NIC's clocks. In a model that counts what is covered (VM_COVERAGE),
// TAIN_COVERAGE is the folder for what all NICs of a process have covered together.
#define TAIN_STRING_OF(name) #name
#define TAIN_STRING(name) TAIN_STRING_OF(name)
#include TAIN_STRING(TAIN_MODEL.h)
#if VM_COVERAGE
#include TAIN_STRING(TAIN_SYMBOLS.h)
#include <unistd.h>

#include <vector>
#endif

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

#include "nic_model_of.hpp"
#include "nic_models.hpp"

namespace {

std::uint64_t number(const char* name) {
    const char* text = std::getenv(name);
    return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
}

#if VM_COVERAGE
/// Adds what the process' NICs counted until now to the counters of this one, keeps the sum, and writes it:
/// Verilator writes one NIC's counters only.
void write_coverage(TAIN_MODEL& top, VerilatedContext& context) {
    const char* folder = std::getenv("TAIN_COVERAGE");
    if (folder == nullptr) return;
    auto& counters = top.rootp->vlSymsp->__Vcoverage;
    static std::vector<std::uint32_t> sums(std::size(counters));
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] += counters[i];
        counters[i] = sums[i];
    }
    const std::string name = TAIN_STRING(TAIN_SIZE) + std::string("_") + TAIN_STRING(TAIN_WIDTH);
    context.coveragep()->write(
        (std::string(folder) + "/" + name + "." + std::to_string(getpid()) + ".dat").c_str());
}
#else
void write_coverage(TAIN_MODEL& /*top*/, VerilatedContext& /*context*/) {}
#endif

class LoadableModel : public tain::sim::NicModelOf<TAIN_MODEL> {
  public:
    using NicModelOf::NicModelOf;
    ~LoadableModel() override {
        write_coverage(top(), context());
        if (const char* log = std::getenv("TAIN_CLOCK_LOG"))
            std::ofstream(log, std::ios::app) << evaluations_ / 2 << '\n';
    }
    LoadableModel(const LoadableModel&) = delete;
    LoadableModel& operator=(const LoadableModel&) = delete;
    LoadableModel(LoadableModel&&) = delete;
    LoadableModel& operator=(LoadableModel&&) = delete;

    void eval() override {
        if (++evaluations_ / 2 > limit_ && limit_ != 0)
            throw std::runtime_error("the NIC lived longer than TAIN_CLOCK_LIMIT");
        NicModelOf::eval();
    }

  private:
    std::uint64_t evaluations_ = 0;
    const std::uint64_t limit_ = number("TAIN_CLOCK_LIMIT");
};

std::unique_ptr<tain::sim::NicModel> make(bool with_wave, std::uint32_t initial) {
    return std::make_unique<LoadableModel>(with_wave, initial);
}

}  // namespace

// What a module with mutants asks when a simulation starts.
extern "C" int tain_mutant() {
    return static_cast<int>(number("TAIN_MUTANT"));
}

extern "C" const tain::sim::NicModelEntry tain_nic_model;
const tain::sim::NicModelEntry tain_nic_model{tain::sim::NicSize::TAIN_SIZE, TAIN_WIDTH, TAIN_PORTS, make};
