// SPDX-License-Identifier: Apache-2.0
// --generate-cli-skeleton: the form of a request or an answer with nothing in it, made from the API model.
#pragma once

#include <string>

#include "tain/service/api.hpp"

namespace tain::cli {

/// "input" (and the option without a word): JSON for --cli-input-json, with its line end.
std::string input_skeleton(const service::Operation& operation);

/// "yaml-input": YAML for --cli-input-yaml with a comment on each member.
std::string yaml_input_skeleton(const service::Operation& operation);

/// "output": answers every operation with the names of its members in place of values. The request must have
/// been checked; the answer is one page, and --output and --query apply to it.
class SkeletonApi final : public service::Api {
  public:
    service::Json call(const service::Operation& operation, const service::Json& request) override;
};

}  // namespace tain::cli
