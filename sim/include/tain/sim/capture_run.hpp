// SPDX-License-Identifier: Apache-2.0
// Runs a capture through the simulated NIC and writes the copies that leave it: the work behind `tain
// simulate`.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tain/register_bus.hpp"
#include "tain/wanted.hpp"

namespace tain::sim {

/// When a frame of the capture may enter the NIC.
enum class Pace {
    lossless,  ///< in captured order, each as soon as any copy of it has room
    capture,   ///< at its capture time, never faster than a beat a clock; idle time is skipped
    line       ///< back to back in each direction
};

/// How far a run has come; `bytes_read` of `bytes_total` of the input file is a fair measure of it.
struct CaptureProgress {
    std::uint64_t bytes_read = 0;
    std::uint64_t bytes_total = 0;
    std::uint64_t frames_played = 0;
    std::uint64_t copies = 0;
    std::uint64_t clocks = 0;
};

struct CaptureRunOptions {
    Wanted wanted;
    std::string input;  ///< pcap or pcapng of link type Ethernet
    std::string
        output;  ///< nanosecond pcap of the copies; replaced only when the run ends well or is cut short
    unsigned width = 512;
    Pace pace = Pace::lossless;
    double clock_mhz = 250;           ///< gives capture times their clocks; matters to Pace::capture only
    std::optional<std::string> wave;  ///< FST waveform of the whole run
    /// Every address of each `mac: any` interface, by its id: such an interface sent a frame whose source is
    /// one of them.
    std::map<std::string, std::vector<IpAddress>> own_addresses;
    unsigned buffer_bytes = 0;  ///< capabilities of the default simulated NIC; matter to Pace::lossless only
    unsigned buffer_copies = 0;

    std::function<void(RegisterBus&)>
        program;  ///< makes the NIC's tables equal to `wanted`, before the first frame
    std::function<void(RegisterBus&)> finish;  ///< after the last copy has left: reads counters; may be empty
    std::function<void(const CaptureProgress&)> progress;  ///< called every few thousand clocks; may be empty

    /// Compares each copy, and each frame without one, with the reference model.
    bool score = false;
};

struct CaptureRunResult {
    std::uint64_t frames_read = 0;                 ///< records that hold a frame
    std::uint64_t records_empty = 0;               ///< records of 0 bytes, skipped
    std::uint64_t records_too_long = 0;            ///< records of more than 65,535 bytes, skipped
    std::array<std::uint64_t, 2> frames_played{};  ///< by direction (index: static_cast<int>(Direction))
    std::array<std::uint64_t, 2> copies{};         ///< copies that left, by direction
    std::array<std::uint64_t, 2> dropped{};        ///< copies that did not fit, by direction
    std::uint64_t copy_bytes = 0;                  ///< of the outer frames
    std::uint64_t clocks = 0;              ///< from the first frame's first beat to the last beat of all
    std::uint64_t program_clocks = 0;      ///< spent programming the tables
    double wall_seconds = 0;               ///< of `clocks`
    std::optional<std::string> cut_short;  ///< what is wrong behind the input's last whole record
    std::vector<std::string> mismatches;   ///< of the score, at most 20 lines
    std::uint64_t mismatch_count = 0;
};

/// Throws tain::Error: where the input can't be read, is no capture or not Ethernet; where output or waveform
/// can't be written; and whatever `program` and `finish` throw. The output then is as it was before.
CaptureRunResult run_capture(const CaptureRunOptions& options);

}  // namespace tain::sim
