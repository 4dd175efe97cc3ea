// SPDX-License-Identifier: Apache-2.0
// Runs a capture through the simulated NIC and writes the copies that leave it: the work behind `tain
// simulate`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tain/register_bus.hpp"
#include "tain/sim/capture_player.hpp"

namespace tain::sim {

/// How far a run has come; `bytes_played` of `bytes_total` of the input file is a fair measure of it.
struct CaptureProgress {
    std::uint64_t bytes_played = 0;  ///< up to the end of the last frame that was given to the NIC
    std::uint64_t bytes_total = 0;
    std::uint64_t frames_played = 0;
    std::uint64_t copies = 0;
    std::uint64_t clocks = 0;
};

struct CaptureRunOptions : PlayOptions {
    std::string input;  ///< pcap or pcapng of link type Ethernet
    std::string
        output;  ///< nanosecond pcap of the copies; replaced only when the run ends well or is cut short
    unsigned width = 512;
    std::optional<std::string> wave;  ///< FST waveform of the whole run

    std::function<void(RegisterBus&)>
        program;  ///< makes the NIC's tables equal to `wanted`, before the first frame
    std::function<void(RegisterBus&)> finish;  ///< after the last copy has left: reads counters; may be empty
    std::function<void(const CaptureProgress&)> progress;  ///< called every few thousand clocks; may be empty
};

struct CaptureRunResult : PlayResult {
    std::uint64_t records_empty = 0;       ///< records of 0 bytes, skipped
    std::uint64_t program_clocks = 0;      ///< spent programming the tables
    double wall_seconds = 0;               ///< of `clocks`
    std::optional<std::string> cut_short;  ///< what is wrong behind the input's last whole record
};

/// Throws tain::Error: where the input can't be read, is no capture or not Ethernet; where output or waveform
/// can't be written; and whatever `program` and `finish` throw. The output then is as it was before.
CaptureRunResult run_capture(const CaptureRunOptions& options);

}  // namespace tain::sim
