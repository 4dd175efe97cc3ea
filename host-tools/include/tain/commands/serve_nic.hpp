// SPDX-License-Identifier: Apache-2.0
// `tain nic`: a simulated NIC in a process of its own, for `device: sim:SOCKET` of an inventory.
#pragma once

#include <string>

#include "tain/commands/command.hpp"

namespace tain::commands {

class ServeNic final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    std::string socket_;
    unsigned width_ = 512;
    std::string read_;   ///< empty: no traffic
    std::string write_;  ///< empty: copies are thrown away
    std::string repeat_ = "1";
};

}  // namespace tain::commands
