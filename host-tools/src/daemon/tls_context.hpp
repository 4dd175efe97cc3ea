// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "settings.hpp"

namespace tain::daemon {

/// What a server with this certificate speaks: TLS 1.2 or 1.3. nullptr where it has none. Throws
/// tain::Error(InvalidCertificate) that names the file.
std::shared_ptr<boost::asio::ssl::context> read_certificate(const Listen& at);

}  // namespace tain::daemon
