// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/command.hpp"
#include "tain/commands/serve_nic.hpp"
#include "tain/commands/simulate.hpp"

namespace tain::commands {

std::vector<std::unique_ptr<Command>> own_commands() {
    std::vector<std::unique_ptr<Command>> all;
    all.push_back(std::make_unique<Simulate>());
    all.push_back(std::make_unique<ServeNic>());
    return all;
}

}  // namespace tain::commands
