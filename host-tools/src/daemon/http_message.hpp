// SPDX-License-Identifier: Apache-2.0
// A request and its answer as plain values, whatever brought them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tain::daemon {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method;
    std::string path;   ///< as in the request line, without the query
    std::string query;  ///< as in the request line, without the question mark
    Headers headers;
    std::string body;
};

struct HttpAnswer {
    unsigned status = 200;
    std::string content_type;
    std::string body;
    Headers headers = {};  ///< beside those that every answer has
};

}  // namespace tain::daemon
