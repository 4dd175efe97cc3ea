// SPDX-License-Identifier: Apache-2.0
// One thread moves bytes, others answer: `readers_` the requests that only look, `changers_`, a single
// thread, those that change something.
#include "http_server.hpp"

#include <sys/stat.h>

#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <list>
#include <utility>
#include <vector>

#include "http_connection.hpp"
#include "tain/error.hpp"
#include "tain/unix_listener.hpp"
#include "tls_context.hpp"

namespace tain::daemon {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using asio::local::stream_protocol;
using beast::error_code;

using LocalStream = beast::basic_stream<stream_protocol>;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr unsigned reader_threads = 8;
constexpr std::chrono::milliseconds short_pause(
    100);  // where there are no descriptors left, or clients are waited for

/// Where clients come in over TCP.
struct Door {
    Door(asio::io_context& io, Listen listen_at, Peer::Way peer_way)
        : at(std::move(listen_at)), way(peer_way), acceptor(io), tls(read_certificate(at)) {
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

/// A client, in the list of all while it is connected.
struct Client {
    Peer::Way way = Peer::Way::api;
    std::function<bool()> is_busy;
    std::function<void()> hang_up;
};

}  // namespace

class HttpServer::Impl {
  public:
    Impl(const Limits& limits, Handler handler, Refusal refusal) : handler_(std::move(handler)) {
        service_.limits = limits;
        service_.refusal = std::move(refusal);
        service_.handle = [this](HttpRequest request, Peer peer) {
            return handled(std::move(request), std::move(peer));
        };
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        io_.stop();
        readers_.join();
        changers_.join();
    }

    std::uint16_t listen(const Listen& at, Peer::Way way) {
        doors_.push_back(std::make_unique<Door>(io_, at, way));
        Door& door = *doors_.back();
        asio::co_spawn(io_, accept(door), asio::detached);
        return door.acceptor.local_endpoint().port();
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
        for (const auto& door : doors_) fresh.push_back(read_certificate(door->at));
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
        // At once: a signal before `run` waits for it.
        auto signals = std::make_unique<asio::signal_set>(io_, signal);
        asio::co_spawn(io_, heed(std::move(signals), std::move(function)), asio::detached);
    }

    void every(std::chrono::milliseconds time, std::function<void()> function) {
        asio::co_spawn(io_, repeat(time, std::move(function)), asio::detached);
    }

  private:
    // --- Clients come

    asio::awaitable<void> accept(Door& door) {
        while (!service_.draining) {
            error_code error;
            tcp::socket socket = co_await door.acceptor.async_accept(into(error));
            if (error == asio::error::operation_aborted) co_return;
            if (error) {
                co_await pause();
                continue;
            }
            const Peer peer{door.way, name_of(socket), std::nullopt};
            beast::tcp_stream stream(std::move(socket));
            if (door.tls)
                asio::co_spawn(io_, serve_tls(TlsStream(std::move(stream), *door.tls), door.tls, peer),
                               asio::detached);
            else
                asio::co_spawn(io_, serve(std::move(stream), peer), asio::detached);
        }
    }

    asio::awaitable<void> accept_local() {
        while (!service_.draining) {
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
        asio::steady_timer timer(io_, short_pause);
        error_code ignored;
        co_await timer.async_wait(into(ignored));
    }

    // --- Clients are served

    /// `tls` lives as long as the stream that needs it, whatever certificate comes after.
    asio::awaitable<void> serve_tls(TlsStream stream, std::shared_ptr<ssl::context> /*tls*/, Peer peer) {
        HttpConnection connection(service_, stream, peer);
        co_await enrolled(peer.way, stream, connection, [&](bool has_room) -> asio::awaitable<void> {
            // Who comes too late is told so in TLS as well, else it would not understand.
            beast::get_lowest_layer(stream).expires_after(service_.limits.request);
            co_await stream.async_handshake(ssl::stream_base::server, asio::use_awaitable);
            co_await conversation(connection, has_room);
            beast::get_lowest_layer(stream).expires_after(service_.limits.request);
            co_await stream.async_shutdown(asio::use_awaitable);
        });
    }

    template <typename Stream>
    asio::awaitable<void> serve(Stream stream, Peer peer) {
        HttpConnection connection(service_, stream, peer);
        co_await enrolled(peer.way, stream, connection,
                          [&](bool has_room) { return conversation(connection, has_room); });
    }

    template <typename Connection>
    static asio::awaitable<void> conversation(Connection& connection, bool has_room) {
        if (has_room)
            co_await connection.converse();
        else
            co_await connection.turn_away(503, "Too many connections");
    }

    template <typename Stream, typename Connection, typename Serve>
    asio::awaitable<void> enrolled(Peer::Way way, Stream& stream, Connection& connection, Serve serve) {
        const bool has_room = has_room_for(way);
        const auto own =
            clients_.insert(clients_.end(), Client{way, [&] { return connection.is_busy(); },
                                                   [&] { beast::get_lowest_layer(stream).close(); }});
        try {
            co_await serve(has_room);
        } catch (const std::exception&) {
            // The client has gone, or was too slow: nobody is left to tell.
        }
        clients_.erase(own);
    }

    /// Each way in has room of its own, so that crowds at one don't shut out the operator at another.
    bool has_room_for(Peer::Way way) const {
        const auto there = std::ranges::count(clients_, way, &Client::way);
        return there < static_cast<std::ptrdiff_t>(service_.limits.connections);
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

    // --- Beside the clients

    void begin_to_drain() {
        if (service_.draining) return;
        service_.draining = true;
        for (const auto& door : doors_) door->acceptor.close();
        if (local_acceptor_.is_open()) local_acceptor_.close();
        local_.reset();
        for (const Client& client : clients_)
            if (!client.is_busy()) client.hang_up();
        asio::co_spawn(io_, end_of_drain(), asio::detached);
    }

    /// Ends `run` once nobody is connected any more, or the time is over.
    asio::awaitable<void> end_of_drain() {
        const auto end = std::chrono::steady_clock::now() + service_.limits.drain;
        while (!clients_.empty() && std::chrono::steady_clock::now() < end) co_await pause();
        io_.stop();
    }

    static asio::awaitable<void> heed(std::unique_ptr<asio::signal_set> signals,
                                      std::function<void()> function) {
        while (true) {
            error_code error;
            co_await signals->async_wait(into(error));
            if (error) co_return;
            function();
        }
    }

    asio::awaitable<void> repeat(std::chrono::milliseconds time, std::function<void()> function) {
        asio::steady_timer timer(io_);
        while (!service_.draining) {
            timer.expires_after(time);
            error_code ignored;
            co_await timer.async_wait(into(ignored));
            co_await in(changers_, [&] {
                function();
                return true;
            });
        }
    }

    const Handler handler_;
    HttpService service_;
    asio::io_context io_{1};
    asio::thread_pool readers_{reader_threads};
    asio::thread_pool changers_{1};
    std::vector<std::unique_ptr<Door>> doors_;
    std::unique_ptr<UnixListener> local_;
    stream_protocol::acceptor local_acceptor_{io_};
    std::list<Client> clients_;
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
