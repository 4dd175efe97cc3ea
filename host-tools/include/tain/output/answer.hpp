// SPDX-License-Identifier: Apache-2.0
// From the pages of an answer to the text on standard output, byte for byte as the AWS command line prints
// it.
#pragma once

#include <optional>
#include <ostream>

#include "tain/output/pages.hpp"
#include "tain/output/query.hpp"
#include "tain/service/api_model.hpp"

namespace tain::output {

enum class Format { json, text, table, yaml, yaml_stream };

struct AnswerOptions {
    Format format = Format::json;
    bool color = false;      ///< tables only
    Query* query = nullptr;  ///< --query; nullptr: the whole answer
};

/// Prints the answer: text and yaml-stream page by page, the others all pages as one document. An answer
/// without members prints nothing. Throws what fetching a page throws.
void print_answer(const service::Operation& operation, Pages& pages, const AnswerOptions& options,
                  std::ostream& out);

}  // namespace tain::output
