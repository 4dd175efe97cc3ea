// SPDX-License-Identifier: Apache-2.0
// `tain simulate`: a capture through the simulated NIC, whose tables the driver programs from the stored
// sessions.
#pragma once

#include <string>

#include "tain/commands/command.hpp"
#include "tain/service/configuration.hpp"
#include "tain/service/inventory.hpp"

namespace tain::commands {

struct SimulateOptions {
    std::string read;
    std::string write;
    std::string report;  ///< empty: none
    std::string wave;    ///< empty: none
    unsigned width = 512;
    std::string pace = "lossless";
    double clock_mhz = 250;
};

/// Writes the copies, the report and, to `out`, the summary; returns the exit code. A capture that is cut
/// short gives all of these and then one error line on `err`.
int simulate(const SimulateOptions& options, const service::Configuration& configuration,
             const service::Inventory& inventory, std::ostream& out, std::ostream& err);

class Simulate final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    SimulateOptions options_;
};

}  // namespace tain::commands
