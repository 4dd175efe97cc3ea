// SPDX-License-Identifier: Apache-2.0
#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>

#include "tain/error.hpp"

namespace tain::endpoint {
namespace {

[[noreturn]] void fail(const std::string& step) {
    throw Error("ProcessFailed", "", "", step + ": " + std::strerror(errno));
}

/// A pipe whose ends close with it.
class Pipe {
  public:
    Pipe() {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0) fail("pipe");
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    Pipe(Pipe&&) = delete;
    Pipe& operator=(Pipe&&) = delete;
    ~Pipe() {
        ::close(ends_[0]);
        close_writer();
    }
    [[nodiscard]] int reader() const { return ends_[0]; }
    [[nodiscard]] int writer() const { return ends_[1]; }
    void close_writer() {
        if (ends_[1] >= 0) ::close(ends_[1]);
        ends_[1] = -1;
    }

  private:
    std::array<int, 2> ends_{-1, -1};
};

/// False at the end of the stream.
bool read_some(int file, std::string& text) {
    std::array<char, 4096> buffer{};
    const auto got = ::read(file, buffer.data(), buffer.size());
    if (got < 0) return errno == EINTR;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    return got > 0;
}

/// Both at once, so that neither fills up while the other is waited for.
void read_both(const Pipe& output, const Pipe& errors, ProcessResult& result) {
    std::array<pollfd, 2> files{{{output.reader(), POLLIN, 0}, {errors.reader(), POLLIN, 0}}};
    const std::array<std::string*, 2> texts{&result.output, &result.errors};
    while (files[0].fd >= 0 || files[1].fd >= 0) {
        if (poll(files.data(), files.size(), -1) < 0 && errno != EINTR) fail("poll");
        for (std::size_t i = 0; i < files.size(); ++i)
            if (files[i].fd >= 0 && files[i].revents != 0 && !read_some(files[i].fd, *texts[i]))
                files[i].fd = -1;
    }
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& words) {
    Pipe output;
    Pipe errors;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output.writer(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors.writer(), STDERR_FILENO);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t process = 0;
    const int error = posix_spawnp(&process, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return {false, "", words.front() + ": " + std::strerror(error)};

    output.close_writer();
    errors.close_writer();
    ProcessResult result;
    read_both(output, errors, result);
    int status = 0;
    while (waitpid(process, &status, 0) < 0)
        if (errno != EINTR) fail("waitpid");
    result.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return result;
}

}  // namespace tain::endpoint
