// SPDX-License-Identifier: Apache-2.0
// The commands that are tain's own, beside the API's operations: simulate, init, status …
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <ostream>
#include <vector>

#include "tain/cli/locations.hpp"
#include "tain/service/host.hpp"

namespace tain::commands {

/// What every command is given.
struct Context {
    cli::Locations locations;
    std::function<std::unique_ptr<service::Host>()> open_host;  ///< the store and NIC of this host
    std::ostream& out;
    std::ostream& err;
};

class Command {
  public:
    Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    Command(Command&&) = delete;
    Command& operator=(Command&&) = delete;
    virtual ~Command() = default;

    /// Its name, description and options; they are parsed into this object.
    virtual void describe(CLI::App& program) = 0;
    /// Returns the exit code. Throws cli::CommandError and tain::Error.
    virtual int run(const Context& context) = 0;

    /// Where `describe` put it.
    [[nodiscard]] const CLI::App* app() const { return app_; }

  protected:
    CLI::App* app_ = nullptr;
};

/// All of them, in the order in which help lists them.
std::vector<std::unique_ptr<Command>> own_commands();

}  // namespace tain::commands
