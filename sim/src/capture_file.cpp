// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/capture_file.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <system_error>
#include <vector>

#include "pcap_library.hpp"
#include "tain/error.hpp"

namespace tain::sim {
namespace {

constexpr std::int64_t nanoseconds = 1'000'000'000;
constexpr int longest_record = 262144;
constexpr std::size_t stream_buffer = 65536;  // bytes read or written at once

struct CloseFile {
    void operator()(FILE* file) const { std::fclose(file); }
};
struct ClosePcap {
    void operator()(pcap_t* handle) const { pcap().close(handle); }
};
using File = std::unique_ptr<FILE, CloseFile>;
using Pcap = std::unique_ptr<pcap_t, ClosePcap>;

std::string reason(int error) {
    return std::generic_category().message(error);
}

Error unreadable(const std::string& path, const std::string& why) {
    return {"InputUnreadable", path, "read", path + ": cannot be read: " + why};
}

/// A pcapng record may lie before 1970 or after 2106, between which pcap can write: such a time is brought to
/// the nearer end. With nanosecond precision asked for, tv_usec holds nanoseconds.
std::int64_t time_of(const pcap_pkthdr& header) {
    const std::int64_t second =
        std::clamp<std::int64_t>(header.ts.tv_sec, 0, std::numeric_limits<std::uint32_t>::max());
    return second * nanoseconds + std::clamp<std::int64_t>(header.ts.tv_usec, 0, nanoseconds - 1);
}

File open_input(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) throw unreadable(path, reason(EISDIR));
    File file(std::fopen(path.c_str(), "rb"));
    if (!file) throw unreadable(path, reason(errno));
    return file;
}

/// The caller's buffer must outlive the file.
void enlarge_buffer(FILE* file, std::vector<char>& buffer) {
    buffer.resize(stream_buffer);
    std::setvbuf(file, buffer.data(), _IOFBF, buffer.size());
}

}  // namespace

struct CaptureReader::Handle {
    std::vector<char> buffer;
    Pcap pcap;
};

CaptureReader::CaptureReader(const std::string& path) : path_(path), handle_(std::make_unique<Handle>()) {
    File file = open_input(path);
    enlarge_buffer(file.get(), handle_->buffer);
    // A stream that was positioned knows where it is; one that was not asks the system with every ftell().
    static_cast<void>(std::fseek(file.get(), 0, SEEK_CUR));
    std::error_code unknown_size;
    bytes_total_ =
        std::filesystem::is_regular_file(path, unknown_size) ? std::filesystem::file_size(path) : 0;
    std::array<char, PCAP_ERRBUF_SIZE> error{};
    handle_->pcap.reset(
        pcap().fopen_offline_with_tstamp_precision(file.get(), PCAP_TSTAMP_PRECISION_NANO, error.data()));
    if (!handle_->pcap) {
        throw Error("NotACapture", path, "read", path + ": not a pcap or pcapng capture: " + error.data());
    }
    static_cast<void>(file.release());  // libpcap closes it from here on
    const int link_type = pcap().datalink(handle_->pcap.get());
    if (link_type == DLT_EN10MB) return;
    const char* name = pcap().datalink_val_to_name(link_type);
    const std::string link = name != nullptr ? name : "number " + std::to_string(link_type);
    throw Error("NotEthernet", path, "read", path + ": its link type is " + link + ", not Ethernet");
}

CaptureReader::~CaptureReader() = default;

std::optional<CapturedFrame> CaptureReader::next() {
    while (!cut_short_) {
        pcap_pkthdr* header = nullptr;
        const u_char* data = nullptr;
        const int outcome = pcap().next_ex(handle_->pcap.get(), &header, &data);
        if (outcome == PCAP_ERROR_BREAK) return std::nullopt;
        if (outcome != 1) {
            cut_short_ = path_ + ": " + pcap().geterr(handle_->pcap.get());
            return std::nullopt;
        }
        if (header->caplen == 0) {
            ++empty_records_;
            continue;
        }
        return CapturedFrame{time_of(*header), Bytes(data, data + header->caplen), bytes_read()};
    }
    return std::nullopt;
}

std::uint64_t CaptureReader::bytes_read() const {
    const long at = std::ftell(pcap().file(handle_->pcap.get()));
    return at < 0 ? 0 : static_cast<std::uint64_t>(at);
}

namespace {

struct CloseDumper {
    void operator()(pcap_dumper_t* dumper) const { pcap().dump_close(dumper); }
};

bool is_special(const std::string& path) {
    struct stat info {};
    return stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

}  // namespace

struct CaptureWriter::Handle {
    std::vector<char> buffer;
    Pcap pcap;
    std::unique_ptr<pcap_dumper_t, CloseDumper> dumper;
    bool committed = false;
};

CaptureWriter::CaptureWriter(const std::string& path)
    : path_(path),
      written_path_(is_special(path) ? path : path + ".part"),
      handle_(std::make_unique<Handle>()) {
    if (std::filesystem::is_directory(path)) {
        errno = EISDIR;
        fail();
    }
    handle_->pcap.reset(
        pcap().open_dead_with_tstamp_precision(DLT_EN10MB, longest_record, PCAP_TSTAMP_PRECISION_NANO));
    FILE* file = std::fopen(written_path_.c_str(), "wb");
    if (file == nullptr) fail();
    enlarge_buffer(file, handle_->buffer);
    errno = EIO;  // where libpcap fails without a system call that did
    handle_->dumper.reset(pcap().dump_fopen(handle_->pcap.get(), file));
    if (!handle_->dumper) fail();
}

CaptureWriter::~CaptureWriter() {
    if (handle_->committed || written_path_ == path_) return;
    handle_->dumper.reset();
    std::error_code ignored;
    std::filesystem::remove(written_path_, ignored);
}

void CaptureWriter::fail() const {
    throw Error("OutputUnwritable", path_, "write", path_ + ": cannot be written: " + reason(errno));
}

void CaptureWriter::write(std::int64_t time, std::span<const std::uint8_t> frame) {
    pcap_pkthdr header{};
    const std::int64_t second = time >= 0 ? time / nanoseconds : (time - nanoseconds + 1) / nanoseconds;
    header.ts.tv_sec = second;
    header.ts.tv_usec = time - second * nanoseconds;
    header.caplen = static_cast<bpf_u_int32>(frame.size());
    header.len = header.caplen;
    // libpcap's pcap_dump reports nothing; the stream below it does.
    pcap().dump(reinterpret_cast<u_char*>(handle_->dumper.get()), &header, frame.data());
    if (std::ferror(pcap().dump_file(handle_->dumper.get())) != 0) fail();
}

void CaptureWriter::commit() {
    if (pcap().dump_flush(handle_->dumper.get()) != 0) fail();
    if (std::ferror(pcap().dump_file(handle_->dumper.get())) != 0) fail();
    handle_->dumper.reset();
    if (written_path_ != path_ && std::rename(written_path_.c_str(), path_.c_str()) != 0) fail();
    handle_->committed = true;
}

}  // namespace tain::sim
