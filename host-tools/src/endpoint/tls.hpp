// SPDX-License-Identifier: Apache-2.0
// Whom a TLS connection trusts, and why it failed.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <boost/system/error_code.hpp>
#include <string>

namespace tain::endpoint {

/// TLS 1.2 or newer, trusting the certificates of the bundle (a file or a folder; empty: the system's).
/// Throws cli::CommandError (255) for a bundle that can't be read; `url` is what its words name.
boost::asio::ssl::context tls_context(bool verify, const std::string& ca_bundle, const std::string& url);

/// Before the hand-shake: which name the server is asked for (a name, not an address, is sent in clear) and
/// has to prove.
void expect_host(SSL* connection, const std::string& host, bool verify);

/// "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate"
std::string tls_failure(SSL* connection, const std::string& host, const boost::system::error_code& error);

}  // namespace tain::endpoint
