// SPDX-License-Identifier: Apache-2.0
// A server on the loopback that plays replies in order, whatever they are, and keeps what it was asked.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "world.hpp"

namespace tain::test {

/// What happens to one request.
struct Reply {
    std::string bytes;  ///< sent as they are
    bool close = true;  ///< the connection, behind the bytes; else it waits for the next request
    bool read_first =
        true;  ///< false: the bytes are sent and the connection is closed before anything is read
    bool stay_silent = false;  ///< behind the bytes, until the client goes away
};

/// An HTTP answer with its length, that says that the connection ends with it.
Reply answer(const std::string& body, const std::string& status = "200 OK");
/// One after which the connection stays.
Reply kept_answer(const std::string& body);
/// One after which the connection ends without a word of it: whoever asks again must not do so before
/// `await_closed`, or the end may come across the question.
Reply last_answer(const std::string& body);
/// An error in EC2's form.
Reply error_answer(const std::string& code, const std::string& message, const std::string& status);

/// A request as it came.
struct Received {
    std::string method;
    std::string target;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::vector<std::string> header_names;       ///< in order, as sent
    std::string body;
    int connection = 0;  ///< which one it came on, from 1
};

/// A key and a certificate for `name` ("DNS:localhost,IP:127.0.0.1"), signed by itself, in files of the
/// folder.
struct Certificate {
    std::string certificate;
    std::string key;
};
Certificate make_certificate(const Folder& folder, const std::string& names);

class ScriptedServer {
  public:
    /// The last reply is played again and again.
    explicit ScriptedServer(const std::vector<Reply>& replies);
    ScriptedServer(const std::vector<Reply>& replies, const Certificate& certificate);
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ScriptedServer(ScriptedServer&&) = delete;
    ScriptedServer& operator=(ScriptedServer&&) = delete;
    ~ScriptedServer();

    [[nodiscard]] std::string port() const { return std::to_string(port_); }
    /// "http://127.0.0.1:PORT", "https://localhost:PORT"
    [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const;
    [[nodiscard]] std::vector<Received> received() const;
    [[nodiscard]] int connections() const;
    /// Waits until the server has closed so many connections: what a client asks then finds its own one
    /// closed.
    void await_closed(int connections) const;

  private:
    using Tcp = boost::asio::ip::tcp;

    boost::asio::io_context context_;
    std::optional<boost::asio::ssl::context> tls_;
    Tcp::acceptor acceptor_;
    unsigned short port_;
    mutable std::mutex mutex_;
    mutable std::condition_variable closed_one_;
    std::deque<Reply> replies_;
    std::vector<Received> received_;
    int connections_ = 0;
    int closed_ = 0;
    bool ending_ = false;
    std::optional<Tcp::socket> current_;
    std::thread thread_;

    void serve();
    template <typename Stream>
    void converse(Stream& stream);
    Reply next_reply();
    bool is_ending() const;
};

}  // namespace tain::test
