// SPDX-License-Identifier: Apache-2.0
// Captures through the simulated NIC, programmed by the driver: every frame and every copy scored against the
// reference model, byte by byte, and the output file against what left. Configurations are drawn from each
// capture.
#define BOOST_TEST_MODULE capture_run
#include "tain/sim/capture_run.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "capture_wanted.hpp"
#include "folder.hpp"
#include "tain/device.hpp"
#include "tain/sim/capture_file.hpp"
#include "tain/sim/reference_model.hpp"
#include "tain/test/hostile.hpp"

using namespace tain;
using namespace tain::test;
using sim::CaptureRunOptions;
using sim::CaptureRunResult;
using sim::Pace;

namespace {

const std::string source_folder = TAIN_SOURCE_FOLDER;
const std::string demo_capture = source_folder + "/demo/demo.pcap";

/// Programs the NIC by the driver and keeps the counters that it read at the end.
struct Programmed {
    explicit Programmed(CaptureRunOptions& options) {
        const Capabilities capabilities = default_capabilities();
        options.buffer_bytes = capabilities.buffer_bytes;
        options.buffer_copies = capabilities.buffer_copies;
        options.program = [this, &options](RegisterBus& bus) {
            device = std::make_unique<Device>(bus);
            device->apply(options.wanted);
        };
        options.finish = [this](RegisterBus&) { counters = device->read_counters(); };
        options.score = true;
    }
    std::unique_ptr<Device> device;
    Counters counters;
};

std::vector<sim::CapturedFrame> frames_of(const std::string& path) {
    sim::CaptureReader reader(path);
    std::vector<sim::CapturedFrame> frames;
    while (auto frame = reader.next()) frames.push_back(std::move(*frame));
    return frames;
}

/// What must hold of every run.
void check_run(const CaptureRunOptions& options, const CaptureRunResult& result, const Counters& counters) {
    for (const std::string& mismatch : result.mismatches) BOOST_ERROR(mismatch);
    BOOST_TEST(result.mismatch_count == 0U);
    const std::uint64_t copies = result.copies[0] + result.copies[1];
    BOOST_TEST(frames_of(options.output).size() == copies);
    std::uint64_t counted = 0, dropped = 0, played = 0;
    for (const InterfaceCounters& each : counters.interfaces) {
        counted += each.copied;
        dropped += each.dropped;
        BOOST_TEST(each.judged == each.not_copied + each.copied + each.dropped);
    }
    for (const PortCounters& each : counters.ports) played += each.frames;
    BOOST_TEST(counted == copies);
    BOOST_TEST(dropped == result.dropped[0] + result.dropped[1]);
    BOOST_TEST(played == result.frames_played[0] + result.frames_played[1]);
    if (options.pace == Pace::lossless) BOOST_TEST(dropped == 0U);
}

CaptureRunResult run_drawn(const std::string& capture, std::uint32_t seed, unsigned width, Pace pace) {
    const Folder folder;
    CaptureRunOptions options;
    options.input = capture;
    options.output = folder.file("out.pcap");
    options.width = width;
    options.pace = pace;
    draw_from_capture(options, seed);
    const Programmed programmed(options);
    CaptureRunResult result = sim::run_capture(options);
    check_run(options, result, programmed.counters);
    return result;
}

std::string captures_folder() {
    const char* given = std::getenv("TAIN_CAPTURES");
    return given != nullptr ? given : source_folder + "/../shared/captures";
}

std::vector<std::string> captures() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(captures_folder())) {
        const std::string extension = entry.path().extension();
        if (extension == ".pcap" || extension == ".pcapng") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

constexpr std::array<unsigned, 4> widths{512, 64, 128, 256};
constexpr std::array<Pace, 3> paces{Pace::lossless, Pace::line, Pace::capture};

/// $TAIN_SEED runs others than those of every day.
std::uint32_t first_seed() {
    const char* text = std::getenv("TAIN_SEED");
    return text == nullptr ? 0 : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

std::uint64_t run_with_many_configurations(const std::string& capture, std::uint32_t configurations) {
    std::uint64_t copies = 0;
    for (std::uint32_t seed = first_seed(); seed < first_seed() + configurations; ++seed) {
        const unsigned width = widths.at(seed % widths.size());
        BOOST_TEST_CONTEXT(capture << ", seed " << seed << ", width " << width << ", pace " << seed % 3) {
            try {
                const CaptureRunResult result =
                    run_drawn(capture, seed, width, paces.at(seed % paces.size()));
                copies += result.copies[0] + result.copies[1];
            } catch (const std::exception& error) {
                BOOST_ERROR(error.what());
            }
        }
    }
    return copies;
}

/// Everything IP of one host, copied to one target.
CaptureRunOptions copy_all_of(const char* mac) {
    CaptureRunOptions options;
    options.wanted.interfaces = {
        {"eni-1", 0, parse_mac(mac), parse_mac(mac), parse_ip("10.9.0.1"), std::nullopt}};
    Rule v4;
    v4.id = "tmfr-4";
    v4.number = 4;
    Rule v6 = v4;
    v6.id = "tmfr-6";
    v6.number = 6;
    v6.source.address.v6 = v6.destination.address.v6 = true;
    options.wanted.filters = {{"tmf-1", {v4, v6}, {v4, v6}, false}};
    options.wanted.targets = {{"tmt-1", {{parse_ip("10.8.0.1"), parse_mac("02:00:00:00:ee:01")}}, 9001}};
    Session session;
    session.id = "tms-1";
    session.interface = "eni-1";
    session.filter = "tmf-1";
    session.target = "tmt-1";
    options.wanted.sessions = {session};
    return options;
}

constexpr const char* first_host = "02:00:00:00:00:01";
constexpr const char* second_host = "02:00:00:00:00:02";

Bytes udp_between(const char* to, const char* from, std::size_t payload = 4) {
    return join({mac_pair(to, from), ether_type(0x0800), ipv4({}), udp(1, 2, payload)});
}

void write_capture(const std::string& path, const std::vector<sim::CapturedFrame>& frames) {
    sim::CaptureWriter writer(path);
    for (const sim::CapturedFrame& frame : frames) writer.write(frame.time, frame.bytes);
    writer.commit();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_demo_capture) {
    BOOST_TEST(run_with_many_configurations(demo_capture, 8) > 100U);
}

/// Alone in this test: it needs captures that are no part of the repository.
BOOST_AUTO_TEST_CASE(shared_captures) {
    if (!std::filesystem::is_directory(captures_folder())) {
        std::cout << "SKIPPED: no folder " << captures_folder() << "; $TAIN_CAPTURES names another\n";
        return;
    }
    const std::vector<std::string> paths = captures();
    BOOST_TEST(!paths.empty());
    std::uint64_t copies = 0;
    for (const std::string& path : paths) copies += run_with_many_configurations(path, 4);
    BOOST_TEST(copies > paths.size());
}

BOOST_FIXTURE_TEST_SUITE(runs, Folder)

/// Scored frame by frame: whatever the frames are, the pipeline judges them as the model does, and goes on.
BOOST_AUTO_TEST_CASE(a_hostile_capture) {
    std::vector<sim::CapturedFrame> frames{{0, {}}};
    for (Bytes& bytes : hostile_frames(first_host)) frames.push_back({0, std::move(bytes)});
    write_capture(file("in.pcap"), frames);
    for (const unsigned width : {64U, 512U}) {
        for (const Pace pace : paces) {
            CaptureRunOptions options = copy_all_of(first_host);
            options.input = file("in.pcap");
            options.output = file("out.pcap");
            options.width = width;
            options.pace = pace;
            Programmed programmed(options);
            const CaptureRunResult result = sim::run_capture(options);
            check_run(options, result, programmed.counters);
            BOOST_TEST(result.records_empty == 1U);
            BOOST_TEST(result.frames_read == frames.size() - 1);
            BOOST_TEST(result.frames_played[0] + result.frames_played[1] == frames.size() - 1);
            BOOST_TEST(result.copies[0] > 10U);
            BOOST_TEST(result.copies[1] > 10U);
        }
    }
}

/// The bar shows what was played, not what was read ahead of it.
BOOST_AUTO_TEST_CASE(progress_does_not_run_ahead) {
    std::vector<sim::CapturedFrame> frames;
    for (int i = 0; i < 500; ++i) frames.push_back({0, udp_between(first_host, second_host, 1400)});
    write_capture(file("in.pcap"), frames);
    CaptureRunOptions options = copy_all_of(first_host);
    options.input = file("in.pcap");
    options.output = file("out.pcap");
    std::vector<sim::CaptureProgress> seen;
    options.progress = [&](const sim::CaptureProgress& progress) { seen.push_back(progress); };
    const Programmed programmed(options);
    sim::run_capture(options);
    BOOST_REQUIRE(seen.size() > 1U);
    for (const sim::CaptureProgress& each : seen)
        BOOST_TEST(each.bytes_played ==
                   (each.frames_played == 0 ? 0 : 24 + each.frames_played * (16 + 1442)));
    BOOST_TEST(seen.front().bytes_played < seen.front().bytes_total);
    BOOST_TEST(seen.back().bytes_played == seen.back().bytes_total);
}

BOOST_AUTO_TEST_CASE(both_ends_local_pass_out_and_then_in) {
    CaptureRunOptions options = copy_all_of(first_host);
    Interface second = options.wanted.interfaces[0];
    second.id = "eni-2";
    second.mac = second.source_mac = parse_mac(second_host);
    options.wanted.interfaces.push_back(second);
    Session other = options.wanted.sessions[0];
    other.id = "tms-2";
    other.interface = "eni-2";
    other.vni = 2;
    options.wanted.sessions.push_back(other);
    const Bytes frame = udp_between(first_host, second_host);
    for (const Pace pace : paces) {
        options.input = file("in.pcap");
        options.output = file("out.pcap");
        options.pace = pace;
        write_capture(options.input, {{1000, frame}, {2000, udp_between(first_host, "02:00:00:00:00:99")}});
        const Programmed programmed(options);
        const CaptureRunResult result = sim::run_capture(options);
        check_run(options, result, programmed.counters);
        BOOST_TEST(result.frames_read == 2U);
        BOOST_TEST(result.frames_played[0] == 2U);
        BOOST_TEST(result.frames_played[1] == 1U);
        const auto copies = frames_of(options.output);
        BOOST_REQUIRE(copies.size() == 3U);
        BOOST_TEST(copies[0].bytes[48] == 2);  // out: the sender's session
        BOOST_TEST(copies[1].bytes[48] == 0);  // then in: the receiver's
        BOOST_TEST(copies[0].time == 1000);
        BOOST_TEST(copies[1].time == 1000);
        BOOST_TEST(copies[2].time == 2000);
    }
}

BOOST_AUTO_TEST_CASE(frames_of_no_interface_come_in_and_are_counted) {
    CaptureRunOptions options = copy_all_of(first_host);
    options.input = file("in.pcap");
    options.output = file("out.pcap");
    write_capture(options.input,
                  {{0, udp_between("02:00:00:00:00:98", "02:00:00:00:00:99")}, {0, hex("01")}});
    const Programmed programmed(options);
    const CaptureRunResult result = sim::run_capture(options);
    BOOST_TEST(result.frames_played[0] == 2U);
    BOOST_TEST(frames_of(options.output).empty());
    BOOST_TEST(programmed.counters.ports.at(0).unowned == 2U);
}

BOOST_AUTO_TEST_CASE(a_whole_port_sends_what_comes_from_its_own_addresses) {
    CaptureRunOptions options = copy_all_of(first_host);
    options.wanted.interfaces[0].mac.reset();
    options.own_addresses["eni-1"] = {parse_ip("10.0.0.77"), parse_ip("198.51.100.7")};
    options.input = file("in.pcap");
    options.output = file("out.pcap");
    const Bytes other = join(
        {mac_pair(second_host, first_host), ether_type(0x0800), ipv4({.source = "198.51.100.8"}), udp(1, 2)});
    write_capture(options.input, {{0, udp_between(first_host, second_host)}, {0, other}, {0, hex("0102")}});
    const Programmed programmed(options);
    const CaptureRunResult result = sim::run_capture(options);
    check_run(options, result, programmed.counters);
    BOOST_TEST(result.frames_played[0] == 2U);
    BOOST_TEST(result.frames_played[1] == 1U);
    BOOST_TEST(result.copies[0] == 1U);
    BOOST_TEST(result.copies[1] == 1U);
}

BOOST_AUTO_TEST_CASE(whole_records_of_a_cut_capture_are_run) {
    CaptureRunOptions options = copy_all_of(first_host);
    const std::string whole = file("whole.pcap");
    write_capture(whole,
                  {{0, udp_between(first_host, second_host)}, {0, udp_between(first_host, second_host)}});
    std::filesystem::resize_file(whole, std::filesystem::file_size(whole) - 1);
    options.input = whole;
    options.output = file("out.pcap");
    const Programmed programmed(options);
    const CaptureRunResult result = sim::run_capture(options);
    BOOST_TEST(result.cut_short.has_value());
    BOOST_TEST(frames_of(options.output).size() == 1U);
}

BOOST_AUTO_TEST_CASE(lossless_drops_nothing_that_line_rate_drops) {
    // Each frame's copy is longer than the frame: at line rate in both directions the port cannot carry them
    // all.
    CaptureRunOptions options = copy_all_of(first_host);
    std::vector<sim::CapturedFrame> frames;
    for (int i = 0; i < 400; ++i) {
        frames.push_back({i, udp_between(first_host, second_host, 1000)});
        frames.push_back({i, udp_between(second_host, first_host, 1000)});
    }
    options.input = file("in.pcap");
    options.output = file("out.pcap");
    write_capture(options.input, frames);
    for (const Pace pace : {Pace::line, Pace::lossless}) {
        options.pace = pace;
        const Programmed programmed(options);
        const CaptureRunResult result = sim::run_capture(options);
        check_run(options, result, programmed.counters);
        const std::uint64_t dropped = result.dropped[0] + result.dropped[1];
        BOOST_TEST((dropped > 0) == (pace == Pace::line));
        BOOST_TEST(result.copies[0] + result.copies[1] + dropped == 800U);
    }
}

BOOST_AUTO_TEST_CASE(the_capture_pace_keeps_times_and_skips_idle_ones) {
    CaptureRunOptions options = copy_all_of(first_host);
    options.pace = Pace::capture;
    options.input = file("in.pcap");
    options.output = file("out.pcap");
    std::vector<sim::CapturedFrame> close, far;
    for (int i = 0; i < 20; ++i) {
        close.push_back({i * std::int64_t{40},
                         udp_between(first_host, second_host, 1400)});  // 40 ns: 10 clocks of 250 MHz
        far.push_back({i * 1'000'000'000LL, close.back().bytes});
    }
    const Programmed programmed(options);
    write_capture(options.input, close);
    const std::uint64_t close_clocks = sim::run_capture(options).clocks;
    options.clock_mhz =
        2500;  // 100 clocks between frames, though a copy takes 23: idle time would be skipped
    const std::uint64_t apart_clocks = sim::run_capture(options).clocks;
    options.clock_mhz = 250;
    write_capture(options.input, far);
    const std::uint64_t far_clocks = sim::run_capture(options).clocks;
    BOOST_TEST(close_clocks >= 20U * 23);  // a beat a clock
    BOOST_TEST(close_clocks < 700U);
    BOOST_TEST(apart_clocks <= 20U * 100 + 100);
    BOOST_TEST(far_clocks <= apart_clocks + 100);
}

BOOST_AUTO_TEST_CASE(a_failed_run_leaves_the_old_output) {
    CaptureRunOptions options = copy_all_of(first_host);
    options.input = demo_capture;
    options.output = file("out.pcap", hex("6f6c64"));
    options.program = [](RegisterBus&) { throw Error("Test", "", "", "refused"); };
    BOOST_CHECK_THROW(sim::run_capture(options), Error);
    std::ifstream kept(options.output);
    BOOST_TEST(std::string(std::istreambuf_iterator<char>(kept), {}) == "old");
}

BOOST_AUTO_TEST_CASE(a_waveform_is_written_on_request) {
    for (const unsigned width : widths) {
        CaptureRunOptions options = copy_all_of(first_host);
        options.width = width;
        options.input = file("in.pcap");
        options.output = file("out.pcap");
        options.wave = file("out.fst");
        write_capture(options.input, {{0, udp_between(first_host, second_host)}});
        sim::run_capture(options);
        BOOST_TEST(std::filesystem::file_size(*options.wave) > 1000U);
    }
    CaptureRunOptions options = copy_all_of(first_host);
    options.input = demo_capture;
    options.output = file("out.pcap");
    options.wave = file("no/such/folder.fst");
    BOOST_CHECK_EXCEPTION(sim::run_capture(options), Error,
                          [](const Error& error) { return error.code() == "OutputUnwritable"; });
}

BOOST_AUTO_TEST_CASE(other_widths_are_refused) {
    CaptureRunOptions options = copy_all_of(first_host);
    options.input = demo_capture;
    options.output = file("out.pcap");
    options.width = 100;
    BOOST_CHECK_EXCEPTION(sim::run_capture(options), Error,
                          [](const Error& error) { return error.field() == "width"; });
}

BOOST_AUTO_TEST_SUITE_END()
