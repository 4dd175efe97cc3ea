// SPDX-License-Identifier: Apache-2.0
#include "process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tain::test {

Process::Process(const std::vector<std::string>& words, std::filesystem::path output)
    : output_(std::move(output)) {
    std::vector<std::string> texts{TAIN_PROGRAM};
    texts.insert(texts.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& text : texts) arguments.push_back(text.data());
    arguments.push_back(nullptr);
    const int file = ::open(output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    pid_ = ::fork();
    if (pid_ < 0 || file < 0) throw std::runtime_error("no process can be started");
    if (pid_ == 0) {
        ::dup2(file, STDOUT_FILENO);
        ::dup2(file, STDERR_FILENO);
        ::execv(TAIN_PROGRAM, arguments.data());
        ::_exit(127);
    }
    ::close(file);
}

Process::~Process() {
    if (pid_ < 0) return;
    signal(SIGKILL);
    wait();
}

void Process::signal(int number) const {
    if (pid_ > 0) ::kill(pid_, number);
}

int Process::wait() {
    int status = 0;
    if (::waitpid(pid_, &status, 0) != pid_) throw std::runtime_error("the process is gone");
    pid_ = -1;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

std::string Process::output() const {
    std::ostringstream text;
    text << std::ifstream(output_, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace tain::test
