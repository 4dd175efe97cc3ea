// SPDX-License-Identifier: Apache-2.0
// One client, from its first byte to its last: requests are read within the limits, handled and answered in
// turn. Over any stream of Beast's: TCP, TLS, a Unix socket.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <functional>
#include <string_view>
#include <utility>

#include "http_wire.hpp"

namespace tain::daemon {

/// The error instead of an exception.
inline auto into(boost::system::error_code& error) {
    return boost::asio::redirect_error(boost::asio::use_awaitable, error);
}

/// What all connections of a server share.
struct HttpService {
    Limits limits;
    HttpServer::Refusal refusal;
    std::function<boost::asio::awaitable<HttpAnswer>(HttpRequest, Peer)> handle;
    bool draining = false;  ///< no connection goes on after the request that it is at
};

template <typename Stream>
class HttpConnection {
  public:
    HttpConnection(const HttpService& service, Stream& stream, Peer peer)
        : service_(service), stream_(stream), peer_(std::move(peer)) {}

    /// Requests and answers, until either side has enough. Throws boost::system::system_error where the
    /// client has gone or was too slow.
    boost::asio::awaitable<void> converse() {
        bool goes_on = true;
        while (goes_on && !service_.draining) {
            if (buffer_.size() == 0) co_await wait_for_request();
            is_busy_ = true;
            goes_on = co_await one_request();
            is_busy_ = false;
        }
    }

    /// For a client that can't be served.
    boost::asio::awaitable<void> turn_away(unsigned status, std::string reason) {
        co_await answer(service_.refusal(status, reason), false, false);
    }

    /// Between a request's first byte and its answer's last.
    [[nodiscard]] bool is_busy() const { return is_busy_; }

  private:
    static constexpr std::size_t read_size = 16384;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void expire_after(std::chrono::seconds time) {
        boost::beast::get_lowest_layer(stream_).expires_after(time);
    }

    boost::asio::awaitable<void> wait_for_request() {
        expire_after(service_.limits.idle);
        buffer_.commit(
            co_await stream_.async_read_some(buffer_.prepare(read_size), boost::asio::use_awaitable));
    }

    /// False where the connection is to be closed.
    boost::asio::awaitable<bool> one_request() {
        Parser parser;
        const Fault fault = co_await read(parser);
        if (fault.status != 0) co_await turn_away(fault.status, fault.reason);
        if (!parser.is_done() || fault.status != 0) co_return false;
        WireRequest message = parser.release();
        const bool is_head = message.method() == boost::beast::http::verb::head;
        const bool keeps = message.keep_alive();
        boost::beast::get_lowest_layer(stream_).expires_never();
        HttpAnswer answered = co_await service_.handle(plain_request(std::move(message)), peer_);
        const bool goes_on = keeps && !service_.draining;
        co_await answer(std::move(answered), goes_on, is_head);
        co_return goes_on;
    }

    /// A request into the parser, or why there is none.
    boost::asio::awaitable<Fault> read(Parser& parser) {
        expire_after(service_.limits.request);
        parser.header_limit(static_cast<std::uint32_t>(service_.limits.header_bytes));
        parser.body_limit(body_limit());
        boost::system::error_code error;
        co_await boost::beast::http::async_read_header(stream_, buffer_, parser, into(error));
        if (error) co_return fault_of(error);
        const auto& message = parser.get();
        if (std::distance(message.begin(), message.end()) > service_.limits.headers)
            co_return Fault{431, "There are too many headers"};
        if (boost::beast::iequals(message[boost::beast::http::field::expect], "100-continue"))
            co_await ask_for_body(error);
        if (!error) co_await boost::beast::http::async_read(stream_, buffer_, parser, into(error));
        co_return error ? fault_of(error) : Fault();
    }

    /// The operator of this host may import everything at once.
    [[nodiscard]] std::size_t body_limit() const {
        constexpr std::size_t of_operator = std::size_t{64} << 20U;
        const std::size_t limit = service_.limits.request_bytes;
        return peer_.way == Peer::Way::local ? std::max(limit, of_operator) : limit;
    }

    boost::asio::awaitable<void> ask_for_body(boost::system::error_code& error) {
        constexpr std::string_view words = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await boost::asio::async_write(stream_, boost::asio::buffer(words.data(), words.size()),
                                          into(error));
    }

    boost::asio::awaitable<void> answer(HttpAnswer answered, bool keep_alive, bool is_head) {
        expire_after(service_.limits.answer);
        WireResponse response = wire_response(std::move(answered), keep_alive, is_head);
        boost::beast::http::response_serializer<boost::beast::http::string_body> serializer(response);
        if (is_head)
            co_await boost::beast::http::async_write_header(stream_, serializer, boost::asio::use_awaitable);
        else
            co_await boost::beast::http::async_write(stream_, serializer, boost::asio::use_awaitable);
    }

    const HttpService& service_;
    Stream& stream_;
    const Peer peer_;
    boost::beast::flat_buffer buffer_;
    bool is_busy_ = false;
};

}  // namespace tain::daemon
