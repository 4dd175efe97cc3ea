// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/register_server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "tain/error.hpp"
#include "tain/socket_bus.hpp"

namespace tain::sim {
namespace {

namespace protocol = socket_protocol;

constexpr int most_waiting = 64;           // clients that are not greeted yet
constexpr unsigned requests_a_turn = 256;  // so that traffic goes on beside a busy client

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

  private:
    int number_;
};

[[noreturn]] void fail(const std::string& path, const std::string& code, const std::string& message) {
    throw Error(code, path, "socket", path + ": " + message);
}

[[noreturn]] void fail_with_cause(const std::string& path) {
    fail(path, "SocketFailed", std::string("can't listen here: ") + std::strerror(errno));
}

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.find('\0') != std::string::npos || path.size() >= sizeof address.sun_path)
        fail(path, "InvalidParameterValue",
             "the path of a socket has 1 to " + std::to_string(sizeof address.sun_path - 1) + " bytes, not " +
                 std::to_string(path.size()));
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

Descriptor new_socket(const std::string& path) {
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.is_open()) fail_with_cause(path);
    return socket;
}

/// Only one process at a time looks for sockets left behind in a folder; no file tells of it afterwards.
Descriptor lock_folder(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    Descriptor lock(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock.is_open() || ::flock(lock.get(), LOCK_EX) != 0) fail_with_cause(path);
    return lock;
}

void remove_stale(const std::string& path, const sockaddr_un& address) {
    struct stat there {};
    if (::lstat(path.c_str(), &there) != 0) return;
    if (!S_ISSOCK(there.st_mode))
        fail(path, "InvalidParameterValue", "there is something else than a socket");
    const Descriptor probe = new_socket(path);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (::connect(probe.get(), generic, sizeof address) == 0 || errno != ECONNREFUSED)
        fail(path, "SocketInUse", "this socket is in use by another process");
    ::unlink(path.c_str());
}

template <std::size_t N>
bool send_whole(const Descriptor& to, const std::array<std::uint8_t, N>& bytes) {
    // A peer that lets its answers pile up gets no more of them.
    return ::send(to.get(), bytes.data(), N, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(N);
}

std::uint32_t peer_of(const Descriptor& client) {
    ucred peer{};
    socklen_t size = sizeof peer;
    const bool known = ::getsockopt(client.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
    return known ? static_cast<std::uint32_t>(peer.pid) : 0;
}

}  // namespace

class RegisterServer::Impl {
  public:
    explicit Impl(std::string path) : path_(std::move(path)) {
        const sockaddr_un address = address_of(path_);
        const Descriptor lock = lock_folder(path_);
        remove_stale(path_, address);
        listener_ = new_socket(path_);
        if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            fail_with_cause(path_);
        if (::lstat(path_.c_str(), &own_) != 0 || ::listen(listener_.get(), most_waiting) != 0)
            fail_with_cause(path_);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        struct stat there {};
        const bool there_is = ::lstat(path_.c_str(), &there) == 0;
        if (there_is && there.st_ino == own_.st_ino && there.st_dev == own_.st_dev) ::unlink(path_.c_str());
    }

    void serve(RegisterBus& bus, std::chrono::milliseconds wait) {
        std::array<pollfd, 2> watched{pollfd{listener_.get(), POLLIN, 0}, pollfd{client_.get(), POLLIN, 0}};
        if (::poll(watched.data(), watched.size(), static_cast<int>(wait.count())) <= 0) return;
        // First what the present client has asked for, to its end if it has gone: who comes next finds it
        // done.
        if (client_.is_open()) serve_client(bus);
        if (watched[0].revents != 0) greet_new();
    }

    [[nodiscard]] bool has_client() const { return client_.is_open(); }
    [[nodiscard]] std::uint64_t clients_gone() const { return clients_gone_; }

  private:
    void serve_client(RegisterBus& bus) {
        for (unsigned i = 0; i < requests_a_turn; ++i) {
            const ssize_t got =
                ::recv(client_.get(), request_.data() + received_, request_.size() - received_, MSG_DONTWAIT);
            if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
            if (got <= 0) return hang_up();
            received_ += static_cast<std::size_t>(got);
            if (received_ < request_.size()) continue;
            received_ = 0;
            if (!carry_out(protocol::decode(request_), bus)) return hang_up();
        }
    }

    bool carry_out(const protocol::Request& request, RegisterBus& bus) {
        if (!protocol::is_valid(request)) return false;
        if (request.operation == protocol::Operation::read)
            return send_whole(client_, protocol::encode_answer(bus.read32(request.address)));
        bus.write32(request.address, request.value);
        return true;
    }

    void hang_up() {
        client_ = Descriptor();
        received_ = 0;
        ++clients_gone_;
    }

    void greet_new() {
        while (true) {
            Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (!socket.is_open()) return;
            const bool busy = client_.is_open();
            const protocol::Greeting greeting{protocol::version,
                                              busy ? protocol::State::busy : protocol::State::ready,
                                              busy ? peer_of(client_) : 0};
            if (send_whole(socket, protocol::encode(greeting)) && !busy) client_ = std::move(socket);
        }
    }

    std::string path_;
    Descriptor listener_;
    struct stat own_ {};
    Descriptor client_;
    protocol::RequestBytes request_{};
    std::size_t received_ = 0;
    std::uint64_t clients_gone_ = 0;
};

RegisterServer::RegisterServer(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
RegisterServer::~RegisterServer() = default;
void RegisterServer::serve(RegisterBus& bus, std::chrono::milliseconds wait) {
    impl_->serve(bus, wait);
}
bool RegisterServer::has_client() const {
    return impl_->has_client();
}
std::uint64_t RegisterServer::clients_gone() const {
    return impl_->clients_gone();
}

}  // namespace tain::sim
