// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/apply.hpp"
#include "tain/commands/command.hpp"
#include "tain/commands/explain.hpp"
#include "tain/commands/init.hpp"
#include "tain/commands/serve_nic.hpp"
#include "tain/commands/simulate.hpp"
#include "tain/commands/status.hpp"
#include "tain/commands/transfer.hpp"
#include "tain/commands/watch.hpp"

namespace tain::commands {

std::vector<std::unique_ptr<Command>> own_commands() {
    std::vector<std::unique_ptr<Command>> all;
    all.push_back(std::make_unique<Init>());
    all.push_back(std::make_unique<Import>());
    all.push_back(std::make_unique<Export>());
    all.push_back(std::make_unique<Simulate>());
    all.push_back(std::make_unique<Explain>());
    all.push_back(std::make_unique<ServeNic>());
    all.push_back(std::make_unique<Status>());
    all.push_back(std::make_unique<Watch>());
    all.push_back(std::make_unique<Apply>());
    return all;
}

}  // namespace tain::commands
