// SPDX-License-Identifier: Apache-2.0
// A text file that appears whole or not at all.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace tain::commands {

/// Takes a place beside the file when it is made, so that a folder that can't be written is known before the
/// work.
class PendingFile {
  public:
    /// Throws tain::Error(OutputFailed) where no file can be made there.
    explicit PendingFile(std::filesystem::path file);
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;
    PendingFile(PendingFile&&) = delete;
    PendingFile& operator=(PendingFile&&) = delete;
    ~PendingFile();

    /// Writes the text and puts it in the place of `file`. Throws tain::Error(OutputFailed), the old file
    /// untouched.
    void complete(const std::string& text);

  private:
    std::filesystem::path file_;
    std::filesystem::path draft_;
    std::ofstream stream_;
};

}  // namespace tain::commands
