// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 with keep-alive over TCP, TLS and a Unix socket. Bytes in, requests to a handler, answers out;
// whatever a client does, it holds up nobody else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http_message.hpp"
#include "settings.hpp"

namespace tain::daemon {

/// Where a request came from.
struct Peer {
    enum class Way {
        api,      ///< TCP, for those who sign their requests
        metrics,  ///< TCP, for those who read counters
        local,    ///< the Unix socket
    };
    Way way = Way::api;
    std::string name;              ///< "192.0.2.1:40000", "uid 1000"
    std::optional<unsigned> user;  ///< at a Unix socket: who
};

/// What a request comes to, in two steps: what can be said at once, and the rest.
struct Work {
    bool is_change = false;  ///< changes are carried out one after the other, in the order of their coming
    std::function<HttpAnswer()> carry_out;
};

class HttpServer {
  public:
    /// Called by several threads. Must not throw.
    using Handler = std::function<Work(HttpRequest request, const Peer& peer)>;
    /// An answer where there is no request to be handled: too long, malformed, too many connections.
    using Refusal = std::function<HttpAnswer(unsigned status, const std::string& reason)>;

    HttpServer(const Limits& limits, Handler handler, Refusal refusal);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    HttpServer(HttpServer&&) = delete;
    HttpServer& operator=(HttpServer&&) = delete;
    /// Hangs up on everybody.
    ~HttpServer();

    /// Listens on TCP; the port, which is what was asked for unless that is 0. Throws tain::Error
    /// (ListenFailed, InvalidCertificate) that names the address or file.
    std::uint16_t listen(const Listen& at, Peer::Way way);
    /// Listens on a Unix socket, for this user and group. Throws as UnixListener.
    void listen_local(const std::filesystem::path& path);

    /// Takes certificates from their files again, for connections that come from now on. Throws as `listen`,
    /// and then the old ones stay.
    void reload_certificates();

    /// Serves until `drain` is done.
    void run();

    /// Accepts nobody any more, finishes what is under way (Limits::drain at most), ends `run`. May be called
    /// by any thread, and again.
    void drain();

    /// Carries out a function as a change, that is after those that wait and before those that come later. It
    /// must not throw.
    void change(std::function<void()> function);
    /// The same again and again, with that time in between, until `drain`.
    void every(std::chrono::milliseconds time, std::function<void()> function);
    /// Runs a function, which must take no time, whenever the process gets this signal, until `drain`.
    void on_signal(int signal, std::function<void()> function);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tain::daemon
