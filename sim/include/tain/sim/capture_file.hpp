// SPDX-License-Identifier: Apache-2.0
// Captures in and out: pcap and pcapng are read, pcap with nanosecond times is written; Ethernet only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tain::sim {

using Bytes = std::vector<std::uint8_t>;

struct CapturedFrame {
    std::int64_t time = 0;  ///< nanoseconds since 1970
    Bytes bytes;  ///< the captured bytes, which are the frame even where the capture kept less than there was
    std::uint64_t read_to = 0;  ///< bytes of the file up to the end of its record, where it comes from one
};

/// Reads a capture record by record. Records of 0 bytes are skipped and counted.
class CaptureReader {
  public:
    /// Throws tain::Error: InputUnreadable, NotACapture, NotEthernet; each names the file.
    explicit CaptureReader(const std::string& path);
    ~CaptureReader();
    CaptureReader(const CaptureReader&) = delete;
    CaptureReader& operator=(const CaptureReader&) = delete;

    /// The next frame; nothing at the end of the file or where it is cut short.
    std::optional<CapturedFrame> next();

    /// What is wrong behind the last whole record, once next() has returned nothing; absent at a proper end.
    [[nodiscard]] const std::optional<std::string>& cut_short() const { return cut_short_; }
    [[nodiscard]] std::uint64_t empty_records() const { return empty_records_; }
    [[nodiscard]] std::uint64_t bytes_read() const;
    [[nodiscard]] std::uint64_t bytes_total() const { return bytes_total_; }

  private:
    struct Handle;
    std::string path_;
    std::unique_ptr<Handle> handle_;
    std::optional<std::string> cut_short_;
    std::uint64_t empty_records_ = 0;
    std::uint64_t bytes_total_ = 0;
};

/// Writes a pcap. Until commit() a regular file of that name stays as it was: the bytes go to a file beside
/// it, which replaces it then, and is removed where commit() is never reached.
class CaptureWriter {
  public:
    /// Throws tain::Error(OutputUnwritable), as do write() and commit(), on a full disk among other reasons.
    explicit CaptureWriter(const std::string& path);
    ~CaptureWriter();
    CaptureWriter(const CaptureWriter&) = delete;
    CaptureWriter& operator=(const CaptureWriter&) = delete;

    void write(std::int64_t time, std::span<const std::uint8_t> frame);
    void commit();

  private:
    struct Handle;
    [[noreturn]] void fail() const;
    std::string path_;
    std::string written_path_;  ///< path_ itself where that is a device or a pipe
    std::unique_ptr<Handle> handle_;
};

}  // namespace tain::sim
