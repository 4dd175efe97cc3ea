// SPDX-License-Identifier: Apache-2.0
// Help for people: what a command does, how it is called, what its options mean. Texts end with a line end;
// showing them through a pager is the caller's business.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "tain/service/api_model.hpp"

namespace tain::cli {

/// `tain help`, `tain --help`, and with `prefix` "tain ec2" of `tain ec2 help`: all commands, and the options
/// of every command (those of `program` itself, which the others' help refers to).
std::string program_help(const CLI::App& program, const std::string& prefix = "tain");

/// `tain OPERATION help`: `prefix` as the operation was called, "tain" or "tain ec2".
std::string operation_help(const service::Operation& operation, const std::string& prefix = "tain");

/// `tain simulate --help`: any command by what CLI11 knows of it. `called_as` is "tain simulate".
std::string help_text(const CLI::App& app, const std::string& called_as);

}  // namespace tain::cli
