// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/capture_player.hpp"

#include <algorithm>
#include <deque>
#include <stdexcept>

#include "score.hpp"
#include "tain/error.hpp"

namespace tain::sim {
namespace {

constexpr std::size_t longest_frame = 65535;
constexpr std::size_t look_ahead = 4096;            // frames planned ahead of the NIC
constexpr std::uint64_t longest_silence = 100'000;  // clocks; the longest frame takes 8,192 beats of 64 bits

std::size_t index_of(Direction direction) {
    return direction == Direction::ingress ? 0 : 1;
}

/// A frame between its entry and its judgement, and then its copy until that has left.
struct UnderWay {
    std::shared_ptr<const CapturedFrame> captured;
    std::size_t reserved = 0;  // bytes of the copy buffer, at most
    std::optional<Verdict> verdict;
};

/// A frame before its entry.
struct Waiting {
    PlannedFrame frame;
    std::uint64_t order = 0;   // in the whole capture
    std::size_t reserved = 0;  // bytes of the copy buffer that its copy may take
};

/// One port and direction.
struct RunLane {
    std::deque<Waiting> planned;
    std::deque<UnderWay> entering;                             // sent, not judged
    std::deque<UnderWay> committed;                            // copied, copy not left
    std::deque<std::shared_ptr<const CapturedFrame>> passing;  // production not come out; only where scored
    std::deque<std::shared_ptr<bool>> at_source;  // PlannedFrame::first_entered of what enters now
    std::size_t reserved = 0;                     // bytes of `entering` and `committed`
};

}  // namespace

class CapturePlayer::Impl {
  public:
    Impl(SimulatedNic& nic, const PlayOptions& options, Frames frames, OnCopy on_copy);
    ~Impl() { nic_.hooks() = {}; }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    void step();
    [[nodiscard]] bool finished() const { return input_ended_ && planned_ == 0 && nic_.idle(); }
    [[nodiscard]] PlayResult result() const;

  private:
    RunLane& lane(const Way& way) { return lanes_.at(std::size_t{way.port} * 2 + index_of(way.direction)); }
    RunLane& lane(unsigned port, Direction direction) { return lane(Way{port, direction}); }

    void attach();
    void fill_plan();
    void admit();
    bool admit_first(RunLane& from);
    [[nodiscard]] bool may_enter(const RunLane& from);
    [[nodiscard]] bool has_room(const RunLane& into, std::size_t bytes) const;
    [[nodiscard]] bool is_due(const CapturedFrame& frame);
    [[nodiscard]] std::size_t reservation(const PlannedFrame& frame) const;
    void start_epoch(std::int64_t time);
    void enter(RunLane& from);
    void entered(RunLane& into);
    void judged(const Judgement& judgement);
    void sent(unsigned port, const SentFrame& frame);
    void production_left(RunLane& from, const Frame& frame);
    void copy_left(unsigned port, const SentFrame& copy);
    void watch() const;

    SimulatedNic& nic_;
    const PlayOptions options_;
    const Frames frames_;
    const OnCopy on_copy_;
    CapturePlan plan_;
    std::optional<Score> score_;
    std::vector<RunLane> lanes_;
    PlayResult result_;

    bool input_ended_ = false;
    std::size_t planned_ = 0;       // frames in all lanes' plans
    std::uint64_t next_order_ = 0;  // of the next frame to be planned
    std::uint64_t next_entry_ = 0;  // of the next frame to enter, where order matters between lanes
    std::uint64_t first_clock_ = 0, last_event_ = 0;
    std::optional<std::int64_t> epoch_time_;  // capture time ...
    std::uint64_t epoch_clock_ = 0;           // ... that fell on this clock
};

CapturePlayer::Impl::Impl(SimulatedNic& nic, const PlayOptions& options, Frames frames, OnCopy on_copy)
    : nic_(nic),
      options_(options),
      frames_(std::move(frames)),
      on_copy_(std::move(on_copy)),
      plan_(options.wanted.interfaces, options.own_addresses),
      lanes_(std::size_t{nic.ports()} * 2),
      first_clock_(nic.clock()),
      last_event_(nic.clock()) {
    if (options.score) score_.emplace(options.wanted);
    if (!(options.clock_mhz > 0)) {
        throw Error("InvalidParameterValue", "sim", "clock_mhz", "the clock must be faster than 0 MHz");
    }
    for (const Interface& each : options.wanted.interfaces) {
        if (each.port < nic_.ports()) continue;
        throw Error("InvalidParameterValue", each.id, "port",
                    each.id + ": port " + std::to_string(each.port) + ", the simulated NIC has " +
                        std::to_string(nic_.ports()));
    }
    attach();
    fill_plan();
}

void CapturePlayer::Impl::step() {
    admit();
    nic_.step();
    watch();
    fill_plan();
}

PlayResult CapturePlayer::Impl::result() const {
    PlayResult result = result_;
    if (result_.frames_played[0] + result_.frames_played[1] > 0)
        result.clocks = last_event_ - first_clock_ + 1;
    if (score_) {
        result.mismatches = score_->mismatches();
        result.mismatch_count = score_->mismatch_count();
    }
    return result;
}

void CapturePlayer::Impl::attach() {
    Hooks& hooks = nic_.hooks();
    hooks.accepted = [this](const Passage& passage) { entered(lane(passage.port, passage.direction)); };
    hooks.judged = [this](const Judgement& judgement) { judged(judgement); };
    hooks.sent = [this](unsigned port, const SentFrame& frame) { sent(port, frame); };
    hooks.delivered = [this](unsigned port, const SentFrame& frame) {
        production_left(lane(port, Direction::ingress), frame.frame);
    };
}

void CapturePlayer::Impl::fill_plan() {
    while (!input_ended_ && planned_ < look_ahead) {
        std::optional<CapturedFrame> frame = frames_();
        if (!frame) {
            input_ended_ = true;
            return;
        }
        if (frame->bytes.size() > longest_frame) {
            ++result_.records_too_long;
            continue;
        }
        ++result_.frames_read;
        for (PlannedFrame& each : plan_.plan(std::move(*frame))) {
            RunLane& into = lane(each.way);
            const std::size_t reserved = reservation(each);
            into.planned.push_back({std::move(each), next_order_++, reserved});
            ++planned_;
        }
    }
}

void CapturePlayer::Impl::admit() {
    bool entered = true;
    while (entered) {
        entered = false;
        for (RunLane& each : lanes_) entered = admit_first(each) || entered;
    }
}

bool CapturePlayer::Impl::admit_first(RunLane& from) {
    if (from.planned.empty() || !may_enter(from)) return false;
    enter(from);
    return true;
}

bool CapturePlayer::Impl::may_enter(const RunLane& from) {
    const auto& [frame, order, reserved] = from.planned.front();
    // One frame that waits keeps the source busy from beat to beat.
    if (from.at_source.size() > 1) return false;
    if (frame.is_second && !*frame.first_entered) return false;
    const bool in_turn = order == next_entry_;
    switch (options_.pace) {
        case Pace::line:
            return true;
        case Pace::capture:
            return in_turn && is_due(*frame.captured);
        case Pace::lossless:
            return in_turn && has_room(from, reserved);
    }
    return false;
}

bool CapturePlayer::Impl::has_room(const RunLane& into, std::size_t bytes) const {
    const std::size_t copies = into.entering.size() + into.committed.size();
    if (copies == 0) return true;  // more room there never is
    return copies < options_.buffer_copies && into.reserved + bytes <= options_.buffer_bytes;
}

std::size_t CapturePlayer::Impl::reservation(const PlannedFrame& frame) const {
    const std::size_t beat = nic_.width() / 8;
    const std::vector<unsigned>& mtus = options_.wanted.port_mtus;
    const std::size_t mtu = frame.way.port < mtus.size() ? mtus[frame.way.port] : default_port_mtu;
    const std::size_t kept = std::min(frame.captured->bytes.size(), mtu - overhead_in_mtu_ipv4);
    // One beat more than its bytes take: the buffer may keep a place free.
    return (kept + beat - 1) / beat * beat + beat;
}

bool CapturePlayer::Impl::is_due(const CapturedFrame& frame) {
    if (!epoch_time_) start_epoch(frame.time);
    const double due = static_cast<double>(frame.time - *epoch_time_) * options_.clock_mhz / 1000;
    if (due <= static_cast<double>(nic_.clock() - epoch_clock_)) return true;
    if (!nic_.idle()) return false;
    start_epoch(frame.time);  // skips the idle time
    return true;
}

void CapturePlayer::Impl::start_epoch(std::int64_t time) {
    epoch_time_ = time;
    epoch_clock_ = nic_.clock();
}

void CapturePlayer::Impl::enter(RunLane& from) {
    auto [frame, order, reserved] = std::move(from.planned.front());
    from.planned.pop_front();
    --planned_;
    ++next_entry_;
    result_.bytes_played = std::max(result_.bytes_played, frame.captured->read_to);
    from.at_source.push_back(frame.is_second ? nullptr : frame.first_entered);
    from.reserved += reserved;
    ++result_.frames_played[index_of(frame.way.direction)];
    nic_.send(frame.way.port, frame.way.direction, Frame{frame.captured->bytes});
    if (score_) from.passing.push_back(frame.captured);
    from.entering.push_back({std::move(frame.captured), reserved, std::nullopt});
}

void CapturePlayer::Impl::entered(RunLane& into) {
    last_event_ = nic_.clock();
    if (into.at_source.front()) *into.at_source.front() = true;
    into.at_source.pop_front();
}

void CapturePlayer::Impl::judged(const Judgement& judgement) {
    RunLane& of = lane(judgement.port, judgement.direction);
    if (of.entering.empty()) throw std::logic_error("the NIC judged a frame that it was not sent");
    UnderWay frame = std::move(of.entering.front());
    of.entering.pop_front();
    if (score_) frame.verdict = score_->judged(judgement, frame.captured->bytes, false);
    if (judgement.dropped) ++result_.dropped[index_of(judgement.direction)];
    if (judgement.copied) {
        of.committed.push_back(std::move(frame));
    } else {
        of.reserved -= frame.reserved;
    }
}

void CapturePlayer::Impl::sent(unsigned port, const SentFrame& frame) {
    if (frame.is_copy) {
        copy_left(port, frame);
    } else {
        production_left(lane(port, Direction::egress), frame.frame);
    }
}

void CapturePlayer::Impl::production_left(RunLane& from, const Frame& frame) {
    last_event_ = nic_.clock();
    if (!score_) return;
    if (from.passing.empty()) throw std::logic_error("the NIC sent a production frame that it was not given");
    score_->production_left(frame, Frame{from.passing.front()->bytes});
    from.passing.pop_front();
}

void CapturePlayer::Impl::copy_left(unsigned port, const SentFrame& copy) {
    last_event_ = nic_.clock();
    RunLane& of = lane(port, copy.direction);
    if (of.committed.empty()) throw std::logic_error("the NIC sent a copy that it did not announce");
    const UnderWay frame = std::move(of.committed.front());
    of.committed.pop_front();
    of.reserved -= frame.reserved;
    ++result_.copies[index_of(copy.direction)];
    result_.copy_bytes += copy.frame.bytes.size();
    if (on_copy_) on_copy_(*frame.captured, copy);
    if (score_ && frame.verdict) score_->copy_left(copy, *frame.verdict);
}

void CapturePlayer::Impl::watch() const {
    if (nic_.clock() - last_event_ < longest_silence || nic_.idle()) return;
    throw std::logic_error("the simulated NIC has stood still since clock " + std::to_string(last_event_));
}

CapturePlayer::CapturePlayer(SimulatedNic& nic, const PlayOptions& options, Frames frames, OnCopy on_copy)
    : impl_(std::make_unique<Impl>(nic, options, std::move(frames), std::move(on_copy))) {}
CapturePlayer::~CapturePlayer() = default;

void CapturePlayer::step() {
    impl_->step();
}
bool CapturePlayer::finished() const {
    return impl_->finished();
}
PlayResult CapturePlayer::result() const {
    return impl_->result();
}

}  // namespace tain::sim
