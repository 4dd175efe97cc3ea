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

    /// False where there is one page, the answer as it is.
    [[nodiscard]] bool paginated() const;
    /// The member whose items the pages share; "" where the answer is not paginated.
    [[nodiscard]] const std::string& list_member() const { return list_member_; }
    /// For --starting-token, where --max-items ended the pages early; known behind the last, else "".
    [[nodiscard]] const std::string& resume_token() const { return resume_token_; }

  private:
    void ask_for(const Json& token);
    void take(Json& page);
    void skip_items(Json& page);
    void end_within(Json& page, std::int64_t kept, std::int64_t skipped);
    void look_for_more(const Json& page);

    service::Api& api_;
    const service::Operation& operation_;
    Json request_;
    PageOptions options_;
    std::string list_member_;
    std::string resume_token_;
    Json token_;                ///< what the page that is asked for next was told to begin with
    std::int64_t skipped_ = 0;  ///< items of the first page that were shown by an earlier command
    std::int64_t items_ = 0;    ///< of all pages so far
    bool first_ = true;         ///< no page has been asked for yet
    bool followed_ = false;     ///< `token_` came with a page
    bool repeated_ = false;     ///< the page before said so too: the service goes in circles
    bool ended_ = false;
};

}  // namespace tain::output
