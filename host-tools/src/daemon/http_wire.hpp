// SPDX-License-Identifier: Apache-2.0
// Between Beast's messages and plain values.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/http.hpp>
#include <string>

#include "http_message.hpp"
#include "http_server.hpp"

namespace tain::daemon {

using WireRequest = boost::beast::http::request<boost::beast::http::string_body>;
using WireResponse = boost::beast::http::response<boost::beast::http::string_body>;

HttpRequest plain_request(WireRequest&& message);
WireResponse wire_response(HttpAnswer answer, bool keep_alive, bool is_head);

/// What to answer where no request could be read.
struct Fault {
    unsigned status = 0;  ///< 0: the client has gone
    std::string reason;
};
Fault fault_of(const boost::system::error_code& error);

/// "192.0.2.1:40000", "[2001:db8::1]:40000"
std::string name_of(const boost::asio::ip::tcp::socket& socket);
/// Who is at the other end of a Unix socket.
Peer local_peer(boost::asio::local::stream_protocol::socket& socket);

}  // namespace tain::daemon
