// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/register_server.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "tain/file_descriptor.hpp"
#include "tain/socket_bus.hpp"
#include "tain/unix_listener.hpp"

namespace tain::sim {
namespace {

namespace protocol = socket_protocol;

constexpr unsigned requests_a_turn = 256;  // so that traffic goes on beside a busy client

template <std::size_t N>
bool send_whole(const FileDescriptor& to, const std::array<std::uint8_t, N>& bytes) {
    // A peer that lets its answers pile up gets no more of them.
    return ::send(to.get(), bytes.data(), N, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(N);
}

std::uint32_t peer_of(const FileDescriptor& client) {
    ucred peer{};
    socklen_t size = sizeof peer;
    const bool known = ::getsockopt(client.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
    return known ? static_cast<std::uint32_t>(peer.pid) : 0;
}

}  // namespace

class RegisterServer::Impl {
  public:
    explicit Impl(const std::string& path) : listener_(path) {}

    void serve(RegisterBus& bus, std::chrono::milliseconds wait) {
        std::array<pollfd, 2> watched{pollfd{listener_.descriptor(), POLLIN, 0},
                                      pollfd{client_.get(), POLLIN, 0}};
        if (::poll(watched.data(), watched.size(), static_cast<int>(wait.count())) <= 0) return;
        // First what the present client has asked for, to its end if it has gone: who comes next finds it
        // done.
        if (client_.is_open()) serve_client(bus);
        if (watched[0].revents != 0) greet_new();
    }

    [[nodiscard]] bool has_client() const { return client_.is_open(); }

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
        client_ = FileDescriptor();
        received_ = 0;
    }

    void greet_new() {
        while (true) {
            FileDescriptor socket(
                ::accept4(listener_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (!socket.is_open()) return;
            const bool busy = client_.is_open();
            const protocol::Greeting greeting{protocol::version,
                                              busy ? protocol::State::busy : protocol::State::ready,
                                              busy ? peer_of(client_) : 0};
            if (send_whole(socket, protocol::encode(greeting)) && !busy) client_ = std::move(socket);
        }
    }

    UnixListener listener_;
    FileDescriptor client_;
    protocol::RequestBytes request_{};
    std::size_t received_ = 0;
};

RegisterServer::RegisterServer(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
RegisterServer::~RegisterServer() = default;
void RegisterServer::serve(RegisterBus& bus, std::chrono::milliseconds wait) {
    impl_->serve(bus, wait);
}
bool RegisterServer::has_client() const {
    return impl_->has_client();
}

}  // namespace tain::sim
