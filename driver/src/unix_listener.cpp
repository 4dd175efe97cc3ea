// SPDX-License-Identifier: Apache-2.0
#include "tain/unix_listener.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "tain/error.hpp"

namespace tain {
namespace {

constexpr int most_waiting = 64;  // clients that are not accepted yet

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

FileDescriptor new_socket(const std::string& path) {
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.is_open()) fail_with_cause(path);
    return socket;
}

/// Only one process at a time looks for sockets left behind in a folder; no file tells of it afterwards.
FileDescriptor lock_folder(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    FileDescriptor lock(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock.is_open() || ::flock(lock.get(), LOCK_EX) != 0) fail_with_cause(path);
    return lock;
}

void remove_stale(const std::string& path, const sockaddr_un& address) {
    struct stat there {};
    if (::lstat(path.c_str(), &there) != 0) return;
    if (!S_ISSOCK(there.st_mode))
        fail(path, "InvalidParameterValue", "there is something else than a socket");
    const FileDescriptor probe = new_socket(path);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (::connect(probe.get(), generic, sizeof address) == 0 || errno != ECONNREFUSED)
        fail(path, "SocketInUse", "this socket is in use by another process");
    ::unlink(path.c_str());
}

}  // namespace

UnixListener::UnixListener(std::string path) : path_(std::move(path)) {
    const sockaddr_un address = address_of(path_);
    const FileDescriptor lock = lock_folder(path_);
    remove_stale(path_, address);
    socket_ = new_socket(path_);
    if (::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        fail_with_cause(path_);
    if (::lstat(path_.c_str(), &own_) != 0 || ::listen(socket_.get(), most_waiting) != 0)
        fail_with_cause(path_);
}

UnixListener::~UnixListener() {
    struct stat there {};
    const bool there_is = ::lstat(path_.c_str(), &there) == 0;
    if (there_is && there.st_ino == own_.st_ino && there.st_dev == own_.st_dev) ::unlink(path_.c_str());
}

}  // namespace tain
