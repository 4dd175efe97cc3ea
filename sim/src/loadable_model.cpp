// SPDX-License-Identifier: Apache-2.0
// One Verilated NIC as a shared library for loaded_models.cpp. Compiled once a model, with these defined:
// TAIN_MODEL and TAIN_SYMBOLS, classes that Verilator wrote; TAIN_SIZE, TAIN_WIDTH and TAIN_PORTS, the NIC.
//
// TAIN_MUTANT chooses the mutant in it (0: none); how long it lives at the most is nic_life.hpp's. In a model
// that counts what is covered (VM_COVERAGE), TAIN_COVERAGE is the folder for what all NICs of a process have
// covered together.
#define TAIN_STRING_OF(name) #name
#define TAIN_STRING(name) TAIN_STRING_OF(name)
#include TAIN_STRING(TAIN_MODEL.h)
#if VM_COVERAGE
#include TAIN_STRING(TAIN_SYMBOLS.h)
#include <unistd.h>

#include <vector>
#endif

#include <cstdlib>
#include <string>

#include "nic_life.hpp"
#include "nic_model_of.hpp"
#include "nic_models.hpp"

namespace {

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
    ~LoadableModel() override { write_coverage(top(), context()); }
    LoadableModel(const LoadableModel&) = delete;
    LoadableModel& operator=(const LoadableModel&) = delete;
    LoadableModel(LoadableModel&&) = delete;
    LoadableModel& operator=(LoadableModel&&) = delete;

    void eval() override {
        if (half_) life_.clock();
        half_ = !half_;
        NicModelOf::eval();
    }

  private:
    bool half_ = false;  // of a clock, which is evaluated twice
    tain::sim::NicLife life_;
};

std::unique_ptr<tain::sim::NicModel> make(bool with_wave, std::uint32_t initial) {
    return std::make_unique<LoadableModel>(with_wave, initial);
}

}  // namespace

// What a module with mutants asks when a simulation starts.
extern "C" int tain_mutant() {
    const char* text = std::getenv("TAIN_MUTANT");
    return text == nullptr ? 0 : std::atoi(text);
}

extern "C" const tain::sim::NicModelEntry tain_nic_model;
const tain::sim::NicModelEntry tain_nic_model{tain::sim::NicSize::TAIN_SIZE, TAIN_WIDTH, TAIN_PORTS, make};
