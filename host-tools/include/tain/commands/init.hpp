// SPDX-License-Identifier: Apache-2.0
// `tain init`: an inventory to start from.
#pragma once

#include <string>

#include "tain/commands/capture_survey.hpp"
#include "tain/commands/command.hpp"

namespace tain::commands {

/// The inventory's text for what a capture shows; `capture` is named in it.
std::string inventory_of(const Survey& survey, const std::string& capture);
/// An example that works.
std::string example_inventory();

class Init final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    std::string read_;
    bool force_ = false;
};

}  // namespace tain::commands
