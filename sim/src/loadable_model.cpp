// SPDX-License-Identifier: Apache-2.0
// One Verilated NIC as a shared library for loaded_models.cpp. Compiled once a model, with these defined:
// TAIN_MODEL and TAIN_SYMBOLS, classes that Verilator wrote; TAIN_SIZE, TAIN_WIDTH and TAIN_PORTS, the NIC.
//
// TAIN_MUTANT chooses the mutant in it (0: none); how long it lives at the most is nic_life.hpp's. In a model
// that counts the lines that run (VM_COVERAGE) or the bits that move (VM_TRACE_VCD), TAIN_COVERAGE is the
// folder for what all NICs of a process have covered together.
#define TAIN_STRING_OF(name) #name
#define TAIN_STRING(name) TAIN_STRING_OF(name)
#include TAIN_STRING(TAIN_MODEL.h)
#if VM_COVERAGE
#include TAIN_STRING(TAIN_SYMBOLS.h)
#endif
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#if VM_TRACE_VCD
#include "moved_bits.hpp"
#endif
#include "nic_life.hpp"
#include "nic_model_of.hpp"
#include "nic_models.hpp"

namespace {

/// A file of this process for what was counted; empty where it is not asked for.
std::string counted_file(const char* ending) {
    const char* folder = std::getenv("TAIN_COVERAGE");
    if (folder == nullptr) return {};
    return std::string(folder) + "/" TAIN_STRING(TAIN_SIZE) "_" TAIN_STRING(TAIN_WIDTH) "." +
           std::to_string(getpid()) + ending;
}

#if VM_COVERAGE
/// Adds what the process' NICs counted until now to the counters of this one, keeps the sum, and writes it:
/// Verilator writes one NIC's counters only.
void write_coverage(TAIN_MODEL& top, VerilatedContext& context) {
    if (counted_file(".dat").empty()) return;
    auto& counters = top.rootp->vlSymsp->__Vcoverage;
    static std::vector<std::uint32_t> sums(std::size(counters));
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] += counters[i];
        counters[i] = sums[i];
    }
    context.coveragep()->write(counted_file(".dat").c_str());
}
#else
void write_coverage(TAIN_MODEL& /*top*/, VerilatedContext& /*context*/) {}
#endif

#if VM_TRACE_VCD
/// Counts the bits that move from the end of the first reset on: until then signals have any value.
class Moving {
  public:
    void begin(TAIN_MODEL& top) {
        if (wave_.isOpen() || counted_file(".bits").empty()) return;
        top.trace(&wave_, 99);
        wave_.open("counted");
    }
    void evaluated() {
        if (wave_.isOpen()) wave_.dump(time_++);
    }
    void end() {
        if (!wave_.isOpen()) return;
        wave_.close();
        bits().write(counted_file(".bits"));
    }

  private:
    static tain::sim::MovedBits& bits() {
        static tain::sim::MovedBits of_all;
        return of_all;
    }
    tain::sim::CountedWave file_{bits()};
    VerilatedVcdC wave_{&file_};
    std::uint64_t time_ = 0;
};
#else
class Moving {
  public:
    void begin(TAIN_MODEL& /*top*/) {}
    void evaluated() {}
    void end() {}
};
#endif

class LoadableModel : public tain::sim::NicModelOf<TAIN_MODEL> {
  public:
    LoadableModel(bool with_wave, std::uint32_t initial) : NicModelOf(with_wave, initial) {
        if constexpr (VM_TRACE_VCD) context().traceEverOn(true);
    }
    ~LoadableModel() override {
        moving_.end();
        write_coverage(top(), context());
    }
    LoadableModel(const LoadableModel&) = delete;
    LoadableModel& operator=(const LoadableModel&) = delete;
    LoadableModel(LoadableModel&&) = delete;
    LoadableModel& operator=(LoadableModel&&) = delete;

    void eval() override {
        if (half_) life_.clock();
        half_ = !half_;
        NicModelOf::eval();
        moving_.evaluated();
    }

    void check_assertions() override {
        NicModelOf::check_assertions();
        moving_.begin(top());
    }

  private:
    bool half_ = false;  // of a clock, which is evaluated twice
    tain::sim::NicLife life_;
    Moving moving_;
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
