// SPDX-License-Identifier: Apache-2.0
#include "tain/pci_bus.hpp"

#include <endian.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>

#include "tain/file_descriptor.hpp"
#include "tain/registers.hpp"

namespace tain {
namespace {

std::string reason() {
    return std::strerror(errno);
}

[[noreturn]] void fail(const std::string& code, const std::string& address, const std::string& field,
                       const std::string& message) {
    throw Error(code, "pci:" + address, field, "pci:" + address + ": " + message);
}

/// dddd:bb:dd.f in hexadecimal; anything else could name a file outside the device's folder.
void check_address(const std::string& address) {
    const std::string form = "xxxx:xx:xx.x";
    bool good = address.size() == form.size();
    for (std::size_t i = 0; good && i < form.size(); ++i) {
        const bool digit = std::isxdigit(static_cast<unsigned char>(address[i])) != 0;
        good = form[i] == 'x' ? digit : address[i] == form[i];
    }
    if (!good) fail("InvalidParameterValue", address, "device", "not a PCI address like 0000:03:00.0");
}

FileDescriptor open_or_fail(const std::string& path, int flags, const std::string& address,
                            const std::string& field) {
    FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC, 0644));
    if (file.is_open()) return file;
    const bool forbidden = errno == EACCES || errno == EPERM;
    fail(forbidden ? "NicPermission" : "NicNotFound", address, field,
         "cannot open " + path + ": " + reason());
}

std::string read_text(const FileDescriptor& file) {
    std::array<char, 64> text{};
    const ssize_t length = ::pread(file.get(), text.data(), text.size(), 0);
    std::string read(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    while (!read.empty() && std::isspace(static_cast<unsigned char>(read.back())) != 0) read.pop_back();
    return read;
}

void write_text(const FileDescriptor& file, const std::string& text) {
    const bool done = ::ftruncate(file.get(), 0) == 0 &&
                      ::pwrite(file.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    if (!done) throw Error("NicPermission", "", "lock", "cannot write a lock file: " + reason());
}

/// The file stays when the lock is gone; what counts is who holds the lock, and inside stands that one's pid.
FileDescriptor lock(const std::string& address, const PciOptions& options) {
    const std::string path = options.lock_folder + "/tain-" + address + ".lock";
    FileDescriptor file = open_or_fail(path, O_RDWR | O_CREAT, address, "lock");
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        fail("NicBusy", address, "lock", "in use by process " + read_text(file) + " (" + path + ")");
    }
    write_text(file, std::to_string(::getpid()) + "\n");
    return file;
}

/// A function that no kernel driver is bound to may have its memory switched off.
void enable_memory(const std::string& folder, const std::string& address) {
    FileDescriptor file(::open((folder + "/enable").c_str(), O_RDWR | O_CLOEXEC));
    if (!file.is_open() || read_text(file) != "0") return;
    if (::pwrite(file.get(), "1", 1, 0) != 1) {
        fail("NicPermission", address, "enable", "cannot enable the function: " + reason());
    }
}

class PciBus final : public RegisterBus {
  public:
    PciBus(FileDescriptor held_lock, void* mapping, std::size_t length, std::uint64_t offset)
        : lock_(std::move(held_lock)),
          mapping_(mapping),
          length_(length),
          registers_(static_cast<volatile std::uint32_t*>(mapping) + offset / 4) {}
    PciBus(const PciBus&) = delete;
    PciBus& operator=(const PciBus&) = delete;
    PciBus(PciBus&&) = delete;
    PciBus& operator=(PciBus&&) = delete;
    ~PciBus() override { ::munmap(mapping_, length_); }

    std::uint32_t read32(std::uint32_t address) override { return le32toh(registers_[word(address)]); }
    void write32(std::uint32_t address, std::uint32_t value) override {
        registers_[word(address)] = htole32(value);
    }

  private:
    static std::size_t word(std::uint32_t address) {
        if (address % 4 == 0 && address < registers::address_space) return address / 4;
        throw Error("InternalError", "", "address", "a register address outside the NIC");
    }

    FileDescriptor lock_;
    void* mapping_;
    std::size_t length_;
    volatile std::uint32_t* registers_;
};

std::size_t checked_length(const FileDescriptor& file, const std::string& address,
                           const PciOptions& options) {
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail("NicNotFound", address, "resource", reason());
    const auto length = static_cast<std::uint64_t>(status.st_size);
    if (options.offset % 4 != 0)
        fail("InvalidParameterValue", address, "offset", "offset is no multiple of 4");
    if (length < registers::address_space || options.offset > length - registers::address_space) {
        fail("NicNotFound", address, "resource",
             "resource " + std::to_string(options.resource) + " has " + std::to_string(length) + " bytes, " +
                 std::to_string(registers::address_space) + " are needed from " +
                 std::to_string(options.offset));
    }
    return static_cast<std::size_t>(length);
}

}  // namespace

std::unique_ptr<RegisterBus> open_pci(const std::string& address, const PciOptions& options) {
    check_address(address);
    const std::string folder = options.sysfs + "/bus/pci/devices/" + address;
    const std::string resource = folder + "/resource" + std::to_string(options.resource);
    FileDescriptor file = open_or_fail(resource, O_RDWR | O_SYNC, address, "resource");
    const std::size_t length = checked_length(file, address, options);
    FileDescriptor held_lock = lock(address, options);
    enable_memory(folder, address);
    void* mapping = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (mapping == MAP_FAILED)
        fail("NicNotFound", address, "resource", "cannot map " + resource + ": " + reason());
    return std::make_unique<PciBus>(std::move(held_lock), mapping, length, options.offset);
}

}  // namespace tain
