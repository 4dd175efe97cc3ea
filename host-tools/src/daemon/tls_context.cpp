// SPDX-License-Identifier: Apache-2.0
#include "tls_context.hpp"

#include <boost/asio/ssl.hpp>

#include "tain/error.hpp"

namespace tain::daemon {

namespace ssl = boost::asio::ssl;

std::shared_ptr<ssl::context> read_certificate(const Listen& at) {
    if (at.certificate.empty()) return nullptr;
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                         ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    std::filesystem::path file = at.certificate;
    try {
        context->use_certificate_chain_file(at.certificate.string());
        file = at.key;
        context->use_private_key_file(at.key.string(), ssl::context::pem);
    } catch (const boost::system::system_error& error) {
        throw Error("InvalidCertificate", file.string(), "certificate",
                    file.string() + ": " + error.code().message());
    }
    return context;
}

}  // namespace tain::daemon
