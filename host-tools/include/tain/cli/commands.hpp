// SPDX-License-Identifier: Apache-2.0
// What `tain` can be told: the options of every command, those of each operation (made from the API model),
// and tain's own commands (which describe themselves to CLI11).
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "tain/cli/argument_parser.hpp"
#include "tain/commands/command.hpp"
#include "tain/service/api_model.hpp"

namespace tain::cli {

/// tain's own commands, and all that help and completion need to know of the program.
class Program {
  public:
    Program();
    [[nodiscard]] const CLI::App& app() const { return app_; }
    /// The own command of that name; nullptr where there is none.
    [[nodiscard]] commands::Command* find(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> names() const;
    /// Has CLI11 read a command's options. Throws UsageError.
    void read(const commands::Command& command, const std::vector<std::string>& words);

  private:
    CLI::App app_;
    std::vector<std::unique_ptr<commands::Command>> commands_;
};

/// The options that every command takes, before it or behind it.
std::vector<Argument> global_arguments();

/// The options of an operation in the order of the AWS command line: the members' in the model's order, then
/// documents, pages and skeletons. With `all_optional` no member is required.
std::vector<Argument> operation_arguments(const service::Operation& operation, bool all_optional);

/// Names of all operations.
std::vector<std::string> operation_names();

/// The operation of that command name ("delete-tags"); nullptr where there is none.
const service::Operation* operation_of(const std::string& name);

/// "--packet-length".
std::string option_of(const service::Member& member);

}  // namespace tain::cli
