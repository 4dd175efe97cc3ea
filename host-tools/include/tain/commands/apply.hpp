// SPDX-License-Identifier: Apache-2.0
// `tain apply`: makes the NIC equal to the store, for instance after the card was reset.
#pragma once

#include "tain/commands/command.hpp"

namespace tain::commands {

class Apply final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;
};

}  // namespace tain::commands
