// SPDX-License-Identifier: Apache-2.0
// The options of a command as people meet them, in help, on the reference page and in completion.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "tain/service/api_model.hpp"

namespace tain::cli {

/// One option.
struct OptionText {
    std::vector<std::string> names;  ///< "--dry-run", "--no-dry-run"; of a positional argument its bare name
    std::string type;                ///< "NUMBER", "accept|reject"; empty: takes no word
    std::string doc;
    bool required = false;
    std::vector<std::string> choices =
        {};                   ///< the words it takes, or beginnings of them, where they are known
    bool takes_file = false;  ///< a path
};

/// Of an operation: required ones first, then the other members' in the model's order, then documents, pages
/// and skeletons. Members that the options for pages stand for are left out.
std::vector<OptionText> operation_options(const service::Operation& operation);

/// Of a command as CLI11 knows it, without its --help; of the program itself those of every command.
std::vector<OptionText> command_options(const CLI::App& command);

/// "--dry-run, --no-dry-run".
std::string comma_separated(const std::vector<std::string>& words);

/// Of a member of an answer: "text", "number", "true or false", "time", "structure", "list of texts".
std::string type_of(const service::Shape& shape);

/// Command lines that work, with ids of no real object; empty where the operation has none.
std::vector<std::string> examples_of(const service::Operation& operation);

}  // namespace tain::cli
