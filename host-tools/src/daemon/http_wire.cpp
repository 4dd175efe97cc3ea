// SPDX-License-Identifier: Apache-2.0
#include "http_wire.hpp"

#include <sys/socket.h>

#include <array>
#include <ctime>
#include <utility>

namespace tain::daemon {
namespace {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using boost::asio::local::stream_protocol;
using boost::system::error_code;

constexpr const char* server_name = "taind";
constexpr unsigned http_1_1 = 11;

/// "Sun, 22 Nov 2026 19:30:00 GMT": clients correct their clock by it.
std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

}  // namespace

HttpRequest plain_request(WireRequest&& message) {
    HttpRequest request;
    request.method = std::string(message.method_string());
    const std::string target(message.target());
    const std::size_t question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.query = target.substr(question + 1);
    for (const auto& field : message)
        request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    request.body = std::move(message.body());
    return request;
}

WireResponse wire_response(HttpAnswer answer, bool keep_alive, bool is_head) {
    WireResponse response(static_cast<http::status>(answer.status), http_1_1);
    response.set(http::field::server, server_name);
    response.set(http::field::date, http_date());
    if (!answer.content_type.empty()) response.set(http::field::content_type, answer.content_type);
    for (const auto& [name, value] : answer.headers) response.set(name, value);
    response.keep_alive(keep_alive);
    response.content_length(answer.body.size());
    if (!is_head) response.body() = std::move(answer.body);
    return response;
}

Fault fault_of(const error_code& error) {
    if (error == http::error::header_limit) return {431, "The headers are too long"};
    if (error == http::error::body_limit) return {413, "The body is too long"};
    const bool is_http = error.category() == http::make_error_code(http::error::bad_method).category();
    if (is_http && error != http::error::end_of_stream && error != http::error::partial_message)
        return {400, "This is not HTTP: " + error.message()};
    return {};
}

std::string name_of(const tcp::socket& socket) {
    error_code error;
    const tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) return "unknown";
    const std::string address = peer.address().to_string();
    return (peer.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(peer.port());
}

Peer local_peer(stream_protocol::socket& socket) {
    ucred user{};
    socklen_t size = sizeof user;
    if (getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &user, &size) != 0)
        return {Peer::Way::local, "unknown", std::nullopt};
    return {Peer::Way::local, "uid " + std::to_string(user.uid), user.uid};
}

}  // namespace tain::daemon
