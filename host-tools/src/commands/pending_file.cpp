// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/pending_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "tain/error.hpp"

namespace tain::commands {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int cause) {
    throw Error("OutputFailed", file.string(), "",
                file.string() + ": can't be written: " + std::generic_category().message(cause));
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path file)
    : file_(std::move(file)), draft_(file_.string() + "." + std::to_string(getpid()) + ".tmp") {
    errno = 0;
    if (std::filesystem::is_directory(file_)) fail(file_, EISDIR);
    stream_.open(draft_);
    if (!stream_) fail(file_, errno);
}

PendingFile::~PendingFile() {
    std::error_code ignored;
    std::filesystem::remove(draft_, ignored);
}

void PendingFile::complete(const std::string& text) {
    errno = 0;
    stream_ << text;
    stream_.close();
    if (!stream_) fail(file_, errno);
    std::error_code error;
    std::filesystem::rename(draft_, file_, error);
    if (error) fail(file_, error.value());
}

}  // namespace tain::commands
