// SPDX-License-Identifier: Apache-2.0
#include "tain/output/query.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "query_program.hpp"
#include "tain/cli/command_error.hpp"

namespace tain::output {
namespace {

using cli::CommandError;
using service::Json;

[[noreturn]] void refuse_without_python() {
    throw CommandError("--query needs python3 with jmespath (Debian's package python3-jmespath)",
                       cli::exit_failure);
}

/// One end of a pair of sockets; the other is the child's standard input and output. Sockets rather than
/// pipes, for writing to a child that has died is then an error and no signal.
class Socket {
  public:
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    ~Socket() { close(); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Socket& operator=(Socket&&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

    void close() {
        if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    }

    bool send_all(std::string_view text) {
        while (!text.empty()) {
            const ssize_t sent = send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// False where the other side has gone before the line's end.
    bool receive_line(std::string& line) {
        std::array<char, 65536> buffer;
        while (line.empty() || line.back() != '\n') {
            const ssize_t received = recv(descriptor_, buffer.data(), buffer.size(), 0);
            if (received < 0 && errno == EINTR) continue;
            if (received <= 0) return false;
            line.append(buffer.data(), static_cast<std::size_t>(received));
        }
        return true;
    }

  private:
    int descriptor_;
};

struct SocketPair {
    Socket ours;
    Socket childs;
};

SocketPair make_sockets() {
    std::array<int, 2> pair{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
        throw CommandError("--query: " + std::string(std::strerror(errno)), cli::exit_failure);
    return {Socket(pair[0]), Socket(pair[1])};
}

/// Where the child's standard streams lead, freed with the object.
class FileActions {
  public:
    explicit FileActions(int socket) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, socket, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    }
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    FileActions(FileActions&&) = delete;
    FileActions& operator=(FileActions&&) = delete;

    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

/// The system's Python before that of the path: Debian's jmespath belongs to it. Isolated (-I) from the
/// caller's environment and folder, and without the search for packages (-S), which takes half the start-up.
pid_t start_python(int socket) {
    const FileActions actions(socket);
    std::array<std::string, 5> words = {"python3", "-I", "-S", "-c", std::string(query_program)};
    std::array<char*, 6> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    pid_t child = -1;
    for (const char* program : {"/usr/bin/python3", "python3"})
        if (posix_spawnp(&child, program, actions.get(), nullptr, arguments.data(), environ) == 0)
            return child;
    refuse_without_python();
}

}  // namespace

class Query::Process {
  public:
    Process() : Process(make_sockets()) {}
    ~Process() {
        socket_.close();
        while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    Process(Process&&) = delete;
    Process& operator=(Process&&) = delete;

    /// The reply; nullopt where the process has ended.
    std::optional<Json> ask(const Json& question) {
        const std::string line = question.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
        std::string reply;
        if (!socket_.send_all(line) || !socket_.receive_line(reply)) return std::nullopt;
        return Json::parse(reply);
    }

  private:
    explicit Process(SocketPair sockets)
        : child_(start_python(sockets.childs.descriptor())), socket_(std::move(sockets.ours)) {}

    pid_t child_;
    Socket socket_;
};

Query::Query(const std::string& expression) : process_(std::make_unique<Process>()) {
    const std::optional<Json> reply = process_->ask(expression);
    if (!reply) refuse_without_python();
    if (reply->contains("error"))
        throw CommandError("Bad value for --query " + expression + ": " +
                           reply->at("error").get<std::string>());
}

Query::~Query() = default;

service::Json Query::apply(const Json& document) {
    std::optional<Json> reply;
    try {
        reply = process_->ask(document);
    } catch (const Json::exception& error) {
        throw CommandError("--query: this result can't be shown: " + std::string(error.what()),
                           cli::exit_failure);
    }
    if (!reply) throw CommandError("--query: its Python process has ended unexpectedly", cli::exit_failure);
    if (reply->contains("error"))
        throw CommandError(reply->at("error").get<std::string>(), cli::exit_failure);
    return std::move(reply->at("result"));
}

}  // namespace tain::output
