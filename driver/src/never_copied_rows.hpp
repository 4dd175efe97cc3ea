// SPDX-License-Identifier: Apache-2.0
// The never-copied classes of design 2.7 as rows: which traffic each of them names.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "row_codec.hpp"
#include "tain/wanted.hpp"

namespace tain {

struct NeverCopiedRow {
    std::string name;  ///< the class and what of it, "dhcp 67"
    Row row;           ///< without its cookie
};

/// All rows of these classes, the same order in every process.
std::vector<NeverCopiedRow> never_copied_rows(const std::set<NeverCopied>& classes);

}  // namespace tain
