// SPDX-License-Identifier: Apache-2.0
// How fast `tain simulate` is on this machine: by the time that one processor worked for it, so that what
// else the machine does counts little.
#include <sys/resource.h>

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

constexpr double goal = 300'000;  // clocks a second, with frames

/// Seconds that this process has worked, in its own code.
double seconds_worked() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

void print_without_frames() {
    constexpr unsigned clocks = 100'000;
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    const double start = seconds_worked();
    nic.run(clocks);
    std::printf("  no frames: %.0f clocks a second\n", clocks / (seconds_worked() - start));
}

/// What `tain simulate` does, without reading the store: a capture in, its copies out.
void print_capture(std::size_t bytes, unsigned frames, const std::filesystem::path& folder) {
    sim::CaptureRunOptions options;
    options.wanted = copy_everything();
    options.input = folder / "in.pcap";
    options.output = folder / "out.pcap";
    options.buffer_bytes = default_capabilities().buffer_bytes;
    options.buffer_copies = default_capabilities().buffer_copies;
    double start = 0, seconds = 0;
    options.program = [&](RegisterBus& bus) {
        Device(bus).apply(options.wanted);
        start = seconds_worked();
    };
    options.finish = [&](RegisterBus&) { seconds = seconds_worked() - start; };
    sim::CaptureWriter capture(options.input);
    const sim::Frame frame = frame_of(bytes);
    for (unsigned i = 0; i < frames; ++i) capture.write(i, frame.bytes);
    capture.commit();

    const sim::CaptureRunResult result = sim::run_capture(options);
    const double clocks = static_cast<double>(result.clocks) / seconds;
    std::printf(
        "  %4zu-byte frames: %.0f frames a second, %.0f clocks a second (goal: %.0f%s; %llu copies)\n", bytes,
        static_cast<double>(result.frames_read) / seconds, clocks, goal, clocks < goal ? ", missed" : "",
        static_cast<unsigned long long>(result.copies[0] + result.copies[1]));
}

}  // namespace

void print_simulation() {
    std::printf(
        "\ntain simulate at 512 bits, every frame copied (seconds of one processor of this machine)\n");
    print_without_frames();
    std::string folder = std::filesystem::temp_directory_path() / "tain-bench-XXXXXX";
    if (mkdtemp(folder.data()) == nullptr)
        throw Error("OutputUnwritable", folder, "", "no room for a capture in " + folder);
    print_capture(64, 40'000, folder);
    print_capture(1500, 4'000, folder);
    std::filesystem::remove_all(folder);
}

}  // namespace tain::bench
