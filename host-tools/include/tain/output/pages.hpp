// SPDX-License-Identifier: Apache-2.0
// The pages of a describe, fetched one after the other as the AWS command line does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tain/service/api.hpp"

namespace tain::output {

using service::Json;

/// What the options for pages say. `paginate` is false with --no-paginate, --max-results or --next-token, and
/// for operations that are not paginated: then there is one page, the answer as it is.
struct PageOptions {
    bool paginate = true;
    std::optional<std::int64_t> max_items;
    std::optional<std::int64_t> page_size;  ///< sent as MaxResults
    std::string starting_token;
};

class Pages {
  public:
    Pages(service::Api& api, const service::Operation& operation, Json request, PageOptions options);

    /// The next page; nullopt behind the last. Throws what the call throws.
    std::optional<Json> next();

    /// All pages that are left as one document, without the tokens between them; with `NextToken` where
    /// --max-items ended it early.
    Json all();

  private:
    service::Api& api_;
    const service::Operation& operation_;
    Json request_;
    PageOptions options_;
};

}  // namespace tain::output
