// SPDX-License-Identifier: Apache-2.0
// tain-soak: plays random episodes at one width until enough frames were scored, and ends with one line of
// JSON. Where one fails, it is made small and left as a waveform and a capture, with the command that replays
// it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "player.hpp"
#include "shrink.hpp"
#include "tain/sim/capture_file.hpp"

namespace {

using namespace tain;
using namespace tain::test;

constexpr std::int64_t clock_period = 4;                                    // ns in captures
constexpr std::uint64_t clocks_before_end = 40'000, clocks_at_rest = 2000;  // in waveforms
constexpr unsigned most_plays = 1500;

struct Options {
    unsigned width = 512;
    std::uint32_t seed = 1;
    std::uint64_t frames = 1000;
    unsigned episode_frames = 2000;
    std::vector<std::size_t> keep;
    std::vector<std::string> without;
    std::size_t longest = 65535;
    bool shrink = true;
    std::string folder = ".";

    [[nodiscard]] bool is_part() const { return !keep.empty() || !without.empty() || longest != 65535; }
};

template <typename Values>
std::string joined(const Values& values) {
    std::ostringstream text;
    const char* separator = "";
    for (const auto& each : values) {
        text << separator << each;
        separator = ",";
    }
    return text.str();
}

void write_capture(const std::string& path, const Episode& episode) {
    sim::CaptureWriter writer(path);
    std::int64_t time = 0;
    for (const Action& action : episode.actions) {
        if (const auto* send = std::get_if<Send>(&action))
            writer.write(time += clock_period, send->frame.bytes);
    }
    writer.commit();
}

std::size_t frames_of(const Episode& episode) {
    return static_cast<std::size_t>(
        std::count_if(episode.actions.begin(), episode.actions.end(),
                      [](const Action& each) { return std::holds_alternative<Send>(each); }));
}

/// A failing part of an episode as people look at it.
void leave_evidence(const Options& options, const Episode& whole, const Part& part) {
    const Episode small = part_of(whole, part);
    const Outcome outcome = play(small);
    std::filesystem::create_directories(options.folder);
    const std::string stem =
        options.folder + "/soak-" + std::to_string(whole.width) + "-" + std::to_string(whole.seed);
    // Where everything stands still, a failure is found out long after it happened.
    const std::uint64_t until = std::min(outcome.clocks, outcome.last_moved + clocks_at_rest);
    const std::uint64_t from = until > clocks_before_end ? until - clocks_before_end : 0;
    play(small, Wave{stem + ".fst", from, until});
    write_capture(stem + ".pcap", small);
    std::cerr << "with " << small.actions.size() << " actions, " << frames_of(small)
              << " frames of them: " << outcome.failure.value_or("it does not fail any more") << "\n"
              << "waveform: " << stem << ".fst, clocks " << from << " to " << until << "\ncapture: " << stem
              << ".pcap\nreplay: scripts/soak --width " << whole.width << " --seed " << whole.seed
              << " --episode-frames " << options.episode_frames << " --keep " << joined(part.actions);
    if (!part.without.empty()) std::cerr << " --without " << joined(part.without);
    if (part.longest != 65535) std::cerr << " --longest " << part.longest;
    std::cerr << '\n';
}

Part whole_or_named(const Options& options, const Episode& episode) {
    Part part;
    part.actions = options.keep;
    if (part.actions.empty()) {
        part.actions.resize(episode.actions.size());
        for (std::size_t i = 0; i < part.actions.size(); ++i) part.actions[i] = i;
    }
    part.without.insert(options.without.begin(), options.without.end());
    part.longest = options.longest;
    return part;
}

/// False where the episode failed.
bool run_episode(const Options& options, std::uint32_t seed, Outcome& outcome) {
    const Episode episode = draw_episode(options.width, seed, options.episode_frames);
    const Part named = whole_or_named(options, episode);
    outcome = play(options.is_part() ? part_of(episode, named) : episode);
    if (!outcome.failure) return true;
    std::cerr << "width " << options.width << ", seed " << seed << ", clock " << outcome.clocks << ": "
              << *outcome.failure << std::endl;
    const bool shrinks = options.shrink && !options.is_part();
    leave_evidence(options, episode, shrinks ? shrink(episode, outcome, most_plays) : named);
    return false;
}

int run(const Options& options) {
    const auto start = std::chrono::steady_clock::now();
    Totals totals;
    std::uint64_t clocks = 0;
    std::uint32_t episodes = 0;
    while (totals.frames < options.frames && (episodes == 0 || !options.is_part())) {
        Outcome outcome;
        if (!run_episode(options, options.seed + episodes, outcome)) return 1;
        totals += outcome.totals;
        clocks += outcome.clocks;
        ++episodes;
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::cout << "{\"width\": " << options.width << ", \"seed\": " << options.seed
              << ", \"episodes\": " << episodes << ", \"frames\": " << totals.frames
              << ", \"unowned\": " << totals.unowned << ", \"not_copied\": " << totals.not_copied
              << ", \"copied\": " << totals.copied << ", \"dropped\": " << totals.dropped
              << ", \"truncated\": " << totals.truncated << ", \"bad\": " << totals.bad
              << ", \"flips\": " << totals.flips << ", \"under_way\": " << totals.under_way
              << ", \"loose\": " << totals.loose << ", \"clocks\": " << clocks
              << ", \"seconds\": " << taken.count() << "}\n";
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    CLI::App app("Random traffic and changes on the simulated NIC, held to the reference model.",
                 "tain-soak");
    app.add_option("--width", options.width, "bits")->check(CLI::IsMember({64, 128, 256, 512}));
    app.add_option("--seed", options.seed, "of the first episode; the next ones count on");
    app.add_option("--frames", options.frames, "to score, at least")->check(CLI::PositiveNumber);
    app.add_option("--episode-frames", options.episode_frames, "in each episode")->check(CLI::PositiveNumber);
    app.add_option("--keep", options.keep, "play these actions of one episode only")->delimiter(',');
    app.add_option("--without", options.without, "leave these objects out")->delimiter(',');
    app.add_option("--longest", options.longest, "cut frames to so many bytes")->check(CLI::Range(1, 65535));
    app.add_flag("!--no-shrink", options.shrink, "leave a failing episode as it is");
    app.add_option("--evidence", options.folder, "folder for waveform and capture of a failure");
    CLI11_PARSE(app, count, arguments);
    try {
        return run(options);
    } catch (const std::exception& error) {
        std::cerr << "tain-soak: " << error.what() << '\n';
        return 2;
    }
}
