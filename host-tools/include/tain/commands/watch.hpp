// SPDX-License-Identifier: Apache-2.0
// `tain watch`: what the NIC does right now, in rates.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tain/commands/command.hpp"
#include "tain/service/nic_status.hpp"

namespace tain::commands {

struct Reading {
    std::chrono::steady_clock::time_point time;
    service::NicStatus status;
};

/// One thing that counts, between two readings.
struct Rate {
    std::string name;  ///< "port 0", "tms-…"
    std::string direction;
    double frames = 0;        ///< a second; of a session: copies
    double bytes = 0;         ///< a second; of a session: those of the frames that were kept
    double dropped = 0;       ///< a second; of a port: 0
    std::uint64_t total = 0;  ///< frames or copies since the counter's beginning
};

/// Those of ports, then of sessions. A counter that began anew in between is taken to have begun at 0.
std::vector<Rate> rates(const Reading& before, const Reading& now);

class Watch final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    double interval_ = 1;
    std::optional<std::uint64_t> count_;
};

}  // namespace tain::commands
