// SPDX-License-Identifier: Apache-2.0
// Production under full copy load.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <deque>

#include "figures.hpp"
#include "tain/device.hpp"
#include "workload.hpp"

namespace tain::bench {
namespace {

/// What production saw in one direction.
struct Seen {
    std::deque<std::uint64_t> entered;  ///< clock of the first beat of each frame that has not come out
    std::uint64_t frames = 0, beats = 0, stalled = 0, first = 0, last = 0;
    std::uint64_t least_latency = ~0ULL, most_latency = 0;

    void enter(const sim::Passage& passage, unsigned beats_of_frame) {
        if (frames++ == 0) first = passage.first_clock;
        last = passage.last_clock;
        beats += beats_of_frame;
        stalled += passage.stalled_clocks;
        entered.push_back(passage.first_clock);
    }
    void leave(const sim::SentFrame& frame) {
        const std::uint64_t latency = frame.first_clock - entered.front();
        entered.pop_front();
        least_latency = std::min(least_latency, latency);
        most_latency = std::max(most_latency, latency);
    }
    void print(const char* name) const {
        std::printf("  %s: %llu beats in %llu clocks, %llu clocks stalled, latency %llu to %llu clocks\n",
                    name, static_cast<unsigned long long>(beats),
                    static_cast<unsigned long long>(last - first + 1),
                    static_cast<unsigned long long>(stalled), static_cast<unsigned long long>(least_latency),
                    static_cast<unsigned long long>(most_latency));
    }
};

/// Both directions back to back, every frame accepted by a session; egress only on request.
void print_load(std::size_t bytes, std::size_t frames) {
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    Device(nic).apply(copy_everything());
    const auto beats = static_cast<unsigned>((bytes + 63) / 64);
    Seen ingress, egress;
    std::uint64_t judged[2] = {0, 0}, first_judged[2] = {0, 0}, last_judged[2] = {0, 0}, copies = 0;
    nic.hooks().accepted = [&](const sim::Passage& passage) {
        (passage.direction == Direction::ingress ? ingress : egress).enter(passage, beats);
    };
    nic.hooks().judged = [&](const sim::Judgement& judgement) {
        const auto i = static_cast<std::size_t>(judgement.direction);
        if (judged[i]++ == 0) first_judged[i] = nic.clock();
        last_judged[i] = nic.clock();
    };
    nic.hooks().delivered = [&](unsigned, const sim::SentFrame& frame) { ingress.leave(frame); };
    nic.hooks().sent = [&](unsigned, const sim::SentFrame& frame) {
        if (frame.is_copy)
            ++copies;
        else
            egress.leave(frame);
    };
    for (std::size_t i = 0; i < frames; ++i) {
        nic.send(0, Direction::ingress, frame_of(bytes));
        nic.send(0, Direction::egress, frame_of(bytes));
    }
    nic.run_until_idle();
    std::printf(
        "\nBoth directions back to back, %zu frames of %zu bytes each, every one accepted by a session (512 "
        "bits)\n",
        frames, bytes);
    ingress.print("ingress");
    egress.print("egress");
    std::printf(
        "  decisions: ingress %llu in %llu clocks, egress %llu in %llu clocks; %llu copies left afterwards "
        "or between\n",
        static_cast<unsigned long long>(judged[0]),
        static_cast<unsigned long long>(last_judged[0] - first_judged[0] + 1),
        static_cast<unsigned long long>(judged[1]),
        static_cast<unsigned long long>(last_judged[1] - first_judged[1] + 1),
        static_cast<unsigned long long>(copies));
}

/// Copies always waiting, egress production now and then: how many copies a frame lets pass.
void print_passed_over() {
    sim::SimulatedNic nic(sim::NicSize::standard, 512);
    Device(nic).apply(copy_everything());
    std::deque<std::uint64_t> entered;
    std::uint64_t copies_ended = 0, most = 0, longest = 0, frames = 0, new_copies = 0;
    std::deque<std::pair<std::uint64_t, std::uint64_t>> copies;  // first and last clock
    nic.hooks().accepted = [&](const sim::Passage& passage) {
        if (passage.direction == Direction::egress) entered.push_back(passage.first_clock);
    };
    nic.hooks().sent = [&](unsigned, const sim::SentFrame& frame) {
        if (frame.is_copy) {
            ++copies_ended;
            copies.emplace_back(frame.first_clock, frame.last_clock);
            if (copies.size() > 64) copies.pop_front();
            return;
        }
        const std::uint64_t offered = entered.front();
        entered.pop_front();
        std::uint64_t passed = 0;
        for (const auto& [first, last] : copies) {
            if (last >= offered && last < frame.first_clock) ++passed;
            if (first > offered && first < frame.first_clock) ++new_copies;
        }
        ++frames;
        most = std::max(most, passed);
        longest = std::max(longest, frame.first_clock - offered);
    };
    for (unsigned i = 0; i < 2000; ++i) nic.send(0, Direction::ingress, frame_of(1500));
    for (unsigned i = 0; i < 1500; ++i) {
        nic.run(20 + i % 17);
        nic.send(0, Direction::egress, frame_of(60 + i % 200));
    }
    nic.run_until_idle();
    std::printf("\nEgress production while copies of 1500-byte frames are always waiting (512 bits)\n");
    std::printf(
        "  %llu frames among %llu copies: passed over by %llu copy at most, %llu copies begun while one "
        "waited, "
        "longest wait %llu clocks (a copy has 25 beats)\n",
        static_cast<unsigned long long>(frames), static_cast<unsigned long long>(copies_ended),
        static_cast<unsigned long long>(most), static_cast<unsigned long long>(new_copies),
        static_cast<unsigned long long>(longest));
}

}  // namespace

void print_production() {
    print_load(60, 2000);
    print_load(1500, 500);
    print_passed_over();
}

}  // namespace tain::bench
