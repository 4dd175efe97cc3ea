// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/capture_run.hpp"

#include <chrono>

#include "tain/sim/capture_file.hpp"
#include "tain/sim/simulated_nic.hpp"

namespace tain::sim {
namespace {

constexpr std::uint64_t clocks_per_report = 8192;  // of progress

CaptureProgress progress_of(const PlayResult& result, const CaptureReader& reader, std::uint64_t clocks) {
    CaptureProgress progress;
    progress.bytes_played = result.bytes_played;
    progress.bytes_total = reader.bytes_total();
    progress.frames_played = result.frames_played[0] + result.frames_played[1];
    progress.copies = result.copies[0] + result.copies[1];
    progress.clocks = clocks;
    return progress;
}

PlayResult play(SimulatedNic& nic, const CaptureRunOptions& options, CaptureReader& reader,
                CaptureWriter& writer) {
    CapturePlayer player(
        nic, options, [&] { return reader.next(); },
        [&](const CapturedFrame& of, const SentFrame& copy) { writer.write(of.time, copy.frame.bytes); });
    const std::uint64_t start = nic.clock();
    const auto report = [&] {
        if (options.progress) options.progress(progress_of(player.result(), reader, nic.clock() - start));
    };
    while (!player.finished()) {
        player.step();
        if (nic.clock() % clocks_per_report == 0) report();
    }
    report();
    return player.result();
}

}  // namespace

CaptureRunResult run_capture(const CaptureRunOptions& options) {
    CaptureReader reader(options.input);
    CaptureWriter writer(options.output);
    SimulatedNic nic(NicSize::standard, options.width, options.wave);
    if (options.program) options.program(nic);
    CaptureRunResult result;
    result.program_clocks = nic.clock();
    const auto start = std::chrono::steady_clock::now();
    static_cast<PlayResult&>(result) = play(nic, options, reader, writer);
    result.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (options.finish) options.finish(nic);
    writer.commit();
    result.records_empty = reader.empty_records();
    result.cut_short = reader.cut_short();
    return result;
}

}  // namespace tain::sim
