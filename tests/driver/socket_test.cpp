// SPDX-License-Identifier: Apache-2.0
// Registers over a socket: would fail if requests were lost or reordered, if two clients could have one NIC,
// if a vanished server read as anything but all ones, or if an error did not name the socket.
#define BOOST_TEST_MODULE driver_socket
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "checks.hpp"
#include "tain/device.hpp"
#include "tain/sim/register_server.hpp"
#include "tain/socket_bus.hpp"

namespace tain::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Folder {
    Folder() {
        std::string form = (fs::temp_directory_path() / "tain-socket-XXXXXX").string();
        path = ::mkdtemp(form.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path); }
    [[nodiscard]] std::string socket() const { return path / "nic"; }
    fs::path path;
};

/// Registers that remember.
class Memory final : public RegisterBus {
  public:
    std::uint32_t read32(std::uint32_t address) override {
        const std::lock_guard hold(mutex_);
        ++accesses_;
        return words_[address];
    }
    void write32(std::uint32_t address, std::uint32_t value) override {
        const std::lock_guard hold(mutex_);
        ++accesses_;
        words_[address] = value;
    }
    std::uint64_t accesses() {
        const std::lock_guard hold(mutex_);
        return accesses_;
    }

  private:
    std::mutex mutex_;
    std::map<std::uint32_t, std::uint32_t> words_;
    std::uint64_t accesses_ = 0;
};

/// Serves a memory by a thread of its own until it goes.
class Server {
  public:
    explicit Server(const std::string& path) : server_(path), thread_([this] { serve(); }) {}
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() {
        stop_ = true;
        thread_.join();
    }
    Memory memory;

  private:
    void serve() {
        while (!stop_) server_.serve(memory, 5ms);
    }
    sim::RegisterServer server_;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

/// A socket whose peer says whatever it is told to, without any protocol.
class RawClient {
  public:
    explicit RawClient(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        BOOST_REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        BOOST_REQUIRE_EQUAL(receive(16).size(), 16U);
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    ~RawClient() { ::close(socket_); }

    /// False where the server has hung up.
    [[nodiscard]] bool try_send(const std::string& bytes) const {
        return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }
    void send(const std::string& bytes) const { BOOST_REQUIRE(try_send(bytes)); }
    [[nodiscard]] std::string receive(std::size_t bytes) const {
        std::string text(bytes, '\0');
        const ssize_t got = ::recv(socket_, text.data(), bytes, MSG_WAITALL);
        text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return text;
    }

  private:
    int socket_;
};

std::unique_ptr<RegisterBus> open_when_free(const std::string& path) {
    for (int attempt = 0;; ++attempt) {
        try {
            return open_socket(path);
        } catch (const Error& error) {
            if (error.code() != "NicBusy" || attempt == 200) throw;
        }
        std::this_thread::sleep_for(5ms);
    }
}

/// Something that listens and greets with these bytes.
class Impostor {
  public:
    Impostor(const std::string& path, std::string greeting) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        BOOST_REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        BOOST_REQUIRE(::listen(socket_, 4) == 0);
        thread_ = std::thread([this, greeting = std::move(greeting)] {
            const int client = ::accept(socket_, nullptr, nullptr);
            ::send(client, greeting.data(), greeting.size(), MSG_NOSIGNAL);
            ::close(client);
        });
    }
    Impostor(const Impostor&) = delete;
    Impostor& operator=(const Impostor&) = delete;
    ~Impostor() {
        thread_.join();
        ::close(socket_);
    }

  private:
    int socket_;
    std::thread thread_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(socket)

BOOST_AUTO_TEST_CASE(requests_keep_their_order) {
    const Folder folder;
    Server server(folder.socket());
    const auto bus = open_socket(folder.socket());
    for (std::uint32_t value = 1; value < 3000; ++value) bus->write32(0x10, value);
    BOOST_CHECK_EQUAL(bus->read32(0x10), 2999U);
    bus->write32(0xFFFFC, 0x11223344);
    BOOST_CHECK_EQUAL(bus->read32(0xFFFFC), 0x11223344U);
    BOOST_CHECK_EQUAL(bus->read32(0x14), 0U);
    BOOST_CHECK_THROW(bus->read32(0x100000), Error);
    BOOST_CHECK_THROW(bus->write32(2, 0), Error);
}

BOOST_AUTO_TEST_CASE(one_client_at_a_time) {
    const Folder folder;
    Server server(folder.socket());
    {
        const auto bus = open_socket(folder.socket());
        const std::string owner = "process " + std::to_string(::getpid());
        BOOST_CHECK_EXCEPTION(open_socket(folder.socket()), Error, error_with("NicBusy", owner));
        BOOST_CHECK_EXCEPTION(open_socket(folder.socket()), Error,
                              error_with("NicBusy", "sim:" + folder.socket()));
        bus->write32(0, 7);
        BOOST_CHECK_EQUAL(bus->read32(0), 7U);
    }
    BOOST_CHECK_EQUAL(open_when_free(folder.socket())->read32(0), 7U);
}

/// What a killed process had asked for is done before the next is served.
BOOST_AUTO_TEST_CASE(a_killed_client_frees_the_nic_and_its_last_words_count) {
    const Folder folder;
    Server server(folder.socket());
    for (int round = 0; round < 20; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            const auto bus = open_when_free(folder.socket());
            for (std::uint32_t i = 0; i <= 200; ++i) bus->write32(0x20, i);
            ::kill(::getpid(), SIGKILL);
        }
        int status = 0;
        BOOST_REQUIRE_EQUAL(::waitpid(child, &status, 0), child);
        BOOST_REQUIRE(WIFSIGNALED(status));
        const auto bus = open_when_free(folder.socket());
        BOOST_REQUIRE_EQUAL(bus->read32(0x20), 200U);
        bus->write32(0x20, 0);
    }
}

BOOST_AUTO_TEST_CASE(a_vanished_server_reads_as_all_ones) {
    const Folder folder;
    std::unique_ptr<RegisterBus> bus;
    {
        Server server(folder.socket());
        bus = open_socket(folder.socket());
        bus->write32(0x10, 5);
        BOOST_CHECK_EQUAL(bus->read32(0x10), 5U);
    }
    BOOST_CHECK_EQUAL(bus->read32(0x10), 0xFFFFFFFFU);
    BOOST_CHECK_NO_THROW(bus->write32(0x10, 6));
    BOOST_CHECK_EQUAL(bus->read32(0x10), 0xFFFFFFFFU);
    BOOST_CHECK_EXCEPTION(Device{*bus}, Error, error_with("NicGone", "gone"));
    BOOST_CHECK(!fs::exists(folder.socket()));
}

BOOST_AUTO_TEST_CASE(what_is_no_nic_is_named) {
    const Folder folder;
    const auto refused = [&](const std::string& path, const char* code, const std::string& part) {
        BOOST_CHECK_EXCEPTION(open_socket(path), Error, error_with(code, part));
    };
    refused(folder.socket(), "NicNotFound", "sim:" + folder.socket());
    refused("", "InvalidParameterValue", "path");
    refused(std::string(108, 'x'), "InvalidParameterValue", "107 bytes, not 108");
    refused(std::string("a\0b", 3), "InvalidParameterValue", "path");
    std::ofstream(folder.path / "file") << "text";
    refused(folder.path / "file", "NicNotFound", "file");
    {
        const Impostor impostor(folder.path / "web", "HTTP/1.1 400 Bad");
        refused(folder.path / "web", "NicNotFound", "no tain NIC");
    }
    {
        const Impostor impostor(folder.path / "short", "tain");
        refused(folder.path / "short", "NicNotFound", "does not answer");
    }
    {
        const Impostor impostor(folder.path / "new", std::string("tain\2\0\0\0\0\0\0\0\0\0\0\0", 16));
        refused(folder.path / "new", "NicVersionMismatch", "version 2");
    }
}

BOOST_AUTO_TEST_CASE(a_client_without_manners_is_hung_up_on) {
    const Folder folder;
    Server server(folder.socket());
    const std::string bad[] = {
        std::string("\3\0\0\0\0\0\0\0\0\0\0\0", 12),          // no such operation
        std::string("\1\0\0\0\2\0\0\0\0\0\0\0", 12),          // not a word
        std::string("\2\0\0\0\0\0\x10\0\0\0\0\0", 12),        // behind the NIC
        std::string("\1\0\0\0\xfc\xff\xff\xff\0\0\0\0", 12),  // far behind it
        std::string(1000, '\xff'),
    };
    for (const std::string& bytes : bad) {
        const RawClient client(folder.socket());
        client.send(bytes);
        BOOST_CHECK_EQUAL(client.receive(4).size(), 0U);
    }
    BOOST_CHECK_EQUAL(server.memory.accesses(), 0U);
    {
        const RawClient half(folder.socket());
        half.send("\2\0\0");
    }
    const auto bus = open_when_free(folder.socket());
    bus->write32(0, 1);
    BOOST_CHECK_EQUAL(bus->read32(0), 1U);
}

/// Answers that nobody takes must not hold up the server.
BOOST_AUTO_TEST_CASE(a_client_that_only_asks_is_hung_up_on) {
    const Folder folder;
    Server server(folder.socket());
    const RawClient client(folder.socket());
    std::string many;
    for (int i = 0; i < 1000; ++i) many += std::string("\1\0\0\0\0\0\0\0\0\0\0\0", 12);
    int sent = 0;
    while (sent < 2000 && client.try_send(many)) ++sent;
    BOOST_CHECK_LT(sent, 2000);
    BOOST_CHECK_EQUAL(open_when_free(folder.socket())->read32(0), 0U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(a_socket_in_use_is_refused_and_a_stale_one_replaced) {
    const Folder folder;
    {
        Server server(folder.socket());
        BOOST_CHECK_EXCEPTION(sim::RegisterServer{folder.socket()}, Error,
                              error_with("SocketInUse", folder.socket()));
        const auto bus = open_socket(folder.socket());
        BOOST_CHECK_EQUAL(bus->read32(0), 0U);
    }
    BOOST_CHECK(!fs::exists(folder.socket()));
    const pid_t child = ::fork();
    if (child == 0) {
        const sim::RegisterServer server(folder.socket());
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    BOOST_REQUIRE_EQUAL(::waitpid(child, &status, 0), child);
    BOOST_REQUIRE(fs::exists(folder.socket()));
    Server server(folder.socket());
    BOOST_CHECK_EQUAL(open_socket(folder.socket())->read32(0), 0U);
}

BOOST_AUTO_TEST_CASE(only_a_socket_is_replaced) {
    const Folder folder;
    std::ofstream(folder.socket()) << "text";
    BOOST_CHECK_EXCEPTION(sim::RegisterServer{folder.socket()}, Error,
                          error_with("InvalidParameterValue", "something else"));
    BOOST_CHECK_EQUAL(fs::file_size(folder.socket()), 4U);
    BOOST_CHECK_EXCEPTION(sim::RegisterServer{folder.path / "none/nic"}, Error,
                          error_with("SocketFailed", "none/nic"));
    BOOST_CHECK_EXCEPTION(sim::RegisterServer{std::string(200, 'x')}, Error,
                          error_with("InvalidParameterValue", "200"));
}

BOOST_AUTO_TEST_CASE(somebody_elses_socket_is_left_alone) {
    const Folder folder;
    {
        const sim::RegisterServer server(folder.socket());
        fs::remove(folder.socket());
        std::ofstream(folder.socket()) << "another";
    }
    BOOST_CHECK(fs::exists(folder.socket()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
