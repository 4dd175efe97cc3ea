// SPDX-License-Identifier: Apache-2.0
#include "scripted_server.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "process.hpp"
#include "text.hpp"

namespace tain::test {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// Up to and without the end; the text loses it.
std::string take_until(std::string& text, const std::string& end) {
    const auto at = std::min(text.find(end), text.size());
    std::string taken = text.substr(0, at);
    text.erase(0, at + end.size());
    return taken;
}

Received parse_head(std::string head) {
    Received received;
    std::string line = take_until(head, "\r\n");
    received.method = take_until(line, " ");
    received.target = take_until(line, " ");
    while (!head.empty()) {
        line = take_until(head, "\r\n");
        if (line.empty()) break;
        const std::string name = take_until(line, ": ");
        received.header_names.push_back(name);
        received.headers[endpoint::lower_case(name)] = line;
    }
    return received;
}

/// nullopt where the client went away.
template <typename Stream>
std::optional<Received> read_request(Stream& stream, asio::streambuf& buffer) {
    error_code error;
    const std::size_t head = asio::read_until(stream, buffer, "\r\n\r\n", error);
    if (error) return std::nullopt;
    const auto bytes = static_cast<const char*>(buffer.data().data());
    Received received = parse_head({bytes, bytes + head});
    buffer.consume(head);
    const auto length = received.headers.find("content-length");
    const std::size_t size = length == received.headers.end() ? 0 : std::stoul(length->second);
    if (buffer.size() < size) asio::read(stream, buffer, asio::transfer_exactly(size - buffer.size()), error);
    const auto body = static_cast<const char*>(buffer.data().data());
    received.body.assign(body, body + std::min(size, buffer.size()));
    buffer.consume(size);
    return received;
}

std::string answer_bytes(const std::string& body, const std::string& status,
                         const std::string& more_headers) {
    return "HTTP/1.1 " + status + "\r\n" + more_headers +
           "Content-Type: text/xml;charset=UTF-8\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

}  // namespace

Reply answer(const std::string& body, const std::string& status) {
    return {answer_bytes(body, status, "Connection: close\r\n")};
}

Reply kept_answer(const std::string& body) {
    return {.bytes = answer_bytes(body, "200 OK", ""), .close = false};
}

Reply last_answer(const std::string& body) {
    return {answer_bytes(body, "200 OK", "")};
}

Reply error_answer(const std::string& code, const std::string& message, const std::string& status) {
    return answer("<Response><Errors><Error><Code>" + code + "</Code><Message>" + message +
                      "</Message></Error></Errors><RequestID>r</RequestID></Response>",
                  status);
}

Certificate make_certificate(const Folder& folder, const std::string& names) {
    Certificate made{(folder / "certificate.pem").string(), (folder / "key.pem").string()};
    const auto result = endpoint::run_process({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                               "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                                               "-subj", "/CN=tain test", "-addext", "subjectAltName=" + names,
                                               "-keyout", made.key, "-out", made.certificate});
    if (!result.succeeded) throw std::runtime_error("no certificate: " + result.errors);
    return made;
}

ScriptedServer::ScriptedServer(const std::vector<Reply>& replies)
    : acceptor_(context_, Tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()),
      replies_(replies.begin(), replies.end()),
      thread_([this] { serve(); }) {}

ScriptedServer::ScriptedServer(const std::vector<Reply>& replies, const Certificate& certificate)
    : tls_(asio::ssl::context(asio::ssl::context::tls_server)),
      acceptor_(context_, Tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()),
      replies_(replies.begin(), replies.end()) {
    tls_->use_certificate_chain_file(certificate.certificate);
    tls_->use_private_key_file(certificate.key, asio::ssl::context::pem);
    thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        error_code error;
        if (current_) current_->shutdown(Tcp::socket::shutdown_both, error);
    }
    error_code error;
    Tcp::socket wake(context_);  // an accept that waits ends with a connection
    wake.connect(Tcp::endpoint(asio::ip::address_v4::loopback(), port_), error);
    thread_.join();
}

std::string ScriptedServer::url(const std::string& host) const {
    return std::string(tls_ ? "https://" : "http://") + host + ":" + port();
}

std::vector<Received> ScriptedServer::received() const {
    const std::lock_guard lock(mutex_);
    return received_;
}

int ScriptedServer::connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
}

void ScriptedServer::await_closed(int connections) const {
    std::unique_lock lock(mutex_);
    closed_one_.wait(lock, [&] { return closed_ >= connections; });
}

bool ScriptedServer::is_ending() const {
    const std::lock_guard lock(mutex_);
    return ending_;
}

Reply ScriptedServer::next_reply() {
    const std::lock_guard lock(mutex_);
    Reply reply = replies_.front();
    if (replies_.size() > 1) replies_.pop_front();
    return reply;
}

void ScriptedServer::serve() {
    while (true) {
        error_code error;
        Tcp::socket socket = acceptor_.accept(error);
        if (error || is_ending()) return;
        {
            const std::lock_guard lock(mutex_);
            ++connections_;
            current_.emplace(std::move(socket));
        }
        if (tls_) {
            asio::ssl::stream<Tcp::socket&> stream(*current_, *tls_);
            stream.handshake(asio::ssl::stream_base::server, error);
            if (!error) converse(stream);
        } else {
            converse(*current_);
        }
        const std::lock_guard lock(mutex_);
        current_.reset();
        ++closed_;
        closed_one_.notify_all();
    }
}

template <typename Stream>
void ScriptedServer::converse(Stream& stream) {
    asio::streambuf buffer;
    while (true) {
        error_code error;
        Reply reply;
        {
            const std::lock_guard lock(mutex_);
            reply = replies_.front();
        }
        if (reply.read_first) {
            auto received = read_request(stream, buffer);
            if (!received) return;
            const std::lock_guard lock(mutex_);
            received->connection = connections_;
            received_.push_back(std::move(*received));
        }
        next_reply();
        asio::write(stream, asio::buffer(reply.bytes), error);
        if (reply.stay_silent) {
            char byte = 0;
            asio::read(stream, asio::buffer(&byte, 1), error);
        }
        if (error || reply.close) return;
    }
}

}  // namespace tain::test
