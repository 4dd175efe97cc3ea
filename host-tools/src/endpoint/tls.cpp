// SPDX-License-Identifier: Apache-2.0
#include "tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <filesystem>

#include "tain/cli/command_error.hpp"

namespace tain::endpoint {
namespace {

namespace ssl = boost::asio::ssl;

bool is_address(const std::string& host) {
    boost::system::error_code error;
    boost::asio::ip::make_address(host, error);
    return !error;
}

/// "[SSL: WRONG_VERSION_NUMBER] wrong version number"
std::string tagged(const std::string& library, const std::string& reason) {
    std::string tag = reason;
    std::ranges::transform(tag, tag.begin(), [](char c) {
        return c == ' ' || c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return "[" + library + ": " + tag + "] " + reason;
}

void trust(SSL_CTX* context, const std::string& bundle, const std::string& url) {
    const auto refuse = [&](const std::string& reason) {
        throw cli::CommandError("SSL validation failed for " + url + " " + reason, cli::exit_failure);
    };
    std::error_code error;
    if (!std::filesystem::exists(bundle, error)) refuse("[Errno 2] No such file or directory");
    const bool is_folder = std::filesystem::is_directory(bundle, error);
    const int loaded = is_folder ? SSL_CTX_load_verify_dir(context, bundle.c_str())
                                 : SSL_CTX_load_verify_file(context, bundle.c_str());
    if (loaded != 1) refuse("[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found");
}

}  // namespace

ssl::context tls_context(bool verify, const std::string& ca_bundle, const std::string& url) {
    ssl::context context(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    context.set_verify_mode(verify ? ssl::verify_peer : ssl::verify_none);
    if (!verify) return context;
    if (ca_bundle.empty())
        context.set_default_verify_paths();
    else
        trust(context.native_handle(), ca_bundle, url);
    return context;
}

void expect_host(SSL* connection, const std::string& host, bool verify) {
    const bool address = is_address(host);
    if (!address) SSL_set_tlsext_host_name(connection, host.c_str());
    if (!verify) return;
    SSL_set_hostflags(connection, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (address)
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host.c_str());
    else
        SSL_set1_host(connection, host.c_str());
}

std::string tls_failure(SSL* connection, const std::string& host, const boost::system::error_code& error) {
    if (error.category() != boost::asio::error::get_ssl_category())
        return "[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol";
    const auto code = static_cast<unsigned long>(error.value());
    if (ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
        const long result = SSL_get_verify_result(connection);
        if (result == X509_V_ERR_HOSTNAME_MISMATCH || result == X509_V_ERR_IP_ADDRESS_MISMATCH)
            return "hostname '" + host + "' doesn't match the certificate";
        return tagged("SSL", "certificate verify failed") + ": " + X509_verify_cert_error_string(result);
    }
    const char* reason = ERR_reason_error_string(code);
    return tagged("SSL", reason == nullptr ? "unknown error" : reason);
}

}  // namespace tain::endpoint
