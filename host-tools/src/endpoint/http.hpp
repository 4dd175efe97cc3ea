// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 over TCP or TLS to one server, a request at a time; the connection is kept for the next one.
#pragma once

#include <memory>
#include <string>

#include "tain/cli/command_error.hpp"
#include "tain/endpoint/signature.hpp"
#include "url.hpp"

namespace tain::endpoint {

/// The server could not be reached or did not answer as HTTP says, in the AWS client's words; the same
/// request may fare better later. Where the words differ from that client's (2.9.19):
/// - an answer that breaks off before its length is a closed connection, not the part of it that came;
/// - TLS errors do not end with the place in Python's source, and one about a wrong host name does not list
/// the
///   names that the certificate has;
/// - no warning is printed where --no-verify-ssl was asked for.
class TransportError : public cli::CommandError {
  public:
    TransportError(const std::string& message, bool is_timeout)
        : CommandError(message, cli::exit_failure), is_timeout_(is_timeout) {}
    [[nodiscard]] bool is_timeout() const { return is_timeout_; }

  private:
    bool is_timeout_;
};

struct HttpOptions {
    bool verify_tls = true;
    std::string ca_bundle = {};           ///< a file or folder of certificates; empty: the system's
    double connect_timeout = 60;          ///< seconds, for each address; 0: none
    double read_timeout = 60;             ///< seconds without a byte; 0: none
    std::size_t most_bytes = 64U << 20U;  ///< of an answer's body
};

struct HttpAnswer {
    int status = 0;
    std::string body;
};

class HttpClient {
  public:
    HttpClient(Url server, HttpOptions options);
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    HttpClient(HttpClient&&) = delete;
    HttpClient& operator=(HttpClient&&) = delete;
    ~HttpClient();

    /// Posts to the URL. Headers are sent as given, in that order, Content-Length behind them. Throws
    /// TransportError, or cli::CommandError (255) for what repeating can't help. Redirects are not followed.
    HttpAnswer post(const Headers& headers, const std::string& body);

  private:
    class Connection;
    const Url server_;
    const HttpOptions options_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace tain::endpoint
