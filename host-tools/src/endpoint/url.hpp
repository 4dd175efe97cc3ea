// SPDX-License-Identifier: Apache-2.0
// Where an endpoint or a proxy is.
#pragma once

#include <string>

namespace tain::endpoint {

struct Url {
    std::string text;    ///< whole, as messages show it: the scheme in lower case, the path at least "/"
    std::string scheme;  ///< "http" or "https"
    std::string user;    ///< "name:password", still percent-encoded; usually empty
    std::string host;    ///< in lower case; an IPv6 address without brackets
    std::string port;    ///< "8080"; the scheme's own where none is given
    bool is_usual_port = true;
    std::string path;   ///< at least "/", fit for a request line
    std::string query;  ///< without the question mark, fit for a request line

    [[nodiscard]] bool is_secure() const { return scheme == "https"; }
    /// "host", "host:8080", "[::1]:8080": the Host header.
    [[nodiscard]] std::string authority() const;
    /// Path and query.
    [[nodiscard]] std::string target() const;
};

/// Throws cli::CommandError (255) with the AWS client's words where it is not the URL of an HTTP server.
/// Unlike that client this takes IPv6 addresses ("http://[::1]:8080").
Url parse_url(const std::string& text);

}  // namespace tain::endpoint
