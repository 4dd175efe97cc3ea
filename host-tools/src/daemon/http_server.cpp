// SPDX-License-Identifier: Apache-2.0
// One thread moves bytes, others answer: `readers_` the requests that only look, `changers_`, a single
// thread, those that change something.
#include "http_server.hpp"

#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <list>
#include <utility>
#include <vector>

#include "tain/error.hpp"
#include "tain/unix_listener.hpp"

namespace tain::daemon {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using asio::local::stream_protocol;
using beast::error_code;

using LocalStream = beast::basic_stream<stream_protocol>;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Response = http::response<http::string_body>;

constexpr unsigned reader_threads = 8;
constexpr std::size_t read_size = 16384;
constexpr std::chrono::milliseconds accept_pause(100);  // where there are no descriptors left
constexpr const char* server_name = "taind";

auto into(error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

/// "Sun, 22 Nov 2026 19:30:00 GMT": clients correct their clock by it.
std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

HttpRequest plain_request(http::request<http::string_body>&& message) {
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

Response wire_response(HttpAnswer answer, bool keep_alive, bool is_head) {
    Response response(static_cast<http::status>(answer.status), 11);
    response.set(http::field::server, server_name);
    response.set(http::field::date, http_date());
    if (!answer.content_type.empty()) response.set(http::field::content_type, answer.content_type);
    for (const auto& [name, value] : answer.headers) response.set(name, value);
    response.keep_alive(keep_alive);
    response.content_length(answer.body.size());
    if (!is_head) response.body() = std::move(answer.body);
    return response;
}

/// The status for a request that could not be read, and why; 0: the client has gone.
std::pair<unsigned, std::string> fault_of(const error_code& error) {
    if (error == http::error::header_limit) return {431, "The headers are too long"};
    if (error == http::error::body_limit) return {413, "The body is too long"};
    const bool is_http = error.category() == http::make_error_code(http::error::bad_method).category();
    if (is_http && error != http::error::end_of_stream && error != http::error::partial_message)
        return {400, "This is not HTTP: " + error.message()};
    return {0, ""};
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

}  // namespace

class HttpServer::Impl {
  public:
    Impl(const Limits& limits, Handler handler, Refusal refusal)
        : limits_(limits), handler_(std::move(handler)), refusal_(std::move(refusal)) {}
    ~Impl() {
        io_.stop();
        readers_.join();
        changers_.join();
    }

    std::uint16_t listen(const Listen& at, Peer::Way way) {
        auto door = std::make_unique<Door>(io_, at, way);
        if (!at.certificate.empty()) door->tls = read_certificate(at);
        door->open();
        const std::uint16_t port = door->acceptor.local_endpoint().port();
        asio::co_spawn(io_, accept(*door), asio::detached);
        doors_.push_back(std::move(door));
        return port;
    }

    void listen_local(const std::filesystem::path& path) {
        local_ = std::make_unique<UnixListener>(path.string());
        if (chmod(path.c_str(), S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) != 0)
            throw Error("SocketFailed", path.string(), "socket", path.string() + ": its mode can't be set");
        // A descriptor of its own, since both objects close theirs.
        local_acceptor_.assign(stream_protocol(), dup(local_->descriptor()));
        asio::co_spawn(io_, accept_local(), asio::detached);
    }

    void reload_certificates() {
        std::vector<std::shared_ptr<ssl::context>> fresh;
        for (const auto& door : doors_) fresh.push_back(door->tls ? read_certificate(door->at) : nullptr);
        asio::post(io_, [this, fresh = std::move(fresh)] {
            for (std::size_t i = 0; i < fresh.size(); ++i) doors_[i]->tls = fresh[i];
        });
    }

    void run() { io_.run(); }

    void drain() {
        asio::post(io_, [this] { begin_to_drain(); });
    }

    void change(std::function<void()> function) { asio::post(changers_, std::move(function)); }

    void on_signal(int signal, std::function<void()> function) {
        asio::co_spawn(io_, heed(signal, std::move(function)), asio::detached);
    }

    void every(std::chrono::milliseconds time, std::function<void()> function) {
        asio::co_spawn(io_, repeat(time, std::move(function)), asio::detached);
    }

  private:
    /// Where clients come in over TCP.
    struct Door {
        Door(asio::io_context& io, Listen listen_at, Peer::Way peer_way)
            : at(std::move(listen_at)), way(peer_way), acceptor(io) {}
        void open() {
            const tcp::endpoint endpoint(asio::ip::make_address(at.address), at.port);
            try {
                acceptor.open(endpoint.protocol());
                acceptor.set_option(asio::socket_base::reuse_address(true));
                if (endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(true));
                acceptor.bind(endpoint);
                acceptor.listen();
            } catch (const boost::system::system_error& error) {
                throw Error("ListenFailed", at.address, "listen",
                            "can't listen on " + at.address + " port " + std::to_string(at.port) + ": " +
                                error.code().message());
            }
        }
        Listen at;
        Peer::Way way;
        tcp::acceptor acceptor;
        std::shared_ptr<ssl::context> tls;
    };

    /// One client, in the list of all while it is connected.
    struct Connection {
        bool busy = false;
        std::function<void()> hang_up;
    };

    static std::shared_ptr<ssl::context> read_certificate(const Listen& at) {
        auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
        context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 |
                             ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
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

    asio::awaitable<void> accept(Door& door) {
        while (!draining_) {
            error_code error;
            tcp::socket socket = co_await door.acceptor.async_accept(into(error));
            if (error == asio::error::operation_aborted) co_return;
            if (error) {
                co_await pause();
                continue;
            }
            const Peer peer{door.way, name_of(socket), std::nullopt};
            if (door.tls)
                asio::co_spawn(io_, serve_tls(std::move(socket), door.tls, peer), asio::detached);
            else
                asio::co_spawn(io_, serve(beast::tcp_stream(std::move(socket)), peer), asio::detached);
        }
    }

    asio::awaitable<void> accept_local() {
        while (!draining_) {
            error_code error;
            stream_protocol::socket socket = co_await local_acceptor_.async_accept(into(error));
            if (error == asio::error::operation_aborted) co_return;
            if (error) {
                co_await pause();
                continue;
            }
            const Peer peer = local_peer(socket);
            asio::co_spawn(io_, serve(LocalStream(std::move(socket)), peer), asio::detached);
        }
    }

    asio::awaitable<void> pause() {
        asio::steady_timer timer(io_, accept_pause);
        error_code ignored;
        co_await timer.async_wait(into(ignored));
    }

    asio::awaitable<void> serve_tls(tcp::socket socket, std::shared_ptr<ssl::context> tls, Peer peer) {
        TlsStream stream(beast::tcp_stream(std::move(socket)), *tls);
        beast::get_lowest_layer(stream).expires_after(limits_.request);
        error_code error;
        co_await stream.async_handshake(ssl::stream_base::server, into(error));
        if (error) co_return;
        co_await enrolled(stream, peer);
        beast::get_lowest_layer(stream).expires_after(limits_.request);
        co_await stream.async_shutdown(into(error));
    }

    template <typename Stream>
    asio::awaitable<void> serve(Stream stream, Peer peer) {
        co_await enrolled(stream, peer);
    }

    template <typename Stream>
    asio::awaitable<void> enrolled(Stream& stream, const Peer& peer) {
        const auto own = connections_.insert(connections_.end(), Connection{});
        own->hang_up = [&stream] { beast::get_lowest_layer(stream).close(); };
        try {
            if (connections_.size() > limits_.connections)
                co_await answer(stream, refusal_(503, "Too many connections"), false, false);
            else
                co_await converse(stream, peer, *own);
        } catch (const boost::system::system_error&) {
            // The client has gone, or was too slow: nobody is left to tell.
        }
        connections_.erase(own);
    }

    /// Requests and answers, until either side has enough.
    template <typename Stream>
    asio::awaitable<void> converse(Stream& stream, const Peer& peer, Connection& own) {
        beast::flat_buffer buffer;
        bool goes_on = true;
        while (goes_on && !draining_) {
            if (buffer.size() == 0) {
                beast::get_lowest_layer(stream).expires_after(limits_.idle);
                buffer.commit(
                    co_await stream.async_read_some(buffer.prepare(read_size), asio::use_awaitable));
            }
            own.busy = true;
            goes_on = co_await one_request(stream, peer, buffer);
            own.busy = false;
        }
    }

    /// False where the connection is to be closed.
    template <typename Stream>
    asio::awaitable<bool> one_request(Stream& stream, const Peer& peer, beast::flat_buffer& buffer) {
        beast::get_lowest_layer(stream).expires_after(limits_.request);
        http::request_parser<http::string_body> parser;
        parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
        parser.body_limit(limits_.request_bytes);
        error_code error;
        co_await http::async_read_header(stream, buffer, parser, into(error));
        if (!error && wants_to_be_asked(parser.get())) co_await ask_for_body(stream, error);
        if (!error) co_await http::async_read(stream, buffer, parser, into(error));
        if (error) {
            const auto [status, reason] = fault_of(error);
            if (status != 0) co_await answer(stream, refusal_(status, reason), false, false);
            co_return false;
        }
        http::request<http::string_body> message = parser.release();
        const bool is_head = message.method() == http::verb::head;
        const bool keeps = message.keep_alive();
        const auto headers = std::distance(message.begin(), message.end());
        if (static_cast<std::size_t>(headers) > limits_.headers) {
            co_await answer(stream, refusal_(431, "There are too many headers"), false, is_head);
            co_return false;
        }
        beast::get_lowest_layer(stream).expires_never();
        HttpAnswer answered = co_await handled(plain_request(std::move(message)), peer);
        const bool goes_on = keeps && !draining_;
        co_await answer(stream, std::move(answered), goes_on, is_head);
        co_return goes_on;
    }

    template <typename Message>
    static bool wants_to_be_asked(const Message& message) {
        return beast::iequals(message[http::field::expect], "100-continue");
    }

    template <typename Stream>
    asio::awaitable<void> ask_for_body(Stream& stream, error_code& error) {
        constexpr std::string_view words = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(stream, asio::buffer(words.data(), words.size()), into(error));
    }

    asio::awaitable<HttpAnswer> handled(HttpRequest request, Peer peer) {
        const Work work = co_await in(readers_, [&] { return handler_(std::move(request), peer); });
        if (work.is_change) co_return co_await in(changers_, work.carry_out);
        co_return co_await in(readers_, work.carry_out);
    }

    /// The function's result, from a thread of the pool.
    template <typename Function>
    static auto in(asio::thread_pool& pool, Function function) -> asio::awaitable<decltype(function())> {
        using Result = decltype(function());
        co_return co_await asio::co_spawn(
            pool, [&function]() -> asio::awaitable<Result> { co_return function(); }, asio::use_awaitable);
    }

    template <typename Stream>
    asio::awaitable<void> answer(Stream& stream, HttpAnswer answered, bool keep_alive, bool is_head) {
        beast::get_lowest_layer(stream).expires_after(limits_.answer);
        Response response = wire_response(std::move(answered), keep_alive, is_head);
        http::response_serializer<http::string_body> serializer(response);
        if (is_head)
            co_await http::async_write_header(stream, serializer, asio::use_awaitable);
        else
            co_await http::async_write(stream, serializer, asio::use_awaitable);
    }

    void begin_to_drain() {
        if (draining_) return;
        draining_ = true;
        for (const auto& door : doors_) door->acceptor.close();
        if (local_acceptor_.is_open()) local_acceptor_.close();
        local_.reset();
        for (Connection& connection : connections_)
            if (!connection.busy) connection.hang_up();
        asio::co_spawn(io_, end_of_drain(), asio::detached);
    }

    /// Ends `run` once nobody is connected any more, or the time is over.
    asio::awaitable<void> end_of_drain() {
        const auto end = std::chrono::steady_clock::now() + limits_.drain;
        while (!connections_.empty() && std::chrono::steady_clock::now() < end) co_await pause();
        io_.stop();
    }

    asio::awaitable<void> heed(int signal, std::function<void()> function) {
        asio::signal_set signals(io_, signal);
        while (true) {
            error_code error;
            co_await signals.async_wait(into(error));
            if (error) co_return;
            function();
        }
    }

    asio::awaitable<void> repeat(std::chrono::milliseconds time, std::function<void()> function) {
        asio::steady_timer timer(io_);
        while (!draining_) {
            timer.expires_after(time);
            error_code ignored;
            co_await timer.async_wait(into(ignored));
            co_await in(changers_, [&] {
                function();
                return true;
            });
        }
    }

    const Limits limits_;
    const Handler handler_;
    const Refusal refusal_;
    asio::io_context io_{1};
    asio::thread_pool readers_{reader_threads};
    asio::thread_pool changers_{1};
    std::vector<std::unique_ptr<Door>> doors_;
    std::unique_ptr<UnixListener> local_;
    stream_protocol::acceptor local_acceptor_{io_};
    std::list<Connection> connections_;
    bool draining_ = false;
};

HttpServer::HttpServer(const Limits& limits, Handler handler, Refusal refusal)
    : impl_(std::make_unique<Impl>(limits, std::move(handler), std::move(refusal))) {}
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::listen(const Listen& at, Peer::Way way) {
    return impl_->listen(at, way);
}
void HttpServer::listen_local(const std::filesystem::path& path) {
    impl_->listen_local(path);
}
void HttpServer::reload_certificates() {
    impl_->reload_certificates();
}
void HttpServer::run() {
    impl_->run();
}
void HttpServer::drain() {
    impl_->drain();
}
void HttpServer::change(std::function<void()> function) {
    impl_->change(std::move(function));
}
void HttpServer::on_signal(int signal, std::function<void()> function) {
    impl_->on_signal(signal, std::move(function));
}
void HttpServer::every(std::chrono::milliseconds time, std::function<void()> function) {
    impl_->every(time, std::move(function));
}

}  // namespace tain::daemon
