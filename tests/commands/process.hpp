// SPDX-License-Identifier: Apache-2.0
// `tain` as a process of its own, so that it can be killed.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tain::test {

class Process {
  public:
    /// Starts the built `tain`; standard output and error go to `output`.
    Process(const std::vector<std::string>& words, std::filesystem::path output);
    /// Kills it where it still runs.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void signal(int number) const;
    /// Its exit code, or minus the signal that ended it.
    int wait();
    [[nodiscard]] std::string output() const;

  private:
    std::filesystem::path output_;
    pid_t pid_ = -1;
};

}  // namespace tain::test
