// SPDX-License-Identifier: Apache-2.0
// How long a NIC in a shared library lives (loaded_models.cpp), for who runs tests on NICs that may be wrong.
//
// TAIN_CLOCK_LIMIT, where set, is the longest life of a NIC in clocks, behind which it throws: so one that
// hangs is found out, not waited for. TAIN_CLOCK_LOG names a file that is told each NIC's clocks.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace tain::sim {

class NicLife {
  public:
    NicLife() = default;
    ~NicLife() {
        if (const char* log = std::getenv("TAIN_CLOCK_LOG"))
            std::ofstream(log, std::ios::app) << clocks_ << '\n';
    }
    NicLife(const NicLife&) = delete;
    NicLife& operator=(const NicLife&) = delete;
    NicLife(NicLife&&) = delete;
    NicLife& operator=(NicLife&&) = delete;

    /// Another clock; std::runtime_error where that is one too many.
    void clock() {
        if (++clocks_ > limit_ && limit_ != 0)
            throw std::runtime_error("the NIC lived longer than TAIN_CLOCK_LIMIT");
    }

  private:
    [[nodiscard]] static std::uint64_t from_environment() {
        const char* text = std::getenv("TAIN_CLOCK_LIMIT");
        return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
    }

    std::uint64_t clocks_ = 0;
    const std::uint64_t limit_ = from_environment();
};

}  // namespace tain::sim
