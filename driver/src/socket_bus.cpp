// SPDX-License-Identifier: Apache-2.0
#include "tain/socket_bus.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "tain/file_descriptor.hpp"

namespace tain {
namespace {

namespace protocol = socket_protocol;

constexpr std::uint32_t all_ones = 0xFFFFFFFF;
constexpr time_t patience = 10;  // seconds

[[noreturn]] void fail(const std::string& code, const std::string& path, const std::string& message) {
    throw Error(code, "sim:" + path, "device", "sim:" + path + ": " + message);
}

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.find('\0') != std::string::npos)
        fail("InvalidParameterValue", path.c_str(), "this is not the path of a socket");
    if (path.size() >= sizeof address.sun_path)
        fail("InvalidParameterValue", path,
             "the path of a socket can have at most " + std::to_string(sizeof address.sun_path - 1) +
                 " bytes, not " + std::to_string(path.size()));
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

void set_patience(const FileDescriptor& socket) {
    const timeval limit{patience, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

FileDescriptor connect_to(const std::string& path) {
    const sockaddr_un address = address_of(path);
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket.is_open()) fail("NicNotFound", path, std::strerror(errno));
    set_patience(socket);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return socket;
    const std::string cause = std::strerror(errno);
    if (errno == EAGAIN) fail("NicBusy", path, "too many processes wait for it");
    if (errno == EACCES || errno == EPERM) fail("NicPermission", path, cause);
    fail("NicNotFound", path, "no simulated NIC is served here (" + cause + ")");
}

/// False where the peer went or does not answer.
template <std::size_t N>
bool receive_whole(const FileDescriptor& socket, std::array<std::uint8_t, N>& bytes) {
    for (std::size_t got = 0; got < N;) {
        const ssize_t more = ::recv(socket.get(), bytes.data() + got, N - got, 0);
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) return false;
        got += static_cast<std::size_t>(more);
    }
    return true;
}

template <std::size_t N>
bool send_whole(const FileDescriptor& socket, const std::array<std::uint8_t, N>& bytes) {
    for (std::size_t sent = 0; sent < N;) {
        const ssize_t more = ::send(socket.get(), bytes.data() + sent, N - sent, MSG_NOSIGNAL);
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) return false;
        sent += static_cast<std::size_t>(more);
    }
    return true;
}

void greet(const FileDescriptor& socket, const std::string& path) {
    protocol::GreetingBytes bytes{};
    if (!receive_whole(socket, bytes)) fail("NicNotFound", path, "what listens there does not answer");
    std::optional<protocol::Greeting> greeting;
    try {
        greeting = protocol::decode(bytes);
    } catch (const Error& error) {
        fail(error.code(), path, error.what());
    }
    if (greeting->state == protocol::State::ready) return;
    fail("NicBusy", path,
         "in use by " +
             (greeting->owner == 0 ? "another process" : "process " + std::to_string(greeting->owner)));
}

class SocketBus final : public RegisterBus {
  public:
    explicit SocketBus(FileDescriptor socket) : socket_(std::move(socket)) {}

    std::uint32_t read32(std::uint32_t address) override {
        protocol::AnswerBytes answer{};
        gone_ = gone_ || !ask(protocol::Operation::read, address, 0) || !receive_whole(socket_, answer);
        return gone_ ? all_ones : protocol::decode_answer(answer);
    }

    void write32(std::uint32_t address, std::uint32_t value) override {
        gone_ = gone_ || !ask(protocol::Operation::write, address, value);
    }

  private:
    bool ask(protocol::Operation operation, std::uint32_t address, std::uint32_t value) {
        const protocol::Request request{operation, address, value};
        if (!protocol::is_valid(request))
            throw Error("InternalError", "", "address", "a register address outside the NIC");
        return send_whole(socket_, protocol::encode(request));
    }

    FileDescriptor socket_;
    bool gone_ = false;  // once an answer is missing, later ones could be taken for it
};

}  // namespace

std::unique_ptr<RegisterBus> open_socket(const std::string& path) {
    FileDescriptor socket = connect_to(path);
    greet(socket, path);
    return std::make_unique<SocketBus>(std::move(socket));
}

}  // namespace tain
