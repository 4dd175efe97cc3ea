// SPDX-License-Identifier: Apache-2.0
// One document in each of the formats of the AWS command line.
#pragma once

#include <string>

#include "tain/service/validation.hpp"

namespace tain::output {

using service::Json;

struct TableLook {
    int width = 80;      ///< of the terminal: wider tables show single rows as columns
    bool color = false;  ///< with ANSI escape sequences
};

/// Four spaces a level, and a line end. Like YAML, nothing for a structure without members.
std::string as_json(const Json& document);

/// Tab-separated lines, keys in upper case before structures and lists. Throws cli::CommandError for lists
/// that mix structures with anything else, which the format can't show.
std::string as_text(const Json& document);

/// A table of tables under `title`. Nothing for null, false, zero and everything empty. Throws
/// cli::CommandError for lists whose items don't fit one table.
std::string as_table(const std::string& title, const Json& document, const TableLook& look);

/// Keys sorted; a document that is only a text, a number, a truth value or null as in JSON.
std::string as_yaml(const Json& document);

}  // namespace tain::output
