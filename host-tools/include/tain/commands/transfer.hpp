// SPDX-License-Identifier: Apache-2.0
// `tain import` and `tain export`: all targets, filters and sessions as one YAML file.
#pragma once

#include <string>

#include "tain/commands/command.hpp"

namespace tain::commands {

class Import final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    std::string file_;
    bool replace_ = false;
    bool dry_run_ = false;
    std::string output_ = "text";
};

class Export final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    std::string file_ = "-";
};

}  // namespace tain::commands
