// SPDX-License-Identifier: Apache-2.0
// The reference page of all operations, docs/operations.md, made from the API model.
#pragma once

#include <string>

namespace tain::cli {

/// The whole page, in Markdown.
std::string reference_page();

}  // namespace tain::cli
