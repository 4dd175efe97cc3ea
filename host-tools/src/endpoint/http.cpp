// SPDX-License-Identifier: Apache-2.0
// Every step on the network is an asynchronous one that is waited for at once, since only those have
// time-outs.
#include "http.hpp"

#include <openssl/evp.h>
#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <optional>

#include "proxy.hpp"
#include "tls.hpp"

namespace tain::endpoint {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr std::size_t most_header_bytes = 65536;
constexpr int most_interim_answers = 16;  // "100 Continue" and its like

std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_escape = text[i] == '%' && i + 2 < text.size() && std::isxdigit(text[i + 1]) != 0 &&
                               std::isxdigit(text[i + 2]) != 0;
        plain += is_escape ? static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16))
                           : text[i];
        if (is_escape) i += 2;
    }
    return plain;
}

std::string base64(const std::string& bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and the zero that OpenSSL puts behind it
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

/// A value with a line end in it would begin another header.
void check(const Headers& headers) {
    for (const auto& [name, value] : headers)
        for (const char c : value)
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
                throw cli::CommandError("The value of the header " + name + " has control characters",
                                        cli::exit_failure);
}

}  // namespace

/// One TCP connection, to the server or to a proxy before it.
class HttpClient::Connection {
  public:
    Connection(const Url& server, const HttpOptions& options)
        : server_(server), options_(options), proxy_(proxy_for(server)), plain_(context_) {
        connect();
        if (!server_.is_secure()) return;
        if (proxy_) open_tunnel();
        shake_hands();
    }

    /// What the server said since its last answer, or that it has gone, makes the connection useless.
    [[nodiscard]] bool is_stale() {
        if (buffer_.size() > 0) return true;
        char byte = 0;
        const auto got = ::recv(lowest().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return got >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
    }

    struct Exchange {
        HttpAnswer answer;
        bool keep = false;  ///< the connection is good for another
    };

    Exchange post(const Headers& headers, const std::string& body) {
        http::request<http::string_body> request(http::verb::post, target(), 11, body);
        for (const auto& [name, value] : headers) request.insert(name, value);
        if (proxy_ && !server_.is_secure()) authenticate(request);
        request.prepare_payload();
        if (tls_) return exchange(*tls_, request);
        return exchange(plain_, request);
    }

  private:
    using TlsStream = beast::ssl_stream<beast::tcp_stream>;
    using Parser = http::response_parser<http::string_body>;

    const Url& server_;
    const HttpOptions& options_;
    std::optional<Url> proxy_;
    asio::io_context context_;
    std::optional<asio::ssl::context> tls_context_;
    beast::tcp_stream plain_;
    std::optional<TlsStream> tls_;
    beast::flat_buffer buffer_;  ///< bytes of the next answer

    beast::tcp_stream& lowest() { return tls_ ? tls_->next_layer() : plain_; }

    /// Starts a step and waits for its end; beast::error::timeout where it takes longer than `seconds`.
    template <typename Step>
    error_code wait(double seconds, Step step) {
        if (seconds > 0)
            lowest().expires_after(std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                std::chrono::duration<double>(seconds)));
        else
            lowest().expires_never();
        error_code result;
        step([&result](error_code error, auto&&...) { result = error; });
        context_.restart();
        context_.run();
        return result;
    }

    [[noreturn]] void fail(const error_code& error) const {
        const std::string where = " endpoint URL: \"" + server_.text + "\"";
        if (error == beast::error::timeout) throw TransportError("Read timeout on" + where, true);
        throw TransportError("Connection was closed before we received a valid response from" + where + ".",
                             false);
    }

    [[noreturn]] void fail_at_proxy() const {
        throw TransportError("Failed to connect to proxy URL: \"http://" + proxy_->authority() + "\"", false);
    }

    void connect() {
        const Url& first = proxy_ ? *proxy_ : server_;
        error_code error;
        Tcp::resolver resolver(context_);
        const auto addresses =
            resolver.resolve(first.host, first.port, Tcp::resolver::numeric_service, error);
        if (!error) error = asio::error::host_unreachable;  // of a name without addresses
        for (const auto& address : addresses) {
            error = wait(options_.connect_timeout,
                         [&](auto done) { plain_.async_connect(address.endpoint(), done); });
            if (!error) break;
            plain_.close();
        }
        if (!error) {
            plain_.socket().set_option(Tcp::no_delay(true), error);
            return;
        }
        if (error == beast::error::timeout)
            throw TransportError("Connect timeout on endpoint URL: \"" + server_.text + "\"", true);
        if (proxy_) fail_at_proxy();
        throw TransportError("Could not connect to the endpoint URL: \"" + server_.text + "\"", false);
    }

    template <typename Request>
    void authenticate(Request& request) const {
        if (!proxy_->user.empty())
            request.insert(http::field::proxy_authorization, "Basic " + base64(decoded(proxy_->user)));
    }

    /// Through the proxy, to the server itself.
    void open_tunnel() {
        const std::string host =
            server_.host.find(':') == std::string::npos ? server_.host : "[" + server_.host + "]";
        http::request<http::empty_body> request(http::verb::connect, host + ":" + server_.port, 11);
        request.insert(http::field::host, host + ":" + server_.port);
        authenticate(request);
        error_code error =
            wait(options_.connect_timeout, [&](auto done) { http::async_write(plain_, request, done); });
        http::response_parser<http::empty_body> parser;
        parser.skip(true);
        if (!error)
            error = wait(options_.connect_timeout,
                         [&](auto done) { http::async_read_header(plain_, buffer_, parser, done); });
        if (error || parser.get().result_int() / 100 != 2) fail_at_proxy();
        buffer_.clear();
    }

    void shake_hands() {
        tls_context_ = tls_context(options_.verify_tls, options_.ca_bundle, server_.text);
        tls_.emplace(std::move(plain_), *tls_context_);
        expect_host(tls_->native_handle(), server_.host, options_.verify_tls);
        const error_code error = wait(options_.connect_timeout, [&](auto done) {
            tls_->async_handshake(asio::ssl::stream_base::client, done);
        });
        if (!error) return;
        if (error == beast::error::timeout || error == asio::error::connection_reset) fail(error);
        throw TransportError("SSL validation failed for " + server_.text + " " +
                                 tls_failure(tls_->native_handle(), server_.host, error),
                             false);
    }

    /// A proxy is told the whole URL.
    [[nodiscard]] std::string target() const {
        const bool whole = proxy_ && !server_.is_secure();
        return whole ? "http://" + server_.authority() + server_.target() : server_.target();
    }

    template <typename Stream>
    Exchange exchange(Stream& stream, http::request<http::string_body>& request) {
        // A server may answer and close before it has read the whole request, so its answer is looked for
        // anyway.
        const error_code error =
            wait(options_.read_timeout, [&](auto done) { http::async_write(stream, request, done); });
        if (error == beast::error::timeout) fail(error);
        for (int i = 0; i < most_interim_answers; ++i) {
            Parser parser;
            read(stream, parser);
            const int status = static_cast<int>(parser.get().result_int());
            if (status >= 100 && status < 200) continue;
            const bool keep = parser.get().keep_alive();
            return {{status, std::move(parser.get().body())}, keep};
        }
        fail(http::error::bad_status);
    }

    template <typename Stream>
    void read(Stream& stream, Parser& parser) {
        parser.header_limit(most_header_bytes);
        parser.body_limit(options_.most_bytes);
        while (!parser.is_done()) {
            error_code error = wait(options_.read_timeout,
                                    [&](auto done) { http::async_read_some(stream, buffer_, parser, done); });
            // Many servers end a body of unknown length without ending TLS; the XML shows whether it was cut.
            if (error == asio::ssl::error::stream_truncated && parser.got_some()) parser.put_eof(error);
            if (error == http::error::body_limit)
                throw cli::CommandError("The answer of the endpoint URL \"" + server_.text +
                                            "\" is larger than " + std::to_string(options_.most_bytes) +
                                            " bytes",
                                        cli::exit_failure);
            if (error) fail(error);
        }
    }
};

HttpClient::HttpClient(Url server, HttpOptions options)
    : server_(std::move(server)), options_(std::move(options)) {}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::post(const Headers& headers, const std::string& body) {
    check(headers);
    std::unique_ptr<Connection> connection = std::move(connection_);
    if (!connection || connection->is_stale()) connection = std::make_unique<Connection>(server_, options_);
    Connection::Exchange exchange = connection->post(headers, body);
    if (exchange.keep) connection_ = std::move(connection);
    return std::move(exchange.answer);
}

}  // namespace tain::endpoint
