// SPDX-License-Identifier: Apache-2.0
// Files of sections and settings as the AWS clients' shared config and credentials files are: the dialect of
// Python's configparser, which those clients read them with.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tain::endpoint {

/// Names in lower case; a nested setting ("s3 =" and indented lines below it) is named "s3.addressing_style".
using Settings = std::map<std::string, std::string>;

struct IniSection {
    std::string name;  ///< what stands between the brackets, as it stands
    Settings settings;
};

/// Sections in the order of the text; nullopt where it is not of this form (a setting before any section, a
/// line without a delimiter, a name given twice in a section, a section given twice, text that is not UTF-8).
std::optional<std::vector<IniSection>> parse_ini(std::string_view text);

}  // namespace tain::endpoint
