// SPDX-License-Identifier: Apache-2.0
// --query: JMESPath, by its reference implementation in a Python process that lives as long as the object.
#pragma once

#include <memory>
#include <string>

#include "tain/service/validation.hpp"

namespace tain::output {

class Query {
  public:
    /// Throws cli::CommandError with the AWS client's words where the expression is not valid (252), and
    /// where there is no python3 with jmespath (255).
    explicit Query(const std::string& expression);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    Query(Query&&) = delete;
    Query& operator=(Query&&) = delete;

    /// What the expression selects from the document; members keep their order. Throws cli::CommandError
    /// where the expression can't be evaluated on it.
    service::Json apply(const service::Json& document);

  private:
    class Process;
    std::unique_ptr<Process> process_;
};

}  // namespace tain::output
