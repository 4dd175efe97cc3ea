// SPDX-License-Identifier: Apache-2.0
#include "score.hpp"

#include <algorithm>
#include <utility>

namespace tain::sim {
namespace {

constexpr std::size_t most_lines = 20;

std::string name(Direction direction) {
    return direction == Direction::ingress ? "ingress" : "egress";
}

}  // namespace

std::string first_difference(std::span<const std::uint8_t> got, std::span<const std::uint8_t> expected) {
    const auto at = std::mismatch(got.begin(), got.end(), expected.begin(), expected.end());
    if (at.first == got.end() && at.second == expected.end()) return {};
    const auto where = std::to_string(at.first - got.begin());
    std::string lengths = std::to_string(got.size()) + " bytes instead of " + std::to_string(expected.size());
    if (at.first == got.end() || at.second == expected.end()) return lengths;
    return "byte " + where + " is " + std::to_string(*at.first) + " instead of " +
           std::to_string(*at.second) + " (" + lengths + ")";
}

void Score::note(std::string mismatch) {
    ++count_;
    if (mismatches_.size() < most_lines) mismatches_.push_back(std::move(mismatch));
}

Verdict Score::judged(const Judgement& judgement, std::span<const std::uint8_t> frame, bool bad) {
    ++frames_;
    Verdict verdict = model_.judge(judgement.port, judgement.direction, frame, bad);
    const bool accepted = judgement.copied || judgement.dropped;
    if (accepted != verdict.copy.has_value()) {
        note("frame " + std::to_string(frames_) + " as judged (" + name(judgement.direction) + ", " +
             std::to_string(frame.size()) + " bytes): " + (accepted ? "copied" : "not copied") +
             " where the model says " + (verdict.copy ? "a copy by " + verdict.copy->session : "no copy"));
    }
    return verdict;
}

void Score::copy_left(const SentFrame& sent, const Verdict& verdict) {
    if (!verdict.copy) return;  // noted when it was judged
    const std::string difference = first_difference(sent.frame.bytes, verdict.copy->frame);
    if (!difference.empty())
        note("copy by " + verdict.copy->session + ", " + name(sent.direction) + ": " + difference);
}

void Score::production_left(const Frame& sent, const Frame& expected) {
    if (sent == expected) return;
    const std::string difference = first_difference(sent.bytes, expected.bytes);
    note("production: " + (difference.empty() ? "side-band" : difference));
}

}  // namespace tain::sim
