// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/pager.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <streambuf>
#include <vector>

#include "tain/cli/command_error.hpp"
#include "tain/cli/value.hpp"
#include "tain/text/shell_words.hpp"

namespace tain::cli {
namespace {

void refuse(int error, const std::string& program) {
    throw CommandError(
        "Unable to redirect output to pager. Received the following error when opening pager:\n[Errno " +
            std::to_string(error) + "] " + std::strerror(error) + ": " + repr(program) +
            "\n\nLearn more about configuring the output pager by running \"tain help\".",
        exit_configuration);
}

/// Pointers for exec, which wants them writable and does not write.
std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
    all.push_back(nullptr);
    return all;
}

std::vector<std::string> environment_with_less() {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) all.emplace_back(*entry);
    if (std::getenv("LESS") == nullptr) all.emplace_back("LESS=FRX");
    return all;
}

/// Starts the program with `input` as its standard input. Signals do what they do to a program by default.
pid_t start(const std::vector<std::string>& words, int input) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    sigaddset(&signals, SIGINT);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t process = 0;
    const std::vector<std::string> environment = environment_with_less();
    const int error = posix_spawnp(&process, words.front().c_str(), &files, &attributes,
                                   pointers(words).data(), pointers(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) refuse(error, words.front());
    return process;
}

}  // namespace

class Pager::Pipe : public std::streambuf {
  public:
    explicit Pipe(const std::string& command) : words_(text::shell_words(command)) {}
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    Pipe(Pipe&&) = delete;
    Pipe& operator=(Pipe&&) = delete;
    ~Pipe() override { close(); }

    void close() {
        if (file_ >= 0) ::close(file_);
        file_ = -1;
        if (process_ == 0) return;
        // An interrupt is for the pager, which goes on.
        const auto before = std::signal(SIGINT, SIG_IGN);
        while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
        }
        std::signal(SIGINT, before);
        process_ = 0;
    }

  protected:
    int_type overflow(int_type character) override {
        const char c = traits_type::to_char_type(character);
        return xsputn(&c, 1) == 1 ? character : traits_type::eof();
    }

    std::streamsize xsputn(const char* text, std::streamsize size) override {
        if (process_ == 0) open();
        std::streamsize done = 0;
        while (done < size) {
            const ssize_t written = write(file_, text + done, static_cast<std::size_t>(size - done));
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) break;
            done += written;
        }
        return done;
    }

  private:
    void open() {
        std::array<int, 2> ends{};
        if (words_.empty()) refuse(ENOENT, "");
        if (pipe2(ends.data(), O_CLOEXEC) != 0) refuse(errno, words_.front());
        file_ = ends[1];
        try {
            process_ = start(words_, ends[0]);
        } catch (...) {
            ::close(ends[0]);
            throw;
        }
        ::close(ends[0]);
    }

    std::vector<std::string> words_;
    int file_ = -1;
    pid_t process_ = 0;
};

Pager::Pager(const std::string& command) : pipe_(std::make_unique<Pipe>(command)), stream_(pipe_.get()) {
    stream_.exceptions(std::ios::badbit);  // so that what the buffer throws comes through
}

Pager::~Pager() = default;

void Pager::close() {
    pipe_->close();
}

std::string pager_command(const endpoint::Profile& profile) {
    if (const auto setting = profile.setting("cli_pager")) return *setting;
    const char* usual = std::getenv("PAGER");
    return usual == nullptr ? "less" : usual;
}

}  // namespace tain::cli
