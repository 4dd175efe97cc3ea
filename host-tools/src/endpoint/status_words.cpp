// SPDX-License-Identifier: Apache-2.0
#include "status_words.hpp"

#include <boost/beast/http/status.hpp>
#include <ostream>

namespace tain::endpoint {

std::string status_words(int status) {
    namespace http = boost::beast::http;
    const http::status known = http::int_to_status(static_cast<unsigned>(status));
    if (known == http::status::unknown) return {};
    return std::string(http::obsolete_reason(known));
}

}  // namespace tain::endpoint
