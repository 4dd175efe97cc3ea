// SPDX-License-Identifier: Apache-2.0
// `tain status`: which sessions are in force, why the others are not, and what has been counted.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tain/commands/command.hpp"
#include "tain/service/nic_status.hpp"

namespace tain::commands {

std::string status_text(const service::NicStatus& status);
nlohmann::ordered_json status_json(const service::NicStatus& status);

class Status final : public Command {
  public:
    void describe(CLI::App& program) override;
    int run(const Context& context) override;

  private:
    std::string output_ = "text";
};

}  // namespace tain::commands
