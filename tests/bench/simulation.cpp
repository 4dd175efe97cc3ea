// SPDX-License-Identifier: Apache-2.0
// How fast `tain simulate` is on this machine. Times are of this run on this machine; only their ratios mean
// something elsewhere.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "figures.hpp"
#include "tain/device.hpp"
#include "tain/sim/capture_file.hpp"
#include "tain/sim/capture_run.hpp"
#include "workload.hpp"

namespace tain::bench {
namespace {

void print_without_frames() {
    constexpr unsigned clocks = 50'000;
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    const auto start = std::chrono::steady_clock::now();
    nic.run(clocks);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("  no frames: %.0f clocks a second\n", clocks / seconds);
}

/// What `tain simulate` does, without reading the store: a capture in, its copies out.
void print_capture(std::size_t bytes, unsigned frames, const std::filesystem::path& folder) {
    sim::CaptureRunOptions options;
    options.wanted = copy_everything();
    options.input = folder / "in.pcap";
    options.output = folder / "out.pcap";
    options.buffer_bytes = default_capabilities().buffer_bytes;
    options.buffer_copies = default_capabilities().buffer_copies;
    options.program = [&](RegisterBus& bus) { Device(bus).apply(options.wanted); };
    sim::CaptureWriter capture(options.input);
    const sim::Frame frame = frame_of(bytes);
    for (unsigned i = 0; i < frames; ++i) capture.write(i, frame.bytes);
    capture.commit();

    const sim::CaptureRunResult result = sim::run_capture(options);
    std::printf("  %4zu-byte frames: %.0f frames a second, %.0f clocks a second (%llu copies)\n", bytes,
                static_cast<double>(result.frames_read) / result.wall_seconds,
                static_cast<double>(result.clocks) / result.wall_seconds,
                static_cast<unsigned long long>(result.copies[0] + result.copies[1]));
}

}  // namespace

void print_simulation() {
    std::printf("\ntain simulate at 512 bits, one core, every frame copied (wall time of this machine)\n");
    print_without_frames();
    std::string folder = std::filesystem::temp_directory_path() / "tain-bench-XXXXXX";
    if (mkdtemp(folder.data()) == nullptr)
        throw Error("OutputUnwritable", folder, "", "no room for a capture in " + folder);
    print_capture(64, 40'000, folder);
    print_capture(1500, 4'000, folder);
    std::filesystem::remove_all(folder);
}

}  // namespace tain::bench
