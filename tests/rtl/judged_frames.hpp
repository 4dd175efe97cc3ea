// SPDX-License-Identifier: Apache-2.0
// Frames with their judgements on the way through truncate, checksum and copy buffer, and what should become
// of them.
#pragma once

#include "outer_headers.hpp"

namespace tain::rtl_test {

struct JudgedFrame {
    Bytes bytes;
    bool bad = false;
    Judgement judgement;
    std::uint64_t side = 0;
    std::uint32_t added = 0;  // to its length, behind truncate: as if it were so much longer

    std::size_t length() const { return bytes.size() + added; }
    std::size_t kept() const {
        return judgement.copy ? std::min<std::size_t>(bytes.size(), judgement.keep) : 0;
    }
    Bytes kept_bytes() const { return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept())}; }
    Descriptor descriptor() const {
        Descriptor result;
        result.original_length = static_cast<std::uint16_t>(std::min<std::size_t>(length(), 0xffff));
        result.rule = judgement.rule;
        result.sessions = judgement.sessions;
        result.kept = static_cast<std::uint16_t>(kept());
        result.length =
            static_cast<std::uint16_t>(std::max<std::size_t>(60, kept() + (judgement.outer.v6 ? 70 : 50)));
        const auto header = ipv4_header(judgement.outer, kept());
        result.checksum = judgement.outer.v6 ? udp_checksum(judgement.outer, kept_bytes())
                                             : static_cast<std::uint16_t>(header[10] << 8 | header[11]);
        result.outer = judgement.outer;
        return result;
    }
};

inline Judgement random_judgement(Random& random, std::size_t length) {
    Judgement judgement;
    judgement.owned = below(random, 4) != 0;
    judgement.copy = judgement.owned && below(random, 4) != 0;
    judgement.interface_counter = static_cast<std::uint16_t>(random());
    judgement.session_counter = static_cast<std::uint16_t>(random());
    judgement.rule = static_cast<std::uint16_t>(random());
    judgement.sessions = static_cast<std::uint8_t>(random());
    judgement.outer = random_outer(random);
    switch (below(random, 4)) {  // far beyond, about, and less than the frame; sometimes at a beat's edge
        case 0:
            judgement.keep = 9180;
            break;
        case 1:
            judgement.keep =
                static_cast<std::uint16_t>(1 + below(random, std::min<std::size_t>(length, 8500)));
            break;
        case 2:
            judgement.keep = static_cast<std::uint16_t>(std::min<std::size_t>(length, 9180));
            break;
        default:
            judgement.keep = static_cast<std::uint16_t>(8 * (1 + below(random, 20)));
            break;
    }
    return judgement;
}

inline JudgedFrame random_frame(Random& random, std::size_t length) {
    JudgedFrame frame;
    frame.bytes = random_bytes(length, random);
    frame.bad = below(random, 6) == 0;
    frame.judgement = random_judgement(random, length);
    frame.side = std::uniform_int_distribution<std::uint64_t>()(random);
    return frame;
}

// Some frames of a few bytes, which count as longer, all by as much.
inline std::vector<JudgedFrame> lengthened_frames(Random& random, std::uint32_t added) {
    std::vector<JudgedFrame> frames;
    for (int i = 0; i < 6; ++i) {
        frames.push_back(random_frame(random, 1 + below(random, 100)));
        frames.back().added = added;
    }
    return frames;
}

// Lengths of which each bit is set alone, then any: frames so long take too many clocks.
inline std::vector<std::uint32_t> added_lengths(Random& random) {
    std::vector<std::uint32_t> lengths;
    for (int bit = 0; bit < 32; ++bit) lengths.push_back(1U << bit);
    for (int bits = 8; bits < 32; ++bits)
        lengths.push_back(static_cast<std::uint32_t>(random()) >> (32 - bits));
    return lengths;
}

// Plays frames into truncate, a beat or an idle clock at a time. To the length of each as much is added.
class FrameFeed {
  public:
    FrameFeed(const std::vector<JudgedFrame>& frames, std::size_t width, Pattern idle, unsigned seed)
        : frames_(frames), source_(beats_of(frames, width), idle, seed) {}

    void drive(Pins& pins, bool allowed = true) {
        pins.length_added = frames_.front().added;
        pins.truncate_beat_valid = allowed && source_.offer();
        if (!pins.truncate_beat_valid) return;
        const auto beat = source_.item();
        if (beat.frame != frame_) {
            frame_ = beat.frame;
            pins.judgement = pack(frames_[frame_].judgement);
            pins.side = frames_[frame_].side;
        }
        pins.beat_data = beat.data;
        pins.beat_bytes = beat.bytes;
        pins.beat_last = beat.last;
        pins.beat_bad = beat.bad;
        source_.taken();
    }
    bool done() const { return source_.done(); }
    // Frames whose last beat has gone in.
    std::size_t frame_in_progress() const { return source_.item().frame; }

  private:
    static std::vector<Beat> beats_of(const std::vector<JudgedFrame>& frames, std::size_t width) {
        std::vector<Beat> beats;
        for (std::size_t i = 0; i < frames.size(); ++i)
            append_beats(beats, frames[i].bytes, width, frames[i].bad, i);
        return beats;
    }

    const std::vector<JudgedFrame>& frames_;
    Source<Beat> source_;
    std::size_t frame_ = ~std::size_t{0};
};

}  // namespace tain::rtl_test
